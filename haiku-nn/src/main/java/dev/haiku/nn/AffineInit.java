package dev.haiku.nn;

import dev.haiku.Initializer;
import dev.haiku.Module;
import dev.haiku.nn.init.Initializers;
import dev.haiku.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Which of scale and offset a normalisation has as parameters, and what makes them.
 *
 * @param createScale whether there is a parameter {@code scale}
 * @param scaleInit makes it; ones if null
 * @param createOffset whether there is a parameter {@code offset}
 * @param offsetInit makes it; zeros if null
 */
record AffineInit(
        boolean createScale,
        @Nullable Initializer scaleInit,
        boolean createOffset,
        @Nullable Initializer offsetInit) {

    /** Gets or makes a parameter of a module. */
    @FunctionalInterface
    interface Parameters {

        Tensor get(String name, Initializer init);
    }

    /** Checks that no initialiser is given for a parameter that is not created. */
    void checkFor(Module module) {
        require(module, createScale || scaleInit == null, "scaleInit has no effect with createScale=false.");
        require(module, createOffset || offsetInit == null, "offsetInit has no effect with createOffset=false.");
    }

    /** Checks that nothing is given at a call that is a parameter. */
    void checkCall(Module module, Affine given) {
        require(
                module,
                !createScale || given.scale() == null,
                "a scale cannot be given at the call with createScale=true.");
        require(
                module,
                !createOffset || given.offset() == null,
                "an offset cannot be given at the call with createOffset=true.");
    }

    private static void require(Module module, boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(module.moduleName() + ": " + message);
        }
    }

    /** {@return scale and offset, each a parameter or what is given at the call} */
    Affine resolve(Parameters parameters, Affine given) {
        return new Affine(
                createScale
                        ? parameters.get("scale", scaleInit != null ? scaleInit : Initializers.ones())
                        : given.scale(),
                createOffset
                        ? parameters.get("offset", offsetInit != null ? offsetInit : Initializers.zeros())
                        : given.offset());
    }
}
