package dev.haiku.rl;

import dev.haiku.array.DType;
import dev.haiku.array.ShapeException;
import dev.haiku.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Checks the arguments of a function: ranks, element types, equal shapes.
 *
 * @param function its name
 */
record Signature(String function) {

    static Signature of(String function) {
        return new Signature(function);
    }

    /** Needs floating-point numbers of one of some ranks; of any rank if none is given. */
    Signature floating(String name, Tensor x, int... ranks) {
        return typed(name, x, DType::isFloating, "floating-point numbers", DType.F32)
                .rank(name, x, ranks);
    }

    /** Needs integers of one of some ranks; of any rank if none is given. */
    Signature integer(String name, Tensor x, int... ranks) {
        return typed(name, x, DType::isInteger, "integers", DType.I32).rank(name, x, ranks);
    }

    /** Needs truth values of one of some ranks; of any rank if none is given. */
    Signature bool(String name, Tensor x, int... ranks) {
        return typed(name, x, DType::isBool, "truth values", DType.BOOL).rank(name, x, ranks);
    }

    private Signature typed(String name, Tensor x, Predicate<DType> accepted, String wanted, DType example) {
        if (!accepted.test(x.dtype())) {
            throw new IllegalArgumentException(function + " needs " + wanted + " in " + name + ", but got " + x.type()
                    + ". Convert them with cast(DType." + example.name() + ").");
        }
        return this;
    }

    /** Needs one of some ranks; any if none is given. */
    Signature rank(String name, Tensor x, int... ranks) {
        if (ranks.length > 0 && Arrays.stream(ranks).noneMatch(rank -> rank == x.rank())) {
            var wanted = Arrays.stream(ranks).mapToObj(String::valueOf).collect(Collectors.joining(" or "));
            throw new ShapeException(function + " needs " + name + " of rank " + wanted + ", but got " + x.type()
                    + ". Map the function over further axes with vmap.");
        }
        return this;
    }

    /** Needs tensors of one shape. */
    Signature sameShape(List<String> names, Tensor... tensors) {
        var shapes = Arrays.stream(tensors).map(Tensor::shape).toList();
        if (shapes.stream().distinct().count() > 1) {
            throw new ShapeException(function + " needs " + listed(names) + " of one shape, but got " + listed(shapes)
                    + ". Slice or broadcast them first; differing shapes hide mistakes.");
        }
        return this;
    }

    /** Needs what a condition says, with the advice that follows it. */
    Signature require(boolean condition, String fact, String advice) {
        if (!condition) {
            throw new ShapeException(function + " needs " + fact + ". " + advice);
        }
        return this;
    }

    private static String listed(List<?> items) {
        var texts = items.stream().map(String::valueOf).toList();
        int last = texts.size() - 1;
        return String.join(", ", texts.subList(0, last)) + " and " + texts.get(last);
    }
}
