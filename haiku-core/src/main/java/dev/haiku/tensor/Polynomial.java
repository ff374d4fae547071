package dev.haiku.tensor;

/** Polynomials of tensors. */
final class Polynomial {

    private Polynomial() {}

    /**
     * {@return the value at each element of x, by Horner's rule; coefficients stand in the order of the powers, lowest
     * first}
     */
    static Tensor at(Tensor x, double... coefficients) {
        int last = coefficients.length - 1;
        var sum = Ops.fullLike(x, coefficients[last]);
        for (int i = last - 1; i >= 0; i--) {
            sum = sum.mul(x).add(coefficients[i]);
        }
        return sum;
    }
}
