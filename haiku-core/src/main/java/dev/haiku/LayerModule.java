package dev.haiku;

import dev.haiku.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A module from a tensor to a tensor: subclasses write {@link #call}, users call {@link #apply}.
 *
 * <pre>{@code
 * final class Scale extends LayerModule {
 *     @Override
 *     protected Tensor call(Tensor x) {
 *         return x.mul(getParameter("scale", Shape.of(x.shape().last()), x.dtype(), Ops::ones));
 *     }
 * }
 * }</pre>
 */
public abstract class LayerModule extends Module implements Layer {

    /** Creates a module named after its class. */
    protected LayerModule() {}

    /** Creates a module of that name, or named after its class if {@code name} is null. */
    protected LayerModule(@Nullable String name) {
        super(name);
    }

    /** {@return the output for {@code x}, computed by {@link #call} in this module's scope} */
    @Override
    public final Tensor apply(Tensor x) {
        return mainMethod(x, this::call);
    }

    /** {@return the output for {@code x}; modules made here are named {@code parent/child}} */
    protected abstract Tensor call(Tensor x);
}
