package dev.haiku.optim;

import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A setting of an optimiser: a number that is fixed, a scalar tensor, or a {@link Schedule}.
 *
 * <p>Wherever an optimiser takes a {@link Number}, a plain {@code 0.9} is fixed, and compiled code holds it as a
 * constant; a hyper-parameter of {@link Optimizers#injectHyperparams} is a tensor of the state, which may change from
 * step to step. It is a {@code Number} only so that both can be passed alike.
 *
 * <p>Arithmetic with fixed numbers keeps the element type of the other operand and is done in double precision where
 * no tensor takes part; tensors promote as usual.
 */
public final class Hyperparameter extends Number {

    private final double number;
    private final @Nullable Tensor tensor;
    private final @Nullable Schedule schedule;

    private Hyperparameter(double number, @Nullable Tensor tensor, @Nullable Schedule schedule) {
        this.number = number;
        this.tensor = tensor;
        this.schedule = schedule;
    }

    /** {@return a fixed number; a hyper-parameter is returned as it is} */
    public static Hyperparameter of(Number number) {
        return number instanceof Hyperparameter known ? known : new Hyperparameter(number.doubleValue(), null, null);
    }

    /**
     * {@return a hyper-parameter that is a tensor, known or not}
     *
     * @throws IllegalArgumentException if it is not a scalar
     */
    public static Hyperparameter of(Tensor scalar) {
        if (scalar.rank() != 0) {
            throw new IllegalArgumentException("A hyper-parameter needs a scalar, but got " + scalar.type() + ".");
        }
        return new Hyperparameter(Double.NaN, scalar, null);
    }

    /** {@return a hyper-parameter that depends on the step} */
    public static Hyperparameter of(Schedule schedule) {
        return new Hyperparameter(Double.NaN, null, schedule);
    }

    /** {@return whether it is a plain number} */
    public boolean isFixed() {
        return tensor == null && schedule == null;
    }

    /** {@return whether it is this plain number} */
    public boolean isFixed(double value) {
        return isFixed() && number == value;
    }

    /** {@return whether it depends on the step} */
    public boolean isScheduled() {
        return schedule != null;
    }

    /** {@return the value at a step, which is not scheduled any more} */
    public Hyperparameter at(Tensor count) {
        return schedule == null ? this : of(schedule.at(count));
    }

    /** {@return this as a scalar tensor; a fixed number becomes {@code f32}} */
    public Tensor tensor() {
        requireValue();
        return tensor == null ? Tensor.scalar(number) : tensor;
    }

    /** {@return {@code x·this}} */
    public Tensor times(Tensor x) {
        requireValue();
        return tensor == null ? x.mul(number) : x.mul(tensor);
    }

    /** {@return {@code x + this}} */
    public Tensor plus(Tensor x) {
        requireValue();
        return tensor == null ? x.add(number) : x.add(tensor);
    }

    /** {@return {@code x / this}} */
    public Tensor under(Tensor x) {
        requireValue();
        return tensor == null ? x.div(number) : x.div(tensor);
    }

    /** {@return the larger of {@code x} and this, element by element} */
    public Tensor max(Tensor x) {
        requireValue();
        return tensor == null ? x.maximum(number) : x.maximum(tensor);
    }

    /** {@return the smaller of {@code x} and this, element by element} */
    public Tensor min(Tensor x) {
        requireValue();
        return tensor == null ? x.minimum(number) : x.minimum(tensor);
    }

    /** {@return a tensor like {@code x} filled with this} */
    public Tensor fill(Tensor x) {
        requireValue();
        return tensor == null ? Ops.fullLike(x, number) : tensor.cast(x.dtype()).broadcastTo(x.shape());
    }

    /** {@return this to a power that is a tensor, such as the number of steps} */
    public Tensor pow(Tensor exponent) {
        requireValue();
        return tensor == null ? Ops.pow(number, exponent) : tensor.pow(exponent);
    }

    /** {@return {@code -this}} */
    public Hyperparameter negated() {
        return map(x -> -x, Tensor::neg);
    }

    /** {@return {@code 1 - this}} */
    public Hyperparameter complement() {
        return map(x -> 1 - x, x -> Ops.sub(1, x));
    }

    /**
     * {@return a function of this}
     *
     * @param onNumber the function if this is fixed
     * @param onTensor the same function of a tensor; of a schedule it is taken at each step
     */
    public Hyperparameter map(DoubleUnaryOperator onNumber, UnaryOperator<Tensor> onTensor) {
        var rule = schedule;
        if (rule != null) {
            return of((Schedule) count -> onTensor.apply(rule.at(count)));
        }
        return tensor == null ? of(onNumber.applyAsDouble(number)) : of(onTensor.apply(tensor));
    }

    private void requireValue() {
        if (schedule != null) {
            throw new IllegalStateException("This hyper-parameter cannot depend on the step by itself. "
                    + "Give it to injectHyperparams as a schedule.");
        }
    }

    /**
     * {@return the number}
     *
     * @throws IllegalStateException if it depends on the step
     * @throws dev.haiku.tensor.ConcretizationException if it is a tensor that is not known
     */
    @Override
    public double doubleValue() {
        requireValue();
        return tensor == null ? number : tensor.item();
    }

    @Override
    public float floatValue() {
        return (float) doubleValue();
    }

    @Override
    public long longValue() {
        return (long) doubleValue();
    }

    @Override
    public int intValue() {
        return (int) doubleValue();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hyperparameter that
                && Double.compare(number, that.number) == 0
                && tensor == that.tensor
                && schedule == that.schedule;
    }

    @Override
    public int hashCode() {
        return Objects.hash(number, System.identityHashCode(tensor), System.identityHashCode(schedule));
    }

    @Override
    public String toString() {
        if (schedule != null) {
            return "schedule";
        }
        return tensor == null ? String.valueOf(number) : tensor.toString();
    }
}
