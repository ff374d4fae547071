package dev.haiku.nn.transformer;

import dev.haiku.LayerModule;
import dev.haiku.nn.LayerNorm;
import dev.haiku.nn.RmsNorm;

/** How a transformer normalises the inputs of its layers. */
public enum Norm {
    /** By the root of the mean square, with a learned scale: {@link RmsNorm}. */
    RMS {
        @Override
        LayerModule create(String name) {
            return new RmsNorm(-1, o -> o.name(name));
        }
    },
    /** By mean and variance, with a learned scale and offset: {@link LayerNorm}. */
    LAYER {
        @Override
        LayerModule create(String name) {
            return new LayerNorm(-1, true, true, o -> o.name(name));
        }
    };

    /** {@return a module that normalises the last axis} */
    abstract LayerModule create(String name);
}
