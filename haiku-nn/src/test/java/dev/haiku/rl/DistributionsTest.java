package dev.haiku.rl;

import static dev.haiku.rl.Near.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.Shape;
import dev.haiku.func.Func;
import dev.haiku.random.Key;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Distributions by hand, and samples by their frequencies. */
class DistributionsTest {

    private static final Tensor TIED = Tensor.of(new float[][] {{1, 3, 3, 0}, {0, 0, 0, 2}});

    @Test
    void temperatureFlattensAndSharpens() {
        var logits = Tensor.of(1f, 2f, 3f);

        assertClose(Rlax.softmax(1e6).probs(logits), 1 / 3.0, 1 / 3.0, 1 / 3.0);
        assertClose(Rlax.softmax(1e-3).probs(logits), 0, 0, 1);
        assertClose(Rlax.softmax().logprob(Tensor.scalar(2), logits), Math.log(0.66524096));
    }

    @Test
    void clippedEntropyIsAtMostAPartOfTheUniformOne() {
        var policy = Rlax.clippedEntropySoftmax(1, 0.5);

        assertClose(policy.entropy(Ops.zeros(4)), 0.5 * Math.log(4));
        assertClose(policy.entropy(Tensor.of(50f, 0f, 0f, 0f)), 0);
        assertClose(Func.grad((Tensor x) -> policy.entropy(x)).apply(Tensor.of(0.1f, 0f, 0f, 0f)), 0, 0, 0, 0);
    }

    @Test
    void greedyActionsShareTheProbability() {
        var greedy = Rlax.greedy();

        assertClose(greedy.probs(TIED), 0, 0.5, 0.5, 0, 0, 0, 0, 1);
        assertThat(greedy.logprob(Tensor.of(0, 3), TIED).toFloatArray()).containsExactly(Float.NEGATIVE_INFINITY, 0f);
        assertClose(greedy.entropy(TIED), Math.log(2), 0);
    }

    @Test
    void epsilonIsSharedByAllActions() {
        assertClose(Rlax.epsilonGreedy(0.2).probs(TIED), 0.05, 0.45, 0.45, 0.05, 0.05, 0.05, 0.05, 0.85);
        assertClose(Rlax.epsilonGreedy().epsilon(1).probs(TIED.get(0)), 0.25, 0.25, 0.25, 0.25);
        assertClose(Rlax.epsilonGreedy(1).epsilon(0).probs(TIED.get(1)), 0, 0, 0, 1);
    }

    @Test
    void samplesHaveTheFrequenciesOfTheirProbabilities() {
        var probs = Tensor.of(0.2f, 0.5f, 0.3f).broadcastTo(4000, 3);

        var counts = Rlax.oneHot(Rlax.categoricalSample(Key.of(7), probs), 3).mean(0);

        assertThat(counts.toDoubleArray()).containsExactly(new double[] {0.2, 0.5, 0.3}, within(0.03));
    }

    @ParameterizedTest
    @ValueSource(floats = {-1f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void samplesOfWhatIsNoDistributionAreMinusOne(float wrong) {
        assertThat(Rlax.categoricalSample(Key.of(1), Tensor.of(wrong, 0.5f, 0.5f))
                        .itemLong())
                .isEqualTo(-1);
    }

    @Test
    void samplesOfZerosAreMinusOne() {
        assertThat(Rlax.categoricalSample(Key.of(1), Ops.zeros(3)).itemLong()).isEqualTo(-1);
    }

    @Test
    void anActionThatDoesNotExistHasProbabilityZero() {
        assertThat(Rlax.softmax().logprob(Tensor.of(4, -1), TIED).toFloatArray())
                .containsExactly(Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY);
    }

    @Test
    void crossEntropyNeedsNoNormalisedLabelsAndSkipsZeros() {
        var logits = Tensor.of(0.5f, Float.NEGATIVE_INFINITY, 1f);

        var loss = Rlax.categoricalCrossEntropy(Tensor.of(2f, 0f, 2f), logits);

        assertClose(loss, -0.5 * (Math.log(1 / (1 + Math.exp(0.5))) + Math.log(1 / (1 + Math.exp(-0.5)))));
        assertThat(Rlax.categoricalCrossEntropy(Ops.zeros(3), logits).item()).isNaN();
    }

    @Test
    void ratiosCompareTwoPolicies() {
        var pi = Tensor.of(0.2f, 0.8f).log();
        var mu = Tensor.of(0.5f, 0.5f).log();

        assertClose(Rlax.categoricalImportanceSamplingRatios(pi, mu, Tensor.scalar(1)), 1.6);
        assertClose(Rlax.categoricalKlDivergence(pi, mu), 0.2 * Math.log(0.4) + 0.8 * Math.log(1.6));
        assertClose(Rlax.categoricalKlDivergence(pi, pi, 3), 0);
    }

    @Test
    void aGaussianHasItsDensityEntropyAndDivergence() {
        var normal = Rlax.gaussianDiagonal();
        var mu = Tensor.of(1f, -1f);
        var sigma = Tensor.of(2f, 0.5f);
        double logTwoPi = Math.log(2 * Math.PI);

        assertClose(normal.logprob(mu, mu, sigma), -logTwoPi);
        assertClose(normal.prob(mu.add(sigma), mu, sigma), Math.exp(-1 - logTwoPi));
        assertClose(normal.entropy(mu, sigma), 1 + logTwoPi);
        assertClose(normal.kl(mu, sigma, mu, sigma), 0);
        assertClose(normal.klToStandardNormal(mu, sigma), 0.5 * (4 + 0.25 + 2 - 2));
        assertClose(Rlax.gaussianDiagonal(0.5).entropy(mu), normal.entropy(mu, Tensor.of(0.5f, 0.5f)));
        assertClose(Rlax.gaussianDiagonal(sigma).klToStandardNormal(mu), normal.klToStandardNormal(mu, sigma));
        assertClose(
                Rlax.multivariateNormalKlDivergence(mu, sigma, Ops.zeros(2), Ops.ones(2)),
                normal.klToStandardNormal(mu, sigma));
    }

    @Test
    void squashedSamplesStayInTheirRange() {
        var policy = Rlax.squashedGaussian(-1, 2);
        var spec = ActionSpec.of(-3, 5);
        var mu = Ops.full(Shape.of(500, 2), 4.0);

        var samples = policy.sample(Key.of(3), mu, Ops.zerosLike(mu), spec);

        assertThat(samples.min().item()).isGreaterThanOrEqualTo(-3);
        assertThat(samples.max().item()).isLessThanOrEqualTo(5).isGreaterThan(4);
        assertClose(policy.sample(Key.of(3), mu, Ops.zerosLike(mu)).mul(4).add(1), samples);
    }

    @Test
    void theDensityOfASquashedGaussianIntegratesToOne() {
        var policy = Rlax.squashedGaussian(-2, 0.5);
        int count = 4000;
        var actions = Ops.linspace(-3 + 4.0 / count, 5 - 4.0 / count, count).expandDims(1);
        var mu = Ops.full(Shape.of(count, 1), 0.3);

        var density = policy.prob(actions, mu, mu, ActionSpec.of(-3, 5));

        assertThat(density.sum().item() * 8 / count).isCloseTo(1, within(1e-3));
    }
}
