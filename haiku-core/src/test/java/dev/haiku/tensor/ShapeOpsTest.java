package dev.haiku.tensor;

import static dev.haiku.tensor.Expected.assertTensor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures are NumPy's. */
class ShapeOpsTest {

    /** 0 to 5 in two rows. */
    private static final Tensor MATRIX = Tensor.of(Shape.of(2, 3), 0, 1, 2, 3, 4, 5);

    private static Arguments row(String name, UnaryOperator<Tensor> function, String type, double... expected) {
        return Arguments.of(name, function, type, expected);
    }

    static Stream<Arguments> arrangements() {
        return Stream.of(
                row("reshape", x -> x.reshape(3, 2), "i32[3, 2]", 0, 1, 2, 3, 4, 5),
                row("reshape -1", x -> x.reshape(-1, 1, 2), "i32[3, 1, 2]", 0, 1, 2, 3, 4, 5),
                row("ravel", x -> x.ravel(), "i32[6]", 0, 1, 2, 3, 4, 5),
                row("flatten", x -> Ops.flatten(x.expandDims(0), 0, -2), "i32[2, 3]", 0, 1, 2, 3, 4, 5),
                row("transpose", x -> x.transpose(), "i32[3, 2]", 0, 3, 1, 4, 2, 5),
                row("transpose by a list", x -> x.transpose(List.of(-1, 0)), "i32[3, 2]", 0, 3, 1, 4, 2, 5),
                row("swapAxes", x -> x.swapAxes(0, -1), "i32[3, 2]", 0, 3, 1, 4, 2, 5),
                row("moveAxis", x -> x.expandDims(0).moveAxis(-1, 0), "i32[3, 1, 2]", 0, 3, 1, 4, 2, 5),
                row("expandDims", x -> x.expandDims(-1, 1), "i32[2, 1, 3, 1]", 0, 1, 2, 3, 4, 5),
                row("squeeze", x -> x.expandDims(0, 3).squeeze(), "i32[2, 3]", 0, 1, 2, 3, 4, 5),
                row("squeeze one", x -> x.expandDims(0, 3).squeeze(-1), "i32[1, 2, 3]", 0, 1, 2, 3, 4, 5),
                row("broadcastTo", x -> x.get(1).broadcastTo(2, 3), "i32[2, 3]", 3, 4, 5, 3, 4, 5),
                row(
                        "concatenate 0",
                        x -> Ops.concatenate(0, x, x.get(0).expandDims(0)),
                        "i32[3, 3]",
                        0,
                        1,
                        2,
                        3,
                        4,
                        5,
                        0,
                        1,
                        2),
                row(
                        "concatenate -1",
                        x -> Ops.concatenate(-1, x, x.slice(1, 0, 1)),
                        "i32[2, 4]",
                        0,
                        1,
                        2,
                        0,
                        3,
                        4,
                        5,
                        3),
                row("stack 0", x -> Ops.stack(0, x.get(0), x.get(1)), "i32[2, 3]", 0, 1, 2, 3, 4, 5),
                row("stack -1", x -> Ops.stack(-1, x.get(0), x.get(1)), "i32[3, 2]", 0, 3, 1, 4, 2, 5),
                row("unstack", x -> Ops.unstack(x, 1).get(2), "i32[2]", 2, 5),
                row("split", x -> Ops.split(x, 3, 1).get(1), "i32[2, 1]", 1, 4),
                row("split at", x -> Ops.split(x, List.of(1), -1).get(1), "i32[2, 2]", 1, 2, 4, 5),
                row("tile", x -> Ops.tile(x, 2), "i32[2, 6]", 0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5),
                row("tile more axes", x -> Ops.tile(x.get(0), 2, 1), "i32[2, 3]", 0, 1, 2, 0, 1, 2),
                row("repeat", x -> Ops.repeat(x, 2, 1), "i32[2, 6]", 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5),
                row("flip", x -> x.flip(), "i32[2, 3]", 5, 4, 3, 2, 1, 0),
                row("flip 1", x -> x.flip(-1), "i32[2, 3]", 2, 1, 0, 5, 4, 3),
                row("roll", x -> Ops.roll(x, 1, 1), "i32[2, 3]", 2, 0, 1, 5, 3, 4),
                row("roll back", x -> Ops.roll(x, -4, 1), "i32[2, 3]", 1, 2, 0, 4, 5, 3),
                row("tril", x -> Ops.tril(x, 0), "i32[2, 3]", 0, 0, 0, 3, 4, 0),
                row("triu", x -> Ops.triu(x, 1), "i32[2, 3]", 0, 1, 2, 0, 0, 5),
                row("trace", x -> Ops.trace(x), "i32[]", 4),
                row("diag of a vector", x -> Ops.diag(x.get(0, 1).reshape(1), 1), "i32[2, 2]", 0, 1, 0, 0),
                row("diag below", x -> Ops.diag(x.get(0).slice(0, 1, 3), -1), "i32[3, 3]", 0, 0, 0, 1, 0, 0, 0, 2, 0),
                row("diag of a matrix", x -> Ops.diag(x, 1), "i32[2]", 1, 5),
                row("diagonal below", x -> Ops.diagonal(x, -1, 0, 1), "i32[1]", 3),
                row("diagonal outside", x -> Ops.diagonal(x, 3, 0, 1), "i32[0]"),
                row("diagonal across", x -> Ops.diagonal(x, 1, 1, 0), "i32[1]", 3));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("arrangements")
    void movesElements(String name, UnaryOperator<Tensor> function, String type, double[] expected) {
        assertTensor(function.apply(MATRIX), type, expected);
    }

    @Test
    void takesDiagonalsOfStacks() {
        var x = Ops.arange(24).reshape(2, 3, 4);

        assertTensor(Ops.diagonal(x, 1, 0, 2), "i32[3, 2]", 1, 14, 5, 18, 9, 22);
    }

    static Stream<Arguments> paddings() {
        return Stream.of(
                Arguments.of(PadMode.CONSTANT, new double[] {0, 0, 0, 0, 0, 1, 2, 3, 0, 0, 0, 0}),
                Arguments.of(PadMode.EDGE, new double[] {1, 1, 1, 1, 1, 1, 2, 3, 3, 3, 3, 3}),
                Arguments.of(PadMode.REFLECT, new double[] {2, 1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3}),
                Arguments.of(PadMode.SYMMETRIC, new double[] {2, 3, 3, 2, 1, 1, 2, 3, 3, 2, 1, 1}),
                Arguments.of(PadMode.WRAP, new double[] {2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1}));
    }

    @ParameterizedTest
    @MethodSource("paddings")
    void padsAVector(PadMode mode, double[] expected) {
        assertTensor(Ops.pad(Tensor.of(1, 2, 3), new int[][] {{5, 4}}, mode), "i32[12]", expected);
    }

    @Test
    void padsWithNumbersAndBetweenElements() {
        var x = Tensor.of(1f, 2f);

        assertTensor(Ops.pad(x, new int[][] {{1, 0}}), "f32[3]", 0, 1, 2);
        assertTensor(Ops.pad(x, new int[][] {{1, 2}}, 7), "f32[5]", 7, 1, 2, 7, 7);
        assertTensor(Ops.pad(x, Tensor.scalar(9), List.of(-1), List.of(1), List.of(2)), "f32[4]", 9, 9, 2, 9);
        assertTensor(Ops.pad(Tensor.of(7f), new int[][] {{2, 1}}, PadMode.REFLECT), "f32[4]", 7, 7, 7, 7);
    }

    @Test
    void spansGrids() {
        var x = Tensor.of(1, 2, 3);
        var y = Tensor.of(4, 5);

        assertTensor(Ops.meshgrid(x, y).get(0), "i32[2, 3]", 1, 2, 3, 1, 2, 3);
        assertTensor(Ops.meshgrid(x, y).get(1), "i32[2, 3]", 4, 4, 4, 5, 5, 5);
        assertTensor(Ops.meshgridIj(x, y).get(1), "i32[3, 2]", 4, 5, 4, 5, 4, 5);
        assertTensor(Ops.meshgrid(x).get(0), "i32[3]", 1, 2, 3);
    }

    @Test
    void handlesEmptyTensors() {
        var x = Ops.zeros(0, 3);

        assertTensor(x.transpose(), "f32[3, 0]");
        assertTensor(x.reshape(3, 0), "f32[3, 0]");
        assertTensor(x.expandDims(0), "f32[1, 0, 3]");
        assertTensor(Ops.concatenate(0, x, Ops.ones(1, 3)), "f32[1, 3]", 1, 1, 1);
        assertTensor(x.add(Ops.ones(3)), "f32[0, 3]");
        assertTensor(Ops.ones(1, 3).add(x), "f32[0, 3]");
        assertTensor(Ops.roll(x, 1, 0), "f32[0, 3]");
        assertTensor(Ops.tile(x, 2, 2), "f32[0, 6]");
        assertThat(Ops.unstack(x, 0)).isEmpty();
    }

    @Test
    void handlesScalars() {
        var x = Tensor.scalar(5);

        assertTensor(x.reshape(1, 1), "i32[1, 1]", 5);
        assertTensor(x.transpose(), "i32[]", 5);
        assertTensor(x.ravel(), "i32[1]", 5);
        assertTensor(x.broadcastTo(2), "i32[2]", 5, 5);
        assertTensor(Ops.stack(0, x, x), "i32[2]", 5, 5);
        assertTensor(x.flip(), "i32[]", 5);
        assertTensor(x.reshape(1).reshape(), "i32[]", 5);
    }

    @Test
    void promotesWhatItJoins() {
        assertTensor(Ops.concatenate(0, Tensor.of(1), Tensor.of(0.5f)), "f32[2]", 1, 0.5);
        assertTensor(Ops.stack(0, Tensor.of(true), Tensor.of(2)), "i32[2, 1]", 1, 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void broadcastsLikeLoops(int seed) {
        var random = new Random(seed);
        var full = IntStream.range(0, random.nextInt(4))
                .map(i -> random.nextInt(4))
                .toArray();
        var a = operand(random, full);
        var b = operand(random, full);

        var sum = a.add(b.mul(10));

        var shape = a.shape().broadcast(b.shape());
        var expected = new double[(int) shape.size()];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = at(a, shape, i) + 10 * at(b, shape, i);
        }
        assertTensor(sum, "f64" + shape, expected);
    }

    /** A tensor with some axes of size 1 and some leading axes missing. */
    private static Tensor operand(Random random, int[] full) {
        int missing = full.length == 0 ? 0 : random.nextInt(full.length + 1);
        var dims = IntStream.range(missing, full.length)
                .map(i -> random.nextBoolean() ? 1 : full[i])
                .toArray();
        return Ops.arange((int) Shape.of(dims).size()).cast(DType.F64).reshape(dims);
    }

    private static double at(Tensor x, Shape shape, int index) {
        var strides = x.shape().strides();
        int offset = 0;
        int rest = index;
        for (int axis = 1; axis <= shape.rank(); axis++) {
            int coordinate = rest % shape.dim(-axis);
            rest /= shape.dim(-axis);
            if (axis <= x.rank() && x.dim(-axis) > 1) {
                offset += coordinate * strides[x.rank() - axis];
            }
        }
        return x.toDoubleArray()[offset];
    }
}
