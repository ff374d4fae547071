package dev.haiku;

import java.util.Optional;

/**
 * How the modules of a layer stack are called where each layer keeps parameters and state of its own, as a Java loop over
 * the layers would; Haiku's {@code LayerStackTransparencyMapping}, for {@link LayerStackOptions#transparency}.
 *
 * <p>The two methods are inverse to each other. Names are relative to the place of the stack.
 */
public interface LayerStackTransparency {

    /**
     * A module of one layer.
     *
     * @param module what the layer function calls it, such as {@code linear_0}
     * @param index which layer, from 0
     */
    record Position(String module, int index) {}

    /** {@return what a module of one layer is called outside, such as {@code linear_2}} */
    String flat(Position position);

    /** {@return which module of which layer is called so outside, or nothing if it is not one of the stack} */
    Optional<Position> stacked(String flat);

    /**
     * {@return the names that a loop gives which puts the index of the layer for the number in a name}
     *
     * <p>Of {@code numbered("block_", 0)}, {@code block_0/linear} of layer 2 is {@code block_2/linear}, in the first part of
     * the path that is {@code prefix} and a number.
     *
     * @param prefix what comes before the number, a part of a path
     * @param number what the layer function writes for it
     */
    static LayerStackTransparency numbered(String prefix, int number) {
        return new NumberedLayers(prefix, number);
    }
}
