package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.check;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.tensor.SelectionOps.Picked;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The part of {@link Ops} that takes tensors as sets.
 *
 * <p>Results are sorted. As their number is not known, they take the {@code size} of the result: of more elements it has the first
 * ones; it is filled up if there are fewer. Without a size they need concrete tensors. NaN
 * equals nothing, except where an option says otherwise.
 */
abstract class SetOps extends SearchOps {

    SetOps() {}

    /**
     * The different elements of a tensor, or its different parts along an axis.
     *
     * @param values the elements, ascending; parts in lexicographic order
     * @param indices the {@code i32} position where each occurs first
     * @param inverse for each element (or part) of the tensor its {@code i32} position among the values
     * @param counts how often each value occurs, as {@code i32}; 0 for what is filled up
     */
    public record Unique(Tensor values, Tensor indices, Tensor inverse, Tensor counts) {}

    /** {@return the different elements of a concrete tensor} */
    public static Unique unique(Tensor x) {
        return unique(x, sorted("unique", x, UniqueOptions.DEFAULTS).count());
    }

    /** {@return the first {@code size} different elements} */
    public static Unique unique(Tensor x, int size) {
        return unique(x, size, o -> o);
    }

    /**
     * {@return the first {@code size} different elements, or parts along an axis}
     *
     * @throws dev.haiku.array.ShapeException if there is none to fill up with
     */
    public static Unique unique(Tensor x, int size, UnaryOperator<UniqueOptions> edit) {
        var options = edit.apply(UniqueOptions.DEFAULTS);
        return sorted("unique", x, options).unique(size, options);
    }

    /** {@return the different elements of a concrete tensor as a vector} */
    public static Tensor uniqueValues(Tensor x) {
        return unique(x).values();
    }

    /** {@return the first {@code size} elements that are in a or b} */
    public static Tensor union1d(Tensor a, Tensor b, int size) {
        return unique(concatenate(0, ravel(a), ravel(b)), size).values();
    }

    /** {@return the elements that are in a or b; both must be concrete} */
    public static Tensor union1d(Tensor a, Tensor b) {
        return uniqueValues(concatenate(0, ravel(a), ravel(b)));
    }

    /** {@return the first {@code size} elements that are in a and in b, filled up} */
    public static Tensor intersect1d(Tensor a, Tensor b, int size, double fillValue) {
        return Members.of(a, b, Membership.BOTH).extract(size, fillValue);
    }

    /** {@return the elements that are in a and in b; both must be concrete} */
    public static Tensor intersect1d(Tensor a, Tensor b) {
        return Members.of(a, b, Membership.BOTH).extract();
    }

    /** {@return the first {@code size} elements that are in a, but not in b, filled up} */
    public static Tensor setdiff1d(Tensor a, Tensor b, int size, double fillValue) {
        return Members.of(a, b, Membership.FIRST).extract(size, fillValue);
    }

    /** {@return the elements that are in a, but not in b; both must be concrete} */
    public static Tensor setdiff1d(Tensor a, Tensor b) {
        return Members.of(a, b, Membership.FIRST).extract();
    }

    /** {@return the first {@code size} elements that are in one of a and b only, filled up} */
    public static Tensor setxor1d(Tensor a, Tensor b, int size, double fillValue) {
        return Members.of(a, b, Membership.ONE).extract(size, fillValue);
    }

    /** {@return the elements that are in one of a and b only; both must be concrete} */
    public static Tensor setxor1d(Tensor a, Tensor b) {
        return Members.of(a, b, Membership.ONE).extract();
    }

    /** {@return for each element of x whether it is among the others} */
    public static Tensor isin(Tensor x, Tensor others) {
        var dtype = x.dtype().promote(others.dtype());
        var candidates = RearrangeOps.broadcastToRank(ravel(Operands.cast(others, dtype)), x.rank() + 1);
        return any(expandDims(Operands.cast(x, dtype), -1).eq(candidates), -1);
    }

    private static Sorted sorted(String op, Tensor x, UniqueOptions options) {
        var axis = options.axis();
        if (axis == null) {
            return Sorted.of(expandDims(ravel(x), -1), options.equalNan(), x.shape(), -1);
        }
        int normal = Operands.axis(op, axis, x.shape());
        var parts = moveAxis(x, normal, 0);
        int size = (int) parts.shape().subShape(1, x.rank()).size();
        return Sorted.of(reshape(parts, parts.dim(0), size), options.equalNan(), parts.shape(), normal);
    }

    /**
     * The rows of a matrix in lexicographic order.
     *
     * @param rows the sorted rows
     * @param order the positions where they came from
     * @param isNew whether a row differs from the one before
     * @param shape of the tensor: elements as they were, or parts along the first axis
     * @param axis the axis along which the parts were, -1 for elements
     */
    private record Sorted(Tensor rows, Tensor order, Tensor isNew, Shape shape, int axis) {

        static Sorted of(Tensor matrix, boolean equalNan, Shape shape, int axis) {
            var columns = matrix.dim(0) == 0 || matrix.dim(1) == 0
                    ? List.of(zeros(Shape.of(matrix.dim(0)), matrix.dtype()))
                    : unstack(matrix, 1);
            var keys = new ArrayList<>(columns);
            Collections.reverse(keys);
            var order = lexsort(keys);
            var rows = matrix.dim(0) == 0 ? matrix : take(matrix, order, 0, IndexMode.CLIP);
            return new Sorted(rows, order, firsts(rows, equalNan), shape, axis);
        }

        int count() {
            return (int) countNonzero(isNew).itemLong();
        }

        Unique unique(int size, UniqueOptions options) {
            var fillValue = options.fillValue();
            int total = order.dim(0);
            check(
                    total > 0 || size == 0 || fillValue != null,
                    "unique",
                    "of shape " + shape + " there is nothing to fill up " + size + " elements with. Give a fillValue.");
            var picked = Picked.of(isNew, size);
            var places = picked.positions();
            var values = total == 0 ? zeros(Shape.of(size, rows.dim(1)), rows.dtype()) : take(rows, places, 0);
            if (fillValue != null) {
                var number = Tensor.scalar(rows.dtype(), fillValue);
                values = where(expandDims(picked.isValid(), -1), values, number);
            }
            var indices = total == 0 ? places : take(order, places, 0);
            var inverse = at(zeros(Shape.of(total), DType.I32), order)
                    .set(cumsum(isNew.cast(DType.I32), 0).sub(1));
            return new Unique(
                    shaped(values, size), indices, axis < 0 ? reshape(inverse, shape) : inverse, counts(size));
        }

        private Tensor shaped(Tensor values, int size) {
            return axis < 0 ? ravel(values) : moveAxis(reshape(values, shape.with(0, size)), 0, axis);
        }

        /** {@return the distance of each first place to the next one, the last one to the end} */
        private Tensor counts(int size) {
            int total = order.dim(0);
            var bounds = Picked.of(isNew, size + 1);
            var places = bounds.valid(bounds.positions(), total);
            return slice(places, 0, 1, size + 1).sub(slice(places, 0, 0, size));
        }
    }

    /** Which of two sets an element must be in. */
    private enum Membership {
        BOTH,
        FIRST,
        ONE
    }

    /**
     * The elements of two sets in order.
     *
     * @param elements the sorted elements of both
     * @param isMember whether an element belongs to the result; of equal ones the first does
     */
    private record Members(Tensor elements, Tensor isMember) {

        static Members of(Tensor a, Tensor b, Membership membership) {
            var dtype = a.dtype().promote(b.dtype());
            var first = Operands.cast(ravel(a), dtype);
            var second = Operands.cast(ravel(b), dtype);
            var origin = concatenate(
                    0, zerosLike(first).cast(DType.I32), onesLike(second).cast(DType.I32));
            if (origin.size() == 0) {
                return new Members(first, zerosLike(origin).cast(DType.BOOL));
            }
            var sorted = sort(List.of(concatenate(0, first, second), origin), 0, 2);
            var elements = sorted.get(0);
            var isNew = firsts(expandDims(elements, -1), false);
            // equal elements form a group; one from the first set stands in front of those from the second
            var group = cumsum(isNew.cast(DType.I32), 0).sub(1);
            var fromSecond = take(at(zerosLike(origin), group).max(sorted.get(1)), group, 0)
                    .eq(1);
            var fromFirst = sorted.get(1).eq(0);
            var wanted = switch (membership) {
                case BOTH -> fromFirst.and(fromSecond);
                case FIRST -> fromFirst.and(fromSecond.not());
                case ONE -> fromFirst.xor(fromSecond);
            };
            return new Members(elements, isNew.and(wanted));
        }

        Tensor extract() {
            return SelectionOps.extract(isMember, elements);
        }

        Tensor extract(int size, double fillValue) {
            return SelectionOps.extract(isMember, elements, size, fillValue);
        }
    }

    /** {@return for each row of a sorted matrix whether it differs from the one before} */
    private static Tensor firsts(Tensor rows, boolean equalNan) {
        int count = rows.dim(0);
        var first = full(Shape.of(Math.min(1, count)), 1, DType.BOOL);
        if (count < 2) {
            return first;
        }
        var next = slice(rows, 0, 1, count);
        var previous = slice(rows, 0, 0, count - 1);
        var differs = next.ne(previous);
        var counted = equalNan && rows.dtype().isFloating()
                ? differs.and(isNan(next).and(isNan(previous)).not())
                : differs;
        return concatenate(0, first, any(counted, 1));
    }
}
