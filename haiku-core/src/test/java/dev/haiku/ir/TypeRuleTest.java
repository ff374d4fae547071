package dev.haiku.ir;

import static dev.haiku.ir.Operand.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.ir.Indexing.Axes;
import dev.haiku.ir.Indexing.Combine;
import dev.haiku.ir.Indexing.Mode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TypeRuleTest {

    /** A primitive that does not fit its operands, and what it says. */
    record Misfit(Primitive op, List<TensorType> inputs, String message) {

        static Misfit of(Primitive op, String message, TensorType... inputs) {
            return new Misfit(op, List.of(inputs), message);
        }

        @Override
        public String toString() {
            return message;
        }
    }

    private static final TensorType F32 = type(DType.F32, 2, 3);
    private static final TensorType I32 = type(DType.I32, 2, 3);
    private static final TensorType BOOL = type(DType.BOOL, 2, 3);
    private static final TensorType KEY = type(DType.U32, 2);
    private static final Axes ROWS = new Axes(List.of(1), List.of(0), List.of(), List.of(), List.of(0));

    static Stream<Misfit> misfits() {
        return Stream.of(elementwise(), structural(), indexing(), reductions(), algebra(), random())
                .flatMap(s -> s);
    }

    private static Stream<Misfit> elementwise() {
        return Stream.of(
                Misfit.of(new Elementwise.Add(), "add: needs 2 operands, but got 1.", F32),
                Misfit.of(
                        new Elementwise.Add(),
                        "add: operands must have the same type, but got f32[2, 3] and i32[2, 3].",
                        F32,
                        I32),
                Misfit.of(new Elementwise.Mul(), "mul: needs numeric operands, but got bool[2, 3].", BOOL, BOOL),
                Misfit.of(new Elementwise.Neg(), "neg: needs numeric operands, but got bool[2, 3].", BOOL),
                Misfit.of(new Elementwise.Exp(), "exp: needs floating-point operands, but got i32[2, 3].", I32),
                Misfit.of(new Elementwise.Pow(), "pow: needs floating-point operands, but got i32[2, 3].", I32, I32),
                Misfit.of(new Elementwise.And(), "and: needs integer or bool operands, but got f32[2, 3].", F32, F32),
                Misfit.of(new Elementwise.Not(), "not: needs integer or bool operands, but got f32[2, 3].", F32),
                Misfit.of(
                        new Elementwise.ShiftLeft(),
                        "shift_left: needs integer operands, but got bool[2, 3].",
                        BOOL,
                        BOOL),
                Misfit.of(
                        new Elementwise.Lt(),
                        "lt: operands must have the same type, but got f32[2, 3] and f32[3].",
                        F32,
                        type(DType.F32, 3)),
                Misfit.of(new Elementwise.IntegerPow(-1), "integer_pow: needs an exponent >= 0 for i32[2, 3].", I32),
                Misfit.of(
                        new Elementwise.IsFinite(),
                        "is_finite: needs floating-point operands, but got i32[2, 3].",
                        I32),
                Misfit.of(
                        new Elementwise.Select(),
                        "select: branches must have the same type, but got f32[2, 3] and i32[2, 3].",
                        BOOL,
                        F32,
                        I32),
                Misfit.of(
                        new Elementwise.Select(),
                        "select: needs a predicate of type bool[2, 3], but got i32[2, 3].",
                        I32,
                        F32,
                        F32),
                Misfit.of(
                        new Elementwise.Clamp(),
                        "clamp: needs numeric operands, but got bool[2, 3].",
                        BOOL,
                        BOOL,
                        BOOL),
                Misfit.of(
                        new Elementwise.Bitcast(DType.F64),
                        "bitcast: cannot read f32[2, 3] as f64 of another size.",
                        F32));
    }

    private static Stream<Misfit> structural() {
        return Stream.of(
                Misfit.of(
                        new Structural.BroadcastInDim(Shape.of(2, 4), List.of(0, 1)),
                        "broadcast_in_dim: cannot broadcast [2, 3] to [2, 4] along axes [0, 1].",
                        F32),
                Misfit.of(
                        new Structural.BroadcastInDim(Shape.of(3, 2), List.of(1, 0)),
                        "broadcast_in_dim: cannot broadcast [2, 3] to [3, 2] along axes [1, 0].",
                        F32),
                Misfit.of(
                        new Structural.BroadcastInDim(Shape.of(2, 3), List.of(0)),
                        "broadcast_in_dim: axes [0] needs one entry for each of 2 axes.",
                        F32),
                Misfit.of(
                        new Structural.BroadcastInDim(Shape.of(2, 3), List.of(0, 2)),
                        "broadcast_in_dim: axis 2 is out of range for [2, 3].",
                        F32),
                Misfit.of(
                        new Structural.Reshape(Shape.of(4)),
                        "reshape: cannot reshape [2, 3] (6 elements) to [4] (4 elements).",
                        F32),
                Misfit.of(
                        new Structural.Transpose(List.of(0)),
                        "transpose: permutation [0] needs one entry for each of 2 axes.",
                        F32),
                Misfit.of(new Structural.Transpose(List.of(0, 0)), "transpose: axes [0, 0] repeat one.", F32),
                Misfit.of(new Structural.Reverse(List.of(2)), "reverse: axis 2 is out of range for [2, 3].", F32),
                Misfit.of(new Structural.Concatenate(0), "concatenate: needs at least one operand."),
                Misfit.of(
                        new Structural.Concatenate(0),
                        "concatenate: operands may differ only along axis 0, but got f32[2, 3] and f32[2, 4].",
                        F32,
                        type(DType.F32, 2, 4)),
                Misfit.of(
                        new Structural.Pad(List.of(0), List.of(0), List.of(0)),
                        "pad: low [0] needs one entry for each of 2 axes.",
                        F32,
                        type(DType.F32)),
                Misfit.of(
                        new Structural.Pad(List.of(0, 0), List.of(0, 0), List.of(0, 0)),
                        "pad: needs a scalar padding value of f32, but got i32[].",
                        F32,
                        type(DType.I32)),
                Misfit.of(
                        new Structural.Pad(List.of(0, 0), List.of(0, 0), List.of(0, -1)),
                        "pad: needs interior padding >= 0, but got [0, -1].",
                        F32,
                        type(DType.F32)),
                Misfit.of(
                        new Structural.Slice(List.of(0, 0), List.of(2, 4), List.of(1, 1)),
                        "slice: range [0, 0] to [2, 4] step [1, 1] does not fit shape [2, 3].",
                        F32),
                Misfit.of(new Structural.Iota(DType.BOOL, Shape.of(3), 0), "iota: cannot count in bool."),
                Misfit.of(new Structural.Iota(DType.I32, Shape.SCALAR, 0), "iota: axis 0 is out of range for []."));
    }

    private static Stream<Misfit> indexing() {
        var gather = new Indexing.Gather(ROWS, List.of(1, 3), Mode.CLIP);
        var scatter = new Indexing.Scatter(ROWS, Combine.ADD, Mode.CLIP);
        return Stream.of(
                Misfit.of(
                        gather, "gather: needs integer index operands, but got f32[4, 1].", F32, type(DType.F32, 4, 1)),
                Misfit.of(
                        gather,
                        "gather: needs index vectors along the last axis, but got i32[].",
                        F32,
                        type(DType.I32)),
                Misfit.of(gather, "gather: indices i32[4, 2] do not fit " + ROWS + ".", F32, type(DType.I32, 4, 2)),
                Misfit.of(
                        new Indexing.Gather(ROWS, List.of(2, 3), Mode.CLIP),
                        "gather: slice sizes [2, 3] do not fit f32[2, 3].",
                        F32,
                        type(DType.I32, 4, 1)),
                Misfit.of(
                        new Indexing.Gather(
                                new Axes(List.of(), List.of(0), List.of(), List.of(), List.of(0)),
                                List.of(1, 3),
                                Mode.CLIP),
                        "gather: offset axes [] do not fit operand f32[2, 3].",
                        F32,
                        type(DType.I32, 4, 1)),
                Misfit.of(
                        scatter,
                        "scatter: updates f32[5, 3] do not fit operand f32[2, 3] and indices i32[4, 1].",
                        F32,
                        type(DType.I32, 4, 1),
                        type(DType.F32, 5, 3)),
                Misfit.of(
                        scatter,
                        "scatter: updates f32[4, 9] are larger than operand f32[2, 3].",
                        F32,
                        type(DType.I32, 4, 1),
                        type(DType.F32, 4, 9)),
                Misfit.of(
                        new Indexing.DynamicSlice(List.of(2, 4)),
                        "dynamic_slice: slice [2, 4] does not fit operand f32[2, 3].",
                        F32,
                        type(DType.I32),
                        type(DType.I32)),
                Misfit.of(
                        new Indexing.DynamicSlice(List.of(1, 1)),
                        "dynamic_slice: needs scalar integer starts, but got f32[].",
                        F32,
                        type(DType.F32),
                        type(DType.F32)),
                Misfit.of(
                        new Indexing.DynamicSlice(List.of(1, 1)),
                        "dynamic_slice: starts [i32[]] needs one entry for each of 2 axes.",
                        F32,
                        type(DType.I32)),
                Misfit.of(
                        new Indexing.DynamicUpdateSlice(), "dynamic_update_slice: needs a tensor and an update.", F32),
                Misfit.of(
                        new Indexing.DynamicUpdateSlice(),
                        "dynamic_update_slice: update i32[1, 1] does not fit operand f32[2, 3].",
                        F32,
                        type(DType.I32, 1, 1),
                        type(DType.I32),
                        type(DType.I32)));
    }

    private static Stream<Misfit> reductions() {
        return Stream.of(
                Misfit.of(
                        new Reduction.ReduceSum(List.of(0)),
                        "reduce_sum: needs numeric operands, but got bool[2, 3].",
                        BOOL),
                Misfit.of(
                        new Reduction.ReduceAnd(List.of(0)),
                        "reduce_and: needs bool operands, but got f32[2, 3].",
                        F32),
                Misfit.of(new Reduction.ReduceMax(List.of(2)), "reduce_max: axis 2 is out of range for [2, 3].", F32),
                Misfit.of(new Reduction.ReduceMin(List.of(1, 1)), "reduce_min: axes [1, 1] repeat one.", F32),
                Misfit.of(
                        new Reduction.ArgExtreme(Reduction.Extreme.MAX, 0, DType.I32),
                        "arg_max: axis 0 of [0, 3] is empty.",
                        type(DType.F32, 0, 3)),
                Misfit.of(
                        new Reduction.ArgExtreme(Reduction.Extreme.MIN, 0, DType.F32),
                        "arg_min: needs an integer type for positions, but got f32.",
                        F32),
                Misfit.of(
                        new Reduction.Cumulative(Reduction.Accumulation.SUM, 0, false),
                        "cumsum: needs numeric operands, but got bool[2, 3].",
                        BOOL),
                Misfit.of(new Reduction.Sort(0, 2), "sort: needs 1 to 1 keys, but got 2.", F32),
                Misfit.of(
                        new Reduction.Sort(0, 1),
                        "sort: operands must have the same shape, but got [f32[2, 3], f32[3]].",
                        F32,
                        type(DType.F32, 3)));
    }

    private static Stream<Misfit> algebra() {
        var matmul = new Contraction.DotGeneral(List.of(1), List.of(0), List.of(), List.of());
        return Stream.of(
                Misfit.of(
                        matmul,
                        "dot_general: contracted axes [1] of [2, 3] and [0] of [2, 3] differ in size.",
                        F32,
                        F32),
                Misfit.of(
                        matmul,
                        "dot_general: operands must have the same dtype, but got f32[2, 3] and i32[2, 3].",
                        F32,
                        I32),
                Misfit.of(matmul, "dot_general: needs numeric operands, but got bool[2, 3].", BOOL, BOOL),
                Misfit.of(
                        new Contraction.DotGeneral(List.of(), List.of(), List.of(0), List.of(1)),
                        "dot_general: batch axes [0] of [2, 3] and [1] of [2, 3] differ in size.",
                        F32,
                        F32),
                Misfit.of(new LinearAlgebra.Cholesky(), "cholesky: needs a square matrix, but got f32[2, 3].", F32),
                Misfit.of(new LinearAlgebra.Cholesky(), "cholesky: needs f32 or f64 operands, but got i32[2, 3].", I32),
                Misfit.of(new LinearAlgebra.Qr(), "qr: needs a matrix, but got f32[3].", type(DType.F32, 3)),
                Misfit.of(
                        new LinearAlgebra.TriangularSolve(true, false, false),
                        "triangular_solve: matrix f32[2, 2] and right-hand side f32[3, 1] do not fit.",
                        type(DType.F32, 2, 2),
                        type(DType.F32, 3, 1)));
    }

    private static Stream<Misfit> random() {
        return Stream.of(
                Misfit.of(
                        new RandomOp.Threefry2x32(),
                        "threefry2x32: needs u32 operands, but got i32[2, 3].",
                        I32,
                        I32,
                        I32,
                        I32),
                Misfit.of(
                        new RandomOp.RandomBits(DType.F32, Shape.of(3)),
                        "random_bits: draws bits as u8, i16, u32 or i64, but got f32.",
                        KEY),
                Misfit.of(
                        new RandomOp.RandomBits(DType.U32, Shape.of(3)),
                        "random_bits: needs keys of type u32[..., 2], but got i32[2, 3].",
                        I32),
                Misfit.of(
                        new RandomOp.RandomGamma(false),
                        "random_gamma: needs one key for each alpha, but got u32[2] and f32[2, 3].",
                        KEY,
                        F32),
                Misfit.of(
                        new RandomOp.RandomGamma(false),
                        "random_gamma: needs floating-point operands, but got i32[2, 3].",
                        KEY,
                        I32),
                Misfit.of(
                        new RandomOp.RandomPoisson(DType.I32),
                        "random_poisson: needs f32 rate operands, but got f64[].",
                        KEY,
                        type(DType.F64)),
                Misfit.of(
                        new RandomOp.RandomPoisson(DType.F32),
                        "random_poisson: gives integers, but got f32.",
                        KEY,
                        type(DType.F32)),
                Misfit.of(
                        new RandomOp.RandomPoisson(DType.I32),
                        "random_poisson: needs one key, but got u32[3, 2].",
                        type(DType.U32, 3, 2),
                        type(DType.F32)));
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void saysWhatDoesNotFit(Misfit misfit) {
        assertThatExceptionOfType(ShapeException.class)
                .isThrownBy(() -> misfit.op().outputTypes(misfit.inputs()))
                .withMessage(misfit.message());
    }

    @Nested
    class Results {

        @Test
        void comparisonsGiveBool() {
            assertThat(new Elementwise.Eq().outputTypes(List.of(F32, F32))).containsExactly(BOOL);
        }

        @Test
        void productsHaveBatchThenLeftThenRightAxes() {
            var op = new Contraction.DotGeneral(List.of(0), List.of(2), List.of(1), List.of(1));

            assertThat(op.outputTypes(List.of(type(DType.F32, 4, 2, 3), type(DType.F32, 5, 2, 4))))
                    .containsExactly(type(DType.F32, 2, 3, 5));
        }

        @Test
        void reductionsDropTheirAxes() {
            assertThat(new Reduction.ReduceSum(List.of(0)).outputTypes(List.of(F32)))
                    .containsExactly(type(DType.F32, 3));
        }

        @Test
        void padsMayRemoveAllElements() {
            var op = new Structural.Pad(List.of(-5, 0), List.of(0, 0), List.of(0, 0));

            assertThat(op.outputTypes(List.of(F32, type(DType.F32)))).containsExactly(type(DType.F32, 0, 3));
        }

        @Test
        void slicesRoundTheNumberOfStepsUp() {
            var op = new Structural.Slice(List.of(0, 0), List.of(2, 3), List.of(1, 2));

            assertThat(op.outputTypes(List.of(F32))).containsExactly(type(DType.F32, 2, 2));
        }

        @Test
        void gathersInterleaveIndicesAndSlices() {
            var op = new Indexing.Gather(
                    new Axes(List.of(0), List.of(1), List.of(), List.of(), List.of(1)), List.of(2, 1), Mode.CLIP);

            assertThat(op.outputTypes(List.of(F32, type(DType.I32, 5, 4, 1))))
                    .containsExactly(type(DType.F32, 2, 5, 4));
        }

        @Test
        void qrGivesThinFactors() {
            assertThat(new LinearAlgebra.Qr().outputTypes(List.of(type(DType.F32, 7, 2, 3))))
                    .containsExactly(type(DType.F32, 7, 2, 2), type(DType.F32, 7, 2, 3));
        }

        @Test
        void bitsHaveTheAxesOfTheKeysFirst() {
            assertThat(new RandomOp.RandomBits(DType.U8, Shape.of(4)).outputTypes(List.of(type(DType.U32, 5, 2))))
                    .containsExactly(type(DType.U8, 5, 4));
        }
    }
}
