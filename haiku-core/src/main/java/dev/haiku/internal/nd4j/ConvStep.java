package dev.haiku.internal.nd4j;

import dev.haiku.array.Shape;
import dev.haiku.internal.convolution.ConvAxis;
import dev.haiku.internal.convolution.ConvProblem;
import dev.haiku.internal.convolution.Dim;
import dev.haiku.internal.convolution.Strided;
import dev.haiku.internal.exec.Slot;
import dev.haiku.internal.nd4j.ConvOperand.Layout;
import dev.haiku.ir.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** One call of ND4J's convolution, that is of oneDNN: one phase of one group, or of all groups of a depthwise one. */
final class ConvStep {

    private static final int IMAGE = 2;
    private static final int FIXED_PADDING = 0;
    private static final int CHANNELS_LAST = 1;
    private static final int SPACE_FIRST = 0;

    private final ConvOperand kernel;
    private final ConvOperand result;
    private final CustomCall call;
    private final boolean parallel;

    /** Prepares the call for an input that stands ready when it runs. */
    ConvStep(Nd4jLibrary library, ConvProblem problem, Slot input, Slot rhs, Slot out) {
        var kernelLayout = kernel(problem);
        var resultLayout = result(problem);
        this.kernel = ConvOperand.read(rhs, kernelLayout);
        this.result = ConvOperand.written(out, resultLayout);
        this.parallel = multiplications(problem) >= OneDnnProduct.MANY;
        var slots = List.of(input, kernel.dense(), result.dense());
        var shapes = Stream.of(input(problem).shape(), kernelLayout.shape(), joined(resultLayout.shape()))
                .map(shape -> library.shape(new TensorType(out.type().dtype(), shape)))
                .toList();
        var arrays = NativeArrays.shaped(library, slots, shapes);
        this.call = new CustomCall(library, name(problem), arrays, arguments(problem));
    }

    /** {@return whether oneDNN has such a convolution} */
    static boolean fits(ConvProblem problem) {
        int rank = problem.axes().size();
        return rank >= 1
                && rank <= (isDepthwise(problem) ? IMAGE : IMAGE + 1)
                && (!isDepthwise(problem) || problem.input().size() == 1)
                && problem.axes().stream().allMatch(ConvStep::fits);
    }

    private static boolean fits(ConvAxis axis) {
        int high = (axis.out() - 1) * axis.stride() + axis.window() - axis.low() - axis.size();
        return axis.size() > 0
                && axis.window() > 0
                && (axis.dilation() == 1 || axis.window() == 1)
                && axis.low() >= 0
                && axis.low() < axis.window()
                && high > -axis.stride()
                && high < axis.window();
    }

    static long multiplications(ConvProblem problem) {
        return (long) Dim.count(problem.free())
                * Dim.count(problem.summed())
                * problem.output().size()
                * problem.groups().size();
    }

    private static boolean isDepthwise(ConvProblem problem) {
        return problem.groups().size() > 1;
    }

    private static String name(ConvProblem problem) {
        return isDepthwise(problem) ? "depthwise_conv2d" : problem.axes().size() <= IMAGE ? "conv2d" : "conv3dnew";
    }

    /** Sizes of the kernel, strides, padding before and dilation, each along all axes, and the layout. */
    private static long[] arguments(ConvProblem problem) {
        List<Integer> all = new ArrayList<>();
        all.addAll(space(problem, ConvAxis::window, 1));
        all.addAll(space(problem, ConvAxis::stride, 1));
        all.addAll(space(problem, ConvAxis::low, 0));
        all.addAll(space(problem, axis -> 1, 1));
        all.addAll(List.of(FIXED_PADDING, CHANNELS_LAST, SPACE_FIRST));
        return all.stream().mapToLong(i -> i).toArray();
    }

    /** Along at least two axes, of which the first may not be there. */
    private static List<Integer> space(ConvProblem problem, ToIntFunction<ConvAxis> value, int absent) {
        List<Integer> list = new ArrayList<>();
        if (problem.axes().size() < IMAGE) {
            list.add(absent);
        }
        problem.axes().forEach(axis -> list.add(value.applyAsInt(axis)));
        return list;
    }

    private static Strided features(ConvProblem problem) {
        return isDepthwise(problem) ? problem.groups() : problem.input();
    }

    /** {@return where the input is: batch, space, features} */
    static Layout input(ConvProblem problem) {
        var sizes = space(problem, ConvAxis::size, 1);
        var steps = space(problem, ConvAxis::lhsStep, 0);
        sizes.add(0, problem.batch().size());
        steps.add(0, problem.batch().lhsStep());
        sizes.add(features(problem).size());
        steps.add(features(problem).lhsStep());
        return new Layout(problem.lhsAt(), sizes, steps);
    }

    /** Space, features, output features. */
    private static Layout kernel(ConvProblem problem) {
        var sizes = space(problem, ConvAxis::window, 1);
        var steps = space(problem, ConvAxis::rhsStep, 0);
        for (var index : List.of(features(problem), problem.output())) {
            sizes.add(index.size());
            steps.add(index.rhsStep());
        }
        return new Layout(problem.rhsAt(), sizes, steps);
    }

    /** {@return where the result is: batch, space, groups, output features} */
    static Layout result(ConvProblem problem) {
        var sizes = space(problem, ConvAxis::out, 1);
        var steps = space(problem, ConvAxis::outStep, 0);
        sizes.add(0, problem.batch().size());
        steps.add(0, problem.batch().outStep());
        for (var index : List.of(problem.groups(), problem.output())) {
            sizes.add(index.size());
            steps.add(index.outStep());
        }
        return new Layout(problem.outAt(), sizes, steps);
    }

    /** {@return the shape of a result without groups} */
    private static Shape joined(Shape shape) {
        int last = shape.rank() - 1;
        return shape.remove(List.of(last)).with(last - 1, shape.dim(last - 1) * shape.dim(last));
    }

    /** Computes the results of the phase. */
    void run() {
        try {
            kernel.open();
            result.open();
            call.arrays().rebind();
            call.run(parallel);
            result.flush();
        } finally {
            kernel.close();
            result.close();
        }
    }

    void close() {
        call.close();
    }
}
