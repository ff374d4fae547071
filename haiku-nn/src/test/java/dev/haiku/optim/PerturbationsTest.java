package dev.haiku.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.Shape;
import dev.haiku.func.Func;
import dev.haiku.random.Key;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import org.junit.jupiter.api.Test;

class PerturbationsTest {

    private static final Tensor SCORES = Tensor.of(0.1f, 0.7f, -0.3f);

    private static Tensor best(Tensor scores) {
        return Nn.oneHot(Ops.argmax(scores, -1), scores.dim(0));
    }

    @Test
    void theArgmaxOfScoresPerturbedByGumbelNoiseIsTheirSoftmax() {
        var perturbed = Perturbations.makePerturbedFun(
                PerturbationsTest::best, o -> o.numSamples(20_000).sigma(0.5));

        var mean = Func.jit((Tensor x) -> perturbed.apply(Key.of(0), x)).apply(SCORES);

        assertThat(mean.sub(Nn.softmax(SCORES.div(0.5))).abs().max().item()).isCloseTo(0, within(0.02));
    }

    @Test
    void itsDerivativeIsThatOfTheSoftmax() {
        var perturbed = Perturbations.makePerturbedFun(
                PerturbationsTest::best, o -> o.numSamples(20_000).sigma(1));
        var weights = Tensor.of(1f, 2f, 3f);

        var estimated = Func.grad(
                        (Tensor x) -> perturbed.apply(Key.of(0), x).mul(weights).sum())
                .apply(SCORES);

        var exact = Func.grad((Tensor x) -> Nn.softmax(x).mul(weights).sum()).apply(SCORES);
        assertThat(estimated.sub(exact).abs().max().item()).isCloseTo(0, within(0.05));
    }

    @Test
    void normalNoiseAndNoBaselineWorkToo() {
        var perturbed = Perturbations.makePerturbedFun(
                (Tensor x) -> x.sum(),
                o -> o.numSamples(5000).noise(Noise.NORMAL).useBaseline(false));

        assertThat(perturbed.apply(Key.of(0), SCORES).item()).isCloseTo(0.5, within(0.02));
        assertThat(Noise.NORMAL.logProb(Tensor.of(2f)).item()).isEqualTo(-2);
        assertThat(Noise.GUMBEL.logProb(Tensor.of(0f)).item()).isEqualTo(-1);
    }

    @Test
    void normalDistributionsKnowTheirDensity() {
        var normal = new MultiNormal(Tensor.of(1f, 2f), Tensor.of(0f, 0f));

        assertThat(normal.sample(Shape.of(5), Key.of(0)).shape()).isEqualTo(Shape.of(5, 2));
        assertThat(normal.logProb(Tensor.of(1f, 2f)).item()).isCloseTo(-Math.log(2 * Math.PI), within(1e-5));
    }

    @Test
    void secondDerivativesByAllParameters() {
        var params = Tensor.of(1f, 2f);
        var x = Tensor.of(3f, 4f);

        assertThat(SecondOrder.hessianDiag(
                                (Tensor p, Tensor i, Tensor t) ->
                                        p.pow(3).mul(i).sum(),
                                params,
                                x,
                                x)
                        .toFloatArray())
                .containsExactly(18f, 48f);
        assertThat(SecondOrder.hvp(
                                (Tensor p, Tensor i, Tensor t) ->
                                        p.pow(3).mul(i).sum(),
                                x,
                                params,
                                x,
                                x)
                        .toFloatArray())
                .containsExactly(54f, 192f);
        assertThat(SecondOrder.fisherDiag(
                                (Tensor p, Tensor i, Tensor t) -> p.mul(i).sum(), params, x, x)
                        .toFloatArray())
                .containsExactly(9f, 16f);
    }
}
