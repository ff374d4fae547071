package dev.haiku.rl;

import static dev.haiku.rl.Near.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.Shape;
import dev.haiku.func.Func;
import dev.haiku.func.MappedAxis;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Losses of policies: by hand, by their gradients, and by what they must not depend on. */
class PolicyLearningTest {

    private static final Tensor LOGITS = Tensor.of(new float[][] {{0.3f, -0.2f, 1f}, {0f, 2f, -1f}});
    private static final Tensor Q = Tensor.of(new float[][] {{1f, 0f, -1f}, {0.5f, 2f, 3f}});

    @Test
    void theGradientOfDpgIsThatOfTheValueTimesMinusOne() {
        var action = Tensor.of(0.1f, 0.2f);
        var slope = Tensor.of(3f, -4f);

        assertClose(Rlax.dpgLoss(action, slope), 4.5, 8);
        assertClose(Func.grad((Tensor a) -> Rlax.dpgLoss(a, slope).sum()).apply(action), -3, 4);
        assertClose(Rlax.dpgLoss(action, slope, o -> o.dqdaClipping(1)), 0.18, 0.32);
    }

    @Test
    void dpgOfAFlatValueHasNoNan() {
        var gradient = Func.grad((Tensor slope) -> Rlax.dpgLoss(
                                Tensor.of(1f), slope, o -> o.dqdaClipping(1).useStopGradient(false))
                        .sum())
                .apply(Tensor.of(0f));

        assertClose(gradient, 0);
    }

    @Test
    void policyLossesDoNotDependOnAShiftOfLogits() {
        var shifted = LOGITS.add(10);
        var actions = Tensor.of(0, 2);
        var advantages = Tensor.of(1f, -2f);
        var weights = Tensor.of(1f, 0.5f);

        assertClose(
                Rlax.policyGradientLoss(shifted, actions, advantages, weights),
                Rlax.policyGradientLoss(LOGITS, actions, advantages, weights));
        assertClose(Rlax.entropyLoss(shifted, weights), Rlax.entropyLoss(LOGITS, weights));
    }

    @Test
    void qpgIsZeroAndHasTheGradientOfTheExpectedValue() {
        var gradient = Func.grad((Tensor logits) -> Rlax.qpgLoss(logits, Q)).apply(LOGITS);
        var expected = Func.grad((Tensor logits) ->
                        Nn.softmax(logits).mul(Q).sum(1).mean().neg())
                .apply(LOGITS);

        assertThat(Rlax.qpgLoss(LOGITS, Q).item()).isCloseTo(0, within(1e-6));
        assertClose(gradient, expected);
    }

    @Test
    void regretsCountAdvantagesAboveZero() {
        var uniform = Ops.zeros(1, 2);
        var q = Tensor.of(new float[][] {{1f, 3f}});

        assertClose(Rlax.rmLoss(uniform, q), -0.5);
        assertClose(Rlax.rpgLoss(uniform, q), 1);
    }

    @Test
    void ppoHasNoGradientBeyondItsBounds() {
        var ratios = Tensor.of(1.5f, 0.5f, 1.5f, 0.5f);
        var advantages = Tensor.of(1f, 1f, -1f, -1f);

        assertClose(Rlax.clippedSurrogatePgLoss(ratios, advantages, 0.2), -(1.2 + 0.5 - 1.5 - 0.8) / 4);
        assertClose(
                Func.grad((Tensor rho) -> Rlax.clippedSurrogatePgLoss(rho, advantages, 0.2))
                        .apply(ratios),
                0,
                -0.25,
                0.25,
                0);
    }

    @Test
    void distillationIgnoresImpossibleActionsOfWeightZero() {
        var policy = PolicyDistribution.categorical(Tensor.of(0f, Float.NEGATIVE_INFINITY));

        var loss = Rlax.sampledPolicyDistillationLoss(policy, new PolicyTarget(Tensor.of(0, 1), Tensor.of(1f, 0f)));

        assertClose(loss, 0);
    }

    @Test
    void policyTargetsAreSamplesOfOneWeight() {
        var policy = PolicyDistribution.categorical(LOGITS);

        var targets = Rlax.constantPolicyTargets(policy, Key.of(1), 50, 0.5);

        assertThat(targets.actions().shape()).isEqualTo(Shape.of(50, 2));
        assertThat(targets.weights()).satisfies(w -> assertClose(w, Ops.full(Shape.of(50, 2), 0.5)));
        assertClose(Rlax.zeroPolicyTargets(policy, Key.of(1), 2).weights(), 0, 0, 0, 0);
    }

    @Nested
    class Mpo {

        private final Tensor q = Random.normal(Key.of(3), Shape.of(5, 2, 3));
        private final Tensor logProbs = Random.normal(Key.of(4), Shape.of(5, 2, 3));
        private final Tensor kl = Random.uniform(Key.of(5), Shape.of(2, 3));
        private final LagrangePenalty temperature = new LagrangePenalty(Tensor.scalar(0.7), 0.1);
        private final List<KlConstraint> constraints =
                List.of(new KlConstraint(kl, new LagrangePenalty(Tensor.scalar(0.3), 0.2)));

        @Test
        void oneSampleGivesTheTemperatureItsBoundAsGradient() {
            var gradient = Func.grad((Tensor eta) -> Rlax.mpoComputeWeightsAndTemperatureLoss(
                                    q.slice(0, 0, 1), new LagrangePenalty(eta, 0.1))
                            .temperatureLoss()
                            .mean())
                    .apply(Tensor.scalar(0.7));

            assertClose(gradient, 0.1);
        }

        @Test
        void weightsSumToOneAndFavourHighValues() {
            var weights = Rlax.mpoComputeWeightsAndTemperatureLoss(q, temperature);

            assertClose(weights.weights().sum(0), Ops.ones(2, 3));
            assertClose(Ops.argmax(weights.weights(), 0), Ops.argmax(q, 0));
            assertThat(weights.numSamples().itemLong()).isEqualTo(5);
        }

        @Test
        void theAxisOfSamplesMayBeAny() {
            var first = Rlax.mpoLoss(logProbs, q, temperature, constraints).loss();
            var last = Rlax.mpoLoss(
                            logProbs.moveAxis(0, -1),
                            q.moveAxis(0, -1),
                            temperature,
                            constraints,
                            o -> o.sampleAxis(-1))
                    .loss();

            assertClose(last, first);
        }

        @Test
        void penaltiesAndMultipliersAreDataForEachOther() {
            var ofKl = Func.grad(
                            (Tensor x) -> losses(x, Tensor.scalar(0.3)).klLoss().sum())
                    .apply(kl);
            var klOfAlpha =
                    Func.grad((Tensor a) -> losses(kl, a).klLoss().sum()).apply(Tensor.scalar(0.3));
            var alphaOfKl = Func.grad((Tensor x) ->
                            losses(x, Tensor.scalar(0.3)).alphaLoss().sum())
                    .apply(kl);

            assertClose(ofKl, Ops.full(kl.shape(), 0.3));
            assertClose(klOfAlpha, 0);
            assertClose(alphaOfKl, Ops.zerosLike(kl));
        }

        private KlLosses losses(Tensor kl, Tensor alpha) {
            return Rlax.computeParametricKlPenaltyAndDualLoss(
                    List.of(new KlConstraint(kl, new LagrangePenalty(alpha, 0.2))));
        }

        @Test
        void onlyTheBetterHalfCounts() {
            var advantages = Tensor.of(1f, 4f, 2f, 3f);

            var weights = Rlax.vmpoComputeWeightsAndTemperatureLoss(advantages, Ops.ones(4), Ops.ones(4), temperature);

            assertThat(weights.weights().gt(0.0).toBooleanArray()).containsExactly(false, true, false, true);
            assertClose(weights.weights().sum(), 1);
            assertClose(weights.numSamples(), 2);
        }

        @Test
        void firstStepsOfEpisodesDoNotCount() {
            var advantages = Tensor.of(1f, 4f, 2f, 3f);

            var weights = Rlax.vmpoComputeWeightsAndTemperatureLoss(
                    advantages, Tensor.of(1f, 0f, 1f, 1f), Ops.ones(4), temperature);

            assertThat(weights.weights().gt(0.0).toBooleanArray()).containsExactly(false, false, true, true);
        }

        @Test
        void theMeanLossIsTheWeightedSumOfLogProbabilities() {
            var advantages = Tensor.of(1f, 4f, 2f, 3f);
            var probs = Tensor.of(-1f, -0.5f, -2f, -0.7f);
            var none = List.of(new KlConstraint(Ops.zeros(4), new LagrangePenalty(Tensor.scalar(0.3), 0.0)));

            var parts = Rlax.vmpoLoss(probs, advantages, temperature, none).outputs();

            assertClose(
                    parts.policyLoss().mean(),
                    parts.normalizedWeights().mul(probs).sum().neg());
        }

        @Test
        void samplesOfAllIndicesOfANamedAxisCountTogether() {
            var advantages = Tensor.of(new float[][] {{1f, 4f}, {2f, 3f}});
            var probs = Tensor.of(new float[][] {{-1f, -0.5f}, {-2f, -0.7f}});
            var none = List.of(new KlConstraint(Ops.zeros(2), new LagrangePenalty(Tensor.scalar(0.3), 0.0)));

            var mapped = Func.vmap(
                            (Tensor p, Tensor a) -> Rlax.vmpoLoss(
                                            p, a, temperature, none, o -> o.axisNames(List.of("i")))
                                    .loss(),
                            o -> o.axisName("i"))
                    .apply(probs, advantages);

            var whole = List.of(new KlConstraint(Ops.zeros(4), new LagrangePenalty(Tensor.scalar(0.3), 0.0)));
            assertClose(
                    mapped.ravel(),
                    Rlax.vmpoLoss(probs.ravel(), advantages.ravel(), temperature, whole)
                            .loss());
        }
    }

    @Nested
    class PopArtLearning {

        private final PopArt popArt = Rlax.popart(2, 0.1, 1e-4, 1e4);
        private final PopArtLayer layer =
                new PopArtLayer(Random.normal(Key.of(1), Shape.of(3, 2)), Random.normal(Key.of(2), Shape.of(2)));

        @Test
        void normalizeAndUnnormalizeAreInverse() {
            var state = new PopArtState(Tensor.of(1f, -2f), Tensor.of(2f, 0.5f), Tensor.of(5f, 4.25f));
            var x = Tensor.of(3f, -1f, 0f);
            var tasks = Tensor.of(0, 1, 1);

            assertClose(Rlax.normalize(state, x, tasks), 1, 2, 4);
            assertClose(Rlax.unnormalize(state, Rlax.normalize(state, x, tasks), tasks), x);
        }

        @Test
        void statisticsFollowTheTargetsOfTheirTask() {
            var state = popArt.initialState();
            for (int i = 0; i < 200; i++) {
                state = popArt.update(layer, state, Tensor.of(90f, 110f), Tensor.of(0, 0))
                        .state();
            }

            assertThat(state.shift().get(0).item()).isCloseTo(100, within(0.5));
            assertThat(state.scale().get(0).item()).isCloseTo(10, within(0.5));
            assertClose(state.shift().get(1), 0);
        }

        @Test
        void unnormalisedOutputsStayWhatTheyWere() {
            var x = Random.normal(Key.of(5), Shape.of(4, 3));
            var tasks = Tensor.of(0, 1, 1, 0);
            var before = popArt.initialState();

            var update = popArt.update(layer, before, Tensor.of(7f, -3f), Tensor.of(0, 1));

            assertClose(outputs(update.params(), update.state(), x, tasks), outputs(layer, before, x, tasks));
            assertThat(update.state().shift().get(0).item()).isCloseTo(0.7, within(1e-6));
        }

        private Tensor outputs(PopArtLayer layer, PopArtState state, Tensor x, Tensor tasks) {
            var y = x.matmul(layer.w()).add(layer.b());
            return Rlax.unnormalizeLinear(state, y, tasks).unnormalized();
        }

        @Test
        void theScaleStaysWithinItsBounds() {
            var bounded = Rlax.popart(1, 1, 0.5, 2);
            var state = bounded.initialState();

            assertClose(Rlax.art(state, Tensor.of(5f), Tensor.of(0), 1, 0.5, 2).scale(), 0.5);
            assertClose(
                    Rlax.art(state, Tensor.of(9f, -9f), Tensor.of(0, 0), 1, 0.5, 2)
                            .scale(),
                    2);
        }

        @Test
        void withoutAStepSizeNothingChanges() {
            var frozen = Rlax.popart(2);
            var state = frozen.initialState();

            assertThat(frozen.update(layer, state, Tensor.of(7f), Tensor.of(0)))
                    .isEqualTo(new PopArtUpdate(layer, state));
        }

        @Test
        void targetsOfAllIndicesOfANamedAxisCountTogether() {
            var targets = Tensor.of(new float[][] {{1f, 2f}, {3f, 4f}});
            var tasks = Tensor.of(new int[][] {{0, 1}, {0, 0}});
            var state = popArt.initialState();

            var mapped = Func.vmap(
                            (Tensor t, Tensor i) -> Rlax.art(state, t, i, 0.1, 1e-4, 1e4, "i"),
                            o -> o.axisName("i").out(MappedAxis.at(0)))
                    .apply(targets, tasks);

            var whole = Rlax.art(state, targets, tasks, 0.1, 1e-4, 1e4);
            assertClose(mapped.shift().get(0), whole.shift());
            assertClose(mapped.scale().get(1), whole.scale());
        }
    }
}
