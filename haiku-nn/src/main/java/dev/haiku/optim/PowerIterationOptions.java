package dev.haiku.optim;

/**
 * What can be chosen about the power iteration.
 *
 * @param numIters the largest number of iterations; 100 by default
 * @param errorTolerance the error relative to the eigenvalue at which it ends; 1e-6 by default
 */
public record PowerIterationOptions(int numIters, double errorTolerance) {

    static final PowerIterationOptions DEFAULTS = new PowerIterationOptions(100, 1e-6);

    /** {@return these options with another number of iterations} */
    public PowerIterationOptions numIters(int numIters) {
        return new PowerIterationOptions(numIters, errorTolerance);
    }

    /** {@return these options with another error} */
    public PowerIterationOptions errorTolerance(double errorTolerance) {
        return new PowerIterationOptions(numIters, errorTolerance);
    }
}
