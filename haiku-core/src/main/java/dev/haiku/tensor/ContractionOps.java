package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.check;
import static dev.haiku.tensor.Operands.range;

import dev.haiku.array.Shape;
import dev.haiku.ir.Contraction.DotGeneral;
import java.util.ArrayList;
import java.util.List;

/** The part of {@link Ops} with products that sum over axes. Element types are promoted. */
abstract class ContractionOps extends PolynomialOps {

    ContractionOps() {}

    /**
     * {@return the product summed over pairs of axes; the result's axes are batch, a's free, b's free ones}
     *
     * @throws dev.haiku.array.ShapeException if paired axes differ in size
     */
    public static Tensor dotGeneral(
            Tensor a,
            Tensor b,
            List<Integer> aContract,
            List<Integer> bContract,
            List<Integer> aBatch,
            List<Integer> bBatch) {
        var dtype = a.dtype().promote(b.dtype());
        var op = new DotGeneral(counted(a, aContract), counted(b, bContract), counted(a, aBatch), counted(b, bBatch));
        return bind(op, Operands.cast(a, dtype), Operands.cast(b, dtype));
    }

    private static List<Integer> counted(Tensor x, List<Integer> axes) {
        return axes.stream()
                .map(axis -> Operands.axis("dotGeneral", axis, x.shape()))
                .toList();
    }

    /**
     * {@return the matrix product of the last two axes; leading axes broadcast, vectors are rows on the left and columns on the right}
     *
     * <p>Shapes: {@code [..., m, k] x [..., k, n] -> [..., m, n]}, {@code [k] x [..., k, n] -> [..., n]}, {@code [..., m, k] x [k] -> [..., m]}.
     *
     * @throws dev.haiku.array.ShapeException if an operand is a scalar or the sizes do not fit
     */
    public static Tensor matmul(Tensor a, Tensor b) {
        check(
                a.rank() > 0 && b.rank() > 0,
                "matmul",
                "needs operands with axes, but got shapes " + a.shape() + " and " + b.shape()
                        + ". Use mul for scalars.");
        checkInnerSizes("matmul", a, b);
        return a.rank() == 1 || b.rank() <= 2 ? dot(a, b) : batchedMatmul(a, b);
    }

    private static void checkInnerSizes(String op, Tensor a, Tensor b) {
        check(
                a.dim(-1) == b.dim(b.rank() == 1 ? 0 : -2),
                op,
                "shapes " + a.shape() + " and " + b.shape() + " do not fit: the first has " + a.dim(-1)
                        + " columns, the second " + b.dim(b.rank() == 1 ? 0 : -2) + " rows.");
    }

    /** Pairs the leading axes that both have; an axis that only one has stays free and is moved in front afterwards. */
    private static Tensor batchedMatmul(Tensor a, Tensor b) {
        var aLeading = a.shape().subShape(0, a.rank() - 2);
        var bLeading = b.shape().subShape(0, b.rank() - 2);
        var leading = Operands.broadcast("matmul", aLeading, bLeading);
        var left = withoutOnes(a, leading);
        var right = withoutOnes(b, leading);
        var both = new ArrayList<>(left.axes());
        both.retainAll(right.axes());
        var product =
                dotGeneral(left.x(), right.x(), List.of(-1), List.of(-2), left.positions(both), right.positions(both));
        var order = new ArrayList<>(both);
        left.axes().stream().filter(axis -> !both.contains(axis)).forEach(order::add);
        order.add(leading.rank());
        right.axes().stream().filter(axis -> !both.contains(axis)).forEach(order::add);
        order.add(leading.rank() + 1);
        return transpose(
                product, range(0, order.size()).stream().map(order::indexOf).toList());
    }

    /** A stack of matrices: {@code axes} are the places of its leading axes in the broadcast result. */
    private record Stack(Tensor x, List<Integer> axes) {

        List<Integer> positions(List<Integer> places) {
            return places.stream().map(axes::indexOf).toList();
        }
    }

    private static Stack withoutOnes(Tensor x, Shape leading) {
        int missing = leading.rank() - (x.rank() - 2);
        var dropped = range(0, x.rank() - 2).stream()
                .filter(i -> x.dim(i) == 1 && leading.dim(i + missing) != 1)
                .toList();
        var axes = range(0, x.rank() - 2).stream()
                .filter(i -> !dropped.contains(i))
                .map(i -> i + missing)
                .toList();
        return new Stack(reshape(x, x.shape().remove(dropped)), axes);
    }

    /**
     * {@return the product summed over a's last axis and b's last but one (or only) axis; the product with a scalar}
     *
     * <p>Shapes: {@code [a..., k] x [b..., k, n] -> [a..., b..., n]}.
     *
     * @throws dev.haiku.array.ShapeException if those axes differ in size
     */
    public static Tensor dot(Tensor a, Tensor b) {
        if (a.rank() == 0 || b.rank() == 0) {
            return mul(a, b);
        }
        checkInnerSizes("dot", a, b);
        return dotGeneral(a, b, List.of(-1), List.of(b.rank() == 1 ? 0 : -2), List.of(), List.of());
    }

    /** {@return the product summed over a's last {@code count} axes and b's first ones} */
    public static Tensor tensordot(Tensor a, Tensor b, int count) {
        check(
                count >= 0 && count <= a.rank() && count <= b.rank(),
                "tensordot",
                "cannot sum over " + count + " axes of shapes " + a.shape() + " and " + b.shape() + ".");
        return tensordot(a, b, range(a.rank() - count, a.rank()), range(0, count));
    }

    /**
     * {@return the product summed over pairs of axes; the result has a's other axes, then b's}
     *
     * @throws dev.haiku.array.ShapeException if paired axes differ in size
     */
    public static Tensor tensordot(Tensor a, Tensor b, List<Integer> aAxes, List<Integer> bAxes) {
        return dotGeneral(a, b, aAxes, bAxes, List.of(), List.of());
    }

    /**
     * {@return the sum of products that Einstein's notation describes, such as {@code "bij,bjk->bik"}}
     *
     * <p>A letter that two operands share is summed over unless the result names it; {@code ...} stands for further leading axes that
     * broadcast; a letter twice in one operand takes the diagonal. Without {@code ->} the result has the letters that occur
     * once, in alphabetical order. More than two operands are multiplied in an order that needs few multiplications.
     *
     * @throws IllegalArgumentException if the notation is malformed or does not fit the operands
     */
    public static Tensor einsum(String notation, Tensor... operands) {
        return Einsum.parse(notation, List.of(operands)).compute();
    }

    /** {@return all products of an element of a and one of b, {@code [size of a, size of b]}} */
    public static Tensor outer(Tensor a, Tensor b) {
        return mul(reshape(a, -1, 1), reshape(b, 1, -1));
    }

    /**
     * {@return the product summed over the last axis of both; the product with a scalar}
     *
     * @throws dev.haiku.array.ShapeException if those axes differ in size
     */
    public static Tensor inner(Tensor a, Tensor b) {
        if (a.rank() == 0 || b.rank() == 0) {
            return mul(a, b);
        }
        check(
                a.dim(-1) == b.dim(-1),
                "inner",
                "the last axes of shapes " + a.shape() + " and " + b.shape() + " differ in size.");
        return tensordot(a, b, List.of(-1), List.of(-1));
    }

    /**
     * {@return the sum of the products of all elements}
     *
     * @throws dev.haiku.array.ShapeException if there is not the same number of them
     */
    public static Tensor vdot(Tensor a, Tensor b) {
        return dot(ravel(a), ravel(b));
    }

    /** {@return the products of vectors along the last axis; leading axes broadcast} */
    public static Tensor vecdot(Tensor a, Tensor b) {
        return Linalg.vecdot(a, b, -1);
    }

    /**
     * {@return the products of matrices and vectors, {@code [..., m, n] x [..., n] -> [..., m]}; leading axes broadcast}
     *
     * @throws dev.haiku.array.ShapeException if the sizes do not fit
     */
    public static Tensor matvec(Tensor a, Tensor x) {
        check(
                a.rank() > 1 && x.rank() > 0,
                "matvec",
                "cannot multiply shapes " + a.shape() + " and " + x.shape() + ".");
        checkLast("matvec", a, x);
        return squeeze(matmul(a, expandDims(x, -1)), -1);
    }

    /**
     * {@return the products of vectors and matrices, {@code [..., m] x [..., m, n] -> [..., n]}; leading axes broadcast}
     *
     * @throws dev.haiku.array.ShapeException if the sizes do not fit
     */
    public static Tensor vecmat(Tensor x, Tensor a) {
        check(
                x.rank() > 0 && a.rank() > 1,
                "vecmat",
                "cannot multiply shapes " + x.shape() + " and " + a.shape() + ".");
        return squeeze(matmul(expandDims(x, -2), a), -2);
    }

    private static void checkLast(String op, Tensor a, Tensor b) {
        check(
                a.dim(-1) == b.dim(-1),
                op,
                "the last axes of shapes " + a.shape() + " and " + b.shape() + " differ in size.");
    }

    /** {@return the cross products of vectors along the last axis; of two vectors in the plane only the third component} */
    public static Tensor cross(Tensor a, Tensor b) {
        return cross(a, b, -1);
    }

    /**
     * {@return the cross products of vectors along an axis; other axes broadcast}
     *
     * <p>A vector in the plane beside one in space has 0 as its third component.
     *
     * @throws dev.haiku.array.ShapeException if an axis has another size than 2 or 3
     */
    public static Tensor cross(Tensor a, Tensor b, int axis) {
        var u = unstack(a, Operands.axis("cross", axis, a.shape()));
        var v = unstack(b, Operands.axis("cross", axis, b.shape()));
        check(
                u.size() / 2 == 1 && v.size() / 2 == 1,
                "cross",
                "needs vectors of 2 or 3 components, but got shapes " + a.shape() + " and " + b.shape() + ".");
        var third = u.get(0).mul(v.get(1)).sub(u.get(1).mul(v.get(0)));
        if (u.size() == 2 && v.size() == 2) {
            return third;
        }
        var u2 = u.size() == 3 ? u.get(2) : zerosLike(u.get(0));
        var v2 = v.size() == 3 ? v.get(2) : zerosLike(v.get(0));
        var first = u.get(1).mul(v2).sub(u2.mul(v.get(1)));
        var second = u2.mul(v.get(0)).sub(u.get(0).mul(v2));
        return stack(axis, first, second, third);
    }
}
