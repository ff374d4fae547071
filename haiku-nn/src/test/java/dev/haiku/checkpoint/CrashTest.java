package dev.haiku.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Saving that stops somewhere leaves a complete checkpoint, the new one or the one before. */
class CrashTest {

    private static final Map<String, Tensor> TEMPLATE = tree(0);
    private static final int MOST_OPERATIONS = 200;

    @TempDir
    Path folder;

    private static Map<String, Tensor> tree(long step) {
        return Map.of("a", Tensor.of((float) step, 1f), "b", Tensor.of((double) step, 2.0));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void losesNothingWhicheverOperationFails(boolean machineStops) {
        boolean reachedTheEnd = false;
        for (int failing = 1; !reachedTheEnd && failing < MOST_OPERATIONS; failing++) {
            reachedTheEnd = savesOrKeeps(folder.resolve("run" + failing), failing, machineStops);
        }
        assertThat(reachedTheEnd).isTrue();
    }

    /** {@return whether all operations went well} */
    private static boolean savesOrKeeps(Path run, int failing, boolean machineStops) {
        CheckpointFolder.of(run).save(1, tree(1));
        var files = new FaultyFileSystem(failing, machineStops);
        try {
            CheckpointFolder.of(files.path(run), o -> o.keepLast(1)).save(2, tree(2));
        } catch (UncheckedIOException e) {
            assertThat(e.getCause()).hasMessageEndingWith(" failed");
        }

        var latest = CheckpointFolder.of(run).restoreLatest(TEMPLATE).orElseThrow();
        assertThat(latest.tree().get("a").get(0).item()).isEqualTo((double) latest.step());
        assertThat(latest.tree().get("b").get(0).item()).isEqualTo((double) latest.step());
        return !files.hasFailed();
    }

    @Test
    void deletesWhatItCouldNotFinish() throws IOException {
        var files = new FaultyFileSystem(2, false);
        var path = files.path(folder.resolve("x.safetensors"));

        assertThatThrownBy(() -> Safetensors.write(path, tree(1)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(folder.resolve("x.safetensors")
                        + " cannot be written: writing failed. What was there before is unchanged.");
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void deletesTheFileWhenATensorCannotBeRead() throws IOException {
        var closed = Npz.open(Fixtures.file("haiku.npz"));
        closed.close();

        assertThatThrownBy(() -> Safetensors.write(folder.resolve("x.safetensors"), closed, Map.of()))
                .isInstanceOf(IllegalStateException.class);
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void saysThatAMoveMayNotHaveReachedTheDisk() {
        int operations = 1;
        while (!saves(new FaultyFileSystem(operations + 1, false))) {
            operations++;
        }
        var files = new FaultyFileSystem(operations, false);
        var path = folder.resolve("x.safetensors");

        assertThatThrownBy(() -> Safetensors.write(files.path(path), tree(1)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(path + " is written, but may be gone after a power failure: flushing failed.");
        assertThat(Safetensors.read(path)).hasSize(2);
    }

    private boolean saves(FaultyFileSystem files) {
        try {
            Safetensors.write(files.path(folder.resolve("x.safetensors")), tree(1));
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    @Test
    void losesNothingWhenItsProcessIsKilled() throws IOException, InterruptedException {
        var checkpoints = CheckpointFolder.of(folder.resolve("killed"), o -> o.keepLast(1));
        long before = 0;
        for (int pause : new int[] {3, 30}) {
            long after = before + 3;
            var child = ChildProcess.start(SavingForever.class, folder.resolve("killed"), before + 1);
            while (checkpoints.latestStep().orElse(0) < after && child.isAlive()) {
                Thread.sleep(1);
            }
            Thread.sleep(pause);
            child.destroyForcibly().waitFor();

            var latest = checkpoints.restoreLatest(SavingForever.tree(0)).orElseThrow();
            assertThat(latest.step()).isGreaterThanOrEqualTo(after);
            latest.tree()
                    .forEach(tensor -> assertThat(
                                    tensor.eq((float) latest.step()).all().itemBoolean())
                            .isTrue());
            before = latest.step();
        }
    }
}
