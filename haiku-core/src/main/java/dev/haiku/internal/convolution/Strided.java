package dev.haiku.internal.convolution;

/**
 * An index of a convolution that is not spatial: groups, batch or features.
 *
 * @param size how many values it has
 * @param lhsStep how far apart they are in the input, in elements
 * @param rhsStep how far apart they are in the kernel
 * @param outStep how far apart they are in the result
 */
public record Strided(int size, int lhsStep, int rhsStep, int outStep) {

    Strided of(int newSize) {
        return new Strided(newSize, lhsStep, rhsStep, outStep);
    }
}
