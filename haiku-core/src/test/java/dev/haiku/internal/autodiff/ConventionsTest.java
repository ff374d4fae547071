package dev.haiku.internal.autodiff;

import static dev.haiku.func.Func.grad;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.func.Func;
import dev.haiku.ir.Elementwise;
import dev.haiku.ir.Indexing.Axes;
import dev.haiku.ir.Indexing.Combine;
import dev.haiku.ir.Indexing.Gather;
import dev.haiku.ir.Indexing.Mode;
import dev.haiku.ir.Indexing.Scatter;
import dev.haiku.ir.LinearAlgebra.Cholesky;
import dev.haiku.ir.LinearAlgebra.Qr;
import dev.haiku.ir.LinearAlgebra.Svd;
import dev.haiku.ir.LinearAlgebra.Vectors;
import dev.haiku.ir.Reduction.Accumulation;
import dev.haiku.ir.Reduction.Cumulative;
import dev.haiku.ir.Reduction.Sort;
import dev.haiku.tensor.Linalg;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Derivatives at kinks, poles and ties, as JAX defines them. */
class ConventionsTest {

    private static final double NAN = Double.NaN;
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final Axes ELEMENTS = new Axes(List.of(), List.of(0), List.of(), List.of(), List.of(0));

    private static Tensor x(double... values) {
        return values.length == 1 ? Tensor.of(Shape.SCALAR, values) : Tensor.of(values);
    }

    private static double[] gradOf(Function<Tensor, Tensor> f, double... at) {
        return grad((Tensor t) -> f.apply(t).sum()).apply(x(at)).toDoubleArray();
    }

    private static Tensor indices(int... values) {
        return Tensor.of(Shape.of(values.length, 1), values);
    }

    @Nested
    class Kinks {

        @Test
        void absHasSlopeOneAtZero() {
            assertThat(gradOf(Ops::abs, 0, -1, 2)).containsExactly(1, -1, 1);
        }

        @Test
        void maximumAndMinimumShareTies() {
            assertThat(gradOf(t -> Ops.maximum(t, 0.0), 0, -1, 2)).containsExactly(0.5, 0, 1);
            assertThat(gradOf(t -> Ops.minimum(t, 0.0), 0, -1, 2)).containsExactly(0.5, 1, 0);
            assertThat(gradOf(t -> Ops.maximum(t, t), 3)).containsExactly(1);
        }

        @Test
        void clipHasHalfTheSlopeAtItsBoundsAndClampNone() {
            assertThat(gradOf(t -> Ops.clip(t, 0.0, 1.0), 0, 0.5, 1, 2)).containsExactly(0.5, 1, 0.5, 0);
            assertThat(gradOf(t -> Ops.clamp(0.0, t, 1.0), 0, 0.5, 1, 2)).containsExactly(0, 1, 0, 0);
        }

        @Test
        void clampPassesTangentsOfTheBoundThatHolds() {
            var lo = x(0, 0, 0);
            var hi = x(1, 1, 1);
            var t = x(-1, 0.5, 2);

            assertThat(grad((Tensor b) -> Ops.clamp(b, t, hi).sum()).apply(lo).toDoubleArray())
                    .containsExactly(1, 0, 0);
            assertThat(grad((Tensor b) -> Ops.clamp(lo, t, b).sum()).apply(hi).toDoubleArray())
                    .containsExactly(0, 0, 1);
        }

        @Test
        void reducedExtremesShareTies() {
            assertThat(gradOf(t -> Ops.max(t), 3, 1, 3)).containsExactly(0.5, 0, 0.5);
            assertThat(gradOf(t -> Ops.min(t), 1, 1, 1, 2)).containsExactly(1.0 / 3, 1.0 / 3, 1.0 / 3, 0);
        }

        @Test
        void runningExtremesShareTies() {
            var op = new Cumulative(Accumulation.MAX, 0, false);

            assertThat(gradOf(t -> Ops.bind(op, t), 1, 1, 0)).containsExactly(2, 1, 0);
        }

        @Test
        void reluHasNoSlopeAtZeroAndSoftplusHalf() {
            assertThat(gradOf(Nn::relu, 0, -1, 2)).containsExactly(0, 0, 1);
            assertThat(gradOf(Nn::relu6, 0, 6, 3)).containsExactly(0, 0, 1);
            assertThat(gradOf(Nn::softplus, 0)).containsExactly(0.5);
            assertThat(gradOf(t -> Nn.leakyRelu(t, 0.25), 0, -1)).containsExactly(1, 0.25);
        }

        @Test
        void stepFunctionsHaveNoSlope() {
            for (Function<Tensor, Tensor> f :
                    List.<Function<Tensor, Tensor>>of(Ops::floor, Ops::ceil, Ops::round, Ops::sign)) {
                assertThat(gradOf(f, 0, 1.5)).containsExactly(0, 0);
            }
            assertThat(gradOf(t -> Ops.argmax(t).cast(DType.F64), 1, 2)).containsExactly(0, 0);
        }
    }

    @Nested
    class Poles {

        @Test
        void rootsAndLogarithmsAreInfinitelySteepAtZero() {
            assertThat(gradOf(Ops::sqrt, 0)).containsExactly(INFINITY);
            assertThat(gradOf(Ops::log, 0)).containsExactly(INFINITY);
            assertThat(gradOf(Ops::cbrt, 0)).containsExactly(INFINITY);
            assertThat(gradOf(t -> t.pow(0.5), 0)).containsExactly(INFINITY);
        }

        @Test
        void normHasNoSlopeAtZero() {
            assertThat(gradOf(t -> Ops.sqrt(t.square().sum()), 0, 0)).containsExactly(NAN, NAN);
        }

        @Test
        void normsAndDeviationsHaveNoSlopeWhereTheyAreZero() {
            assertThat(gradOf(t -> Linalg.norm(t), 0, 0)).containsExactly(NAN, NAN);
            assertThat(gradOf(t -> Ops.std(t), 2, 2)).containsExactly(NAN, NAN);
        }

        @Test
        void logsumexpOfNothingButInfinitiesHasNoSlope() {
            assertThat(Ops.logsumexp(x(-INFINITY, -INFINITY)).item()).isEqualTo(-INFINITY);
            assertThat(gradOf(t -> Ops.logsumexp(t), -INFINITY, -INFINITY)).containsExactly(NAN, NAN);
            assertThat(gradOf(t -> Ops.logsumexp(t), -INFINITY, 0)).containsExactly(0, 1);
            assertThat(gradOf(t -> Ops.logAddExp(t, x(-INFINITY)), 0)).containsExactly(1);
        }

        @Test
        void powersAtZeroDependOnTheKindOfExponent() {
            assertThat(gradOf(t -> t.pow(0.0), 0)).containsExactly(NAN);
            assertThat(gradOf(t -> Ops.pow(t, 2), 0)).containsExactly(0);
            assertThat(gradOf(t -> Ops.pow(t, 0), 0)).containsExactly(0);
            assertThat(gradOf(y -> Ops.pow(x(0), y), 2)).containsExactly(0);
        }

        @Test
        void whereLetsNanThroughUnlessTheInputIsSafeToo() {
            Function<Tensor, Tensor> unsafe = t -> Ops.where(t.gt(0), Ops.sqrt(t), 0.0);
            Function<Tensor, Tensor> safe = t -> Ops.where(t.gt(0), Ops.sqrt(Ops.where(t.gt(0), t, 1.0)), 0.0);

            assertThat(gradOf(unsafe, 0, 4)).containsExactly(NAN, 0.25);
            assertThat(gradOf(safe, 0, 4)).containsExactly(0, 0.25);
        }

        @Test
        void productsWithZerosAreRight() {
            assertThat(gradOf(t -> Ops.prod(t), 0, 2, 3)).containsExactly(6, 0, 0);
            assertThat(gradOf(t -> Ops.prod(t), 0, 2, 0)).containsExactly(0, 0, 0);
            assertThat(gradOf(t -> Ops.cumprod(t, 0), 2, 0, 3)).containsExactly(1, 8, 0);
            assertThat(Func.hvp(t -> Ops.prod(t), x(0, 0, 3), x(1, 0, 0)).toDoubleArray())
                    .containsExactly(0, 3, 0);
        }
    }

    @Nested
    class Places {

        @Test
        void gradientsOfRepeatedReadsAddUp() {
            var gather = new Gather(ELEMENTS, List.of(1), Mode.CLIP);

            assertThat(gradOf(t -> Ops.bind(gather, t, indices(1, 1, 9, -5)), 1, 2, 3))
                    .containsExactly(1, 2, 1);
        }

        @Test
        void readsOutOfRangeHaveNoGradient() {
            var gather = new Gather(ELEMENTS, List.of(1), Mode.FILL_OR_DROP);

            assertThat(gradOf(t -> Ops.bind(gather, t, indices(1, 1, 9, -5)), 1, 2, 3))
                    .containsExactly(0, 2, 0);
            assertThat(Func.jvp((Tensor t) -> Ops.bind(gather, t, indices(1, 9)), x(1, 2, 3), x(1, 2, 3))
                            .tangent()
                            .toDoubleArray())
                    .containsExactly(2, 0);
        }

        @Test
        void ofUpdatesThatMeetTheOneThatStaysGetsTheGradient() {
            var set = new Scatter(ELEMENTS, Combine.SET, Mode.FILL_OR_DROP);
            Function<Tensor, Tensor> f = u -> Ops.bind(set, x(0, 0, 0), indices(1, 1, 9), u);
            double stayed = f.apply(x(5, 6, 7)).toDoubleArray()[1];

            assertThat(gradOf(f, 5, 6, 7)).containsExactly(stayed == 5 ? 1 : 0, stayed == 6 ? 1 : 0, 0);
            assertThat(gradOf(t -> Ops.bind(set, t, indices(1, 1, 9), x(5, 6, 7)), 0, 0, 0))
                    .containsExactly(1, 0, 1);
        }

        @Test
        void updatesThatMultiplyMayBeZero() {
            var multiply = new Scatter(ELEMENTS, Combine.MUL, Mode.FILL_OR_DROP);

            assertThat(gradOf(u -> Ops.bind(multiply, x(2, 3), indices(0, 0, 1, 7), u), 0, 5, 0, 1))
                    .containsExactly(10, 0, 3, 0);
        }

        @Test
        void updatesThatCompeteShareTies() {
            var largest = new Scatter(ELEMENTS, Combine.MAX, Mode.CLIP);

            assertThat(gradOf(u -> Ops.bind(largest, x(1, 9), indices(0, 0, 1), u), 4, 4, 3))
                    .containsExactly(0.5, 0.5, 0);
        }

        @Test
        void gradientsFollowSortedElements() {
            var sort = new Sort(0, 1);

            assertThat(gradOf(t -> Ops.bind(sort, t).mul(x(1, 2, 3)), 5, 1, 3)).containsExactly(3, 1, 2);
        }
    }

    @Nested
    class Values {

        @Test
        void extremesPassNaNOn() {
            assertThat(Ops.max(x(1, NAN, 3)).item()).isNaN();
            assertThat(Ops.min(x(1, NAN, 3)).item()).isNaN();
            assertThat(Ops.maximum(x(1), x(NAN)).item()).isNaN();
            assertThat(Ops.argmax(x(1, NAN, 3)).itemLong()).isEqualTo(1);
        }

        @Test
        void theFirstOfEqualExtremesCounts() {
            assertThat(Ops.argmax(x(1, 3, 3)).itemLong()).isEqualTo(1);
            assertThat(Ops.argmin(x(1, 1, 3)).itemLong()).isZero();
        }

        @Test
        void halvesRoundToEven() {
            assertThat(Ops.round(x(0.5, 1.5, 2.5, -0.5)).toDoubleArray()).containsExactly(0, 2, 2, -0.0);
        }

        @Test
        void quotientsOfIntegersAreFloored() {
            var a = Tensor.of(7, -7, 7, -7);
            var b = Tensor.of(2, 2, -2, -2);

            assertThat(Ops.floorDivide(a, b).toIntArray()).containsExactly(3, -4, -4, 3);
            assertThat(Ops.mod(a, b).toIntArray()).containsExactly(1, 1, -1, -1);
            assertThat(Ops.rem(a, b).toIntArray()).containsExactly(1, -1, 1, -1);
        }

        @Test
        void placesOutOfRangeAreMovedFilledOrDropped() {
            var t = x(1, 2, 3);

            assertThat(Ops.take(t, Tensor.of(5, -1), 0).toDoubleArray()).containsExactly(NAN, 3);
            assertThat(Nn.oneHot(Tensor.of(3, 1), 3).sum(1).toFloatArray()).containsExactly(0, 1);
            assertThat(Ops.dynamicSlice(t, List.of(Tensor.scalar(9)), 2).toDoubleArray())
                    .containsExactly(2, 3);
            assertThat(gradOf(u -> Ops.dynamicSlice(u, List.of(Tensor.scalar(9)), 2), 1, 2, 3))
                    .containsExactly(0, 1, 1);
            assertThat(gradOf(u -> Ops.take(u, Tensor.of(5, -1), 0), 1, 2, 3)).containsExactly(0, 0, 1);
        }

        @Test
        void sortingIsStable() {
            assertThat(Ops.argsort(x(2, 1, 2, 1)).toIntArray()).containsExactly(1, 3, 0, 2);
        }
    }

    @Nested
    class SpecialCases {

        @Test
        void digammaHasTheSlopeTrigamma() {
            assertThat(gradOf(t -> Ops.bind(new Elementwise.Digamma(), t), 1, 0.1, 30, -0.5))
                    .satisfies(slopes -> {
                        assertThat(slopes[0]).isCloseTo(Math.PI * Math.PI / 6, within(1e-12));
                        assertThat(slopes[1]).isCloseTo(101.4332991507927588, within(1e-10));
                        assertThat(slopes[2]).isCloseTo(0.0338950603577399, within(1e-13));
                        assertThat(slopes[3]).isCloseTo(8.934802200544679, within(1e-11));
                    });
        }

        @Test
        void choleskyIsRightForSymmetricChanges() {
            var at = Tensor.of(Shape.of(2, 2), 4.0, 1.0, 1.0, 3.0);
            Function<Tensor, Tensor> f =
                    a -> Ops.bind(new Cholesky(), a.add(Ops.transpose(a)).mul(0.5));

            checkDifferences(f, at);
        }

        @Test
        void qrIsRightForTallMatrices() {
            var at = Tensor.of(Shape.of(3, 2), 1.0, 2.0, -1.0, 0.5, 3.0, 1.0);

            checkDifferences(a -> Ops.bindAll(new Qr(), List.of(a)).get(0), at);
            checkDifferences(a -> Ops.bindAll(new Qr(), List.of(a)).get(1), at);
        }

        private void checkDifferences(Function<Tensor, Tensor> f, Tensor at) {
            for (int i = 0; i < at.size(); i++) {
                int index = i;
                var direction = Tensor.of(HostArray.fromDoubles(DType.F64, at.shape(), j -> j == index ? 1 : 0));
                var tangent = Func.jvp(f, at, direction).tangent().toDoubleArray();
                var above = f.apply(at.add(direction.mul(1e-6))).toDoubleArray();
                var below = f.apply(at.sub(direction.mul(1e-6))).toDoubleArray();
                for (int j = 0; j < tangent.length; j++) {
                    assertThat(tangent[j]).isCloseTo((above[j] - below[j]) / 2e-6, within(1e-7));
                }
            }
        }

        @Test
        void fullSingularVectorsOfRectanglesHaveNoDerivative() {
            var wide = Tensor.of(Shape.of(1, 2), 1.0, 2.0);

            assertThatThrownBy(() -> grad((Tensor a) -> Ops.bindAll(new Svd(Vectors.FULL), List.of(a))
                                    .get(2)
                                    .sum())
                            .apply(wide))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage("svd is not differentiable: the square factors of matrices [1, 2] are not unique. "
                            + "Use thin ones, svd(a, false).");
        }

        @Test
        void castsPassGradientsInTheTypeOfTheOperand() {
            var gradient = grad((Tensor t) -> t.cast(DType.F32).square().sum()).apply(x(1, 2));

            assertThat(gradient.dtype()).isEqualTo(DType.F64);
            assertThat(gradient.toDoubleArray()).containsExactly(2, 4);
        }
    }
}
