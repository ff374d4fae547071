package dev.haiku.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeTest {

    @TempDir
    Path folder;

    @Test
    void goesOnBitForBitInAnotherProcess() throws IOException, InterruptedException {
        ResumedTraining.train(folder.resolve("through"), 100);
        ResumedTraining.train(folder.resolve("resumed"), 50);

        var second = ChildProcess.start(ResumedTraining.class, folder.resolve("resumed"), 100);

        assertThat(second.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(second.exitValue()).isZero();
        var through = CheckpointFolder.of(folder.resolve("through"));
        var resumed = CheckpointFolder.of(folder.resolve("resumed"));
        assertThat(resumed.steps()).containsExactly(50L, 100L);
        assertThat(Files.mismatch(resumed.file(100), through.file(100))).isEqualTo(-1);
        assertThat(Files.mismatch(resumed.file(50), through.file(100))).isNotEqualTo(-1);
    }
}
