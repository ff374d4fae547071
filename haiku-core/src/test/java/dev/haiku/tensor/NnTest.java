package dev.haiku.tensor;

import static dev.haiku.tensor.Expected.assertTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Figures are those of NumPy and SciPy for the formulas of {@code jax.nn}. */
class NnTest {

    private static Arguments row(String name, UnaryOperator<Tensor> function, double... expected) {
        return Arguments.of(name, function, expected);
    }

    static Stream<Arguments> activations() {
        return Stream.of(
                row("relu", Nn::relu, 0, 0, 0, 0, 0.5, 1, 3),
                row("relu6", x -> Nn.relu6(x.mul(3)), 0, 0, 0, 0, 1.5, 3, 6),
                row("sigmoid", Nn::sigmoid, 0.04742587, 0.2689414, 0.3775407, 0.5, 0.6224594, 0.7310586, 0.9525741),
                row(
                        "logSigmoid",
                        Nn::logSigmoid,
                        -3.048587,
                        -1.313262,
                        -0.974077,
                        -0.6931472,
                        -0.474077,
                        -0.3132617,
                        -0.04858735),
                row("softplus", Nn::softplus, 0.04858735, 0.3132617, 0.474077, 0.6931472, 0.974077, 1.313262, 3.048587),
                row("softSign", Nn::softSign, -0.75, -0.5, -0.3333333, 0, 0.3333333, 0.5, 0.75),
                row("silu", Nn::silu, -0.1422776, -0.2689414, -0.1887703, 0, 0.3112297, 0.7310586, 2.857722),
                row("swish", Nn::swish, -0.1422776, -0.2689414, -0.1887703, 0, 0.3112297, 0.7310586, 2.857722),
                row("mish", Nn::mish, -0.1456475, -0.3034015, -0.2207438, 0, 0.3752452, 0.8650984, 2.986535),
                row("gelu", Nn::gelu, -0.003637392, -0.158808, -0.154286, 0, 0.345714, 0.841192, 2.996363),
                row("geluExact", Nn::geluExact, -0.004049694, -0.1586553, -0.1542688, 0, 0.3457312, 0.8413448, 2.99595),
                row("elu", Nn::elu, -0.950213, -0.6321205, -0.3934693, 0, 0.5, 1, 3),
                row("selu", Nn::selu, -1.670569, -1.111331, -0.6917582, 0, 0.5253505, 1.050701, 3.152103),
                row("celu", x -> Nn.celu(x, 2), -1.55374, -0.7869387, -0.4423984, 0, 0.5, 1, 3),
                row("leakyRelu", Nn::leakyRelu, -0.03, -0.01, -0.005, 0, 0.5, 1, 3),
                row("hardTanh", Nn::hardTanh, -1, -1, -0.5, 0, 0.5, 1, 1),
                row("hardSigmoid", Nn::hardSigmoid, 0, 0.3333333, 0.4166667, 0.5, 0.5833333, 0.6666667, 1),
                row("hardSwish", Nn::hardSwish, -0.0, -0.3333333, -0.2083333, 0, 0.2916667, 0.6666667, 3),
                row("sparsePlus", Nn::sparsePlus, 0, 0, 0.0625, 0.25, 0.5625, 1, 3),
                row("sparseSigmoid", Nn::sparseSigmoid, 0, 0, 0.25, 0.5, 0.75, 1, 1),
                row(
                        "squareplus",
                        x -> Nn.squareplus(x, 4),
                        0.3027757,
                        0.618034,
                        0.7807764,
                        1,
                        1.280776,
                        1.618034,
                        3.302776));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("activations")
    void computesActivations(String name, UnaryOperator<Tensor> function, double[] expected) {
        var x = Tensor.of(-3f, -1f, -0.5f, 0f, 0.5f, 1f, 3f);

        assertTensor(function.apply(x), "f32[7]", expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("activations")
    void passesNaNThrough(String name, UnaryOperator<Tensor> function, double[] expected) {
        assertTensor(function.apply(Tensor.of(Float.NaN)), "f32[1]", Double.NaN);
    }

    @Test
    void staysFiniteFarFromZero() {
        var x = Tensor.of(-1000f, 1000f);

        assertTensor(Nn.softplus(x), "f32[2]", 0, 1000);
        assertTensor(Nn.logSigmoid(x), "f32[2]", -1000, 0);
        assertTensor(Nn.elu(x), "f32[2]", -1, 1000);
        assertTensor(Nn.softmax(x), "f32[2]", 0, 1);
        assertTensor(Nn.logSoftmax(x), "f32[2]", -2000, 0);
        assertTensor(Nn.logsumexp(x), "f32[]", 1000);
    }

    @Test
    void normalisesExponentials() {
        var x = Tensor.of(Shape.of(2, 3), 1f, 2, 3, 4, 5, 6);
        double[] row = {0.090030573, 0.24472847, 0.66524096};
        double[] column = {0.047425873, 0.95257413};

        assertTensor(Nn.softmax(x), "f32[2, 3]", row[0], row[1], row[2], row[0], row[1], row[2]);
        assertTensor(Nn.softmax(x, 0), "f32[2, 3]", column[0], column[0], column[0], column[1], column[1], column[1]);
        assertTensor(Nn.logSoftmax(x), "f32[2, 3]", -2.407606, -1.407606, -0.407606, -2.407606, -1.407606, -0.407606);
        assertThat(Nn.softmax(x, 0, 1).sum().item()).isEqualTo(1, within(1e-6));
    }

    @Test
    void addsUpExponentialsAlsoOfInfinities() {
        var x = Tensor.of(Shape.of(2, 2), Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, 1);

        assertTensor(Nn.logsumexp(x, -1), "f32[2]", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    @Test
    void leavesEmptyRowsEmpty() {
        var x = Ops.zeros(2, 0);

        assertTensor(Nn.softmax(x), "f32[2, 0]");
        assertTensor(Nn.logsumexp(x, 1), "f32[2]", Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);
    }

    @Test
    void standardisesRows() {
        var x = Tensor.of(Shape.of(2, 3), 1f, 2, 3, 4, 5, 6);

        assertTensor(Nn.standardize(x.get(0)), "f32[3]", -1.2247357, 0, 1.2247357);
        assertTensor(Nn.standardize(x, List.of(0), 0).get(1), "f32[3]", 1, 1, 1);
    }

    @Test
    void gatesOneHalfWithTheOther() {
        var x = Tensor.of(Shape.of(1, 4), 2f, 4, 0, 0);

        assertTensor(Nn.glu(x), "f32[1, 2]", 1, 2);
    }

    @Test
    void codesLabelsAsOneHot() {
        assertTensor(Nn.oneHot(Tensor.of(1, 0), 3), "f32[2, 3]", 0, 1, 0, 1, 0, 0);
        assertTensor(Nn.oneHot(Tensor.scalar(2), 3, DType.I32), "i32[3]", 0, 0, 1);
        assertTensor(Nn.oneHot(Tensor.of(1, 0).cast(DType.U8), 2), "f32[2, 2]", 0, 1, 1, 0);
    }

    @Test
    void codesLabelsThatAreOutOfRangeAsZeros() {
        assertTensor(Nn.oneHot(Tensor.of(-1, 3), 3), "f32[2, 3]", 0, 0, 0, 0, 0, 0);
    }

    @Test
    void rectifiesIntegersWithinTheirType() {
        assertTensor(Nn.relu(Tensor.of(-2, 3)), "i32[2]", 0, 3);
    }
}
