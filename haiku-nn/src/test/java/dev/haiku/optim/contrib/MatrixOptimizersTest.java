package dev.haiku.optim.contrib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.optim.Optimizers;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Linalg;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Optimisers that take parameters for matrices. */
class MatrixOptimizersTest {

    private static final Tensor MATRIX = Random.normal(Key.of(7), Shape.of(6, 4));

    @Nested
    class Muon {

        @ParameterizedTest
        @EnumSource(Preconditioning.class)
        void makesStepsNearlyOrthogonal(Preconditioning preconditioning) {
            var muon =
                    Contrib.scaleByMuon(o -> o.preconditioning(preconditioning).nsSteps(10));

            var step = muon.update(MATRIX, muon.init(MATRIX)).updates();

            assertNear(step.transpose(1, 0).matmul(step), Ops.eye(4), 0.45);
        }

        @Test
        void takesTensorsForBatchesOfMatrices() {
            MatrixView view = (name, p) -> Optional.of(DimensionNumbers.of(1, 2));
            var muon = Contrib.scaleByMuon(o -> o.weightDimensionNumbers(view));
            var plain = Contrib.scaleByMuon();
            var batch = Random.normal(Key.of(8), Shape.of(2, 3, 5));

            var steps = muon.update(batch, muon.init(batch)).updates();

            for (int i = 0; i < 2; i++) {
                var one = Ops.get(batch, i);
                assertNear(Ops.get(steps, i), plain.update(one, plain.init(one)).updates(), 1e-5);
            }
        }

        @Test
        void takesSeveralAxesForRows() {
            MatrixView view = (name, p) -> Optional.of(new DimensionNumbers(List.of(0, 1), List.of(-1)));
            var muon = Contrib.scaleByMuon(o -> o.weightDimensionNumbers(view));
            var plain = Contrib.scaleByMuon();
            var flat = MATRIX;

            var step = muon.update(flat.reshape(2, 3, 4), muon.init(flat.reshape(2, 3, 4)));

            assertNear(
                    step.updates().reshape(6, 4),
                    plain.update(flat, plain.init(flat)).updates(),
                    1e-5);
        }

        @Test
        void leavesOtherParametersToAdam() {
            var params = Map.of("w", MATRIX, "b", Tensor.of(1f, 2f));
            var muon = Contrib.muon(0.1);
            var adam = Optimizers.adamw(0.1, o -> o.weightDecay(0).nesterov(true));

            var step = muon.update(params, muon.init(params), params);

            var b = Map.of("b", params.get("b"));
            assertNear(
                    step.updates().get("b"),
                    adam.update(b, adam.init(b), b).updates().get("b"),
                    1e-6);
            assertThat(step.updates().get("w").shape()).isEqualTo(Shape.of(6, 4));
        }

        @Test
        void keepsAveragesInTheTypeThatIsAskedFor() {
            var muon = Contrib.scaleByMuon(o -> o.muDtype(DType.BF16));

            var state = muon.update(MATRIX, muon.init(MATRIX)).state();

            assertThat(((Tensor) state.mu()).dtype()).isEqualTo(DType.BF16);
        }

        @Test
        void usesTheLastOfTooManyPolynomials() {
            var two = NewtonSchulz.each(NewtonSchulz.DION.coefficients().subList(3, 5));

            assertThat(NewtonSchulz.DION.tensor(2).toFloatArray())
                    .isEqualTo(two.tensor(2).toFloatArray());
            assertThat(NewtonSchulz.DION.tensor(5).shape()).isEqualTo(Shape.of(5, 3));
        }

        @Test
        void rejectsParametersThatAreNoMatrices() {
            var muon = Contrib.scaleByMuon();
            var params = Map.of("w", Tensor.of(1f));

            assertThatThrownBy(() -> muon.update(params, muon.init(params)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Muon needs matrices, but the parameter 'w' of shape [1] is none. Say how it is one by"
                            + " weightDimensionNumbers.");
        }

        @Test
        void rejectsAPolynomialWithoutCoefficients() {
            assertThatThrownBy(() -> NewtonSchulz.each(List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("NewtonSchulz needs coefficients, but got none.");
        }
    }

    @Nested
    class Galore {

        private final Tensor wide = MATRIX.transpose(1, 0);

        @Test
        void ofFullRankIsItsOptimizer() {
            var galore = Contrib.scaleByGalore(o -> o.rank(4).scale(1).baseOptimizer(Optimizers.identity()));

            assertNear(galore.update(MATRIX, galore.init(MATRIX)).updates(), MATRIX, 1e-4);
            assertNear(galore.update(wide, galore.init(wide)).updates(), wide, 1e-4);
        }

        @Test
        void makesStepsOfLowRank() {
            var galore = Contrib.scaleByGalore(o -> o.rank(1).baseOptimizer(Optimizers.identity()));

            var step = galore.update(MATRIX, galore.init(MATRIX)).updates();

            // of rank 1 all minors vanish
            var minor = Linalg.det(Ops.slice(Ops.slice(step, 0, 0, 2), 1, 0, 2));
            assertThat(minor.item()).isCloseTo(0, within(1e-6));
        }

        @Test
        void keepsSmallStates() {
            var galore = Contrib.scaleByGalore(o -> o.rank(2));

            var state = galore.init(Map.of("w", MATRIX, "b", Tensor.of(1f)));

            assertThat(Optimizers.chain(Contrib.scaleByGalore(o -> o.rank(2))).init(MATRIX))
                    .isNotNull();
            assertThat(((Map<?, ?>) state.projector()).get("w"))
                    .isInstanceOfSatisfying(
                            Tensor.class, basis -> assertThat(basis.shape()).isEqualTo(Shape.of(6, 2)));
        }

        @Test
        void findsANewSpaceOnlyWhenItIsTime() {
            var galore = Contrib.scaleByGalore(o -> o.rank(1).updateProjGap(2));
            var other = Random.normal(Key.of(9), Shape.of(6, 4));

            var first = galore.update(MATRIX, galore.init(MATRIX)).state();
            var second = galore.update(other, first).state();
            var third = galore.update(other, second).state();

            assertNear((Tensor) second.projector(), (Tensor) first.projector(), 0);
            assertThat(((Tensor) third.projector())
                            .sub((Tensor) first.projector())
                            .abs()
                            .max()
                            .item())
                    .isGreaterThan(1e-2f);
        }

        @Test
        void rejectsBatches() {
            MatrixView view = (name, p) -> Optional.of(DimensionNumbers.of(1, 2));
            var galore = Contrib.scaleByGalore(o -> o.weightDimensionNumbers(view));

            assertThatThrownBy(() -> galore.init(Ops.ones(2, 3, 3)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("GaLore needs all axes to be rows or columns of a matrix, but got"
                            + " DimensionNumbers[reductionAxes=[1], outputAxes=[2]] for a tensor of shape [2, 3, 3].");
        }

        @Test
        void rejectsAnEmptySpace() {
            assertThatThrownBy(() -> Contrib.scaleByGalore(o -> o.rank(0)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("galore needs a rank >= 1, but got 0.");
        }
    }

    @Nested
    class Dimensions {

        @Test
        void goToMatricesAndBack() {
            var numbers = new DimensionNumbers(List.of(2, 0), List.of(3));
            var x = Random.normal(Key.of(10), Shape.of(2, 3, 4, 5));

            var matrices = numbers.matrices(x);

            assertThat(matrices.shape()).isEqualTo(Shape.of(3, 8, 5));
            assertThat(numbers.tensor(matrices, x.shape()).sub(x).abs().max().item())
                    .isZero();
            assertThat(numbers.fanIn(x.shape())).isEqualTo(8);
            assertThat(numbers.fanOut(x.shape())).isEqualTo(5);
        }

        @Test
        void rejectAxesThatAreBothRowsAndColumns() {
            assertThatThrownBy(() -> DimensionNumbers.of(0, -2).matrices(MATRIX))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage(
                            "A matrix needs axes for rows and others for columns, but got [0] and [-2] of a tensor of"
                                    + " shape [6, 4].");
        }
    }

    @Test
    void spectralNormsAreLargestSingularValues() {
        var diagonal = Tensor.of(new float[][] {{3, 0}, {0, -7}, {0, 0}});

        assertThat(Spectrum.norm(Ops.stack(0, diagonal, diagonal.mul(2))).toFloatArray())
                .containsExactly(new float[] {7, 14}, within(1e-4f));
    }

    private static void assertNear(Tensor actual, Tensor expected, double tolerance) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        assertThat(actual.sub(expected).abs().max().item()).isCloseTo(0, within(tolerance));
    }
}
