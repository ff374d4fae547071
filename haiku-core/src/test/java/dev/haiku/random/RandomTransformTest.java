package dev.haiku.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.func.Func;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Samplers inside transformed functions. */
class RandomTransformTest {

    private static final Shape SHAPE = Shape.of(5, 7);
    private static final Key KEY = Key.of(8);

    private static Arguments row(String name, Function<Key, Tensor> sampler) {
        return Arguments.of(name, sampler);
    }

    static Stream<Arguments> exactSamplers() {
        return Stream.of(
                row("bits", key -> Random.bits(key, SHAPE)),
                row("bits u8", key -> Random.bits(key, SHAPE, DType.U8)),
                row("bits i64", key -> Random.bits(key, SHAPE, DType.I64)),
                row("legacy bits", key -> Random.bits(key.withLayout(Key.Layout.LEGACY), SHAPE)),
                row("uniform", key -> Random.uniform(key, SHAPE)),
                row("randint", key -> Random.randint(key, SHAPE, -3, 10)),
                row("randint i64", key -> Random.randint(key, SHAPE, -3, 1L << 40, DType.I64)),
                row("bernoulli", key -> Random.bernoulli(key, 0.3, SHAPE)),
                row("rademacher", key -> Random.rademacher(key, SHAPE)),
                row("permutation", key -> Random.permutation(key, 20)),
                row("choice", key -> Random.choice(key, 9, o -> o.shape(SHAPE))),
                row("categorical", key -> Random.categorical(key, Ops.zeros(4, 6), o -> o.axis(0))),
                row("poisson", key -> Random.poisson(key, 3, SHAPE)),
                row("split", key -> key.split(3).get(1).data()),
                row("foldIn", key -> key.foldIn(4).data()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exactSamplers")
    void drawTheSameStagedAsEagerly(String name, Function<Key, Tensor> sampler) {
        var eager = sampler.apply(KEY).toHost();

        assertThat(Func.jit(sampler).apply(KEY).toHost()).isEqualTo(eager);
    }

    @Test
    void keepTheLayoutOfAKeyThatIsAnArgument() {
        var legacy = KEY.withLayout(Key.Layout.LEGACY);
        Function<Key, Tensor> sampler = key -> Random.bits(key, SHAPE);
        var staged = Func.jit(sampler);

        assertThat(staged.apply(KEY).toHost()).isEqualTo(sampler.apply(KEY).toHost());
        assertThat(staged.apply(legacy).toHost())
                .isEqualTo(sampler.apply(legacy).toHost());
    }

    static Stream<Arguments> closeSamplers() {
        return Stream.of(
                row("uniform", key -> Random.uniform(key, SHAPE, -2, 5)),
                row("normal", key -> Random.normal(key, SHAPE)),
                row("truncatedNormal", key -> Random.truncatedNormal(key, -1, 2, SHAPE)),
                row("multivariateNormal", key -> Random.multivariateNormal(key, Ops.zeros(2), Ops.eye(2))),
                row("orthogonal", key -> Random.orthogonal(key, 4)),
                row("exponential", key -> Random.exponential(key, SHAPE)),
                row("gumbel", key -> Random.gumbel(key, SHAPE, DType.F32, SamplingMode.HIGHEST)),
                row("gamma", key -> Random.gamma(key, 2.5, SHAPE)),
                row("beta", key -> Random.beta(key, 2, 3, SHAPE)),
                row("dirichlet", key -> Random.dirichlet(key, Ops.ones(4, 3))),
                row("studentT", key -> Random.studentT(key, 4, SHAPE)),
                row("ball", key -> Random.ball(key, 3, SHAPE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("closeSamplers")
    void drawNearlyTheSameStagedAsEagerly(String name, Function<Key, Tensor> sampler) {
        var eager = sampler.apply(KEY).toDoubleArray();

        assertThat(Func.jit(sampler).apply(KEY).toDoubleArray()).containsExactly(eager, within(1e-5));
    }

    @Test
    void letDerivativesThroughToTheirParameters() {
        var u = Random.uniform(KEY, SHAPE);
        Function<Tensor, Tensor> upper =
                high -> Random.uniform(KEY, SHAPE, Tensor.scalar(-1.0), high).sum();

        var gradient = Func.grad(upper).apply(Tensor.scalar(3.0));

        assertThat(gradient.item()).isCloseTo(u.sum().item(), within(1e-4));
    }
}
