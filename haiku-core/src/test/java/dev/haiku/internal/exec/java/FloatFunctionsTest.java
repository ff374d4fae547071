package dev.haiku.internal.exec.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Expected bits are those of JAX 0.10.2 on a CPU. */
class FloatFunctionsTest {

    private static final float[] POSITIVE = {1e-5f, 0.1f, 0.4f, 0.45f, 0.9f, 1, 3, 50};
    private static final float[] NEGATIVE = {-1e-5f, -0.1f, -0.4f, -0.45f, -0.9f, -0.999f, -0.5f, -0.25f};
    private static final float[] INNER = {1e-5f, -0.1f, 0.4f, -0.45f, 0.9f, 0.99f, 0.9999f, -0.99999f};

    @Test
    void giveTheBitsOfJax() {
        assertThat(bits(LogLoops::log, POSITIVE))
                .isEqualTo("c13834f1 c0135d8e bf6a9207 bf4c6b00 bdd7c745 00000000 3f8c9f54 407a5e96");
        assertThat(bits(LogLoops::log1p, POSITIVE))
                .isEqualTo("3727c575 3dc331fc 3eac4617 3ebe3d95 3f245089 3f317218 3fb17218 407ba308");
        assertThat(bits(LogLoops::log1p, NEGATIVE))
                .isEqualTo("b727c5e3 bdd7c741 bf02c578 bf190bd8 c0135d8d c0dd0c70 bf317218 be934b10");
        assertThat(bits(ErfLoops::erf, POSITIVE))
                .isEqualTo("373d4f83 3de652f5 3edb563d 3ef37258 3f4c022d 3f57bb3e 3f7ffe8e 3f800000");
        assertThat(bits(ErfLoops::erfInv, INNER))
                .isEqualTo("3714af27 bdb5fa21 3ebdda71 bed8698c 3f94e009 3fe92333 403010d3 c047e297");
    }

    private static String bits(Loops.Floats1 function, float[] x) {
        var y = apply(function, x);
        return IntStream.range(0, y.length)
                .mapToObj(i -> HexFormat.of().toHexDigits(Float.floatToRawIntBits(y[i])))
                .reduce((a, b) -> a + " " + b)
                .orElseThrow();
    }

    private static float[] apply(Loops.Floats1 function, float[] x) {
        var y = new float[x.length];
        function.apply(x.clone(), y, x.length);
        return y;
    }

    @Test
    void areAccurate() {
        assertThat(error(ExpLoops::exp, StrictMath::exp, -105, 88)).isLessThan(1);
        assertThat(error(ExpLoops::exp, StrictMath::exp, -1, 1)).isLessThan(1);
        assertThat(error(ExpLoops::tanh, StrictMath::tanh, -10, 10)).isLessThan(0.51);
        assertThat(error(ExpLoops::tanh, StrictMath::tanh, -1e-3, 1e-3)).isLessThan(0.51);
        assertThat(error(ExpLoops::logistic, x -> 1 / (1 + StrictMath.exp(-x)), -87, 87))
                .isLessThan(2.6);
        assertThat(error(LogLoops::log, StrictMath::log, 1e-30, 10)).isLessThan(1.2);
        assertThat(error(LogLoops::log1p, StrictMath::log1p, -0.99, 10)).isLessThan(2.6);
        assertThat(error(ErfLoops::erf, ErrorFunction::erf, -5, 5)).isLessThan(6);
        assertThat(error(ErfLoops::erfInv, ErrorFunction::erfInv, -0.99, 0.99)).isLessThan(20);
    }

    /** The largest error in units in the last place. */
    private static double error(Loops.Floats1 function, DoubleUnaryOperator exact, double low, double high) {
        var random = new SplittableRandom(5);
        var x = new float[Scratch.BLOCK];
        double worst = 0;
        for (int round = 0; round < 100; round++) {
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) random.nextDouble(low, high);
            }
            var y = apply(function, x);
            for (int i = 0; i < x.length; i++) {
                double wanted = exact.applyAsDouble(x[i]);
                worst = Math.max(worst, Math.abs(y[i] - wanted) / Math.ulp((float) wanted));
            }
        }
        return worst;
    }

    @Test
    void giveTheSameNumberAnywhereInABlock() {
        var random = new SplittableRandom(6);
        var x = new float[Scratch.BLOCK];
        for (int i = 0; i < x.length; i++) {
            x[i] = i % 5 == 0 ? Float.POSITIVE_INFINITY : (float) random.nextDouble(0.01, 0.99);
        }
        for (Loops.Floats1 function : new Loops.Floats1[] {
            ExpLoops::exp,
            ExpLoops::tanh,
            ExpLoops::logistic,
            LogLoops::log,
            LogLoops::log1p,
            ErfLoops::erf,
            ErfLoops::erfInv
        }) {
            var all = apply(function, x);
            for (int i = 0; i < x.length; i += 7) {
                assertThat(Float.valueOf(all[i])).isEqualTo(Float.valueOf(apply(function, new float[] {x[i]})[0]));
            }
        }
    }
}
