package dev.haiku.optim;

import dev.haiku.tensor.Tensor;

/**
 * A zoom line search on its way.
 *
 * @param count how many steps were tried
 * @param current the last of them
 * @param gradient the gradient there
 * @param decreaseError by how much it misses a sufficient decrease
 * @param curvatureError by how much it misses a sufficient flatness
 * @param intervalFound whether there is an interval that contains a good step
 * @param done whether a good step is found
 * @param failed whether the search is given up
 * @param low the end of the interval with the smaller loss
 * @param high its other end
 * @param reference a third point, for the cubic interpolation
 * @param safe the best point so far with a sufficient decrease
 * @param safeGradient the gradient there
 */
record ZoomSearch(
        Tensor count,
        LinePoint current,
        Object gradient,
        Tensor decreaseError,
        Tensor curvatureError,
        Tensor intervalFound,
        Tensor done,
        Tensor failed,
        LinePoint low,
        LinePoint high,
        LinePoint reference,
        LinePoint safe,
        Object safeGradient) {

    /** {@return this with another end of the search} */
    ZoomSearch endAt(LinePoint point, Object gradientThere) {
        return new ZoomSearch(
                count,
                point,
                gradientThere,
                decreaseError,
                curvatureError,
                intervalFound,
                done,
                failed,
                low,
                high,
                reference,
                safe,
                safeGradient);
    }
}
