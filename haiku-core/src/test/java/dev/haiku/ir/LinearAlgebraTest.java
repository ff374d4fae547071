package dev.haiku.ir;

import static dev.haiku.ir.Operand.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.ShapeException;
import dev.haiku.ir.LinearAlgebra.Det;
import dev.haiku.ir.LinearAlgebra.Eigh;
import dev.haiku.ir.LinearAlgebra.Lu;
import dev.haiku.ir.LinearAlgebra.Pinv;
import dev.haiku.ir.LinearAlgebra.Qr;
import dev.haiku.ir.LinearAlgebra.Side;
import dev.haiku.ir.LinearAlgebra.Slogdet;
import dev.haiku.ir.LinearAlgebra.Solve;
import dev.haiku.ir.LinearAlgebra.Svd;
import dev.haiku.ir.LinearAlgebra.TriangularSolve;
import dev.haiku.ir.LinearAlgebra.Vectors;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LinearAlgebraTest {

    private static final TensorType TALL = type(DType.F32, 7, 5, 3);
    private static final TensorType SQUARE = type(DType.F64, 7, 3, 3);

    private static List<String> results(Primitive op, TensorType... operands) {
        return op.outputTypes(List.of(operands)).stream()
                .map(TensorType::toString)
                .toList();
    }

    @Nested
    class Results {

        @Test
        void ofFactorisations() {
            assertThat(results(new Qr(), TALL)).containsExactly("f32[7, 5, 3]", "f32[7, 3, 3]");
            assertThat(results(new Qr(true), TALL)).containsExactly("f32[7, 5, 5]", "f32[7, 5, 3]");
            assertThat(results(new Qr(true), type(DType.F32, 2, 4))).containsExactly("f32[2, 2]", "f32[2, 4]");
            assertThat(results(new Lu(), TALL)).containsExactly("f32[7, 5, 3]", "i32[7, 3]", "i32[7, 5]");
            assertThat(results(new Svd(Vectors.NONE), TALL)).containsExactly("f32[7, 3]");
            assertThat(results(new Svd(Vectors.THIN), TALL))
                    .containsExactly("f32[7, 5, 3]", "f32[7, 3]", "f32[7, 3, 3]");
            assertThat(results(new Svd(Vectors.FULL), TALL))
                    .containsExactly("f32[7, 5, 5]", "f32[7, 3]", "f32[7, 3, 3]");
            assertThat(results(new Eigh(true), SQUARE)).containsExactly("f64[7, 3]", "f64[7, 3, 3]");
            assertThat(results(new Eigh(false), SQUARE)).containsExactly("f64[7, 3]");
        }

        @Test
        void ofFunctionsOfMatrices() {
            assertThat(results(new Det(), SQUARE)).containsExactly("f64[7]");
            assertThat(results(new Slogdet(), SQUARE)).containsExactly("f64[7]", "f64[7]");
            assertThat(results(new Pinv(0), TALL)).containsExactly("f32[7, 3, 5]");
        }

        @Test
        void ofSystems() {
            var columns = type(DType.F64, 7, 3, 2);
            var rows = type(DType.F64, 7, 2, 3);

            assertThat(results(new Solve(false), SQUARE, SQUARE, type(DType.I32, 7, 3), columns))
                    .containsExactly("f64[7, 3, 2]");
            assertThat(results(new TriangularSolve(true, false, false), SQUARE, columns))
                    .containsExactly("f64[7, 3, 2]");
            assertThat(results(new TriangularSolve(Side.RIGHT, true, false, false), SQUARE, rows))
                    .containsExactly("f64[7, 2, 3]");
        }
    }

    @Nested
    class Misfits {

        private static void assertMessage(Primitive op, String message, TensorType... operands) {
            assertThatThrownBy(() -> op.outputTypes(List.of(operands)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage(message);
        }

        @Test
        void needMatrices() {
            assertMessage(new Lu(), "lu: needs a matrix, but got f32[3].", type(DType.F32, 3));
            assertMessage(new Svd(Vectors.THIN), "svd: needs a matrix, but got f32[3].", type(DType.F32, 3));
            assertMessage(new Pinv(0), "pinv: needs a matrix, but got f32[3].", type(DType.F32, 3));
            assertMessage(new Eigh(true), "eigh: needs a square matrix, but got f32[7, 5, 3].", TALL);
            assertMessage(new Det(), "det: needs a square matrix, but got f32[7, 5, 3].", TALL);
            assertMessage(new Slogdet(), "slogdet: needs a square matrix, but got f32[7, 5, 3].", TALL);
        }

        @Test
        void needSinglesOrDoubles() {
            assertMessage(
                    new Svd(Vectors.THIN), "svd: needs f32 or f64 operands, but got f16[2, 2].", type(DType.F16, 2, 2));
            assertMessage(new Lu(), "lu: needs f32 or f64 operands, but got i32[2, 2].", type(DType.I32, 2, 2));
        }

        @Test
        void needOneOperand() {
            assertMessage(new Lu(), "lu: needs 1 operands, but got 2.", TALL, TALL);
        }

        @Test
        void needFactorsOfTheMatrix() {
            assertMessage(
                    new Solve(false),
                    "solve: factors f32[7, 5, 3] and permutation i32[7, 3] are not those of a matrix f64[7, 3, 3].",
                    SQUARE,
                    TALL,
                    type(DType.I32, 7, 3),
                    SQUARE);
            assertMessage(
                    new Solve(false),
                    "solve: factors f64[7, 3, 3] and permutation i64[7, 3] are not those of a matrix f64[7, 3, 3].",
                    SQUARE,
                    SQUARE,
                    type(DType.I64, 7, 3),
                    SQUARE);
        }

        @Test
        void needSidesThatFit() {
            assertMessage(
                    new Solve(true),
                    "solve: matrix f64[7, 3, 3] and right-hand side f32[7, 5, 3] do not fit.",
                    SQUARE,
                    SQUARE,
                    type(DType.I32, 7, 3),
                    TALL);
            assertMessage(
                    new TriangularSolve(Side.RIGHT, true, false, false),
                    "triangular_solve: matrix f64[7, 3, 3] and right-hand side f64[7, 3, 2] do not fit.",
                    SQUARE,
                    type(DType.F64, 7, 3, 2));
        }
    }

    @Test
    void printsOnlyWhatIsUnusual() {
        assertThat(new Qr().parameters()).isEmpty();
        assertThat(new Qr(true).parameters()).isEqualTo("full");
        assertThat(new Svd(Vectors.THIN).parameters()).isEqualTo("vectors=THIN");
    }
}
