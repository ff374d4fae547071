package dev.haiku.rl;

import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;

/** The part of {@link Rlax} that maps numbers one by one, and numbers to distributions over bins. */
abstract class TransformFunctions {

    private static final double EPS = 1e-3;

    TransformFunctions() {}

    /** {@return x} */
    public static Tensor identity(Tensor x) {
        Signature.of("identity").floating("x", x);
        return x;
    }

    /** {@return {@code 1 / (1 + e⁻ˣ)}, element by element} */
    public static Tensor sigmoid(Tensor x) {
        Signature.of("sigmoid").floating("x", x);
        return Nn.sigmoid(x);
    }

    /** {@return {@code -log(1/x - 1)}, element by element: the inverse of {@link #sigmoid}} */
    public static Tensor logit(Tensor x) {
        Signature.of("logit").floating("x", x);
        return x.reciprocal().sub(1).log().neg();
    }

    /** {@return {@code sign(x)·log(1 + |x|)}, element by element} */
    public static Tensor signedLogp1(Tensor x) {
        Signature.of("signedLogp1").floating("x", x);
        return x.sign().mul(x.abs().log1p());
    }

    /** {@return {@code sign(x)·(exp|x| - 1)}, element by element: the inverse of {@link #signedLogp1}} */
    public static Tensor signedExpm1(Tensor x) {
        Signature.of("signedExpm1").floating("x", x);
        return x.sign().mul(x.abs().expm1());
    }

    /** {@return {@link #signedHyperbolic(Tensor, double)} with {@code eps = 0.001}} */
    public static Tensor signedHyperbolic(Tensor x) {
        return signedHyperbolic(x, EPS);
    }

    /**
     * {@return {@code sign(x)·(√(|x| + 1) - 1) + eps·x}, element by element}
     *
     * <p>Source: Pohlen et al., <em>Observe and look further: achieving consistent performance on Atari</em>, 2018.
     */
    public static Tensor signedHyperbolic(Tensor x, double eps) {
        Signature.of("signedHyperbolic").floating("x", x);
        return x.sign().mul(x.abs().add(1).sqrt().sub(1)).add(x.mul(eps));
    }

    /** {@return {@link #signedParabolic(Tensor, double)} with {@code eps = 0.001}} */
    public static Tensor signedParabolic(Tensor x) {
        return signedParabolic(x, EPS);
    }

    /** {@return the inverse of {@link #signedHyperbolic(Tensor, double)}, element by element; rounding costs two digits} */
    public static Tensor signedParabolic(Tensor x, double eps) {
        Signature.of("signedParabolic").floating("x", x);
        var root = x.abs().add(eps + 1).mul(4 * eps).add(1).sqrt();
        var z = root.div(2 * eps).sub(1 / (2 * eps));
        return x.sign().mul(z.square().sub(1));
    }

    /** {@return the hyperbolic sine, element by element} */
    public static Tensor hyperbolicSin(Tensor x) {
        Signature.of("hyperbolicSin").floating("x", x);
        return Ops.sinh(x);
    }

    /** {@return the inverse of the hyperbolic sine, element by element} */
    public static Tensor hyperbolicArcsin(Tensor x) {
        Signature.of("hyperbolicArcsin").floating("x", x);
        return Ops.asinh(x);
    }

    /**
     * {@return {@code sign(x)·((|x|/q + 1)ᵖ - 1)/q} with {@code q = √p}, element by element}
     *
     * <p>The power {@code 1/p} is the inverse.
     */
    public static Tensor power(Tensor x, double p) {
        Signature.of("power").floating("x", x);
        double q = Math.sqrt(p);
        return x.sign().mul(x.abs().div(q).add(1).pow(p).sub(1).div(q));
    }

    /**
     * {@return numbers as weights {@code [..., numBins]} of the two evenly spaced bins around each, all others 0}
     *
     * <p>A small constant in the division makes the lower weight a little too small, as in RLax. Piecewise linear in the
     * numbers. Source: Schrittwieser et al., <em>Mastering Atari, Go, chess and shogi by planning with a learned
     * model</em>, 2019, appendix F.
     *
     * @param scalar numbers of any shape; those out of range are moved into it
     * @param minValue the first bin
     * @param maxValue the last bin
     * @param numBins how many bins there are, at least 2
     */
    public static Tensor transformTo2hot(Tensor scalar, double minValue, double maxValue, int numBins) {
        Signature.of("transformTo2hot").floating("scalar", scalar);
        return TwoHot.even(minValue, maxValue, numBins).encode(scalar);
    }

    /**
     * {@return the means of distributions over evenly spaced bins}
     *
     * <p>Unlike RLax, a single distribution gives a scalar, not a vector of one element.
     *
     * @param probs weights {@code [..., numBins]}
     * @param minValue the first bin
     * @param maxValue the last bin
     * @param numBins how many bins there are, at least 2
     */
    public static Tensor transformFrom2hot(Tensor probs, double minValue, double maxValue, int numBins) {
        Signature.of("transformFrom2hot")
                .floating("probs", probs)
                .require(
                        probs.rank() > 0 && probs.dim(-1) == numBins,
                        "probs with a last axis of numBins " + numBins + ", but got " + probs.type(),
                        "Give one weight for each bin.");
        return TwoHot.even(minValue, maxValue, numBins).decode(probs);
    }
}
