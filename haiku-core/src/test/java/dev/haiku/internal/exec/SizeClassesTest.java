package dev.haiku.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SizeClassesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 64",
        "1, 64",
        "64, 64",
        "65, 128",
        "256, 256",
        "257, 320",
        "512, 512",
        "513, 640",
        "1048576, 1048576",
        "1048577, 1310720",
        "2147483584, 2147483584"
    })
    void roundsUpToBlocks(long bytes, long capacity) {
        assertThat(SizeClasses.capacity(SizeClasses.index(bytes))).isEqualTo(capacity);
    }

    static LongStream sizes() {
        return LongStream.iterate(1, bytes -> bytes <= SizeClasses.LARGEST, bytes -> bytes * 13 / 11 + 1);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void wastesAtMostAFifthOfLargeBlocks(long bytes) {
        long capacity = SizeClasses.capacity(SizeClasses.index(bytes));

        assertThat(capacity).isGreaterThanOrEqualTo(bytes).isLessThanOrEqualTo(Math.max(bytes * 5 / 4 + 64, 64));
    }

    @Test
    void findsTheClassOfABlockAgain() {
        assertThat(IntStream.range(0, SizeClasses.COUNT))
                .allSatisfy(index -> assertThat(SizeClasses.index(SizeClasses.capacity(index)))
                        .isEqualTo(index));
    }
}
