package dev.haiku.tensor;

import java.util.List;

/** The methods of {@link Tensor} that combine elements along axes; see {@link Ops} for each. */
sealed interface TensorReductions permits Tensor {

    private Tensor self() {
        return (Tensor) this;
    }

    /** {@return the sum over axes, all of them if none is given} */
    default Tensor sum(int... axes) {
        return Ops.sum(self(), axes);
    }

    /** {@return the sum over one axis} */
    default Tensor sum(int axis, Dims dims) {
        return Ops.sum(self(), List.of(axis), dims);
    }

    /** {@return the sum over a list of axes} */
    default Tensor sum(List<Integer> axes, Dims dims) {
        return Ops.sum(self(), axes, dims);
    }

    /** {@return the sum over a list of axes of the elements for which a mask holds} */
    default Tensor sum(List<Integer> axes, Dims dims, Tensor mask) {
        return Ops.sum(self(), axes, dims, mask);
    }

    /** {@return the arithmetic mean over axes, all of them if none is given} */
    default Tensor mean(int... axes) {
        return Ops.mean(self(), axes);
    }

    /** {@return the arithmetic mean over one axis} */
    default Tensor mean(int axis, Dims dims) {
        return Ops.mean(self(), List.of(axis), dims);
    }

    /** {@return the arithmetic mean over a list of axes} */
    default Tensor mean(List<Integer> axes, Dims dims) {
        return Ops.mean(self(), axes, dims);
    }

    /** {@return the arithmetic mean over a list of axes of the elements for which a mask holds} */
    default Tensor mean(List<Integer> axes, Dims dims, Tensor mask) {
        return Ops.mean(self(), axes, dims, mask);
    }

    /** {@return the product over axes, all of them if none is given} */
    default Tensor prod(int... axes) {
        return Ops.prod(self(), axes);
    }

    /** {@return the product over one axis} */
    default Tensor prod(int axis, Dims dims) {
        return Ops.prod(self(), List.of(axis), dims);
    }

    /** {@return the product over a list of axes} */
    default Tensor prod(List<Integer> axes, Dims dims) {
        return Ops.prod(self(), axes, dims);
    }

    /** {@return the largest over axes, all of them if none is given} */
    default Tensor max(int... axes) {
        return Ops.max(self(), axes);
    }

    /** {@return the largest over one axis} */
    default Tensor max(int axis, Dims dims) {
        return Ops.max(self(), List.of(axis), dims);
    }

    /** {@return the largest over a list of axes} */
    default Tensor max(List<Integer> axes, Dims dims) {
        return Ops.max(self(), axes, dims);
    }

    /** {@return the smallest over axes, all of them if none is given} */
    default Tensor min(int... axes) {
        return Ops.min(self(), axes);
    }

    /** {@return the smallest over one axis} */
    default Tensor min(int axis, Dims dims) {
        return Ops.min(self(), List.of(axis), dims);
    }

    /** {@return the smallest over a list of axes} */
    default Tensor min(List<Integer> axes, Dims dims) {
        return Ops.min(self(), axes, dims);
    }

    /** {@return the variance (divided by n) over axes, all of them if none is given} */
    default Tensor var(int... axes) {
        return Ops.var(self(), axes);
    }

    /** {@return the variance (divided by n) over one axis} */
    default Tensor var(int axis, Dims dims) {
        return Ops.var(self(), List.of(axis), dims);
    }

    /** {@return the variance (divided by n) over a list of axes} */
    default Tensor var(List<Integer> axes, Dims dims) {
        return Ops.var(self(), axes, dims);
    }

    /** {@return the standard deviation (divided by n) over axes, all of them if none is given} */
    default Tensor std(int... axes) {
        return Ops.std(self(), axes);
    }

    /** {@return the standard deviation (divided by n) over one axis} */
    default Tensor std(int axis, Dims dims) {
        return Ops.std(self(), List.of(axis), dims);
    }

    /** {@return the standard deviation (divided by n) over a list of axes} */
    default Tensor std(List<Integer> axes, Dims dims) {
        return Ops.std(self(), axes, dims);
    }

    /** {@return log Σ exp over axes, all of them if none is given} */
    default Tensor logsumexp(int... axes) {
        return Ops.logsumexp(self(), axes);
    }

    /** {@return log Σ exp over one axis} */
    default Tensor logsumexp(int axis, Dims dims) {
        return Ops.logsumexp(self(), List.of(axis), dims);
    }

    /** {@return log Σ exp over a list of axes} */
    default Tensor logsumexp(List<Integer> axes, Dims dims) {
        return Ops.logsumexp(self(), axes, dims);
    }

    /** {@return whether all are not zero over axes, all of them if none is given} */
    default Tensor all(int... axes) {
        return Ops.all(self(), axes);
    }

    /** {@return whether all are not zero over one axis} */
    default Tensor all(int axis, Dims dims) {
        return Ops.all(self(), List.of(axis), dims);
    }

    /** {@return whether all are not zero over a list of axes} */
    default Tensor all(List<Integer> axes, Dims dims) {
        return Ops.all(self(), axes, dims);
    }

    /** {@return whether any is not zero over axes, all of them if none is given} */
    default Tensor any(int... axes) {
        return Ops.any(self(), axes);
    }

    /** {@return whether any is not zero over one axis} */
    default Tensor any(int axis, Dims dims) {
        return Ops.any(self(), List.of(axis), dims);
    }

    /** {@return whether any is not zero over a list of axes} */
    default Tensor any(List<Integer> axes, Dims dims) {
        return Ops.any(self(), axes, dims);
    }

    /** {@return the square root of the sum of squares over axes, all of them if none is given} */
    default Tensor norm(int... axes) {
        return Linalg.norm(self(), axes);
    }

    /** {@return the square root of the sum of squares over one axis} */
    default Tensor norm(int axis, Dims dims) {
        return Linalg.norm(self(), List.of(axis), dims);
    }

    /** {@return the square root of the sum of squares over a list of axes} */
    default Tensor norm(List<Integer> axes, Dims dims) {
        return Linalg.norm(self(), axes, dims);
    }

    /** {@return the {@code i32} position of the largest element in row-major order} */
    default Tensor argmax() {
        return Ops.argmax(self());
    }

    /** {@return the {@code i32} position of the largest element along an axis} */
    default Tensor argmax(int axis) {
        return Ops.argmax(self(), axis);
    }

    /** {@return the {@code i32} position of the largest element along an axis, which is kept or dropped} */
    default Tensor argmax(int axis, Dims dims) {
        return Ops.argmax(self(), axis, dims);
    }

    /** {@return the {@code i32} position of the smallest element in row-major order} */
    default Tensor argmin() {
        return Ops.argmin(self());
    }

    /** {@return the {@code i32} position of the smallest element along an axis} */
    default Tensor argmin(int axis) {
        return Ops.argmin(self(), axis);
    }

    /** {@return the {@code i32} position of the smallest element along an axis, which is kept or dropped} */
    default Tensor argmin(int axis, Dims dims) {
        return Ops.argmin(self(), axis, dims);
    }

    /** {@return the running sums along an axis} */
    default Tensor cumsum(int axis) {
        return Ops.cumsum(self(), axis);
    }

    /** {@return the running products along an axis} */
    default Tensor cumprod(int axis) {
        return Ops.cumprod(self(), axis);
    }
}
