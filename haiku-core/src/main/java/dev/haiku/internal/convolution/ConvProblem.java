package dev.haiku.internal.convolution;

import dev.haiku.array.Shape;
import dev.haiku.ir.Convolution.ConvGeneral;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A convolution without input dilation over strided memory, or a part of one.
 *
 * <p>As a product of matrices, free indices (batch and results along each axis) are rows, summed ones (input features
 * and elements of the kernel along each axis) are inner, output features are columns; each group is a product of its
 * own.
 *
 * @param groups the groups, however they came about
 * @param batch the batch of a group
 * @param input the input features of a group
 * @param output the output features of a group
 * @param axes the spatial axes
 * @param lhsAt where the input starts, in elements
 * @param rhsAt where the kernel starts
 * @param outAt where the results start
 */
public record ConvProblem(
        Strided groups,
        Strided batch,
        Strided input,
        Strided output,
        List<ConvAxis> axes,
        int lhsAt,
        int rhsAt,
        int outAt) {

    private static final Comparator<Dim> OUTER_FIRST =
            (first, second) -> Integer.compare(second.otherStep(), first.otherStep());

    /** Copies the list. */
    public ConvProblem {
        axes = List.copyOf(axes);
    }

    /** {@return the problems that together compute all results of a convolution, each result once} */
    public static List<ConvProblem> of(ConvGeneral op, Shape lhs, Shape rhs, Shape out) {
        List<ConvProblem> problems = List.of(withoutAxes(op, lhs, rhs, out));
        for (int i = 0; i < op.dimensions().spatialRank(); i++) {
            var phases = ConvAxis.phases(op.geometry(), i, axis(op, i, lhs, rhs, out));
            problems = problems.stream()
                    .flatMap(problem -> phases.stream().map(problem::with))
                    .toList();
        }
        return problems;
    }

    private static ConvProblem withoutAxes(ConvGeneral op, Shape lhs, Shape rhs, Shape out) {
        var dims = op.dimensions();
        int groups = Math.max(op.featureGroups(), op.batchGroups());
        var batch = new Strided(
                out.dim(dims.outBatch()), lhs.strides()[dims.lhsBatch()], 0, out.strides()[dims.outBatch()]);
        var input = new Strided(
                rhs.dim(dims.rhsInput()), lhs.strides()[dims.lhsFeature()], rhs.strides()[dims.rhsInput()], 0);
        var output = new Strided(
                rhs.dim(dims.rhsOutput()) / groups,
                0,
                rhs.strides()[dims.rhsOutput()],
                out.strides()[dims.outFeature()]);
        var grouped = op.batchGroups() > 1 ? batch : input;
        return new ConvProblem(
                new Strided(
                        groups,
                        grouped.size() * grouped.lhsStep(),
                        output.size() * output.rhsStep(),
                        output.size() * output.outStep()),
                batch,
                input,
                output,
                List.of(),
                0,
                0,
                0);
    }

    private static ConvAxis axis(ConvGeneral op, int index, Shape lhs, Shape rhs, Shape out) {
        int left = op.dimensions().lhsSpatial().get(index);
        int right = op.dimensions().rhsSpatial().get(index);
        int result = op.dimensions().outSpatial().get(index);
        return new ConvAxis(
                lhs.dim(left),
                rhs.dim(right),
                out.dim(result),
                op.geometry().strides().get(index),
                op.geometry().rhsDilation().get(index),
                op.geometry().low().get(index),
                lhs.strides()[left],
                rhs.strides()[right],
                out.strides()[result]);
    }

    private ConvProblem with(ConvAxis.Phase phase) {
        List<ConvAxis> more = new ArrayList<>(axes);
        more.add(phase.axis());
        return new ConvProblem(groups, batch, input, output, more, lhsAt, rhsAt + phase.rhsAt(), outAt + phase.outAt());
    }

    /** {@return the problem of one group} */
    public ConvProblem group(int index) {
        return new ConvProblem(
                groups.of(1),
                batch,
                input,
                output,
                axes,
                lhsAt + index * groups.lhsStep(),
                rhsAt + index * groups.rhsStep(),
                outAt + index * groups.outStep());
    }

    /** {@return the indices over which results extend, in the order of the result's memory} */
    public List<Dim> free() {
        List<Dim> dims = new ArrayList<>();
        dims.add(new Dim(batch.size(), batch.lhsStep(), batch.outStep(), Dim.NONE, 0));
        for (int i = 0; i < axes.size(); i++) {
            var axis = axes.get(i);
            dims.add(new Dim(axis.out(), axis.stride() * axis.lhsStep(), axis.outStep(), i, axis.stride()));
        }
        return ordered(dims);
    }

    /** {@return the indices that are summed over, in the order of the kernel's memory} */
    public List<Dim> summed() {
        List<Dim> dims = new ArrayList<>();
        dims.add(new Dim(input.size(), input.lhsStep(), input.rhsStep(), Dim.NONE, 0));
        for (int i = 0; i < axes.size(); i++) {
            var axis = axes.get(i);
            dims.add(new Dim(axis.window(), axis.dilation() * axis.lhsStep(), axis.rhsStep(), i, axis.dilation()));
        }
        return ordered(dims);
    }

    private static List<Dim> ordered(List<Dim> dims) {
        dims.removeIf(dim -> dim.size() == 1);
        dims.sort(OUTER_FIRST);
        return dims;
    }

    /**
     * {@return where the input's element for the first result and the first element of the kernel is, be it a zero of
     * the padding}
     */
    public int lhsOrigin() {
        int at = lhsAt;
        for (var axis : axes) {
            at -= axis.low() * axis.lhsStep();
        }
        return at;
    }

    /** {@return the part of this with those values of a free index} */
    ConvProblem free(Dim dim, int from, int to) {
        if (dim.axis() == Dim.NONE) {
            return new ConvProblem(
                    groups,
                    batch.of(to - from),
                    input,
                    output,
                    axes,
                    lhsAt + from * batch.lhsStep(),
                    rhsAt,
                    outAt + from * batch.outStep());
        }
        var part = axes.get(dim.axis()).results(from, to);
        return new ConvProblem(
                groups, batch, input, output, axes(dim.axis(), part), lhsAt, rhsAt, outAt + from * part.outStep());
    }

    /** {@return the part of this with those values of a summed index} */
    ConvProblem summed(Dim dim, int from, int to) {
        if (dim.axis() == Dim.NONE) {
            return new ConvProblem(
                    groups,
                    batch,
                    input.of(to - from),
                    output,
                    axes,
                    lhsAt + from * input.lhsStep(),
                    rhsAt + from * input.rhsStep(),
                    outAt);
        }
        var part = axes.get(dim.axis()).elements(from, to);
        return new ConvProblem(
                groups, batch, input, output, axes(dim.axis(), part), lhsAt, rhsAt + from * part.rhsStep(), outAt);
    }

    private List<ConvAxis> axes(int index, ConvAxis part) {
        List<ConvAxis> changed = new ArrayList<>(axes);
        changed.set(index, part);
        return changed;
    }
}
