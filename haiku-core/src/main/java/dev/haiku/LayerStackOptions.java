package dev.haiku;

import org.jspecify.annotations.Nullable;

/**
 * Settings of {@link Haiku#layerStack}.
 *
 * @param name the module's name, or null for {@code __layer_stack_no_per_layer} or {@code __layer_stack_with_per_layer}
 * @param unroll how many layers one round of the compiled loop holds; a matter of speed only
 * @param reverse whether the layers run from the last to the first, with the same parameters
 * @param transparency the names under which each layer's parameters are kept, or null to keep them stacked under the
 *     name of the stack
 */
public record LayerStackOptions(
        @Nullable String name,
        int unroll,
        boolean reverse,
        @Nullable LayerStackTransparency transparency) {

    static final LayerStackOptions DEFAULTS = new LayerStackOptions(null, 1, false, null);

    /** {@return these with another name} */
    public LayerStackOptions name(String newName) {
        return new LayerStackOptions(newName, unroll, reverse, transparency);
    }

    /** {@return these with that many layers in one round of the compiled loop} */
    public LayerStackOptions unroll(int layers) {
        return new LayerStackOptions(name, layers, reverse, transparency);
    }

    /** {@return these, running the layers from the last to the first or not} */
    public LayerStackOptions reverse(boolean isReverse) {
        return new LayerStackOptions(name, unroll, isReverse, transparency);
    }

    /**
     * {@return these, keeping each layer's parameters and state under names of its own, as a loop over the layers would}
     *
     * <p>So a loop can become a stack, and back, without a change of the parameters.
     */
    public LayerStackOptions transparency(LayerStackTransparency names) {
        return new LayerStackOptions(name, unroll, reverse, names);
    }
}
