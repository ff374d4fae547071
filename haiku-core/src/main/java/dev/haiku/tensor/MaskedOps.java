package dev.haiku.tensor;

import dev.haiku.array.DType;
import java.util.List;

/**
 * The part of {@link Ops} with reductions of those elements for which a mask holds: NumPy's argument {@code where}.
 *
 * <p>A mask is {@code bool} and broadcasts to the tensor. Where it holds for nothing, sums are 0, products 1, means NaN and
 * extremes the lowest or highest value of the element type.
 */
abstract class MaskedOps extends GridOps {

    MaskedOps() {}

    /** {@return the sum over axes of the elements for which the mask holds} */
    public static Tensor sum(Tensor x, List<Integer> axes, Dims dims, Tensor mask) {
        return sum(masked("sum", x, mask, 0), axes, dims);
    }

    /** {@return the product over axes of the elements for which the mask holds} */
    public static Tensor prod(Tensor x, List<Integer> axes, Dims dims, Tensor mask) {
        return prod(masked("prod", x, mask, 1), axes, dims);
    }

    /** {@return the arithmetic mean over axes of the elements for which the mask holds; integers become {@code f32}} */
    public static Tensor mean(Tensor x, List<Integer> axes, Dims dims, Tensor mask) {
        var wide = computed(x);
        return sum(wide, axes, dims, mask)
                .div(counted(wide, axes, dims, mask))
                .cast(x.dtype().promoteWithFloat());
    }

    /** {@return the variance over axes of the elements for which the mask holds, divided by {@code n - ddof}} */
    public static Tensor var(Tensor x, List<Integer> axes, Dims dims, int ddof, Tensor mask) {
        var wide = computed(x);
        var squares = square(wide.sub(mean(wide, axes, Dims.KEEP, mask)));
        var divisor = counted(wide, axes, dims, mask).sub(ddof);
        var variance = sum(squares, axes, dims, mask).div(divisor);
        return where(divisor.gt(0), variance, Double.NaN).cast(x.dtype().promoteWithFloat());
    }

    /** {@return the standard deviation over axes of the elements for which the mask holds, divided by {@code n - ddof}} */
    public static Tensor std(Tensor x, List<Integer> axes, Dims dims, int ddof, Tensor mask) {
        return sqrt(var(x, axes, dims, ddof, mask));
    }

    /** {@return the largest over axes of the elements for which the mask holds; NaN if one of them is} */
    public static Tensor max(Tensor x, List<Integer> axes, Dims dims, Tensor mask) {
        return max(masked("max", x, mask, lowest(x.dtype())), axes, dims);
    }

    /** {@return the smallest over axes of the elements for which the mask holds; NaN if one of them is} */
    public static Tensor min(Tensor x, List<Integer> axes, Dims dims, Tensor mask) {
        return min(masked("min", x, mask, highest(x.dtype())), axes, dims);
    }

    /** {@return the largest over axes of the elements for which the mask holds and of a number} */
    public static Tensor max(Tensor x, List<Integer> axes, Dims dims, Tensor mask, double initial) {
        var number = Tensor.scalar(x.dtype(), initial);
        return isEmpty(x, axes)
                ? broadcastTo(number, ReductionOps.reduced(x.shape(), axes, dims))
                : maximum(max(x, axes, dims, mask), number);
    }

    /** {@return the smallest over axes of the elements for which the mask holds and of a number} */
    public static Tensor min(Tensor x, List<Integer> axes, Dims dims, Tensor mask, double initial) {
        var number = Tensor.scalar(x.dtype(), initial);
        return isEmpty(x, axes)
                ? broadcastTo(number, ReductionOps.reduced(x.shape(), axes, dims))
                : minimum(min(x, axes, dims, mask), number);
    }

    private static boolean isEmpty(Tensor x, List<Integer> axes) {
        return axes.stream().anyMatch(axis -> x.dim(axis) == 0);
    }

    /** {@return whether all elements along axes for which the mask holds are not zero} */
    public static Tensor all(Tensor x, List<Integer> axes, Dims dims, Tensor mask) {
        return all(masked("all", truth(x), mask, 1), axes, dims);
    }

    /** {@return whether any element along axes for which the mask holds is not zero} */
    public static Tensor any(Tensor x, List<Integer> axes, Dims dims, Tensor mask) {
        return any(masked("any", truth(x), mask, 0), axes, dims);
    }

    private static Tensor counted(Tensor x, List<Integer> axes, Dims dims, Tensor mask) {
        return sum(broadcastTo(truth(mask), x.shape()).cast(x.dtype()), axes, dims);
    }

    /** {@return the tensor with a number where the mask does not hold} */
    static Tensor masked(String op, Tensor x, Tensor mask, double otherwise) {
        var all = Operands.broadcast(op, x.shape(), mask.shape());
        return where(broadcastTo(truth(mask), all), x, Tensor.scalar(x.dtype(), otherwise));
    }

    private static double lowest(DType dtype) {
        return dtype.isFloating()
                ? Double.NEGATIVE_INFINITY
                : dtype.isBool() ? 0 : dtype.iinfo().min();
    }

    private static double highest(DType dtype) {
        return dtype.isFloating()
                ? Double.POSITIVE_INFINITY
                : dtype.isBool() ? 1 : dtype.iinfo().max();
    }
}
