package dev.haiku;

import org.jspecify.annotations.Nullable;

/**
 * Settings of {@link Haiku#layerStack}.
 *
 * @param name the module's name, or null for {@code __layer_stack_no_per_layer} or {@code __layer_stack_with_per_layer}
 * @param unroll how many layers one round of the compiled loop holds; a matter of speed only
 * @param reverse whether the layers run from the last to the first, with the same parameters
 */
public record LayerStackOptions(@Nullable String name, int unroll, boolean reverse) {

    static final LayerStackOptions DEFAULTS = new LayerStackOptions(null, 1, false);

    /** {@return these with another name} */
    public LayerStackOptions name(String newName) {
        return new LayerStackOptions(newName, unroll, reverse);
    }

    /** {@return these with that many layers in one round of the compiled loop} */
    public LayerStackOptions unroll(int layers) {
        return new LayerStackOptions(name, layers, reverse);
    }

    /** {@return these, running the layers from the last to the first or not} */
    public LayerStackOptions reverse(boolean isReverse) {
        return new LayerStackOptions(name, unroll, isReverse);
    }
}
