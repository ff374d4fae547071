package dev.haiku.internal.autodiff;

import static dev.haiku.func.Func.grad;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.func.Func;
import dev.haiku.ir.Indexing.Axes;
import dev.haiku.ir.Indexing.Combine;
import dev.haiku.ir.Indexing.Mode;
import dev.haiku.ir.Indexing.Scatter;
import dev.haiku.ir.RandomOp.RandomGamma;
import dev.haiku.ir.SpecialFunction.IgammaGradA;
import dev.haiku.ir.SpecialFunction.Polygamma;
import dev.haiku.ir.Window;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Padding;
import dev.haiku.tensor.Rounding;
import dev.haiku.tensor.Special;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Derivatives of windows, running totals, choices and samples at ties and edges, as JAX 0.10.2 defines them in double precision. */
class WindowConventionsTest {

    private static final double NAN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;

    private static Tensor x(double... values) {
        return Tensor.of(values);
    }

    private static double[] gradOf(Function<Tensor, Tensor> f, double... at) {
        return grad((Tensor t) -> f.apply(t).sum()).apply(x(at)).toDoubleArray();
    }

    private static Tensor weights(int n) {
        return Ops.arange(1, n + 1).cast(DType.F64);
    }

    @Nested
    class RunningTotals {

        private static double[] numbers(String text) {
            return List.of(text.trim().split(" ", -1)).stream()
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        }

        @ParameterizedTest
        @CsvSource({
            "1 1 1,       false, 2.75 1.75 1.5,       2.75 1.75 1.5",
            "1 1 1,       true,  0.5 1.25 4.25,       0.5 1.25 4.25",
            "1 1 1 1,     false, 3.75 2.75 2.5 1,     3.75 2.75 2.5 1",
            "1 1 1 1,     true,  0.25 1.25 2.25 6.25, 0.25 1.25 2.25 6.25",
            "1 1 0,       false, 3.5 2.5 0,           2 1 3",
            "2 2 1 2 2,   false, 5.125 4.125 0 3.25 2.5, 2 1 12 0 0",
            "2 2 1 2 2,   true,  0.5 1.25 0 4.125 9.125, 0 0 6 2 7",
            "1 3 3 3 2 3, false, 1 9.5 4.5 3 0 3,     21 0 0 0 0 0",
            "1 3 3 3 2 3, true,  0 1.5 1.125 3.125 0 15.25, 1 0 0 0 14 6"
        })
        void extremesShareTiesInTheOrderOfAnAssociativeScan(String at, boolean reverse, String max, String min) {
            var numbers = numbers(at);
            var weights = weights(numbers.length);

            assertThat(gradOf(t -> Ops.cummax(t, 0, reverse).mul(weights), numbers))
                    .containsExactly(numbers(max));
            assertThat(gradOf(t -> Ops.cummin(t, 0, reverse).mul(weights), numbers))
                    .containsExactly(numbers(min));
        }

        @Test
        void logarithmsOfSumsHaveNoSlopeWhereNothingIsAddedUp() {
            Function<Tensor, Tensor> f = t -> Ops.cumlogsumexp(t, 0);

            assertThat(gradOf(f, 1, 2, 3))
                    .containsExactly(
                            new double[] {1.358971994540376, 0.9757870496848028, 0.665240955774822}, within(1e-14));
            assertThat(gradOf(f, -INF, -INF, 1, 2))
                    .containsExactly(new double[] {NAN, NAN, 1.268941421369995, 0.731058578630005}, within(1e-14));
            assertThat(gradOf(f, 1, INF, 2))
                    .containsExactly(new double[] {6.436563656918090, 2, 7.38905609893065}, within(1e-13));
        }
    }

    @Nested
    class Pools {

        private static Tensor largest(Tensor t, int size) {
            return Ops.reduceWindow(t, Window.Combine.MAX, List.of(size));
        }

        @Test
        void giveTheGradientToTheFirstOfEqualElements() {
            assertThat(gradOf(t -> largest(t, 2).mul(x(1, 10, 100)), 5, 5, 5, 1))
                    .containsExactly(1, 10, 100, 0);
            assertThat(gradOf(t -> largest(t, 2), 0, -0.0, -1)).containsExactly(1, 1, 0);
            assertThat(gradOf(t -> largest(t, 2), -0.0, 0, -1)).containsExactly(1, 1, 0);
        }

        @Test
        void goThroughAWindowRowByRow() {
            var at = Tensor.of(Shape.of(2, 3), 1.0, 2, 2, 2, 1, 2);

            var gradient = grad((Tensor t) -> Ops.reduceWindow(t, Window.Combine.MAX, List.of(2, 2))
                            .sum())
                    .apply(at);

            assertThat(gradient.toDoubleArray()).containsExactly(0, 2, 0, 0, 0, 0);
        }

        @Test
        void giveNothingToPadding() {
            Function<Tensor, Tensor> smallest = t -> Ops.reduceWindow(
                            t, Window.Combine.MIN, List.of(3), o -> o.strides(2).padding(Padding.of(1, 1)))
                    .mul(x(1, 10));
            Function<Tensor, Tensor> spread = t -> Ops.reduceWindow(
                            t,
                            Window.Combine.MAX,
                            List.of(3),
                            o -> o.strides(2).padding(Padding.of(1, 2)).baseDilation(2))
                    .mul(x(1, 10, 100));

            assertThat(gradOf(smallest, 1, 1, 2)).containsExactly(1, 10, 0);
            assertThat(gradOf(spread, 1, 2, 3)).containsExactly(1, 10, 100);
            assertThat(gradOf(t -> largest(t, 2), -INF, -INF, -INF)).containsExactly(1, 1, 0);
        }

        @Test
        void loseNaNToWhatIsBehindIt() {
            assertThat(gradOf(t -> largest(t, 4), 1, NAN, 0, 2)).containsExactly(0, 0, 0, 1);
            assertThat(gradOf(t -> largest(t, 3), 1, 3, NAN)).containsExactly(0, 0, 1);
        }

        @Test
        void haveTangentsAndSecondDerivatives() {
            assertThat(Func.jvp((Tensor t) -> largest(t, 3), x(1, 3, 3, 0), x(1, 2, 3, 4))
                            .tangent()
                            .toDoubleArray())
                    .containsExactly(2, 2);
            assertThat(Func.hessian((Tensor t) -> largest(t, 2).square().sum())
                            .apply(x(3, 1, 4))
                            .toDoubleArray())
                    .containsExactly(2, 0, 0, 0, 0, 0, 0, 0, 2);
        }

        @Test
        void productsMayHaveZeros() {
            Function<Tensor, Tensor> product = t -> Ops.reduceWindow(t, Window.Combine.PROD, List.of(3));

            assertThat(gradOf(product, 0, 2, 3, 0)).containsExactly(6, 0, 0, 6);
            assertThat(Func.hvp((Tensor t) -> product.apply(t).sum(), x(0, 0, 3), x(1, 0, 0))
                            .toDoubleArray())
                    .containsExactly(0, 3, 0);
        }
    }

    @Nested
    class Choices {

        @Test
        void theLargestElementsGetTheGradient() {
            assertThat(gradOf(t -> Ops.topK(t, 2).values().mul(x(1, 2)), 3, 5, 3))
                    .containsExactly(2, 1, 0);
        }

        @ParameterizedTest
        @CsvSource({"0, 0", "1, 0", "1.5, 1", "2, 1", "3, 1"})
        void clampPrefersTheUpperBoundWhereBoundsCross(double at, double alongUpper) {
            var bounds = x(2, at, 1);

            assertThat(Ops.clamp(bounds.get(0), bounds.get(1), bounds.get(2)).item())
                    .isEqualTo(1);
            assertThat(gradOf(b -> Ops.clamp(b.get(0), b.get(1), b.get(2)), 2, at, 1))
                    .containsExactly(0, 0, alongUpper);
        }

        @Test
        void shortenedNumbersHaveShortenedGradients() {
            assertThat(gradOf(t -> Ops.reducePrecision(t, 8, 3).mul(x(1.23)), 1.06))
                    .containsExactly(1.25);
        }

        @Test
        void roundingAndBitsHaveNoSlope() {
            assertThat(gradOf(t -> Ops.round(t, Rounding.HALF_AWAY_FROM_ZERO), 0.5, 1.2))
                    .containsExactly(0, 0);
            assertThat(gradOf(t -> Ops.clz(t.cast(DType.I32)).cast(DType.F64), 5))
                    .containsExactly(0);
        }
    }

    @Nested
    class Products {

        private final Scatter multiply = new Scatter(
                new Axes(List.of(), List.of(0), List.of(), List.of(), List.of(0)), Combine.MUL, Mode.FILL_OR_DROP);

        private Tensor product(Tensor updates, int... places) {
            return Ops.bind(multiply, x(2, 3), Tensor.of(Shape.of(places.length, 1), places), updates);
        }

        @Test
        void ofUpdatesWithZerosHaveRightSecondDerivatives() {
            Function<Tensor, Tensor> f = u -> product(u, 0, 0, 7, 0).get(0);

            assertThat(gradOf(f, 0, 0, 5, 4)).containsExactly(0, 0, 0, 0);
            assertThat(Func.hessian(f).apply(x(0, 0, 5, 4)).toDoubleArray())
                    .containsExactly(0, 8, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        }

        @Test
        void ofUpdatesAtSeveralPlacesDoNotMix() {
            assertThat(gradOf(u -> product(u, 1, 0, 1, 0, 1), 2, 3, 0, 5, 7)).containsExactly(0, 10, 42, 6, 0);
            assertThat(gradOf(u -> product(u, -3, 1), 2, 3)).containsExactly(0, 3);
        }
    }

    @Nested
    class Functions {

        @Test
        void derivativesOfDigammaGoOn() {
            Function<Tensor, Tensor> third = t -> grad((Tensor u) -> grad((Tensor v) -> grad((Tensor w) ->
                                            Special.gammaln(w).sum())
                                    .apply(v)
                                    .sum())
                            .apply(u)
                            .sum())
                    .apply(t);

            assertThat(third.apply(x(1.5)).toDoubleArray()[0]).isCloseTo(-0.828796644234319, within(1e-13));
        }

        @Test
        void haveTheSlopesOfJaxAtTinyAndLargeArguments() {
            assertThat(gradOf(Special::i0e, 1e-20, 0.5, -3, 8.0001)).satisfies(slopes -> {
                assertThat(slopes[0]).isCloseTo(-1, within(1e-15));
                assertThat(slopes[1]).isCloseTo(-0.4886144672642784, within(1e-15));
                assertThat(slopes[2]).isCloseTo(0.04617364086452452, within(1e-15));
                assertThat(slopes[3]).isCloseTo(-0.009289107490559084, within(1e-15));
            });
            assertThat(gradOf(Special::i1e, 0, 1e-20, 0.5, -1e5)).satisfies(slopes -> {
                assertThat(slopes[0]).isEqualTo(0.5);
                assertThat(slopes[1]).isEqualTo(0.5);
                assertThat(slopes[2]).isCloseTo(0.17577286089453492, within(1e-15));
                assertThat(slopes[3]).isCloseTo(-6.307760341828228e-09, within(1e-17));
            });
        }

        @Test
        void sayWhichDerivativesAreMissing() {
            missing(
                    t -> Ops.bind(new Polygamma(), t, x(2)),
                    "polygamma is not differentiable along this operand: its order is a whole number."
                            + " Use stopGradient on it.");
            missing(
                    t -> Special.betainc(t, x(2), x(0.5)),
                    "regularized_incomplete_beta is not differentiable along this operand: only the derivative along x is"
                            + " known. Use stopGradient on it.");
            missing(
                    t -> Ops.bind(new IgammaGradA(), t, x(2)),
                    "igamma_grad_a is not differentiable along this operand: its second derivative along the shape of the"
                            + " gamma function has no formula here. Use stopGradient on it.");
        }

        private void missing(Function<Tensor, Tensor> f, String message) {
            assertThatThrownBy(() -> gradOf(f, 1))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage(message);
        }
    }

    @Nested
    class Samples {

        @ParameterizedTest
        @CsvSource({
            "0.5,  0.0006682631157145296, 0.009824657112663868, -7.310828576180082, 14.701779705676275",
            "2,    4.014100037817279,     1.5083110190556275,   1.3898131722901197, 0.37575322110701354",
            "30,   37.443271909809305,    1.1211110247655274,   3.622827038544495,  0.029941588103357508"
        })
        void ofTheGammaDistributionMoveWithItsShape(
                double shape, double sample, double slope, double logSample, double logSlope) {
            check((key, a) -> Random.gamma(key, a, Shape.SCALAR), shape, sample, slope);
            check((key, a) -> Random.loggamma(key, a, Shape.SCALAR), shape, logSample, logSlope);
        }

        private void check(BiFunction<Key, Tensor, Tensor> draw, double shape, double sample, double slope) {
            var key = Key.of(7);
            var at = Tensor.scalar(DType.F64, shape);

            assertThat(draw.apply(key, at).item()).isCloseTo(sample, within(1e-12 * Math.abs(sample)));
            assertThat(grad((Tensor a) -> draw.apply(key, a)).apply(at).item())
                    .isCloseTo(slope, within(1e-9 * Math.abs(slope)));
        }

        @Test
        void haveNoSecondDerivative() {
            var key = Tensor.of(HostArray.fromLongs(DType.U32, Shape.of(2), i -> 7));
            var slope = grad((Tensor a) -> Ops.bind(new RandomGamma(false), key, a));

            assertThatThrownBy(() -> grad((Tensor a) -> slope.apply(a)).apply(Tensor.scalar(2.0)))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage(
                            "random_gamma_grad is not differentiable along this operand: its second derivative along"
                                    + " the shape of the gamma function has no formula here. Use stopGradient on it.");
        }
    }
}
