package dev.haiku.tensor;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Types alone decide about these errors, so the operands have no numbers. */
class OpErrorsTest {

    private static final Tensor MATRIX = Recording.symbol(DType.F32, 2, 3);
    private static final Tensor FOUR = Recording.symbol(DType.F32, 4);
    private static final Tensor EMPTY = Recording.symbol(DType.F32, 0, 3);
    private static final Tensor SCALAR = Recording.symbol(DType.F32);
    private static final Tensor FLAGS = Recording.symbol(DType.BOOL, 3);
    private static final Tensor INDEX = Recording.symbol(DType.I32, 2);

    private static final String ADVICE = " do not broadcast together. Reshape or expandDims one of them.";

    private static Arguments row(Supplier<Object> body, String message) {
        return Arguments.of(message, body);
    }

    static Stream<Arguments> broadcasting() {
        return Stream.of(
                row(() -> MATRIX.add(FOUR), "add: shapes [2, 3] and [4]" + ADVICE),
                row(() -> FOUR.sub(MATRIX), "sub: shapes [4] and [2, 3]" + ADVICE),
                row(() -> MATRIX.mul(FOUR), "mul: shapes [2, 3] and [4]" + ADVICE),
                row(() -> MATRIX.div(FOUR), "div: shapes [2, 3] and [4]" + ADVICE),
                row(() -> MATRIX.floorDivide(FOUR), "floorDivide: shapes [2, 3] and [4]" + ADVICE),
                row(() -> MATRIX.mod(FOUR), "mod: shapes [2, 3] and [4]" + ADVICE),
                row(() -> MATRIX.rem(FOUR), "rem: shapes [2, 3] and [4]" + ADVICE),
                row(() -> MATRIX.pow(FOUR), "pow: shapes [2, 3] and [4]" + ADVICE),
                row(() -> MATRIX.cast(DType.I32).pow(FOUR.cast(DType.I32)), "pow: shapes [2, 3] and [4]" + ADVICE),
                row(() -> MATRIX.maximum(FOUR), "maximum: shapes [2, 3] and [4]" + ADVICE),
                row(() -> MATRIX.minimum(FOUR), "minimum: shapes [2, 3] and [4]" + ADVICE),
                row(() -> Ops.clamp(FOUR, MATRIX, FOUR), "clamp: shapes [4] and [2, 3]" + ADVICE),
                row(() -> Ops.atan2(MATRIX, FOUR), "atan2: shapes [2, 3] and [4]" + ADVICE),
                row(() -> Ops.hypot(MATRIX, FOUR), "hypot: shapes [2, 3] and [4]" + ADVICE),
                row(() -> Ops.copySign(MATRIX, FOUR), "copySign: shapes [2, 3] and [4]" + ADVICE),
                row(() -> Ops.nextAfter(MATRIX, FOUR), "nextAfter: shapes [2, 3] and [4]" + ADVICE),
                row(() -> Ops.logAddExp(MATRIX, FOUR), "logAddExp: shapes [2, 3] and [4]" + ADVICE),
                row(() -> MATRIX.eq(FOUR), "eq: shapes [2, 3] and [4]" + ADVICE),
                row(() -> MATRIX.ge(FOUR), "ge: shapes [2, 3] and [4]" + ADVICE),
                row(() -> Ops.isClose(MATRIX, FOUR, 0, 0), "isClose: shapes [2, 3] and [4]" + ADVICE),
                row(() -> Ops.logicalAnd(MATRIX, FOUR), "logicalAnd: shapes [2, 3] and [4]" + ADVICE),
                row(() -> FLAGS.and(FOUR.gt(0)), "bitwiseAnd: shapes [3] and [4]" + ADVICE),
                row(() -> Ops.where(FLAGS, MATRIX, FOUR), "where: shapes [2, 3] and [4]" + ADVICE),
                row(() -> Ops.broadcastArrays(MATRIX, FOUR), "broadcastArrays: shapes [2, 3] and [4]" + ADVICE),
                row(() -> Ops.broadcastTo(FOUR, 2, 3), "broadcastTo: shape [4] does not broadcast to [2, 3]."),
                row(() -> Ops.full(Shape.of(3), FOUR), "broadcastTo: shape [4] does not broadcast to [3]."));
    }

    static Stream<Arguments> dtypes() {
        return Stream.of(
                row(() -> FLAGS.neg(), "neg: needs numeric operands, but got bool[3]."),
                row(() -> FLAGS.sub(FLAGS), "sub: needs numeric operands, but got bool[3]."),
                row(() -> MATRIX.and(MATRIX), "and: needs integer or bool operands, but got f32[2, 3]."),
                row(() -> MATRIX.not(), "not: needs integer or bool operands, but got f32[2, 3]."),
                row(() -> MATRIX.shiftLeft(1), "shift_left: needs integer operands, but got f32[2, 3]."),
                row(() -> INDEX.pow(-1), "integer_pow: needs an exponent >= 0 for i32[2]."),
                row(() -> Ops.bitcast(MATRIX, DType.F64), "bitcast: cannot read f32[2, 3] as f64 of another size."),
                row(
                        () -> Ops.select(MATRIX, MATRIX, MATRIX),
                        "select: needs a predicate of type bool[2, 3], but got f32[2, 3]."),
                row(() -> MATRIX.take(MATRIX, 0), "take: needs integer indices, but got f32[2, 3]."),
                row(
                        () -> MATRIX.get(FLAGS),
                        "get: needs integer indices, but got bool[3]. A mask picks a number of elements that is not"
                                + " known; use where, or nonzero with a size."),
                row(() -> MATRIX.at(FOUR), "at: needs integer indices, but got f32[4]."),
                row(
                        () -> Ops.dynamicSlice(FOUR, List.of(SCALAR), 1),
                        "dynamicSlice: needs integer indices, but got f32[]."));
    }

    static Stream<Arguments> axes() {
        return Stream.of(
                row(() -> MATRIX.sum(2), "sum: axis 2 is out of range for shape [2, 3]."),
                row(() -> MATRIX.sum(0, -2), "sum: axes [0, -2] of shape [2, 3] repeat one."),
                row(() -> MATRIX.mean(-3), "mean: axis -3 is out of range for shape [2, 3]."),
                row(() -> MATRIX.max(2, Dims.KEEP), "max: axis 2 is out of range for shape [2, 3]."),
                row(() -> MATRIX.var(2), "var: axis 2 is out of range for shape [2, 3]."),
                row(() -> MATRIX.logsumexp(2), "logsumexp: axis 2 is out of range for shape [2, 3]."),
                row(() -> MATRIX.norm(2), "norm: axis 2 is out of range for shape [2, 3]."),
                row(() -> MATRIX.argmax(2), "argmax: axis 2 is out of range for shape [2, 3]."),
                row(() -> MATRIX.cumsum(2), "cumsum: axis 2 is out of range for shape [2, 3]."),
                row(() -> Nn.softmax(MATRIX, 2), "softmax: axis 2 is out of range for shape [2, 3]."),
                row(() -> Ops.sort(MATRIX, 2), "sort: axis 2 is out of range for shape [2, 3]."),
                row(() -> Ops.argsort(MATRIX, 2), "argsort: axis 2 is out of range for shape [2, 3]."),
                row(() -> MATRIX.flip(2), "flip: axis 2 is out of range for shape [2, 3]."),
                row(() -> MATRIX.swapAxes(0, 2), "swapAxes: axis 2 is out of range for shape [2, 3]."),
                row(() -> MATRIX.moveAxis(2, 0), "moveAxis: axis 2 is out of range for shape [2, 3]."),
                row(() -> MATRIX.transpose(0, 2), "transpose: axis 2 is out of range for shape [2, 3]."),
                row(() -> MATRIX.slice(2, 0, 1), "slice: axis 2 is out of range for shape [2, 3]."),
                row(() -> MATRIX.take(INDEX, 2), "take: axis 2 is out of range for shape [2, 3]."),
                row(() -> Ops.roll(MATRIX, 1, 2), "roll: axis 2 is out of range for shape [2, 3]."),
                row(() -> Ops.repeat(MATRIX, 1, 2), "repeat: axis 2 is out of range for shape [2, 3]."),
                row(() -> Ops.unstack(MATRIX, 2), "unstack: axis 2 is out of range for shape [2, 3]."),
                row(() -> Ops.iota(DType.I32, Shape.of(2), 1), "iota: axis 1 is out of range for shape [2]."),
                row(() -> MATRIX.expandDims(3), "expandDims: axis 3 is out of range for a result of rank 3."),
                row(() -> MATRIX.expandDims(0, -4), "expandDims: axes [0, -4] repeat one."),
                row(() -> Ops.stack(3, MATRIX), "stack: axis 3 is out of range for a result of rank 3."),
                row(() -> Ops.diagonal(MATRIX, 0, 1, -1), "diagonal: axes 1 and -1 of [2, 3] are the same."));
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                row(() -> MATRIX.reshape(4, 2), "reshape: cannot reshape [2, 3] (6 elements) to [4, 2] (8 elements)."),
                row(() -> MATRIX.reshape(4, -1), "reshape: cannot reshape [2, 3] (6 elements) to [4, -1]."),
                row(() -> EMPTY.reshape(0, -1), "reshape: cannot reshape [0, 3] (0 elements) to [0, -1]."),
                row(() -> MATRIX.reshape(-1, -1), "reshape: only one size may be -1, but got [-1, -1]."),
                row(() -> MATRIX.reshape(-2, 3), "reshape: size -2 of [-2, 3] is negative."),
                row(() -> Ops.flatten(MATRIX, 1, 0), "flatten: axis 1 comes after axis 0 in shape [2, 3]."),
                row(() -> MATRIX.transpose(0), "transpose: [0] is no permutation of the axes of shape [2, 3]."),
                row(() -> MATRIX.transpose(1, 1), "transpose: [1, 1] is no permutation of the axes of shape [2, 3]."),
                row(() -> Ops.matrixTranspose(FOUR), "matrixTranspose: needs at least 2 axes, but got shape [4]."),
                row(() -> MATRIX.squeeze(1), "squeeze: axis 1 of shape [2, 3] has size 3, not 1."),
                row(() -> Ops.concatenate(List.of(), 0), "concatenate: needs at least one tensor."),
                row(() -> Ops.concatenate(0, SCALAR), "concatenate: cannot join scalars. Use stack instead."),
                row(
                        () -> Ops.concatenate(0, MATRIX, FOUR),
                        "concatenate: shapes [2, 3] and [4] differ elsewhere than along axis 0."),
                row(() -> Ops.stack(List.of(), 0), "stack: needs at least one tensor."),
                row(() -> Ops.stack(0, MATRIX, FOUR), "stack: needs tensors of one shape, but got [2, 3] and [4]."),
                row(() -> Ops.split(MATRIX, 2, 1), "split: cannot cut axis 1 of shape [2, 3] into 2 equal sections."),
                row(
                        () -> Ops.split(MATRIX, List.of(2, 1), 1),
                        "split: indices [2, 1] do not cut axis 1 of shape [2, 3] in order."),
                row(
                        () -> Ops.pad(MATRIX, new int[][] {{1, -1}}),
                        "pad: needs a pair of widths >= 0 for each axis of shape [2, 3], but got [[1, -1]]."),
                row(
                        () -> Ops.pad(EMPTY, new int[][] {{1, 0}, {0, 0}}, PadMode.EDGE),
                        "pad: axis 0 of shape [0, 3] is empty, so there is nothing to repeat."),
                row(() -> Ops.tril(FOUR, 0), "tril: needs at least 2 axes, but got shape [4]."),
                row(() -> Ops.triu(FOUR, 0), "triu: needs at least 2 axes, but got shape [4]."),
                row(() -> Ops.diag(SCALAR, 0), "diag: needs a vector or matrix, but got shape []."),
                row(() -> Ops.meshgrid(MATRIX), "meshgrid: needs vectors, but got shape [2, 3]."),
                row(() -> EMPTY.max(0), "max: axis 0 of shape [0, 3] is empty, so there is none."),
                row(() -> EMPTY.min(), "min: axis 0 of shape [0, 3] is empty, so there is none."),
                row(() -> EMPTY.argmax(0), "argmax: axis 0 of shape [0, 3] is empty, so there is none."),
                row(() -> Nn.glu(MATRIX), "glu: needs an even size to halve, but axis -1 of shape [2, 3] has 3."));
    }

    static Stream<Arguments> contractions() {
        return Stream.of(
                row(
                        () -> MATRIX.matmul(FOUR),
                        "matmul: shapes [2, 3] and [4] do not fit: the first has 3 columns, the second 4 rows."),
                row(
                        () -> MATRIX.dot(MATRIX),
                        "dot: shapes [2, 3] and [2, 3] do not fit: the first has 3 columns, the second 2 rows."),
                row(
                        () -> MATRIX.matmul(SCALAR),
                        "matmul: needs operands with axes, but got shapes [2, 3] and []. Use mul for scalars."),
                row(
                        () -> Recording.symbol(DType.F32, 5, 2, 3).matmul(Recording.symbol(DType.F32, 4, 3, 2)),
                        "matmul: shapes [5] and [4]" + ADVICE),
                row(
                        () -> Ops.tensordot(MATRIX, FOUR, 2),
                        "tensordot: cannot sum over 2 axes of shapes [2, 3] and [4]."),
                row(() -> Ops.inner(MATRIX, FOUR), "inner: the last axes of shapes [2, 3] and [4] differ in size."),
                row(
                        () -> Ops.tensordot(MATRIX, FOUR, List.of(1), List.of(0)),
                        "dot_general: contracted axes [1] of [2, 3] and [0] of [4] differ in size."),
                row(
                        () -> Ops.tensordot(MATRIX, FOUR, List.of(1), List.of(1)),
                        "dotGeneral: axis 1 is out of range for shape [4]."),
                row(
                        () -> Ops.vdot(MATRIX, FOUR),
                        "dot: shapes [6] and [4] do not fit: the first has 6 columns, the second 4 rows."),
                row(
                        () -> Linalg.solveTriangular(MATRIX, FOUR, true),
                        "solveTriangular: matrix [2, 3] and right-hand side [4] do not fit."),
                row(() -> Linalg.solve(MATRIX, FOUR), "solve: matrix [2, 3] and right-hand side [4] do not fit."),
                row(() -> Linalg.cholesky(MATRIX), "cholesky: needs a square matrix, but got f32[2, 3]."));
    }

    static Stream<Arguments> positions() {
        return Stream.of(
                row(() -> MATRIX.get(2), "get: index 2 is out of range for axis 0 of shape [2, 3]."),
                row(() -> MATRIX.get(0, -4), "get: index -4 is out of range for axis 1 of shape [2, 3]."),
                row(() -> MATRIX.get(0, 0, 0), "get: got 3 indices for shape [2, 3]."),
                row(() -> MATRIX.slice(1, 0, 4), "slice: range 0 to 4 does not fit axis 1 of shape [2, 3]."),
                row(() -> MATRIX.slice(1, 2, 1), "slice: range 2 to 1 does not fit axis 1 of shape [2, 3]."),
                row(() -> MATRIX.slice(1, 0, 3, 0), "slice: range 0 to 3 step 0 does not fit axis 1 of shape [2, 3]."),
                row(
                        () -> MATRIX.slice(List.of(0, 0), List.of(3, 3), List.of(1, 1)),
                        "slice: range [0, 0] to [3, 3] step [1, 1] does not fit shape [2, 3]."),
                row(
                        () -> Ops.dynamicSlice(MATRIX, List.of(), 1, 1),
                        "dynamicSlice: needs one start for each axis of shape [2, 3], but got 0."),
                row(() -> EMPTY.take(INDEX, 0), "take: axis 0 of shape [0, 3] is empty."),
                row(
                        () -> EMPTY.takeAlongAxis(Recording.symbol(DType.I32, 1, 3), 0),
                        "takeAlongAxis: axis 0 of shape [0, 3] is empty."),
                row(
                        () -> MATRIX.takeAlongAxis(INDEX, 0),
                        "takeAlongAxis: needs as many axes in indices as in the tensor, but got [2] and [2, 3]."),
                row(() -> MATRIX.at(2), "at: index 2 is out of range for axis 0 of shape [2, 3]."),
                row(() -> FOUR.at(0, 0), "at: needs 1 to 1 indices for shape [4], but got 2."),
                row(() -> MATRIX.at(0).set(FOUR), "broadcastTo: shape [4] does not broadcast to [3]."),
                row(() -> Ops.topK(FOUR, 5), "topK: needs k from 0 to the size of axis -1, but got 5 and shape [4]."),
                row(
                        () -> Ops.searchSorted(MATRIX, FOUR),
                        "searchSorted: needs a sorted vector, but got shape [2, 3]."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"broadcasting", "dtypes", "axes", "shapes", "contractions", "positions"})
    void explainsWhatDoesNotFit(String message, Supplier<Object> body) {
        assertThatThrownBy(() -> Interpreters.with(new Recording(), body))
                .isInstanceOf(ShapeException.class)
                .hasMessage(message);
    }

    static Stream<Arguments> notations() {
        return Stream.of(
                row(() -> Ops.einsum("ij,jk->ik", MATRIX), "einsum: 'ij,jk->ik' describes 2 operands, but got 1."),
                row(() -> Ops.einsum("i->i", MATRIX), "einsum: 'i->i' gives 'i' to an operand of shape [2, 3]."),
                row(
                        () -> Ops.einsum("...ijk->i", MATRIX),
                        "einsum: '...ijk->i' gives '...ijk' to an operand of shape [2, 3]."),
                row(() -> Ops.einsum("i1->i", MATRIX), "einsum: 'i1->i' contains '1', which is no letter."),
                row(() -> Ops.einsum("i->i->i", FOUR), "einsum: 'i->i->i' has more than one '->'."),
                row(
                        () -> Ops.einsum("ij->ik", MATRIX),
                        "einsum: 'ij->ik' names 'k' in the result, which no operand has."),
                row(() -> Ops.einsum("ij->ii", MATRIX), "einsum: 'ij->ii' repeats a letter in the result."),
                row(() -> Ops.einsum("ii", MATRIX), "einsum: 'ii' gives 'i' the sizes 2 and 3."),
                row(() -> Ops.einsum("ij,j", MATRIX, FOUR), "einsum: 'ij,j' gives 'j' the sizes 3 and 4."),
                row(() -> Ops.einsum("...,...", MATRIX, FOUR), "einsum: '...,...' gives '...' the sizes 3 and 4."),
                row(
                        () -> Ops.einsum("...i->i", MATRIX),
                        "einsum: '...i->i' has '...' in an operand, but not in the result."),
                row(() -> Ops.arange(0, 3, 0), "arange: the step from 0.0 to 3.0 must not be 0."),
                row(() -> Ops.linspace(0, 1, -1), "linspace: needs num >= 0, but got -1."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notations")
    void explainsWhatIsMalformed(String message, Supplier<Object> body) {
        assertThatThrownBy(() -> Interpreters.with(new Recording(), body))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
