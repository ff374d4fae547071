package dev.haiku.internal.exec.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.internal.exec.KernelRun;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.PrimitiveCase;
import dev.haiku.ir.RandomOp;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Expected values are those of JAX 0.10.2 on a CPU for the key of seed 42. */
class RandomKernelsTest {

    private static final HostArray KEY = words(Shape.of(2), 0, 42);

    private static HostArray words(Shape shape, long... values) {
        return HostArray.fromLongs(DType.U32, shape, i -> values[i]);
    }

    private static HostArray run(Primitive op, HostArray... inputs) {
        return KernelRun.of(new JavaKernels(), op, List.of(inputs)).get(0);
    }

    private static long[] longs(HostArray array) {
        return LongStream.range(0, array.size())
                .map(i -> array.getLong((int) i))
                .toArray();
    }

    private static HostArray bits(DType dtype, int size) {
        return run(new RandomOp.RandomBits(dtype, Shape.of(size)), KEY);
    }

    @Test
    void encryptsTheVectorsOfThePaper() {
        var key0 = words(Shape.of(3), 0, 0xffffffffL, 0x13198a2eL);
        var key1 = words(Shape.of(3), 0, 0xffffffffL, 0x03707344L);
        var x0 = words(Shape.of(3), 0, 0xffffffffL, 0x243f6a88L);
        var x1 = words(Shape.of(3), 0, 0xffffffffL, 0x85a308d3L);

        var results = KernelRun.of(new JavaKernels(), new RandomOp.Threefry2x32(), List.of(key0, key1, x0, x1));

        assertThat(longs(results.get(0))).containsExactly(0x6b200159L, 0x1cb996fcL, 0xc4923a9cL);
        assertThat(longs(results.get(1))).containsExactly(0x99ba4efeL, 0xbb002be7L, 0x483df7a0L);
    }

    @Test
    void drawsTheBitsOfJax() {
        assertThat(longs(bits(DType.U32, 5)))
                .containsExactly(2098992034L, 2919706841L, 2646866425L, 2409546199L, 1935504149L);
        assertThat(longs(bits(DType.U8, 5))).containsExactly(162, 217, 249, 215, 21);
        assertThat(longs(bits(DType.I16, 5))).containsExactly(5026, 12505, (short) 63993, (short) 49623, 29461);
        assertThat(longs(bits(DType.I64, 3)))
                .containsExactly(7871734211187709741L, 276886910877598708L, -7855648935367878381L);
    }

    @Test
    void drawsTheBitsOfJaxInLargeBlocks() {
        var some = bits(DType.U32, 2500);
        var many = bits(DType.U32, 1 << 18);

        assertThat(LongStream.of(longs(some)).sum()).isEqualTo(5365725760709L);
        assertThat(some.getLong(2499)).isEqualTo(4208978133L);
        assertThat(IntStream.of(65535, 65536, 131072, 200000, 262143).mapToLong(many::getLong))
                .containsExactly(2934019173L, 1508273704L, 1591767782L, 1493307227L, 35128444L);
    }

    @Test
    void drawsForEachKeyOfABatchWhatItDrawsForTheKeyAlone() {
        var keys = words(Shape.of(3, 2), 0, 42, 7, 8, 4294967295L, 1);
        for (int size : new int[] {3, 300}) {
            for (DType dtype : List.of(DType.U8, DType.I16, DType.U32, DType.I64)) {
                var op = new RandomOp.RandomBits(dtype, Shape.of(size));

                var all = run(op, keys);

                for (int key = 0; key < 3; key++) {
                    var alone = run(op, words(Shape.of(2), keys.getLong(2 * key), keys.getLong(2 * key + 1)));
                    for (int i = 0; i < size; i++) {
                        assertThat(all.getLong(key * size + i)).isEqualTo(alone.getLong(i));
                    }
                }
            }
        }
    }

    private static HostArray gamma(DType dtype, boolean logSpace) {
        float[] shapes = {0.3f, 0.5f, 1, 2.5f, 10, 100};
        var keys = words(
                Shape.of(6, 2),
                1832780943L,
                270669613L,
                64467757L,
                2916123636L,
                2465931498L,
                255383827L,
                3134548294L,
                894150801L,
                2954079971L,
                3276725750L,
                2765691542L,
                824333390L);
        return run(new RandomOp.RandomGamma(logSpace), keys, HostArray.fromDoubles(dtype, Shape.of(6), i -> shapes[i]));
    }

    private static void assertClose(HostArray actual, double error, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual.getDouble(i)).isCloseTo(expected[i], within(error * Math.abs(expected[i])));
        }
    }

    @Test
    void drawsTheGammaSamplesOfJax() {
        assertClose(
                gamma(DType.F32, false),
                1e-6,
                0.43624743819236755,
                0.5063273906707764,
                2.0072460174560547,
                1.564313530921936,
                7.678658962249756,
                96.00260162353516);
        assertClose(
                gamma(DType.F32, true),
                1e-6,
                -0.8295456171035767,
                -0.6805716753005981,
                0.6967637538909912,
                0.4474470615386963,
                2.038444995880127,
                4.564375400543213);
        assertClose(
                gamma(DType.F64, false),
                1e-13,
                0.04064463342252084,
                0.014509096904634517,
                0.4240212506845043,
                2.764149407028277,
                5.958633005746145,
                85.47196657160355);
        assertClose(
                gamma(DType.F64, true),
                1e-13,
                -3.2028884708297882,
                -4.232979453538195,
                -0.8579717054671963,
                1.0167329590857241,
                1.7848410933179086,
                4.448188445823996);
    }

    @Test
    void drawsTheGammaSamplesOfJaxInHalfPrecision() {
        assertClose(
                gamma(DType.F16, false),
                1e-2,
                0.002338409423828125,
                0.0239715576171875,
                4.07421875,
                5.8984375,
                4.98828125,
                93.125);
        assertClose(gamma(DType.BF16, false), 2e-2, 0.7890625, 1.8125, 1.1328125, 5.15625, 8.5, 97.0);
    }

    @Test
    void givesNaNForAGammaShapeOfNaN() {
        var sample = run(new RandomOp.RandomGamma(false), KEY, HostArray.scalar(DType.F32, Double.NaN));

        assertThat(sample.getDouble(0)).isNaN();
    }

    @Test
    void drawsThePoissonSamplesOfJax() {
        var rates = HostArray.of(Shape.of(10), 0, 0.1f, 1, 5, 9.9f, 10, 20, 100, 1000, Float.NaN);

        var samples = run(new RandomOp.RandomPoisson(DType.I32), KEY, rates);

        assertThat(longs(samples)).containsExactly(0, 0, 0, 2, 18, 7, 17, 85, 994, -1);
    }

    /** Later candidates replace earlier ones until all elements have one, so that a sample depends on its neighbours. */
    @Test
    void drawsThePoissonSamplesOfJaxForEqualLargeRates() {
        var rates = HostArray.fromDoubles(DType.F32, Shape.of(6), i -> 20);

        var samples = run(new RandomOp.RandomPoisson(DType.I8), KEY, rates);

        assertThat(longs(samples)).containsExactly(23, 24, 15, 17, 13, 16);
    }

    @Test
    void drawsPoissonSamplesWithTheMeanAndVarianceOfTheRate() {
        for (double rate : new double[] {0.5, 7, 60}) {
            var rates = HostArray.fromDoubles(DType.F32, Shape.of(20_000), i -> rate);

            var samples = longs(run(new RandomOp.RandomPoisson(DType.I64), KEY, rates));

            double mean = LongStream.of(samples).average().orElseThrow();
            double variance = LongStream.of(samples)
                            .mapToDouble(n -> (n - mean) * (n - mean))
                            .sum()
                    / samples.length;
            assertThat(mean).isCloseTo(rate, within(0.03 * rate));
            assertThat(variance).isCloseTo(rate, within(0.05 * rate));
        }
    }

    @Test
    void runsAllRowsOfTheTable() {
        for (var row : PrimitiveCase.all()) {
            if (row.op() instanceof RandomOp) {
                var results = KernelRun.of(new JavaKernels(), row.op(), row.inputs(3));
                assertThat(results).as("%s", row).isEqualTo(KernelRun.of(new JavaKernels(), row.op(), row.inputs(3)));
            }
        }
    }
}
