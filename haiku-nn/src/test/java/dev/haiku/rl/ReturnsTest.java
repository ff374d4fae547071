package dev.haiku.rl;

import static dev.haiku.rl.Near.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.func.Func;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Returns against their definitions, written as loops over numbers. */
class ReturnsTest {

    private static final Tensor R = Tensor.of(-1.69f, 1.12f, -0.25f, 0.89f, 1.91f);
    private static final Tensor DISCOUNT = Tensor.of(0.9f, 0.8f, 0f, 0.95f, 0.7f);
    private static final Tensor V = Tensor.of(0.72f, 1.21f, -0.48f, -1.74f, -0.85f);
    private static final Tensor LAMBDA = Tensor.of(0.9f, 0.5f, 1f, 0.7f, 0.8f);
    private static final Tensor VALUES = Tensor.of(1.77f, -1.49f, -1.08f, 0.64f, -1.47f, -1.1f);
    private static final Tensor RHO = Tensor.of(0.5f, 1.6f, 1f, 2.5f, 0.2f);

    private static double[] lambdaReturns(double[] lambda, int from, int steps) {
        var r = R.toDoubleArray();
        var d = DISCOUNT.toDoubleArray();
        var v = V.toDoubleArray();
        int last = Math.min(from + steps, r.length) - 1;
        double g = v[last];
        for (int i = last; i >= from; i--) {
            g = r[i] + d[i] * ((1 - lambda[i]) * v[i] + lambda[i] * g);
        }
        return new double[] {g};
    }

    @Test
    void lambdaReturnsMixTheReturnsOfAllLengths() {
        var returns = Rlax.lambdaReturns(R, DISCOUNT, V, LAMBDA).toDoubleArray();

        for (int k = 0; k < 5; k++) {
            assertClose(Tensor.scalar(returns[k]), lambdaReturns(LAMBDA.toDoubleArray(), k, 5));
        }
        assertClose(Rlax.lambdaReturns(R, DISCOUNT, V, 0.7), -0.695248, 1.2704, -0.25, 1.268574, 1.315);
    }

    @Test
    void withLambdaZeroAReturnIsOneRewardAndAValue() {
        assertClose(Rlax.lambdaReturns(R, DISCOUNT, V, 0), R.add(DISCOUNT.mul(V)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 9})
    void nStepReturnsStopAfterNStepsOrAtTheEnd(int n) {
        var returns = Rlax.nStepBootstrappedReturns(R, DISCOUNT, V, n, o -> o.lambdaT(LAMBDA))
                .toDoubleArray();

        for (int k = 0; k < 5; k++) {
            assertClose(Tensor.scalar(returns[k]), lambdaReturns(LAMBDA.toDoubleArray(), k, n));
        }
    }

    @Test
    void nStepReturnsOfAllStepsAreLambdaReturns() {
        var all = Rlax.nStepBootstrappedReturns(R, DISCOUNT, V, 7, o -> o.lambdaT(0.75));

        assertClose(all, Rlax.lambdaReturns(R, DISCOUNT, V, 0.75));
    }

    @Test
    void discountedReturnsNeedOnlyTheLastValue() {
        assertClose(Rlax.discountedReturns(R, DISCOUNT, 1.5), -0.862, 0.92, -0.25, 3.702, 2.96);
        assertClose(Rlax.discountedReturns(R, DISCOUNT, V), Rlax.discountedReturns(R, DISCOUNT, -0.85));
    }

    @Test
    void withLambdaOneAdvantagesAreReturnsLessValues() {
        var advantages = Rlax.truncatedGeneralizedAdvantageEstimation(R, DISCOUNT, 1, VALUES);

        var returns = Rlax.discountedReturns(R, DISCOUNT, VALUES.slice(0, 1, 6));
        assertClose(advantages, returns.sub(VALUES.slice(0, 0, 5)));
    }

    @Test
    void correctedErrorsOfTheSamePolicyAreAdvantages() {
        var errors = Rlax.importanceCorrectedTdErrors(R, DISCOUNT, Ops.onesLike(R), LAMBDA, VALUES);

        assertClose(errors, Rlax.truncatedGeneralizedAdvantageEstimation(R, DISCOUNT, LAMBDA, VALUES));
    }

    @Test
    void correctedErrorsAreWeightedErrorsOfLambdaReturns() {
        var errors = Rlax.importanceCorrectedTdErrors(R, DISCOUNT, RHO, Tensor.scalar(1.0), VALUES);

        var nextRho = Ops.concatenate(0, RHO.slice(0, 1, 5), Tensor.of(1f));
        var returns = Rlax.lambdaReturns(R, DISCOUNT, VALUES.slice(0, 1, 6), nextRho);
        assertClose(errors, RHO.mul(returns.sub(VALUES.slice(0, 0, 5))));
    }

    @Test
    void offPolicyReturnsFollowTheirRecursion() {
        var q = Tensor.of(0.3f, -0.6f, 1.1f, 0.2f);
        var c = Tensor.of(0.5f, 0.9f, 1f, 0f);
        double g = 1.91 + 0.7 * -0.85;
        var expected = new double[5];
        expected[4] = g;
        for (int k = 3; k >= 0; k--) {
            double corrected = V.toDoubleArray()[k] + c.toDoubleArray()[k] * (g - q.toDoubleArray()[k]);
            g = R.toDoubleArray()[k] + DISCOUNT.toDoubleArray()[k] * corrected;
            expected[k] = g;
        }

        assertClose(Rlax.generalOffPolicyReturnsFromQAndV(q, V, R, DISCOUNT, c), expected);
    }

    @Test
    void aSequenceMayBeOneStep() {
        var one = Tensor.of(2f);

        assertClose(Rlax.lambdaReturns(one, one, one, 0.5), 6);
        assertClose(Rlax.nStepBootstrappedReturns(one, one, one, 3), 6);
        assertClose(Rlax.generalOffPolicyReturnsFromQAndV(Ops.zeros(0), one, one, one, Ops.zeros(0)), 6);
    }

    @Test
    void gradientsFlowIntoReturnsUnlessTheyAreStopped() {
        var flowing = Func.grad(
                        (Tensor v) -> Rlax.lambdaReturns(R, DISCOUNT, v, 0.7).sum())
                .apply(V);
        var stopped = Func.grad((Tensor v) -> Rlax.lambdaReturns(R, DISCOUNT, v, 0.7, o -> o.stopTargetGradients(true))
                        .sum())
                .apply(V);

        assertThat(flowing.abs().min().item()).isZero();
        assertThat(flowing.abs().max().item()).isGreaterThan(0.1);
        assertClose(stopped, 0, 0, 0, 0, 0);
    }
}
