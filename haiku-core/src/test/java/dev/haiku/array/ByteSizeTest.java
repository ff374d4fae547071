package dev.haiku.array;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteSizeTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.00 kB",
        "1234, 1.23 kB",
        "1235, 1.24 kB",
        "126000, 126.00 kB",
        "999999, 1000.00 kB",
        "1000000, 1.00 MB",
        "2500000000, 2.50 GB",
        "7000000000000, 7.00 TB",
        "7000000000000000, 7000.00 TB"
    })
    void printsInDecimalUnits(long bytes, String text) {
        assertThat(new ByteSize(bytes)).hasToString(text);
    }
}
