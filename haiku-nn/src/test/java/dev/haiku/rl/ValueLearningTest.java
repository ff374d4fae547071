package dev.haiku.rl;

import static dev.haiku.rl.Near.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.func.Func;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors of values: by hand for small numbers, and which way gradients flow. */
class ValueLearningTest {

    private static final Tensor Q = Tensor.of(1f, 2f, 0f);
    private static final Tensor NEXT_Q = Tensor.of(0f, 4f, 2f);
    private static final Tensor ACTION = Tensor.scalar(1);
    private static final Tensor REWARD = Tensor.scalar(-1.0);
    private static final Tensor DISCOUNT = Tensor.scalar(0.5);

    @ParameterizedTest
    @CsvSource({"0, 0, -2", "0, 1, -2", "0.5, 1, -1.5", "0.5, 2, -1", "1, 0, -2", "1, 2, 0"})
    void theTargetIsTheRewardAndTheDiscountedValue(double discount, double nextValue, double error) {
        var result = Rlax.tdLearning(
                Tensor.scalar(1.0), Tensor.scalar(-1.0), Tensor.scalar(discount), Tensor.scalar(nextValue));

        assertClose(result, error);
    }

    @Test
    void eachMethodValuesTheNextStateInItsOwnWay() {
        assertClose(Rlax.sarsa(Q, ACTION, REWARD, DISCOUNT, NEXT_Q, Tensor.scalar(2)), -2);
        assertClose(Rlax.expectedSarsa(Q, ACTION, REWARD, DISCOUNT, NEXT_Q, Tensor.of(0.5f, 0.25f, 0.25f)), -2.25);
        assertClose(Rlax.qLearning(Q, ACTION, REWARD, DISCOUNT, NEXT_Q), -1);
        assertClose(Rlax.doubleQLearning(Q, ACTION, REWARD, DISCOUNT, NEXT_Q, Tensor.of(0f, 1f, 3f)), -2);
        assertClose(Rlax.persistentQLearning(Q, Tensor.scalar(0), REWARD, DISCOUNT, NEXT_Q, 0.25), -0.5);
        assertClose(Rlax.qvLearning(Q, ACTION, REWARD, DISCOUNT, Tensor.scalar(3.0)), -1.5);
        assertClose(Rlax.qvMax(Tensor.scalar(2.0), REWARD, DISCOUNT, NEXT_Q), -1);
    }

    @Test
    void halfTheSquareOfAnErrorHasTheErrorAsNegativeGradient() {
        var gradient = Func.grad((Tensor q) -> Rlax.l2Loss(Rlax.qLearning(q, ACTION, REWARD, DISCOUNT, NEXT_Q)))
                .apply(Q);

        assertClose(gradient, 0, 1, 0);
    }

    @Test
    void gradientsOfTargetsFlowOnlyIfAskedFor() {
        var stopped = Func.grad((Tensor q) -> Rlax.qLearning(Q, ACTION, REWARD, DISCOUNT, q))
                .apply(NEXT_Q);
        var flowing = Func.grad(
                        (Tensor q) -> Rlax.qLearning(Q, ACTION, REWARD, DISCOUNT, q, o -> o.stopTargetGradients(false)))
                .apply(NEXT_Q);

        assertClose(stopped, 0, 0, 0);
        assertClose(flowing, 0, 0.5, 0);
    }

    @Test
    void actionsOutOfRangeAreMovedIntoItOrGiveNan() {
        assertClose(
                Rlax.qLearning(Q, Tensor.scalar(7), REWARD, DISCOUNT, NEXT_Q),
                Rlax.qLearning(Q, Tensor.scalar(2), REWARD, DISCOUNT, NEXT_Q));
        assertClose(
                Rlax.qLearning(Q, Tensor.scalar(-3), REWARD, DISCOUNT, NEXT_Q),
                Rlax.qLearning(Q, Tensor.scalar(0), REWARD, DISCOUNT, NEXT_Q));
        assertThat(Rlax.batchedIndex(Q.expandDims(0), Tensor.of(3)).item()).isNaN();
        assertClose(Rlax.batchedIndex(Q.expandDims(0), Tensor.of(-2)), 2);
    }

    @Nested
    class Sequences {

        private final Tensor q = Tensor.of(new float[][] {{1, 2}, {0, 1}, {3, -1}});
        private final Tensor nextQ = Tensor.of(new float[][] {{0, 1}, {3, -1}, {2, 4}});
        private final Tensor actions = Tensor.of(0, 1, 1);
        private final Tensor rewards = Tensor.of(1f, 0f, -1f);
        private final Tensor discounts = Tensor.of(0.5f, 1f, 0f);

        @Test
        void qLambdaWithLambdaZeroIsQLearningOfEachStep() {
            var errors = Rlax.qLambda(q, actions, rewards, discounts, nextQ, 0);

            for (int k = 0; k < 3; k++) {
                assertClose(
                        errors.get(k),
                        Rlax.qLearning(q.get(k), actions.get(k), rewards.get(k), discounts.get(k), nextQ.get(k)));
            }
        }

        @Test
        void greedySarsaLambdaIsQLambda() {
            var best = Ops.argmax(nextQ, 1);

            assertClose(
                    Rlax.sarsaLambda(q, actions, rewards, discounts, nextQ, best, 0.8),
                    Rlax.qLambda(q, actions, rewards, discounts, nextQ, 0.8));
        }

        @Test
        void retraceOfAGreedyPolicyThatActedIsQLambda() {
            var best = Ops.argmax(nextQ, 1);
            var policy = Nn.oneHot(best, 2);

            assertClose(
                    Rlax.retrace(q, nextQ, actions, best, rewards, discounts, policy, Ops.ones(3), 0.8),
                    Rlax.qLambda(q, actions, rewards, discounts, nextQ, 0.8));
        }

        @Test
        void retraceOfSampledActionsIsRetraceOfTheirValues() {
            var policy = Nn.softmax(nextQ);
            var next = Tensor.of(1, 0, 1);
            var mu = Tensor.of(0.3f, 0.6f, 0.5f);

            var counted = Rlax.retrace(q, nextQ, actions, next, rewards, discounts, policy, mu, 0.9);
            var rhos = Rlax.batchedIndex(policy, next).div(mu);
            var continuous = Rlax.retraceContinuous(
                    Rlax.batchedIndex(q, actions),
                    Rlax.batchedIndex(nextQ, next).slice(0, 0, 2),
                    nextQ.mul(policy).sum(1),
                    rewards,
                    discounts,
                    rhos.log().slice(0, 0, 2),
                    0.9);

            assertClose(continuous, counted);
        }

        @Test
        void transformedValuesLearnTransformedReturns() {
            var pair = Rlax.SIGNED_HYPERBOLIC_PAIR;

            var errors = Rlax.transformedQLambda(
                    pair.apply(q), actions, rewards, discounts, pair.apply(nextQ), 0.8, o -> o.txPair(pair));

            var plain = Rlax.qLambda(q, actions, rewards, discounts, nextQ, 0.8);
            var prediction = Rlax.batchedIndex(q, actions);
            assertClose(errors, pair.apply(plain.add(prediction)).sub(pair.apply(prediction)));
        }
    }

    @Nested
    class Distributions {

        private final Tensor atoms = Tensor.of(-1f, 0f, 1f);
        private final Tensor logits = Tensor.of(new float[][] {{0.2f, 1f, -0.5f}, {1f, 0f, 2f}});
        private final Tensor nextLogits = Tensor.of(new float[][] {{1f, 0.3f, -1f}, {-0.4f, 0f, 0.9f}});

        @Test
        void projectionDividesAtomsBetweenTheirNeighbours() {
            var projected = Rlax.categoricalL2Project(
                    Tensor.of(-3f, 0.25f, 0.5f, 2f), Tensor.of(0.1f, 0.4f, 0.2f, 0.3f), atoms);

            assertClose(projected, 0.1, 0.4, 0.5);
        }

        @Test
        void equalAtomsEachGetTheWholeWeight() {
            assertClose(Rlax.categoricalL2Project(Tensor.of(0f), Tensor.of(1f), Tensor.of(0f, 0f, 1f)), 1, 1, 0);
        }

        @Test
        void theLossIsTheEntropyIfPredictionAndTargetAreTheSame() {
            var loss = Rlax.categoricalTdLearning(
                    atoms, logits.get(0), Tensor.scalar(0.0), Tensor.scalar(1.0), atoms, logits.get(0));

            assertClose(loss, Rlax.softmax().entropy(logits.get(0)));
        }

        @Test
        void selectingByMeansIsCategoricalQLearning() {
            var means = Nn.softmax(nextLogits).mul(atoms).sum(1);

            assertClose(
                    Rlax.categoricalDoubleQLearning(atoms, logits, ACTION, REWARD, DISCOUNT, atoms, nextLogits, means),
                    Rlax.categoricalQLearning(atoms, logits, ACTION, REWARD, DISCOUNT, atoms, nextLogits));
        }

        @Test
        void quantileLossesAreWeightedAbsoluteOrHuberErrors() {
            var source = Tensor.of(-1f, 3f);
            var fractions = Tensor.of(0.25f, 0.75f);
            var target = Tensor.of(0f, 5f, -2f);

            // errors 1, 6, -1 and -3, 2, -5
            assertClose(
                    Rlax.quantileRegressionLoss(source, fractions, target),
                    (0.25 * 7 + 0.75) / 3 + (0.75 * 2 + 0.25 * 8) / 3);
            assertClose(
                    Rlax.quantileRegressionLoss(source, fractions, target, o -> o.huberParam(2)),
                    (0.25 * (0.5 + 10) + 0.75 * 0.5) / 3 + (0.25 * 4 + 0.75 * 2 + 0.25 * 8) / 3);
        }

        @Test
        void quantileSarsaOfAGreedyPolicyIsQuantileQLearning() {
            var quantiles = Tensor.of(new float[][] {{0, 1}, {2, 1}});
            var next = Tensor.of(new float[][] {{0, 3}, {1, 1}});
            var fractions = Tensor.of(0.25f, 0.75f);

            assertClose(
                    Rlax.quantileExpectedSarsa(quantiles, fractions, ACTION, REWARD, DISCOUNT, next, Tensor.of(0f, 1f)),
                    Rlax.quantileQLearning(quantiles, fractions, ACTION, REWARD, DISCOUNT, next, next));
        }
    }

    @Nested
    class Vtrace {

        private final Tensor v = Tensor.of(0.5f, -0.2f, 1f);
        private final Tensor nextV = Tensor.of(-0.2f, 1f, 0.3f);
        private final Tensor rewards = Tensor.of(1f, 0f, -1f);
        private final Tensor discounts = Tensor.of(0.9f, 0.8f, 0.7f);
        private final Tensor rhos = Tensor.of(0.5f, 2f, 1f);

        @Test
        void ofTheSamePolicyItIsTdLambda() {
            assertClose(
                    Rlax.vtrace(v, nextV, rewards, discounts, Ops.ones(3), o -> o.lambda(0.8)),
                    Rlax.tdLambda(v, rewards, discounts, nextV, 0.8));
        }

        @Test
        void leaksNothingIfAlphaIsOneAndEverythingIfItIsZero() {
            assertClose(
                    Rlax.leakyVtrace(v, nextV, rewards, discounts, rhos, 1),
                    Rlax.vtrace(v, nextV, rewards, discounts, rhos));
            var factors = rewards.add(discounts.mul(nextV)).sub(v).mul(rhos);
            var last = factors.get(2).item();
            var middle = factors.get(1).item() + 0.8 * 2 * last;
            var first = factors.get(0).item() + 0.9 * 0.5 * middle;
            assertClose(Rlax.leakyVtrace(v, nextV, rewards, discounts, rhos, 0), first, middle, last);
        }

        @Test
        void aStepThatDoesNotCountHasTheErrorOfTheNext() {
            var errors =
                    Rlax.vtrace(v, nextV, rewards, discounts, rhos, o -> o.sampleMask(Tensor.of(true, false, true)));

            assertThat(errors.get(1).item()).isEqualTo(errors.get(2).item());
        }

        @Test
        void advantagesAreEstimatesLessValues() {
            var output =
                    Rlax.vtraceTdErrorAndAdvantage(v, nextV, rewards, discounts, rhos, o -> o.clipPgRhoThreshold(1.5));

            assertClose(output.errors(), Rlax.vtrace(v, nextV, rewards, discounts, rhos));
            var targets = output.errors().add(v);
            var bootstrap = Ops.concatenate(0, targets.slice(0, 1, 3), nextV.slice(0, 2, 3));
            assertClose(output.qEstimate(), rewards.add(discounts.mul(bootstrap)));
            assertClose(
                    output.pgAdvantage(),
                    rhos.minimum(1.5).mul(output.qEstimate().sub(v)));
        }

        @Test
        void onlyThePredictionHasAGradient() {
            var gradient = Func.grad((Tensor values) ->
                            Rlax.vtrace(values, nextV, rewards, discounts, rhos).sum())
                    .apply(v);

            assertClose(gradient, -1, -1, -1);
        }
    }
}
