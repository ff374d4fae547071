package dev.haiku.optim;

import dev.haiku.tensor.Tensor;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a transformation may look at besides the gradients; asking for something that the caller did not give is an
 * error. Optax's extra arguments.
 *
 * <pre>{@code
 * var context = UpdateContext.of(params).value(loss).gradient(grads).valueFunction(lossFunction);
 * var step = Optimizers.lbfgs().update(grads, state, context);
 * }</pre>
 *
 * <p>Immutable; the setters return copies. Transformations ignore what they do not need.
 */
public final class UpdateContext {

    /** The context of a call that gives nothing. */
    public static final UpdateContext EMPTY = new UpdateContext(null, null, null, null, null);

    private final @Nullable Object params;
    private final @Nullable Tensor value;
    private final @Nullable Object gradient;
    private final @Nullable Function<Object, Tensor> valueFunction;
    private final @Nullable BiFunction<Object, Integer, Object> gradientFunction;

    private UpdateContext(
            @Nullable Object params,
            @Nullable Tensor value,
            @Nullable Object gradient,
            @Nullable Function<Object, Tensor> valueFunction,
            @Nullable BiFunction<Object, Integer, Object> gradientFunction) {
        this.params = params;
        this.value = value;
        this.gradient = gradient;
        this.valueFunction = valueFunction;
        this.gradientFunction = gradientFunction;
    }

    /** {@return a context with the current parameters, a tree like the gradients} */
    public static UpdateContext of(Object params) {
        return EMPTY.params(params);
    }

    /** {@return this with other parameters} */
    public UpdateContext params(Object newParams) {
        return new UpdateContext(newParams, value, gradient, valueFunction, gradientFunction);
    }

    /** {@return this with the loss at the current parameters, a scalar} */
    public UpdateContext value(Tensor newValue) {
        return new UpdateContext(params, newValue, gradient, valueFunction, gradientFunction);
    }

    /**
     * {@return this with the gradient of the loss at the current parameters}
     *
     * <p>A line search needs it besides the updates, which other transformations have made of it.
     */
    public UpdateContext gradient(Object newGradient) {
        return new UpdateContext(params, value, newGradient, valueFunction, gradientFunction);
    }

    /** {@return this with the loss as a function of parameters, of which a line search evaluates others} */
    @SuppressWarnings("unchecked") // it is only called with trees of the class of the parameters
    public <P> UpdateContext valueFunction(Function<P, Tensor> newFunction) {
        return new UpdateContext(params, value, gradient, (Function<Object, Tensor>) newFunction, gradientFunction);
    }

    /**
     * {@return this with the gradient as a function of parameters and of the number of the inner step, for {@code sam}}
     */
    @SuppressWarnings("unchecked") // it is only called with trees of the class of the parameters
    public <P> UpdateContext gradientFunction(BiFunction<P, Integer, P> newFunction) {
        return new UpdateContext(
                params, value, gradient, valueFunction, (BiFunction<Object, Integer, Object>) (Object) newFunction);
    }

    /** {@return whether the caller gave parameters} */
    public boolean hasParams() {
        return params != null;
    }

    /** {@return the gradient, if the caller gave it apart from the updates} */
    Optional<Object> findGradient() {
        return Optional.ofNullable(gradient);
    }

    /**
     * {@return the current parameters, a tree like the gradients}
     *
     * @throws IllegalStateException if the caller did not give them
     */
    public Object params() {
        var given = params;
        if (given == null) {
            throw new IllegalStateException("This optimiser needs the current parameters. "
                    + "Call update(updates, state, params) instead of update(updates, state).");
        }
        return given;
    }

    /**
     * {@return the loss at the current parameters, a scalar}
     *
     * @throws IllegalStateException if the caller did not give it
     */
    public Tensor value() {
        return require(value, "the value of the loss", "value(loss)");
    }

    /**
     * {@return the gradient at the current parameters}
     *
     * @throws IllegalStateException if the caller did not give it
     */
    public Object gradient() {
        return require(gradient, "the gradient besides the updates", "gradient(grads)");
    }

    /**
     * {@return the loss as a function of parameters}
     *
     * @throws IllegalStateException if the caller did not give it
     */
    public Function<Object, Tensor> valueFunction() {
        return require(valueFunction, "the loss as a function of the parameters", "valueFunction(loss)");
    }

    /**
     * {@return the gradient as a function of parameters and of the number of the inner step}
     *
     * @throws IllegalStateException if the caller did not give it
     */
    public BiFunction<Object, Integer, Object> gradientFunction() {
        return require(gradientFunction, "the gradient as a function of the parameters", "gradientFunction(grad)");
    }

    private static <T> T require(@Nullable T given, String what, String how) {
        if (given == null) {
            throw new IllegalStateException("This optimiser needs " + what + ". Pass UpdateContext.of(params)." + how
                    + " as the third argument of update.");
        }
        return given;
    }
}
