package dev.haiku.func;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Flat;
import dev.haiku.tree.TreeDef;
import java.util.ArrayList;
import java.util.List;

/** The checks that transformations make of arguments and results. */
final class Checks {

    private Checks() {}

    /** Arguments to differentiate are floating-point. */
    static void differentiable(String transformation, Flat argument) {
        for (int i = 0; i < argument.leaves().size(); i++) {
            var type = argument.leaves().get(i).type();
            if (!type.dtype().isFloating()) {
                throw new IllegalArgumentException(transformation + " differentiates floating-point tensors only, but "
                        + at(argument.def(), i, "the argument") + " is " + type
                        + ". Pass it as another argument, or cast it to f32"
                        + (hasOptions(transformation) ? ", or give o -> o.allowInt(true) for zeros." : "."));
            }
        }
    }

    private static boolean hasOptions(String transformation) {
        return transformation.equals("grad") || transformation.equals("valueAndGrad");
    }

    /** Functions to take the Jacobian of return floating-point tensors. */
    static void floatingResult(String transformation, TreeDef def, List<Tensor> values) {
        for (int i = 0; i < values.size(); i++) {
            var type = values.get(i).type();
            if (!type.dtype().isFloating()) {
                throw new IllegalArgumentException(
                        transformation + " needs a function with floating-point results, but "
                                + at(def, i, "the result") + " is " + type
                                + ". Cast it to f32 inside the function, or return it as aux.");
            }
        }
    }

    /** Functions to take the gradient of return a floating-point scalar. */
    static void scalarResult(String transformation, Tensor value) {
        var type = value.type();
        if (!type.shape().equals(Shape.SCALAR)) {
            throw new IllegalArgumentException(
                    transformation + " needs a function with a scalar result, but it returned " + type
                            + ". Reduce it with sum() or mean(), or use vjp with a cotangent of that shape.");
        }
        if (!type.dtype().isFloating()) {
            throw new IllegalArgumentException(transformation
                    + " needs a function with a floating-point result, but it returned " + type
                    + ". Cast it to f32 inside the function.");
        }
    }

    /**
     * {@return the tensors of a tangent or cotangent, after checking that it has the structure and the types
     * of what it belongs to}
     *
     * @param what who needs what, such as {@code jvp needs tangents}
     * @param owner what it belongs to, such as {@code primal}
     */
    static List<Tensor> matching(String what, String owner, TreeDef def, List<TensorType> types, Flat given) {
        def.differenceFrom(given.def()).ifPresent(difference -> {
            throw new IllegalArgumentException(
                    what + " of the structure of the " + owner + ", but " + difference + ".");
        });
        for (int i = 0; i < types.size(); i++) {
            var type = given.leaves().get(i).type();
            if (!type.equals(types.get(i))) {
                throw new IllegalArgumentException(what + " of the types of the " + owner + ", but "
                        + at(def, i, "the whole") + " is " + type + " for " + types.get(i) + ".");
            }
        }
        return given.leaves();
    }

    /** What a loop carries has the same structure and types before and after each run. */
    static void keepsCarry(String name, Flat before, Flat after) {
        before.def().differenceFrom(after.def()).ifPresent(difference -> {
            throw new IllegalArgumentException(
                    name + " needs a carry that keeps its structure, but " + difference + ".");
        });
        List<String> differences = new ArrayList<>();
        var advice = "";
        for (int i = 0; i < before.leaves().size(); i++) {
            var type = before.leaves().get(i).type();
            var next = after.leaves().get(i).type();
            if (!type.equals(next)) {
                var first = differences.isEmpty();
                differences.add(at(before.def(), i, "the carry") + " is " + type
                        + (first ? " before a run and " : " and ") + next + (first ? " after it" : ""));
                advice = advice.isEmpty() ? keepingAdvice(type, next) : advice;
            }
        }
        if (!differences.isEmpty()) {
            throw new IllegalArgumentException(name + " needs a carry that keeps its types, but "
                    + String.join(", ", differences) + ". " + advice);
        }
    }

    private static String keepingAdvice(TensorType before, TensorType after) {
        return before.shape().equals(after.shape())
                ? "Cast the result, or start with " + after.dtype() + "."
                : "Start with a carry of the shape that the function returns.";
    }

    /** Conditions of loops return a truth value. */
    static void isCondition(String name, TensorType type) {
        var bool = new TensorType(DType.BOOL, Shape.SCALAR);
        if (!type.equals(bool)) {
            throw new IllegalArgumentException(
                    name + " needs a condition that returns " + bool + ", but it returned " + type + ".");
        }
    }

    /** Branches return results of the same structure and types. */
    static void sameResult(String name, Body first, Body other, int index) {
        first.result().differenceFrom(other.result()).ifPresent(difference -> {
            throw new IllegalArgumentException(
                    name + " needs branches with results of one structure, but those of branch 0 and " + index
                            + " differ: " + difference + ".");
        });
        var types = first.resultTypes();
        var otherTypes = other.resultTypes();
        for (int i = 0; i < types.size(); i++) {
            var type = types.get(i);
            var otherType = otherTypes.get(i);
            if (!type.equals(otherType)) {
                throw new IllegalArgumentException(name + " needs branches with results of the same types, but "
                        + at(first.result(), i, "the result") + " is " + type + " in branch 0 and " + otherType
                        + " in branch " + index + ".");
            }
        }
    }

    private static String at(TreeDef def, int leaf, String root) {
        var path = def.paths().get(leaf);
        return path.isEmpty() ? root : path;
    }
}
