package dev.haiku.nn;

import static dev.haiku.nn.Errors.assertThatInit;
import static dev.haiku.testing.HaikuAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.Haiku;
import dev.haiku.Params;
import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.nn.nets.MobileNetV1;
import dev.haiku.nn.nets.VectorQuantizer;
import dev.haiku.nn.nets.VectorQuantizerEma;
import dev.haiku.nn.recurrent.Conv2DLstm;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Linalg;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Spectral norms, trees of parameters, quantizers and the like: behaviour that the golden cases do not show, and errors. */
class StatefulModulesTest {

    @Test
    void spectralNormDividesByTheLargestSingularValue() {
        var w = Random.normal(Key.of(1), Shape.of(5, 3));
        var net = Haiku.transformWithState((Tensor x) -> new SpectralNorm(o -> o.numSteps(100)).apply(x));

        var state = net.init(Key.of(2), w).state();
        var applied = net.withoutApplyRng().apply(Params.empty(), state, w);

        double largest = Linalg.svd(w).s().max().item();
        assertThat(applied.value()).isCloseTo(w.div(largest), 1e-3, 1e-3);
        assertThat(applied.state().get("spectral_norm", "sigma").item()).isCloseTo(largest, within(1e-3));
    }

    @Test
    void spectralNormKeepsItsEstimateIfAskedTo() {
        var w = Random.normal(Key.of(1), Shape.of(2, 3, 4));
        var net = Haiku.transformWithState((Tensor x) -> new SpectralNorm().apply(x, o -> o.updateStats(false)));
        var state = Haiku.transformWithState((Tensor x) -> new SpectralNorm().apply(x))
                .init(Key.of(2), w)
                .state();

        var applied = net.withoutApplyRng().apply(Params.empty(), state, w);

        assertThat(applied.value()).hasShape(2, 3, 4);
        assertThat(applied.state()).isEqualTo(state);
    }

    @Test
    void spectralNormTellsWhatItKnows() {
        var known = Haiku.transformWithState((Tensor x) -> {
            var norm = new SpectralNorm();
            var before = norm.sigma();
            norm.apply(x);
            return List.of(before, norm.sigma(), norm.u0());
        });
        var w = Ops.eye(2).mul(3);

        var state = known.init(Key.of(1), w).state();
        var values = known.withoutApplyRng().apply(Params.empty(), state, w).value();

        assertThat(values.get(0)).isCloseTo(Tensor.scalar(1.0), 0, 0);
        assertThat(values.get(1)).isCloseTo(Tensor.scalar(3.0), 1e-3, 1e-3);
        assertThat(values.get(2)).hasShape(1, 2);
    }

    @Test
    void averagesOfParametersLeaveTheIgnoredAlone() {
        var tree = Params.of(Map.of("linear", Map.of("w", Ops.ones(2), "b", Ops.ones(2))));
        var net = Haiku.transformWithState(
                (Params p) -> new EmaParamsTree(0.5, o -> o.ignoreRegex(".*/b").zeroDebias(false)).apply(p));

        var initial = net.initWithoutRng(tree);
        var averaged = net.withoutApplyRng().apply(Params.empty(), initial.state(), tree);

        assertThat(averaged.value().get("linear", "w")).isCloseTo(Ops.full(Shape.of(2), 0.5), 0, 0);
        assertThat(averaged.value().get("linear", "b")).isCloseTo(Ops.ones(2), 0, 0);
        assertThat(initial.state().modules()).containsExactly("ema_params_tree/linear__w");
    }

    @Test
    void quantizersLookUpCodes() {
        var net = Haiku.transform((Tensor indices) -> {
                    var quantizer = new VectorQuantizer(2, 3, 0.25);
                    return List.of(quantizer.quantize(indices), quantizer.embeddings());
                })
                .withoutApplyRng();
        var indices = Tensor.of(2, 0);

        var outputs = net.apply(net.init(Key.of(1), indices), indices);

        assertThat(outputs.get(0).get(0)).isCloseTo(outputs.get(1).transpose().get(2), 0, 0);
    }

    @Test
    void codesFollowTheVectorsThatChooseThem() {
        var x = Tensor.of(1f, 2f, 1f, 2f).reshape(2, 2);
        var net = Haiku.transformWithState((Tensor in) -> new VectorQuantizerEma(2, 1, 0.25, 0.9).apply(in, true));
        var initial = net.init(Key.of(1), x);

        var after = net.withoutApplyRng().apply(initial.params(), initial.state(), x);

        assertThat(after.state().get("vector_quantizer_ema", "embeddings").reshape(2))
                .isCloseTo(Tensor.of(1f, 2f), 1e-4, 1e-4);
        assertThat(after.value().encodingIndices()).hasShape(2).hasDtype(DType.I32);
        assertThat(after.value().perplexity()).isCloseTo(Tensor.scalar(1.0), 1e-5, 1e-5);
    }

    @Test
    void drawsCategories() {
        var logits = Tensor.of(0f, 100f, 0f, 100f, 0f, 0f).reshape(2, 3);

        assertThat(Multinomial.multinomial(Key.of(1), logits, 1)).hasShape(2, 1);
        assertThat(Multinomial.multinomial(Key.of(1), logits, 4))
                .hasSameNumbersAs(Tensor.of(1, 1, 1, 1, 0, 0, 0, 0).reshape(2, 4));
    }

    @Nested
    class RejectionsOf {

        @Test
        void noSamples() {
            assertThatThrownBy(() -> Multinomial.multinomial(Key.of(1), Ops.ones(3), 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("multinomial needs numSamples >= 1, but got 0.");
        }

        @Test
        void theSpectralNormOfAVector() {
            assertThatInit(() -> new SpectralNorm().apply(Ops.ones(3)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("spectral_norm: the largest singular value of a scalar or vector is not defined,"
                            + " but the input has shape [3].");
        }

        @Test
        void moreThanAMatrixWhereThatIsAnError() {
            assertThatInit(() -> new SpectralNorm().apply(Ops.ones(1, 2, 3), o -> o.errorOnNonMatrix(true)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("spectral_norm: the input must be a matrix with errorOnNonMatrix=true,"
                            + " but has shape [1, 2, 3].");
        }

        @Test
        void noSteps() {
            assertThatInit(() -> new SpectralNorm(o -> o.numSteps(0)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("spectral_norm: SpectralNorm needs numSteps >= 1, but got 0.");
        }

        @Test
        void whatIsNoRegularExpression() {
            assertThatInit(() -> new SnParamsTree(o -> o.ignoreRegex("(")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("sn_params_tree: ignoreRegex is not a regular expression: '(',"
                            + " Unclosed group near index 1.");
        }

        @Test
        void channelsThatGroupsDoNotDivide() {
            assertThatInit(() -> new GroupNorm(2).apply(Ops.ones(1, 4, 3)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("group_norm: the 3 channels cannot be divided into 2 groups.");
        }

        @Test
        void groupNormOfAVector() {
            assertThatInit(() -> new GroupNorm(1).apply(Ops.ones(3)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("group_norm: GroupNorm needs a batch and a channel axis, but the input has shape [3].\n"
                            + "Add the missing axes of size 1.");
        }

        @Test
        void aScaleForGroupNormThatHasOne() {
            assertThatInit(() -> new GroupNorm(1).apply(Ops.ones(1, 3), Affine.ofScale(Ops.ones(3))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("group_norm: a scale cannot be given at the call with createScale=true.");
        }

        @Test
        void anInitialiserWithoutItsParameter() {
            assertThatInit(() -> new InstanceNorm(false, true, o -> o.scaleInit(Ops::ones)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("instance_norm: scaleInit has no effect with createScale=false.");
        }

        @Test
        void aDecayBeyondOne() {
            assertThatInit(() -> new VectorQuantizerEma(2, 3, 0.25, 1.5))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("vector_quantizer_ema: VectorQuantizerEma needs a decay in [0, 1], but got 1.5.");
        }

        @Test
        void vectorsOfAnotherSize() {
            assertThatInit(() -> new VectorQuantizer(2, 3, 0.25).apply(Ops.ones(4, 5), true))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("vector_quantizer: the input must be [..., 2], but has shape [4, 5].\n"
                            + "The size of its last axis is embeddingDim.");
        }

        @Test
        void blocksWithoutStride() {
            assertThatInit(() -> new MobileNetV1(10, o -> o.strides(List.of(1)).channels(List.of(2, 3))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("mobile_net_v1: strides and channels must have the same length,"
                            + " but are [1] and [2, 3].");
        }

        @Test
        void anInputShapeForOtherAxes() {
            assertThatInit(() -> new Conv2DLstm(List.of(3), 2, 3))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("conv2_dlstm: inputShape needs one number for each of the 2 spatial axes,"
                            + " but got [3].");
        }
    }
}
