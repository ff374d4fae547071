package dev.haiku.optim.contrib;

/** How a matrix is made small before the first iteration of Newton and Schulz. */
public enum Preconditioning {
    /** It is divided by the root of the sum of its squares. */
    FROBENIUS,
    /** It is divided by its largest singular value. */
    SPECTRAL,
    /** Its rows are divided by roots of sums of products, almost-orthogonal layers; Boissin et al., 2025. */
    AOL,
    /** It is divided by the root of the Frobenius norm of its square. */
    SCHATTEN
}
