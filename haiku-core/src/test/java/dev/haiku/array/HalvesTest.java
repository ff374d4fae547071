package dev.haiku.array;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class HalvesTest {

    private static final int PATTERNS = 1 << 16;

    @Test
    void readsTheValuesOfF16() {
        assertThat(Halves.f16ToFloat((short) 0x3c00)).isEqualTo(1);
        assertThat(Halves.f16ToFloat((short) 0xc100)).isEqualTo(-2.5f);
        assertThat(Halves.f16ToFloat((short) 0x7bff)).isEqualTo(65504);
        assertThat(Halves.f16ToFloat((short) 0x0400)).isEqualTo(0x1p-14f);
        assertThat(Halves.f16ToFloat((short) 0x0001)).isEqualTo(0x1p-24f);
        assertThat(Halves.f16ToFloat((short) 0x8001)).isEqualTo(-0x1p-24f);
        assertThat(Halves.f16ToFloat((short) 0x8000)).isEqualTo(-0f);
        assertThat(Halves.f16ToFloat((short) 0x7c00)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(Halves.f16ToFloat((short) 0xfc00)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(Halves.f16ToFloat((short) 0x7e01)).isNaN();
    }

    @Test
    void readsTheValuesOfBf16() {
        assertThat(Halves.bf16ToFloat((short) 0x3f80)).isEqualTo(1);
        assertThat(Halves.bf16ToFloat((short) 0xc020)).isEqualTo(-2.5f);
        assertThat(Halves.bf16ToFloat((short) 0x0001)).isEqualTo(0x1p-133f);
        assertThat(Halves.bf16ToFloat((short) 0xff80)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(Halves.bf16ToFloat((short) 0x7fc0)).isNaN();
    }

    @Test
    void writesEveryPatternBackAsItWas() {
        for (int bits = 0; bits < PATTERNS; bits++) {
            float f16 = Halves.f16ToFloat((short) bits);
            float bf16 = Halves.bf16ToFloat((short) bits);

            if (!Float.isNaN(f16)) {
                assertThat(Halves.doubleToF16(f16)).isEqualTo((short) bits);
            }
            if (!Float.isNaN(bf16)) {
                assertThat(Halves.doubleToBf16(bf16)).isEqualTo((short) bits);
            }
        }
    }

    @Test
    void keepsNaN() {
        assertThat(Halves.f16ToFloat(Halves.doubleToF16(Double.NaN))).isNaN();
        assertThat(Halves.bf16ToFloat(Halves.doubleToBf16(Double.NaN))).isNaN();
    }

    @Test
    void roundsTiesToEvenAndOthersToTheNearest() {
        checkRounding(bits -> Halves.f16ToFloat((short) bits), Halves::doubleToF16, 0x7c00);
        checkRounding(bits -> Halves.bf16ToFloat((short) bits), Halves::doubleToBf16, 0x7f80);
    }

    /** Between all neighbours of positive finite numbers: the middle, a little less, a little more, and a random place. */
    private static void checkRounding(IntFunction<Float> read, DoubleFunction<Short> write, int infinity) {
        var random = new SplittableRandom(1);
        for (int bits = 0; bits < infinity - 1; bits++) {
            double low = read.apply(bits);
            double high = read.apply(bits + 1);
            double middle = low + (high - low) / 2; // exact in double
            short even = (short) (bits % 2 == 0 ? bits : bits + 1);

            assertThat(write.apply(middle)).isEqualTo(even);
            assertThat(write.apply(Math.nextDown(middle))).isEqualTo((short) bits);
            assertThat(write.apply(Math.nextUp(middle))).isEqualTo((short) (bits + 1));
            double anywhere = random.nextDouble(low, high);
            assertThat(write.apply(anywhere)).isEqualTo((short) (anywhere < middle ? bits : bits + 1));
            assertThat(write.apply(-anywhere)).isEqualTo((short) ((anywhere < middle ? bits : bits + 1) | 0x8000));
        }
    }

    @Test
    void overflowsToInfinityFromHalfAStepBeyondTheLargest() {
        assertThat(Halves.doubleToF16(65519.99)).isEqualTo((short) 0x7bff);
        assertThat(Halves.doubleToF16(65520)).isEqualTo((short) 0x7c00);
        assertThat(Halves.doubleToF16(-1e300)).isEqualTo((short) 0xfc00);
        assertThat(Halves.doubleToBf16(1e300)).isEqualTo((short) 0x7f80);
        assertThat(Halves.doubleToBf16(-Float.MAX_VALUE)).isEqualTo((short) 0xff80);
    }
}
