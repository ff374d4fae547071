package dev.haiku.internal.exec.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.internal.exec.KernelRun;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.Reduction;
import dev.haiku.ir.Reduction.Extreme;
import dev.haiku.ir.Window;
import dev.haiku.ir.Window.Combine;
import dev.haiku.ir.Window.Geometry;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows that span blocks and threads, and those of numbers that the fast search cannot tell apart. */
class LargeWindowsTest {

    private static List<HostArray> run(Primitive op, HostArray... inputs) {
        return KernelRun.of(new JavaKernels(), op, List.of(inputs));
    }

    private static HostArray random(Shape shape) {
        var random = new SplittableRandom(3);
        return HostArray.fromDoubles(DType.F32, shape, i -> random.nextInt(200) / 16.0 - 6);
    }

    private static List<Integer> list(String text) {
        return List.of(text.split(" ", -1)).stream().map(Integer::valueOf).toList();
    }

    private static Geometry geometry(String sizes, String strides) {
        int rank = list(sizes).size();
        var ones = Collections.nCopies(rank, 1);
        return new Geometry(
                list(sizes), list(strides), Collections.nCopies(rank, 0), Collections.nCopies(rank, 1), ones, ones);
    }

    @ParameterizedTest
    @CsvSource({
        "2 31 33 40, 1 3 3 1, 1 2 2 1",
        "1 70 50 24, 1 2 2 1, 1 2 2 1",
        "2 3 61 230, 1 1 3 3, 1 1 2 2",
        "3 40 45 3, 1 3 2 1, 1 2 3 1",
        "2500, 3, 2",
        "2 3 1500, 1 2 1, 1 1 1"
    })
    void agreeWithTheNaiveReference(String dims, String sizes, String strides) {
        var x = random(Shape.of(list(dims)));
        var geometry = geometry(sizes, strides);
        for (var extreme : Extreme.values()) {
            var reduce = new Window.ReduceWindow(Combine.valueOf(extreme.name()), geometry);
            var gather = new Window.SelectAndGatherAdd(extreme, geometry);
            var scatter = new Window.SelectAndScatterAdd(extreme, geometry);
            var windows = run(reduce, x).get(0);

            assertThat(windows).isEqualTo(NaiveWindow.run(reduce, List.of(x)));
            assertThat(run(gather, x, x).get(0)).isEqualTo(NaiveWindow.run(gather, List.of(x, x)));
            assertThat(run(scatter, windows, x).get(0)).isEqualTo(NaiveWindow.run(scatter, List.of(windows, x)));
        }
        var sum = new Window.ReduceWindow(Combine.SUM, geometry);
        assertThat(run(sum, x).get(0)).isEqualTo(NaiveWindow.run(sum, List.of(x)));
    }

    @Test
    void findTheFirstOfNumbersThatAreHardToCompare() {
        float[] hard = {
            0f,
            -0f,
            Float.MIN_VALUE,
            -Float.MIN_VALUE,
            1f,
            Math.nextUp(1f),
            Math.nextDown(1f),
            Float.MAX_VALUE,
            -Float.MAX_VALUE,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.NaN
        };
        var random = new SplittableRandom(8);
        for (int[] dims : new int[][] {{40, 30}, {30, 40, 2}, {2000, 1}}) {
            var x = HostArray.fromDoubles(DType.F32, Shape.of(dims), i -> hard[random.nextInt(hard.length)]);
            var tangents = HostArray.fromDoubles(DType.F32, x.shape(), i -> i);
            var geometry = geometry(dims.length == 2 ? "3 1" : "2 3 1", dims.length == 2 ? "1 1" : "1 1 1");
            for (var extreme : Extreme.values()) {
                var gather = new Window.SelectAndGatherAdd(extreme, geometry);

                assertThat(run(gather, tangents, x).get(0)).isEqualTo(NaiveWindow.run(gather, List.of(tangents, x)));
            }
        }
    }

    @Test
    void addUpManyElementsAccurately() {
        var x = HostArray.fromDoubles(DType.F32, Shape.of(1, 100, 100, 2), i -> 0.1);
        var whole = new Window.ReduceWindow(
                Combine.SUM,
                new Geometry(
                        List.of(1, 100, 100, 1),
                        List.of(1, 1, 1, 1),
                        List.of(0, 0, 0, 0),
                        List.of(0, 0, 0, 0),
                        List.of(1, 1, 1, 1),
                        List.of(1, 1, 1, 1)));

        assertThat(run(whole, x).get(0).getDouble(0)).isCloseTo(10_000 * (double) 0.1f, within(0.01));
    }

    @Test
    void findTheLargestOfLongRows() {
        var random = new SplittableRandom(5);
        var x = HostArray.fromLongs(DType.I64, Shape.of(3, 5000), i -> random.nextLong(1000));

        var top = run(new Reduction.TopK(1, 700), x);

        for (int row = 0; row < 3; row++) {
            int start = 5000 * row;
            int[] order = IntStream.range(0, 5000)
                    .boxed()
                    .sorted((i, j) -> Long.compare(x.getLong(start + j), x.getLong(start + i)))
                    .limit(700)
                    .mapToInt(i -> i)
                    .toArray();
            for (int i = 0; i < 700; i++) {
                assertThat(top.get(1).getLong(700 * row + i)).isEqualTo(order[i]);
                assertThat(top.get(0).getLong(700 * row + i)).isEqualTo(x.getLong(start + order[i]));
            }
        }
    }
}
