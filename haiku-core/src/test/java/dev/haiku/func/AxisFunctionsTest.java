package dev.haiku.func;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AxisFunctionsTest {

    private static final Tensor CUBE = Ops.iota(DType.F32, 24).reshape(2, 3, 4);

    @Test
    void appliesAFunctionAlongAnAxis() {
        assertThat(Func.applyAlongAxis(x -> x.sum(), 1, CUBE).toFloatArray())
                .isEqualTo(CUBE.sum(1).toFloatArray());
        assertThat(Func.applyAlongAxis(x -> Ops.flip(x), -2, CUBE).toFloatArray())
                .isEqualTo(Ops.flip(CUBE, 1).toFloatArray());
    }

    @Test
    void putsTheAxesOfTheResultInThePlaceOfTheAxis() {
        var result = Func.applyAlongAxis(x -> Ops.outer(x, x), 1, CUBE);

        assertThat(result.shape()).isEqualTo(Shape.of(2, 3, 3, 4));
        assertThat(result.get(1, 0, 2, 3).item())
                .isEqualTo(CUBE.get(1, 0, 3).item() * CUBE.get(1, 2, 3).item());
    }

    @Test
    void extendsProductsToStacks() {
        var multiply = Func.vectorize("(n,m),(m)->(n)", (a, x) -> a.matmul(x));

        var result = multiply.apply(CUBE, Ops.iota(DType.F32, 20).reshape(5, 1, 4));

        assertThat(result.shape()).isEqualTo(Shape.of(5, 2, 3));
        assertThat(result.get(4, 1).toFloatArray())
                .isEqualTo(CUBE.get(1).matmul(Tensor.of(16f, 17, 18, 19)).toFloatArray());
    }

    @Test
    void leavesAloneWhatHasNoAxesInFront() {
        var multiply = Func.vectorize("(n,m),(m)->(n)", (a, x) -> a.matmul(x));

        assertThat(multiply.apply(CUBE.get(0), Ops.ones(4)).shape()).isEqualTo(Shape.of(3));
        assertThat(multiply.apply(CUBE.slice(0, 0, 1), Ops.ones(1, 1, 4)).shape())
                .isEqualTo(Shape.of(1, 1, 3));
    }

    @Test
    void extendsFunctionsOfScalars() {
        var hypotenuse = Func.vectorize("(),()->()", (a, b) -> Ops.hypot(a, b));

        assertThat(hypotenuse
                        .apply(Tensor.of(3f, 6), Tensor.of(Shape.of(2, 1), 4f, 8))
                        .toFloatArray())
                .containsExactly(5, (float) Math.sqrt(52), (float) Math.sqrt(73), 10);
        assertThat(Func.vectorize("(n)->()", x -> x.max()).apply(CUBE).shape()).isEqualTo(Shape.of(2, 3));
    }

    @Test
    void extendsFunctionsWithSeveralResults() {
        var moments = Func.vectorizeAll(
                "(n)->(),()", in -> List.of(in.get(0).mean(), in.get(0).var()));

        var results = moments.apply(List.of(CUBE));

        assertThat(results.get(0).toFloatArray()).isEqualTo(CUBE.mean(-1).toFloatArray());
        assertThat(results.get(1).shape()).isEqualTo(Shape.of(2, 3));
    }

    @Nested
    class Errors {

        @Test
        void explainsWhatIsNoSignature() {
            assertThatThrownBy(() -> Func.vectorize("n->n", x -> x))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "vectorize: 'n->n' is no signature. Write the core axes of operands and results, such as"
                                    + " (n,m),(m)->(n).");
        }

        @Test
        void explainsWhatDoesNotFit() {
            var multiply = Func.vectorize("(n,m),(m)->(n)", (a, x) -> a.matmul(x));

            assertThatThrownBy(() -> multiply.apply(CUBE, Ops.ones(3)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage(
                            "vectorize: operands of shapes [[2, 3, 4], [3]] do not fit the signature '(n,m),(m)->(n)'.");
        }

        @Test
        void explainsWhatIsMissing() {
            var broken = Func.vectorizeAll("()->(),()", in -> in);

            assertThatThrownBy(() -> broken.apply(List.of(Ops.ones(3))))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("vectorize: the function gives 1 results, but the signature '()->(),()' has 2.");
        }
    }
}
