package dev.haiku.tensor;

import static dev.haiku.tensor.Expected.assertTensor;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Figures are those of {@code jax.numpy}'s rules. */
class IndexingTest {

    private static final double NAN = Double.NaN;

    /** 0 to 5 in two rows. */
    private static final Tensor MATRIX = Tensor.of(Shape.of(2, 3), 0f, 1, 2, 3, 4, 5);

    private static Arguments row(String name, UnaryOperator<Tensor> function, String type, double... expected) {
        return Arguments.of(name, function, type, expected);
    }

    static Stream<Arguments> reads() {
        return Stream.of(
                row("get", x -> x.get(1), "f32[3]", 3, 4, 5),
                row("get -1 -2", x -> x.get(-1, -2), "f32[]", 4),
                row("get at data", x -> x.get(Tensor.scalar(-1)), "f32[3]", 3, 4, 5),
                row("get out of range", x -> x.get(Tensor.of(7, -7)), "f32[2, 3]", 3, 4, 5, 0, 1, 2),
                row("slice", x -> x.slice(1, 1, 3), "f32[2, 2]", 1, 2, 4, 5),
                row("slice from the end", x -> x.slice(-1, -2, -1), "f32[2, 1]", 1, 4),
                row("slice in steps", x -> x.slice(1, 0, 3, 2), "f32[2, 2]", 0, 2, 3, 5),
                row("slice of all", x -> x.slice(List.of(1, 0), List.of(2, 3), List.of(1, 2)), "f32[1, 2]", 3, 5),
                row("empty slice", x -> x.slice(1, 2, 2), "f32[2, 0]"),
                row("dynamicSlice", x -> Ops.dynamicSlice(x, scalars(1, 1), 1, 2), "f32[1, 2]", 4, 5),
                row("dynamicSlice moved", x -> Ops.dynamicSlice(x, scalars(5, 9), 1, 2), "f32[1, 2]", 4, 5),
                row("dynamicSlice from the end", x -> Ops.dynamicSlice(x, scalars(-2, -2), 1, 2), "f32[1, 2]", 1, 2),
                row(
                        "dynamicSliceInAxis",
                        x -> Ops.dynamicSliceInAxis(x, Tensor.scalar(1), 2, -1),
                        "f32[2, 2]",
                        1,
                        2,
                        4,
                        5),
                row("dynamicIndexInAxis", x -> Ops.dynamicIndexInAxis(x, Tensor.scalar(2), 1), "f32[2]", 2, 5),
                row("take 0", x -> x.take(Tensor.of(1, 0, 1), 0), "f32[3, 3]", 3, 4, 5, 0, 1, 2, 3, 4, 5),
                row("take 1", x -> x.take(Tensor.of(Shape.of(1, 2), 2, -3), 1), "f32[2, 1, 2]", 2, 0, 5, 3),
                row("take outside", x -> x.take(Tensor.of(2, -3), 0), "f32[2, 3]", NAN, NAN, NAN, NAN, NAN, NAN),
                row("take clipped", x -> Ops.take(x, Tensor.of(9), 1, IndexMode.CLIP), "f32[2, 1]", 2, 5),
                row("take small", x -> x.take(Tensor.of(1).cast(DType.U8), 0), "f32[1, 3]", 3, 4, 5),
                row("take nothing", x -> x.take(Tensor.of(new int[0]), 1), "f32[2, 0]"),
                row("takeAlongAxis", x -> x.takeAlongAxis(Tensor.of(Shape.of(2, 1), 2, -3), 1), "f32[2, 1]", 2, 3),
                row(
                        "takeAlongAxis broadcast",
                        x -> x.takeAlongAxis(Tensor.of(Shape.of(1, 2), 1, 0), -1),
                        "f32[2, 2]",
                        1,
                        0,
                        4,
                        3),
                row(
                        "takeAlongAxis outside",
                        x -> x.takeAlongAxis(Tensor.of(Shape.of(2, 1), 3, 0), 1),
                        "f32[2, 1]",
                        NAN,
                        3),
                row("at", x -> x.at(Tensor.of(0, 1), Tensor.of(2, 0)).get(), "f32[2]", 2, 3),
                row("at a row", x -> x.at(1).get(), "f32[3]", 3, 4, 5));
    }

    private static List<Tensor> scalars(int... values) {
        return Stream.of(Tensor.scalar(values[0]), Tensor.scalar(values[1])).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reads")
    void readsAtPositions(String name, UnaryOperator<Tensor> function, String type, double[] expected) {
        assertTensor(function.apply(MATRIX), type, expected);
    }

    static Stream<Arguments> writes() {
        var rows = Tensor.of(1, 1);
        return Stream.of(
                row("set", x -> x.at(1).set(9), "f32[2, 3]", 0, 1, 2, 9, 9, 9),
                row("set a row", x -> x.at(-1).set(Tensor.of(7, 8, 9)), "f32[2, 3]", 0, 1, 2, 7, 8, 9),
                row("set an element", x -> x.at(0, 2).set(9), "f32[2, 3]", 0, 1, 9, 3, 4, 5),
                row("add", x -> x.at(0).add(1), "f32[2, 3]", 1, 2, 3, 3, 4, 5),
                row("add twice", x -> x.at(rows).add(1), "f32[2, 3]", 0, 1, 2, 5, 6, 7),
                row("mul", x -> x.at(rows).mul(2), "f32[2, 3]", 0, 1, 2, 12, 16, 20),
                row("mul by a tensor", x -> x.at(0).mul(Tensor.scalar(-1)), "f32[2, 3]", -0.0, -1, -2, 3, 4, 5),
                row("min", x -> x.at(1).min(Tensor.scalar(4)), "f32[2, 3]", 0, 1, 2, 3, 4, 4),
                row("max", x -> x.at(1).max(Tensor.scalar(4)), "f32[2, 3]", 0, 1, 2, 4, 4, 5),
                row("outside", x -> x.at(Tensor.of(2, -3)).set(9), "f32[2, 3]", 0, 1, 2, 3, 4, 5),
                row(
                        "coordinates",
                        x -> x.at(Tensor.of(0, 1), Tensor.of(1, -1)).set(Tensor.of(7, 8)),
                        "f32[2, 3]",
                        0,
                        7,
                        2,
                        3,
                        4,
                        8),
                row(
                        "crossed coordinates",
                        x -> x.at(Tensor.of(Shape.of(2, 1), 0, 1), Tensor.of(0, 2))
                                .set(9),
                        "f32[2, 3]",
                        9,
                        1,
                        9,
                        9,
                        4,
                        9),
                row(
                        "dynamicUpdateSlice",
                        x -> Ops.dynamicUpdateSlice(x, Tensor.of(Shape.of(1, 2), 8, 9), scalars(1, 5)),
                        "f32[2, 3]",
                        0,
                        1,
                        2,
                        3,
                        8,
                        9),
                row(
                        "dynamicUpdateSliceInAxis",
                        x -> Ops.dynamicUpdateSliceInAxis(x, Tensor.of(Shape.of(2, 1), 8, 9), Tensor.scalar(-1), 1),
                        "f32[2, 3]",
                        0,
                        1,
                        8,
                        3,
                        4,
                        9));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("writes")
    void writesInACopy(String name, UnaryOperator<Tensor> function, String type, double[] expected) {
        assertTensor(function.apply(MATRIX), type, expected);
        assertTensor(MATRIX, "f32[2, 3]", 0, 1, 2, 3, 4, 5);
    }

    @Test
    void sortsAscendingWithNaNLast() {
        var x = Tensor.of(Shape.of(2, 3), 3f, 1, 2, Float.NaN, 0, -1);

        assertTensor(Ops.sort(x, -1), "f32[2, 3]", 1, 2, 3, -1, 0, NAN);
        assertTensor(Ops.sort(x.get(0).expandDims(1), 0), "f32[3, 1]", 1, 2, 3);
        assertTensor(Ops.argsort(x, 1), "i32[2, 3]", 1, 2, 0, 2, 1, 0);
    }

    @Test
    void keepsTheOrderOfEqualElements() {
        assertTensor(Ops.argsort(Tensor.of(1, 0, 1, 0), 0), "i32[4]", 1, 3, 0, 2);
    }

    @Test
    void sortsTogetherBySeveralKeys() {
        var sorted = Ops.sort(List.of(Tensor.of(1, 0, 1), Tensor.of(5, 6, 4), Tensor.of(0, 1, 2)), 0, 2);

        assertTensor(sorted.get(0), "i32[3]", 0, 1, 1);
        assertTensor(sorted.get(1), "i32[3]", 6, 4, 5);
        assertTensor(sorted.get(2), "i32[3]", 1, 2, 0);
    }

    @Test
    void findsTheLargest() {
        var top = Ops.topK(Tensor.of(Shape.of(2, 4), 1, 5, 5, 2, 0, 0, -1, 0), 2);

        assertTensor(top.values(), "i32[2, 2]", 5, 5, 0, 0);
        assertTensor(top.indices(), "i32[2, 2]", 1, 2, 0, 1);
        assertTensor(Ops.topK(Tensor.of(1, 2), 0).values(), "i32[0]");
    }

    @Test
    void findsWhereToInsert() {
        var sorted = Tensor.of(1f, 2, 2, 4);

        assertTensor(Ops.searchSorted(sorted, Tensor.of(0f, 2, 3, 5)), "i32[4]", 0, 1, 3, 4);
        assertTensor(Ops.searchSorted(sorted, Tensor.scalar(3)), "i32[]", 3);
    }
}
