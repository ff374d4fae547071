package dev.haiku;

import dev.haiku.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A module from a tensor to a tensor that needs to know whether it trains: subclasses write {@link #call}, users call
 * {@link #apply}.
 *
 * <pre>{@code
 * final class Block extends TrainingLayerModule {
 *     @Override
 *     protected Tensor call(Tensor x, boolean isTraining) {
 *         var y = Nn.relu(new Linear(64).apply(x));
 *         return isTraining ? Dropout.dropout(nextRngKey(), 0.1, y) : y;
 *     }
 * }
 * }</pre>
 */
public abstract class TrainingLayerModule extends Module implements TrainingLayer {

    /** Creates a module named after its class. */
    protected TrainingLayerModule() {}

    /** Creates a module of that name, or named after its class if {@code name} is null. */
    protected TrainingLayerModule(@Nullable String name) {
        super(name);
    }

    /** {@return the output for {@code x}, computed by {@link #call} in this module's scope} */
    @Override
    public final Tensor apply(Tensor x, boolean isTraining) {
        return mainMethod(x, isTraining, this::call);
    }

    /** {@return the output for {@code x}; modules made here are named {@code parent/child}} */
    protected abstract Tensor call(Tensor x, boolean isTraining);
}
