package dev.haiku.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FuzzTest {

    private static final int ROUNDS = 2_000;
    private static final long SEED = 20_261_124;
    /**
     * Damaged files are a few thousand bytes long; a buffer of 64 MiB, which the limit for small zip files allows, is
     * too much.
     */
    private static final long MOST_ALLOCATED = 16L << 20;

    @TempDir
    Path folder;

    @Test
    void damagedFilesAreReadOrRefusedAndCostNothing() throws IOException {
        var fuzzing = new Fuzzing(folder, SEED);

        for (int i = 0; i < ROUNDS; i++) {
            fuzzing.round();
        }

        fuzzing.counts().forEach((format, count) -> {
            assertThat(count.crashes).as(format).isEmpty();
            assertThat(count.tried).as(format).isEqualTo(ROUNDS);
            assertThat(count.accepted).as(format).isBetween(1, ROUNDS / 2);
            assertThat(count.mostAllocated).as(format).isLessThan(MOST_ALLOCATED);
        });
    }
}
