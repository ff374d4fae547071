package dev.haiku.ir;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The checks that type rules share; each failure names the primitive and prints what it got. */
final class TypeRules {

    private TypeRules() {}

    /** With a message that is a constant; one that has to be made is given by a supplier. */
    static void require(boolean condition, Primitive op, String fact) {
        require(condition, op, () -> fact);
    }

    static void require(boolean condition, Primitive op, Supplier<String> fact) {
        if (!condition) {
            throw new ShapeException(op.opName() + ": " + fact.get() + ".");
        }
    }

    static void arity(Primitive op, int count, List<TensorType> inputs) {
        require(inputs.size() == count, op, () -> "needs " + count + " operands, but got " + inputs.size());
    }

    /** All operands have one type; returns it. */
    static TensorType sameType(Primitive op, int arity, List<TensorType> inputs) {
        arity(op, arity, inputs);
        for (var input : inputs) {
            require(
                    input.equals(inputs.get(0)),
                    op,
                    () -> "operands must have the same type, but got " + inputs.get(0) + " and " + input);
        }
        return inputs.get(0);
    }

    static void dtype(Primitive op, TensorType type, Predicate<DType> accepted, String wanted) {
        require(accepted.test(type.dtype()), op, () -> "needs " + wanted + " operands, but got " + type);
    }

    static boolean isNumber(DType dtype) {
        return !dtype.isBool();
    }

    static boolean isBits(DType dtype) {
        return !dtype.isFloating();
    }

    /** Axes are distinct and in range. */
    static void axes(Primitive op, List<Integer> axes, int rank, Object what) {
        for (int axis : axes) {
            require(axis >= 0 && axis < rank, op, () -> "axis " + axis + " is out of range for " + what);
        }
        require(axes.stream().distinct().count() == axes.size(), op, () -> "axes " + axes + " repeat one");
    }

    static void sameLength(Primitive op, int rank, String what, List<?> list) {
        require(list.size() == rank, op, () -> what + " " + list + " needs one entry for each of " + rank + " axes");
    }

    /** What a loop carries has the same types before and after each run of its body. */
    static void keepsCarries(Primitive op, List<TensorType> before, List<TensorType> after) {
        require(
                before.equals(after),
                op,
                () -> "the body must keep the types of the carries, but takes " + before + " and gives " + after);
    }

    /** {@return the types of the results of a program that is called with operands of those types} */
    static List<TensorType> called(Primitive op, Program program, List<TensorType> inputs) {
        var wanted = program.inputTypes();
        require(wanted.equals(inputs), op, () -> "its program takes " + wanted + ", but got " + inputs);
        return program.outputTypes();
    }

    static List<TensorType> one(TensorType type) {
        return List.of(type);
    }

    static List<TensorType> one(DType dtype, Shape shape) {
        return List.of(new TensorType(dtype, shape));
    }
}
