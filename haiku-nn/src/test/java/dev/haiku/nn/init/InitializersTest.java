package dev.haiku.nn.init;

import static dev.haiku.nn.Errors.assertThatInit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.Haiku;
import dev.haiku.Initializer;
import dev.haiku.KeySequence;
import dev.haiku.NoInput;
import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.nn.init.VarianceScaling.Distribution;
import dev.haiku.nn.init.VarianceScaling.Mode;
import dev.haiku.random.Key;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InitializersTest {

    private static Tensor make(Initializer init, DType dtype, int... shape) {
        return Haiku.transform(() -> Haiku.getParameter("w", Shape.of(shape), dtype, init))
                .init(Key.of(42), NoInput.NONE)
                .get("~", "w");
    }

    static Stream<Initializer> all() {
        return Stream.of(
                Initializers.zeros(),
                Initializers.ones(),
                Initializers.constant(0.5),
                Initializers.constant(Tensor.of(1f, 2f)),
                Initializers.identity(),
                Initializers.randomNormal(),
                Initializers.randomNormal(0.5),
                Initializers.randomUniform(),
                Initializers.truncatedNormal(),
                Initializers.truncatedNormal(0.5),
                Initializers.varianceScaling(),
                Initializers.uniformScaling(),
                Initializers.orthogonal(),
                Initializers.orthogonal(2),
                Initializers.glorotNormal(),
                Initializers.glorotUniform(),
                Initializers.lecunNormal(),
                Initializers.lecunUniform(),
                Initializers.heNormal(),
                Initializers.heUniform());
    }

    @ParameterizedTest
    @MethodSource("all")
    void givesTheShapeAndElementTypeThatItIsAskedFor(Initializer init) {
        for (var dtype : List.of(DType.F32, DType.F64)) {
            var w = make(init, dtype, 3, 4, 2);

            assertThat(w.type()).hasToString(dtype + "[3, 4, 2]");
            assertThat(Ops.all(Ops.isFinite(w)).itemBoolean()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void drawsOneKeyOrNone(Initializer init) {
        var next = Haiku.transform(() -> {
            Haiku.getParameter("a", Shape.of(3, 2), init);
            Haiku.getParameter(
                    "b",
                    Shape.of(2),
                    (shape, dtype) -> Haiku.nextRngKey().data().cast(dtype));
            return Tensor.scalar(0.0);
        });
        var keys = KeySequence.of(Key.of(42));
        var first = keys.next().data().cast(DType.F32).toFloatArray();
        var second = keys.next().data().cast(DType.F32).toFloatArray();

        var b = next.init(Key.of(42), NoInput.NONE).get("~", "b").toFloatArray();

        boolean isRandom = !(init instanceof Constant || init instanceof Identity || !(init instanceof Record));
        assertThat(b).isEqualTo(isRandom ? second : first);
    }

    @Test
    void scalesTheVarianceByFanInFanOutOrTheirMean() {
        for (var distribution : Distribution.values()) {
            assertThat(deviation(Initializers.varianceScaling(2, Mode.FAN_IN, distribution)))
                    .isCloseTo(Math.sqrt(2 / 200.0), within(2e-3));
            assertThat(deviation(Initializers.varianceScaling(2, Mode.FAN_OUT, distribution)))
                    .isCloseTo(Math.sqrt(2 / 50.0), within(4e-3));
            assertThat(deviation(
                            Initializers.varianceScaling(2).mode(Mode.FAN_AVG).distribution(distribution)))
                    .isCloseTo(Math.sqrt(2 / 125.0), within(3e-3));
        }
    }

    private static double deviation(Initializer init) {
        return Ops.std(make(init, DType.F32, 200, 50)).item();
    }

    @Test
    void findsFansOfKernelsAndOfChosenAxes() {
        var bound = Math.sqrt(3.0 / (3 * 3 * 4));
        var chosen = Math.sqrt(3.0 / (3 * 5));

        var kernel = make(Initializers.lecunUniform(), DType.F32, 3, 3, 4, 50);
        var tensor = make(Initializers.lecunUniform().fanInAxes(List.of(0, -1)), DType.F32, 3, 400, 5);

        assertThat(kernel.abs().max().item()).isBetween(0.98 * bound, bound);
        assertThat(tensor.abs().max().item()).isBetween(0.98 * chosen, chosen);
    }

    @Test
    void orthogonalMatricesHaveOrthonormalRowsOrColumns() {
        var wide = make(Initializers.orthogonal(), DType.F64, 3, 5);
        var tall = make(Initializers.orthogonal(2).axis(0), DType.F64, 6, 4);

        assertIdentity(wide.matmul(wide.transpose()), 1);
        assertIdentity(tall.transpose().matmul(tall), 4);
    }

    private static void assertIdentity(Tensor matrix, double diagonal) {
        int n = matrix.dim(0);
        var error = matrix.sub(Ops.eye(n, n, 0, DType.F64).mul(diagonal));
        assertThat(error.abs().max().item()).isCloseTo(0, within(1e-12));
    }

    @Test
    void equalOnesCompareEqual() {
        assertThat(Initializers.heNormal()).isEqualTo(Initializers.varianceScaling(2));
        assertThat(Initializers.zeros()).isEqualTo(Initializers.constant(0)).isNotEqualTo(Initializers.ones());
    }

    @Nested
    class Rejects {

        @Test
        void shapesWithoutMatrices() {
            assertThatInit(() -> Haiku.getParameter("w", Shape.of(3), Initializers.identity()))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("The identity initialiser needs a shape of at least 2 axes, but got [3].");
            assertThatInit(() -> Haiku.getParameter("w", Shape.of(3), Initializers.orthogonal()))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("The orthogonal initialiser needs a shape of at least 2 axes, but got [3].");
        }

        @Test
        void negativeScales() {
            for (double scale : new double[] {-1, Double.NaN}) {
                assertThatThrownBy(() -> Initializers.varianceScaling(scale))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("VarianceScaling needs scale >= 0, but got " + scale + ".");
            }
        }

        @Test
        void numbersThatAreNone() {
            assertThatInit(() -> Haiku.getParameter("w", Shape.of(2), Initializers.constant(Double.NaN)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("parameter 'w' was initialised with NaN in 2 of 2 elements.\n"
                            + "Check its initialiser Constant[value=NaN], for example its scale.");
        }
    }
}
