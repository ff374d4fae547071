package dev.haiku.tensor;

import dev.haiku.ir.Indexing.Combine;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A place in a tensor, to be read or to be written in a copy: {@code x.at(i).add(1)} is JAX's {@code x.at[i].add(1)}.
 *
 * <p>The place has the shape that the index gives by NumPy's rules ({@link Index}); updates are broadcast to it and cast to the element
 * type of the tensor. Negative indices count from the end. Positions that are data may be out of range: unless {@link #mode}
 * says otherwise, reading moves them into range and writing skips them. Repeated positions add up, multiply or compare all
 * their updates; for {@link #set} it is unspecified which one wins, and {@link #apply} counts once.
 */
public final class At {

    private final Tensor x;
    private final IndexPlan plan;
    private final @Nullable IndexMode mode;
    private final @Nullable Double fillValue;

    /** Creates one whose index was checked against {@code x}. */
    At(Tensor x, IndexPlan plan) {
        this(x, plan, null, null);
    }

    private At(Tensor x, IndexPlan plan, @Nullable IndexMode mode, @Nullable Double fillValue) {
        this.x = x;
        this.plan = plan;
        this.mode = mode;
        this.fillValue = fillValue;
    }

    /** {@return the same place; the mode says what happens to positions out of range} */
    public At mode(IndexMode newMode) {
        return new At(x, plan, newMode, fillValue);
    }

    /** {@return the same place; positions out of range read as that number} */
    public At fillValue(double value) {
        return new At(x, plan, IndexMode.FILL, value);
    }

    /** {@return the same place; JAX's promise that no position is repeated, which need not be given} */
    public At uniqueIndices() {
        return this;
    }

    /** {@return the same place; JAX's promise that positions are in order, which need not be given} */
    public At indicesAreSorted() {
        return this;
    }

    /** {@return what is there} */
    public Tensor get() {
        var reading = mode == null ? IndexMode.CLIP : mode;
        if (fillValue == null || reading.primitive() == IndexMode.CLIP.primitive()) {
            return plan.gather(x, reading);
        }
        return Ops.where(plan.inRange(), plan.gather(x, IndexMode.CLIP), Tensor.scalar(x.dtype(), fillValue));
    }

    /** {@return the tensor with that in this place} */
    public Tensor set(Tensor value) {
        if (plan.isFixedWindow()) {
            var update = Ops.reshape(plan.updates(Operands.cast(value, x.dtype())), plan.window());
            return Ops.dynamicUpdateSlice(x, update, plan.windowStarts());
        }
        return scatter(value, Combine.SET);
    }

    /** {@return the tensor with that in this place} */
    public Tensor set(double value) {
        return set(Tensor.scalar(x.dtype(), value));
    }

    /** {@return the tensor with that added to this place} */
    public Tensor add(Tensor value) {
        return scatter(value, Combine.ADD);
    }

    /** {@return the tensor with that added to this place} */
    public Tensor add(double value) {
        return add(Tensor.scalar(x.dtype(), value));
    }

    /** {@return the tensor with that subtracted from this place} */
    public Tensor sub(Tensor value) {
        return add(Operands.cast(value, x.dtype()).neg());
    }

    /** {@return the tensor with that subtracted from this place} */
    public Tensor sub(double value) {
        return sub(Tensor.scalar(x.dtype(), value));
    }

    /** {@return the tensor with this place multiplied by that} */
    public Tensor mul(Tensor value) {
        return scatter(value, Combine.MUL);
    }

    /** {@return the tensor with this place multiplied by that} */
    public Tensor mul(double value) {
        return mul(Tensor.scalar(x.dtype(), value));
    }

    /** {@return the tensor with this place divided by that; integers become {@code f32}} */
    public Tensor div(Tensor value) {
        return x.div(everywhereElse().mul(value));
    }

    /** {@return the tensor with this place divided by that; integers become {@code f32}} */
    public Tensor div(double value) {
        return div(Tensor.scalar(x.dtype(), value));
    }

    /** {@return the tensor with this place to the power of that} */
    public Tensor power(Tensor exponent) {
        return x.pow(everywhereElse().mul(exponent));
    }

    /** {@return the tensor with this place to the power of that} */
    public Tensor power(double exponent) {
        return power(Tensor.scalar(x.dtype(), exponent));
    }

    /** {@return the same place among ones, which change nothing as divisors and exponents} */
    private At everywhereElse() {
        return new At(Ops.onesLike(x), plan, mode, fillValue);
    }

    /** {@return the tensor with the smaller of this place and that} */
    public Tensor min(Tensor value) {
        return scatter(value, Combine.MIN);
    }

    /** {@return the tensor with the smaller of this place and that} */
    public Tensor min(double value) {
        return min(Tensor.scalar(x.dtype(), value));
    }

    /** {@return the tensor with the larger of this place and that} */
    public Tensor max(Tensor value) {
        return scatter(value, Combine.MAX);
    }

    /** {@return the tensor with the larger of this place and that} */
    public Tensor max(double value) {
        return max(Tensor.scalar(x.dtype(), value));
    }

    /** {@return the tensor with a function applied to this place, once even where positions repeat (in JAX as often as they do)} */
    public Tensor apply(UnaryOperator<Tensor> function) {
        return set(function.apply(plan.gather(x, writing())));
    }

    private Tensor scatter(Tensor value, Combine combine) {
        var updates = plan.updates(Operands.cast(value, x.dtype()));
        return Ops.scatter(
                x,
                plan.indices(writing()),
                updates,
                plan.axes(),
                combine,
                writing().primitive());
    }

    private IndexMode writing() {
        return mode == null ? IndexMode.DROP : mode;
    }
}
