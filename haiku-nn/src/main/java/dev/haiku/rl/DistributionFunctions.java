package dev.haiku.rl;

import dev.haiku.array.Shape;
import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;

/** The part of {@link Rlax} about distributions; all take further leading axes. */
abstract class DistributionFunctions extends LossFunctions {

    private static final double SIGMA_MIN = -4;
    private static final double SIGMA_MAX = 0;

    DistributionFunctions() {}

    /** {@return the distribution {@code softmax(logits)}} */
    public static DiscreteDistribution softmax() {
        return softmax(1);
    }

    /** {@return the distribution {@code softmax(logits / temperature)}} */
    public static DiscreteDistribution softmax(double temperature) {
        return new SoftmaxDistribution(temperature, Double.POSITIVE_INFINITY);
    }

    /** {@return {@link #clippedEntropySoftmax(double, double)} with temperature and clip 1} */
    public static DiscreteDistribution clippedEntropySoftmax() {
        return clippedEntropySoftmax(1, 1);
    }

    /**
     * {@return the distribution {@code softmax(logits / temperature)} whose entropy does not exceed a part of that of n actions}
     *
     * <p>A bonus of entropy then has no gradient where the policy is random enough.
     *
     * @param temperature what logits are divided by
     * @param entropyClip the part of {@code log n}
     */
    public static DiscreteDistribution clippedEntropySoftmax(double temperature, double entropyClip) {
        return new SoftmaxDistribution(temperature, entropyClip);
    }

    /** {@return the distribution that is uniform over the actions of the highest preference, without {@code kl}} */
    public static DiscreteDistribution greedy() {
        return epsilonGreedy(0);
    }

    /** {@return an ε-greedy distribution that gets its ε later, from {@link EpsilonGreedy#epsilon(Tensor)}} */
    public static EpsilonGreedy epsilonGreedy() {
        return new EpsilonGreedy(null);
    }

    /** {@return the distribution {@code (1 - ε)·greedy + ε/n} over n actions, without {@code kl}} */
    public static EpsilonGreedy epsilonGreedy(double epsilon) {
        return epsilonGreedy().epsilon(epsilon);
    }

    /** {@return the distribution {@code (1 - ε)·greedy + ε/n} over n actions, without {@code kl}; ε is a scalar} */
    public static EpsilonGreedy epsilonGreedy(Tensor epsilon) {
        return epsilonGreedy().epsilon(epsilon);
    }

    /** {@return normal distributions of vectors whose elements are independent} */
    public static GaussianDiagonal gaussianDiagonal() {
        return new GaussianDiagonal(null);
    }

    /** {@return normal distributions whose standard deviation need not be passed} */
    public static GaussianDiagonal gaussianDiagonal(double sigma) {
        return GaussianDiagonal.of(sigma);
    }

    /** {@return normal distributions whose standard deviation, which broadcasts with the mean, need not be passed} */
    public static GaussianDiagonal gaussianDiagonal(Tensor sigma) {
        Signature.of("gaussianDiagonal").floating("sigma", sigma);
        return new GaussianDiagonal(sigma);
    }

    /** {@return {@link #squashedGaussian(double, double)} with -4 and 0} */
    public static SquashedGaussian squashedGaussian() {
        return squashedGaussian(SIGMA_MIN, SIGMA_MAX);
    }

    /**
     * {@return normal distributions squeezed into a range by tanh, with parameters that a network gives as they are}
     *
     * @param sigmaMin the logarithm of the least standard deviation
     * @param sigmaMax the logarithm of the greatest standard deviation
     */
    public static SquashedGaussian squashedGaussian(double sigmaMin, double sigmaMax) {
        return new SquashedGaussian(sigmaMin, sigmaMax);
    }

    /** {@return samples {@code i32[...]} of distributions {@code [..., n]}; -1 where they are none} */
    public static Tensor categoricalSample(Key key, Tensor probs) {
        Signature.of("categoricalSample").floating("probs", probs);
        return Categorical.ofWeights(probs).sample(key, Shape.SCALAR);
    }

    /**
     * {@return the ratios {@code π(a)/μ(a)} of the probabilities of actions under two policies}
     *
     * @param piLogitsT logits {@code [..., n]} of the policy that is learnt
     * @param muLogitsT logits {@code [..., n]} of the policy that acted
     * @param aT actions {@code [...]}
     */
    public static Tensor categoricalImportanceSamplingRatios(Tensor piLogitsT, Tensor muLogitsT, Tensor aT) {
        Signature.of("categoricalImportanceSamplingRatios")
                .floating("piLogitsT", piLogitsT)
                .floating("muLogitsT", muLogitsT)
                .integer("aT", aT);
        var pi = Categorical.ofLogits(piLogitsT).logProb(aT);
        return pi.sub(Categorical.ofLogits(muLogitsT).logProb(aT)).exp();
    }

    /**
     * {@return {@code -Σ p·log softmax(logits)}, where p are the labels divided by their sum}
     *
     * @param labels weights {@code [..., n]}; those of 0 do not count, and NaN is the result if all are
     * @param logits logits {@code [..., n]}
     */
    public static Tensor categoricalCrossEntropy(Tensor labels, Tensor logits) {
        Signature.of("categoricalCrossEntropy").floating("labels", labels).floating("logits", logits);
        return Categorical.ofWeights(labels).crossEntropy(Categorical.ofLogits(logits));
    }

    /** {@return {@link #categoricalKlDivergence(Tensor, Tensor, double)} with temperature 1} */
    public static Tensor categoricalKlDivergence(Tensor pLogits, Tensor qLogits) {
        return categoricalKlDivergence(pLogits, qLogits, 1);
    }

    /** {@return the divergences of {@code softmax(pLogits / temperature)} from {@code softmax(qLogits / temperature)}} */
    public static Tensor categoricalKlDivergence(Tensor pLogits, Tensor qLogits, double temperature) {
        return softmax(temperature).kl(pLogits, qLogits);
    }

    /**
     * {@return the divergences of normal distributions of vectors whose elements are independent}
     *
     * @param mu0 means {@code [..., n]}
     * @param sigma0 standard deviations {@code [..., n]}
     * @param mu1 means {@code [..., n]} of those diverged from
     * @param sigma1 standard deviations {@code [..., n]} of those diverged from
     */
    public static Tensor multivariateNormalKlDivergence(Tensor mu0, Tensor sigma0, Tensor mu1, Tensor sigma1) {
        return gaussianDiagonal().kl(mu0, sigma0, mu1, sigma1);
    }
}
