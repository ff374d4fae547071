package dev.haiku.func;

import dev.haiku.array.ShapeException;
import dev.haiku.func.VmapOptions.PathAxis;
import dev.haiku.internal.batching.BatchAxis;
import dev.haiku.internal.batching.Batching;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Mapping of functions over an axis, to which {@link Func#vmap} reduces its forms. */
final class Vmap {

    private static final int UNKNOWN = -1;

    private final VmapOptions options;
    private final List<Tensor> operands = new ArrayList<>();
    private final List<Boolean> mapped = new ArrayList<>();
    private int size;
    private String sizeSource = "the option axisSize";

    private Vmap(VmapOptions options) {
        this.options = options;
        this.size = options.axisSize() == 0 ? UNKNOWN : options.axisSize();
    }

    static <R> R map(Function<List<Object>, R> f, List<Object> arguments, VmapOptions options) {
        if (options.in().size() > arguments.size()) {
            throw new IllegalArgumentException("vmap got mapped axes " + options.in() + " for a function of "
                    + arguments.size() + " arguments. Give at most one for each.");
        }
        return new Vmap(options).run(f, arguments);
    }

    private <R> R run(Function<List<Object>, R> f, List<Object> arguments) {
        checkArguments(arguments.size());
        for (int i = 0; i < arguments.size(); i++) {
            addArgument(i, arguments.get(i));
        }
        if (size == UNKNOWN) {
            throw new IllegalArgumentException(
                    "vmap maps no axis of its arguments, so it does not know how often to apply the function."
                            + " Map an axis with o -> o.in(...), or give o -> o.axisSize(n).");
        }
        var function = new TreeFunction<>(f, Trees.structure(arguments));
        var results = Batching.mapKeeping(new BatchAxis(options.axisName(), size), operands, mapped, function);
        return function.resultOf(place(results, function.resultDef().paths()));
    }

    private void checkArguments(int count) {
        for (var exception : options.inAt()) {
            if (exception.argument() < 0 || exception.argument() >= count) {
                throw new IllegalArgumentException(
                        "vmap should map axis " + exception.axis() + " of a part of argument " + exception.argument()
                                + ", but the function has " + count + " arguments.");
            }
        }
    }

    private void addArgument(int argument, Object tree) {
        var flat = Trees.flatten(tree);
        var paths = flat.def().paths();
        var exceptions =
                options.inAt().stream().filter(at -> at.argument() == argument).toList();
        checkPaths(exceptions, "argument " + argument, paths);
        for (int k = 0; k < paths.size(); k++) {
            addOperand(
                    argument + paths.get(k),
                    options.in(argument, paths.get(k)),
                    flat.leaves().get(k));
        }
    }

    private static void checkPaths(List<PathAxis> exceptions, String what, List<String> paths) {
        for (var exception : exceptions) {
            if (paths.stream().noneMatch(exception::covers)) {
                throw new IllegalArgumentException("vmap should map axis " + exception.axis() + " at '"
                        + exception.path() + "' of " + what + ", but the tensors there are at " + paths + ".");
            }
        }
    }

    private void addOperand(String place, MappedAxis axis, Tensor leaf) {
        mapped.add(axis.isMapped());
        if (!axis.isMapped()) {
            operands.add(leaf);
            return;
        }
        int rank = leaf.shape().rank();
        if (axis.axis() < -rank || axis.axis() >= rank) {
            throw new ShapeException(
                    "vmap should map axis " + axis + " of argument " + place + ", but it holds a tensor " + leaf.type()
                            + ". Give MappedAxis.NONE for what is the same for all.");
        }
        checkSize(place, leaf.shape().dim(axis.axis()), leaf);
        operands.add(Ops.moveAxis(leaf, axis.axis(), 0));
    }

    private void checkSize(String place, int found, Tensor leaf) {
        var source = "argument " + place + " (" + leaf.type() + ")";
        if (size == UNKNOWN) {
            size = found;
            sizeSource = source;
        }
        if (size != found) {
            throw new ShapeException("vmap needs mapped axes of one size, but got " + size + " from " + sizeSource
                    + " and " + found + " from " + source + ".");
        }
    }

    private List<Tensor> place(List<Batching.Result> results, List<String> paths) {
        checkPaths(options.outAt(), "the result", paths);
        List<Tensor> placed = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            placed.add(place(results.get(i), "the result" + paths.get(i), options.out(paths.get(i))));
        }
        return placed;
    }

    private Tensor place(Batching.Result result, String what, MappedAxis axis) {
        if (!axis.isMapped()) {
            if (result.isMapped()) {
                throw new IllegalArgumentException(
                        "vmap should give a result without mapped axis, but " + what
                                + " depends on mapped arguments. Give o -> o.out(MappedAxis.at(0)), or reduce the result first.");
            }
            return result.value();
        }
        var stacked = result.isMapped() ? result.value() : repeated(result.value());
        int rank = stacked.shape().rank();
        if (axis.axis() < -rank || axis.axis() >= rank) {
            throw new ShapeException("vmap should put the mapped axis at " + axis + " of " + what
                    + ", but with it that has only " + rank + " axes.");
        }
        return Ops.moveAxis(stacked, 0, axis.axis());
    }

    private Tensor repeated(Tensor value) {
        return Ops.broadcastTo(Ops.expandDims(value, 0), value.shape().insert(0, size));
    }
}
