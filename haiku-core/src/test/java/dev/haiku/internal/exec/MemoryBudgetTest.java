package dev.haiku.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryBudgetTest {

    @ParameterizedTest
    @CsvSource({"1000, 1000", "512k, 524288", "3M, 3145728", "' 8g ', 8589934592"})
    void readsBytesWithSuffix(String text, long bytes) {
        assertThat(MemoryBudget.parse(text)).isEqualTo(bytes);
    }

    @Test
    void isMostOfThePhysicalMemoryByDefault() {
        assertThat(MemoryBudget.parse(null)).isGreaterThan(256L << 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "much", "-1", "0", "1.5g", "99999999999999g"})
    void rejectsOtherTexts(String text) {
        assertThatThrownBy(() -> MemoryBudget.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "-Dhaiku.memory.budget needs a number of bytes > 0 such as 2000000000, 512m or 8g, but got '"
                                + text + "'.");
    }

    @ParameterizedTest
    @CsvSource({"17, 17 B", "1536, 1.5 KiB", "1048576, 1.0 MiB", "6442450944, 6.0 GiB"})
    void printsSizes(long bytes, String text) {
        assertThat(MemoryBudget.text(bytes)).isEqualTo(text);
    }
}
