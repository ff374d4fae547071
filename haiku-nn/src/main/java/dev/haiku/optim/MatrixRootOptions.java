package dev.haiku.optim;

/**
 * What can be chosen about roots of matrices.
 *
 * @param numIters the largest number of iterations; 100 by default
 * @param ridgeEpsilon what is added to the diagonal, relative to the largest eigenvalue; 1e-6 by default
 * @param errorTolerance the error at which it ends; 1e-6 by default
 */
public record MatrixRootOptions(int numIters, double ridgeEpsilon, double errorTolerance) {

    static final MatrixRootOptions DEFAULTS = new MatrixRootOptions(100, 1e-6, 1e-6);

    /** {@return these options with another number of iterations} */
    public MatrixRootOptions numIters(int numIters) {
        return new MatrixRootOptions(numIters, ridgeEpsilon, errorTolerance);
    }

    /** {@return these options with another number added to the diagonal} */
    public MatrixRootOptions ridgeEpsilon(double ridgeEpsilon) {
        return new MatrixRootOptions(numIters, ridgeEpsilon, errorTolerance);
    }

    /** {@return these options with another error} */
    public MatrixRootOptions errorTolerance(double errorTolerance) {
        return new MatrixRootOptions(numIters, ridgeEpsilon, errorTolerance);
    }
}
