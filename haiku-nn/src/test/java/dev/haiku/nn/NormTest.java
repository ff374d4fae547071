package dev.haiku.nn;

import static dev.haiku.nn.Errors.assertThatInit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.Haiku;
import dev.haiku.Initializer;
import dev.haiku.Layer;
import dev.haiku.Params;
import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.nn.init.Initializers;
import dev.haiku.random.Key;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** {@link LayerNorm}, {@link RmsNorm}, {@link Axes}. Numbers are those that dm-haiku gives. */
class NormTest {

    private static final Initializer RAMP = (shape, dtype) ->
            Ops.iota(dtype, (int) shape.size()).div(10).sub(0.5).reshape(shape);

    private static final Tensor X = Ops.iota(DType.F32, 12).div(10).reshape(3, 4);

    private static float[] run(Supplier<Layer> layer, Tensor x) {
        var network = Haiku.transform((Tensor v) -> layer.get().apply(v));
        return network.apply(network.init(Key.of(1), x), Key.of(1), x).toFloatArray();
    }

    @Test
    void layerNormMatchesHaiku() {
        var y = run(() -> new LayerNorm(-1, true, true, o -> o.scaleInit(RAMP).offsetInit(RAMP)), X);

        assertThat(List.of(y[0], y[1], y[2], y[3]))
                .usingComparatorForType((a, b) -> Math.abs(a - b) < 1e-6 ? 0 : 1, Float.class)
                .containsExactly(.1705522f, -.2211861f, -.4341105f, -.4682209f);
    }

    @Test
    void rmsNormMatchesHaiku() {
        var y = run(() -> new RmsNorm(-1, o -> o.scaleInit(RAMP)), X);

        assertThat(y)
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(
                        0f,
                        -.2137785f,
                        -.3206677f,
                        -.3206677f,
                        -.3563426f,
                        -.3563426f,
                        -.3207084f,
                        -.2494398f,
                        -.4181644f,
                        -.3763480f,
                        -.3136233f,
                        -.2299904f);
    }

    @Test
    void layerNormTakesScaleAndOffsetAtTheCall() {
        var network = Haiku.transform((Tensor x) -> {
            var norm = new LayerNorm(-1, false, false);
            var plain = norm.apply(x);
            var scaled = norm.apply(x, Affine.ofScale(Tensor.scalar(2.0)));
            var shifted = norm.apply(x, Affine.ofOffset(Tensor.scalar(1.0)));
            var both = norm.apply(x, Affine.of(Tensor.scalar(2.0), Tensor.scalar(1.0)));
            return Ops.stack(
                    0,
                    scaled.sub(plain.mul(2)),
                    shifted.sub(plain.add(1)),
                    both.sub(plain.mul(2).add(1)));
        });

        var differences = network.apply(Params.empty(), Key.of(1), X);

        assertThat(differences.abs().max().item()).isCloseTo(0, within(1e-6));
    }

    @Test
    void parametersVaryAlongTheLastAxisUnlessToldOtherwise() {
        var params = Haiku.transform((Tensor x) -> {
                    new LayerNorm(0, true, false).apply(x);
                    new LayerNorm(Axes.of(0, 1), true, false, o -> o.paramAxis(Axes.of(1))).apply(x);
                    new RmsNorm(Axes.range(0, 2), o -> o.paramAxis(Axes.of(0, -1))).apply(x);
                    return new RmsNorm(-1, o -> o.createScale(false)).apply(x);
                })
                .init(Key.of(1), Ops.ones(2, 3, 4));

        assertThat(params.entries().stream()
                        .map(entry -> entry.fullName() + entry.value().shape()))
                .containsExactly("layer_norm/scale[4]", "layer_norm_1/scale[1, 3, 1]", "rms_norm/scale[2, 1, 4]");
    }

    @Test
    void axesAreSortedAndCountFromEitherEnd() {
        var shape = Shape.of(2, 3, 4);

        assertThat(Axes.of(-1, 0, 2).in(shape)).containsExactly(0, 2);
        assertThat(Axes.from(1).in(shape)).containsExactly(1, 2);
        assertThat(Axes.from(-2).in(shape)).containsExactly(1, 2);
        assertThat(Axes.range(1, -1).in(shape)).containsExactly(1);
        assertThat(Axes.range(2, 9).in(shape)).containsExactly(2);
        assertThat(Axes.range(2, 1).in(shape)).isEmpty();
    }

    @Nested
    class Rejects {

        @Test
        void anAxisThatIsNotThere() {
            assertThatInit(() -> new LayerNorm(5, true, true).apply(X))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("layer_norm: Axis 5 is out of range for shape [3, 4] of rank 2.");
        }

        @Test
        void initialisersOfParametersThatAreNotCreated() {
            assertThatInit(() -> new LayerNorm(-1, false, true, o -> o.scaleInit(Initializers.ones())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("layer_norm: scaleInit has no effect with createScale=false.");
            assertThatInit(() -> new LayerNorm(-1, true, false, o -> o.offsetInit(Initializers.ones())))
                    .hasMessage("layer_norm: offsetInit has no effect with createOffset=false.");
            assertThatInit(() -> new RmsNorm(-1, o -> o.createScale(false).scaleInit(Initializers.ones())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("rms_norm: scaleInit has no effect with createScale=false.");
        }

        @Test
        void aScaleOrOffsetBesidesTheOneThatItLearns() {
            assertThatInit(() -> new LayerNorm(-1, true, false).apply(X, Affine.ofScale(X)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("layer_norm: a scale cannot be given at the call with createScale=true.");
            assertThatInit(() -> new LayerNorm(-1, false, true).apply(X, Affine.ofOffset(X)))
                    .hasMessage("layer_norm: an offset cannot be given at the call with createOffset=true.");
        }
    }
}
