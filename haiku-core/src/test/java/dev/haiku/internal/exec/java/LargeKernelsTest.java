package dev.haiku.internal.exec.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.internal.exec.KernelRun;
import dev.haiku.ir.Contraction;
import dev.haiku.ir.Elementwise;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.Reduction;
import dev.haiku.ir.Structural;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sizes that span blocks, tiles and threads. */
class LargeKernelsTest {

    private static HostArray run(Primitive op, HostArray... inputs) {
        return KernelRun.of(new JavaKernels(), op, List.of(inputs)).get(0);
    }

    private static HostArray random(DType dtype, int... dims) {
        var random = new SplittableRandom(9);
        return HostArray.fromDoubles(dtype, Shape.of(dims), i -> random.nextDouble(-1, 1));
    }

    @Test
    void addsWithTwoThreads() {
        var x = random(DType.F32, 200_003);

        var sum = run(new Elementwise.Add(), x, x);

        for (int i = 0; i < x.size(); i++) {
            assertThat(sum.getDouble(i)).isEqualTo(2 * x.getDouble(i));
        }
    }

    @Test
    void sumsAccurately() {
        var tenths = HostArray.fromDoubles(DType.F32, Shape.of(4_000_000), i -> 0.1);

        var sum = run(new Reduction.ReduceSum(List.of(0)), tenths);

        assertThat(sum.getDouble(0)).isCloseTo(4_000_000 * (double) 0.1f, within(0.05));
    }

    @Test
    void sumsRowsAndColumnsOfMatrices() {
        for (int[] dims : new int[][] {{70, 2500}, {2500, 70}, {3000, 3}, {3, 3000}}) {
            var x = random(DType.F32, dims);
            var exact = new double[2][Math.max(dims[0], dims[1])];
            for (int i = 0; i < x.size(); i++) {
                exact[0][i % dims[1]] += x.getDouble(i);
                exact[1][i / dims[1]] += x.getDouble(i);
            }
            for (int axis = 0; axis < 2; axis++) {
                var sums = run(new Reduction.ReduceSum(List.of(axis)), x);
                for (int i = 0; i < sums.size(); i++) {
                    assertThat(sums.getDouble(i)).isCloseTo(exact[axis][i], within(1e-5));
                }
            }
        }
    }

    @Test
    void findsExtremesOfLargeRows() {
        var x = random(DType.F32, 3, 5000);

        var ofRows = run(new Reduction.ReduceMax(List.of(1)), x);
        var ofColumns = run(new Reduction.ReduceMax(List.of(0)), x);

        for (int row = 0; row < 3; row++) {
            int start = 5000 * row;
            double largest = IntStream.range(0, 5000)
                    .mapToDouble(i -> x.getDouble(start + i))
                    .max()
                    .orElseThrow();
            assertThat(ofRows.getDouble(row)).isEqualTo(largest);
        }
        for (int i = 0; i < 5000; i++) {
            double largest = Math.max(x.getDouble(i), Math.max(x.getDouble(5000 + i), x.getDouble(10_000 + i)));
            assertThat(ofColumns.getDouble(i)).isEqualTo(largest);
        }
    }

    @Test
    void findsNaNInALargeRow() {
        var x = random(DType.F32, 3, 5000);
        var withNan = HostArray.fromDoubles(DType.F32, x.shape(), i -> i == 7777 ? Double.NaN : x.getDouble(i));

        var smallest = run(new Reduction.ReduceMin(List.of(1)), withNan);

        assertThat(smallest.getDouble(0)).isFinite();
        assertThat(smallest.getDouble(1)).isNaN();
    }

    @Test
    void transposesInTiles() {
        for (List<Integer> permutation :
                List.of(List.of(1, 0, 2), List.of(0, 2, 1), List.of(2, 1, 0), List.of(1, 2, 0))) {
            var x = random(DType.F32, 37, 40, 33);
            var op = new Structural.Transpose(permutation);
            assertThat(run(op, x)).isEqualTo(Naive.run(op, List.of(x)).get(0));
        }
    }

    @Test
    void scansAndCountsAcrossBlocks() {
        var x = random(DType.F64, 2, 1300);
        for (boolean reverse : new boolean[] {false, true}) {
            var op = new Reduction.Cumulative(Reduction.Accumulation.MAX, 1, reverse);
            assertThat(run(op, x)).isEqualTo(Naive.run(op, List.of(x)).get(0));
        }
        var iota = new Structural.Iota(DType.I32, Shape.of(3, 700, 2), 1);
        assertThat(run(iota)).isEqualTo(Naive.run(iota, List.of()).get(0));
    }

    @Test
    void sortsLongRowsStably() {
        var random = new SplittableRandom(4);
        var keys = HostArray.fromLongs(DType.I64, Shape.of(5000), i -> random.nextLong(50));
        var places = HostArray.fromLongs(DType.I32, Shape.of(5000), i -> i);

        var sorted = KernelRun.of(new JavaKernels(), new Reduction.Sort(0, 1), List.of(keys, places));

        for (int i = 1; i < 5000; i++) {
            long before = sorted.get(0).getLong(i - 1) * 5000 + sorted.get(1).getLong(i - 1);
            assertThat(sorted.get(0).getLong(i) * 5000 + sorted.get(1).getLong(i))
                    .isGreaterThan(before);
        }
    }

    @Test
    void multipliesLargeMatrices() {
        var x = random(DType.F32, 70, 90);
        var y = random(DType.F32, 90, 300);
        var op = new Contraction.DotGeneral(List.of(1), List.of(0), List.of(), List.of());

        var product = run(op, x, y);

        var expected = NaiveAlgebra.dot(op, x, y);
        for (int i = 0; i < product.size(); i++) {
            assertThat(product.getDouble(i)).isCloseTo(expected.getDouble(i), within(1e-6));
        }
    }
}
