package dev.haiku.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.checkpoint.CheckpointFolder.Options;
import dev.haiku.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {

    private static final Map<String, Tensor> TEMPLATE = tree(0);

    @TempDir
    Path folder;

    private static Map<String, Tensor> tree(long step) {
        return Map.of("x", Tensor.of((float) step, 2f));
    }

    private CheckpointFolder saved(UnaryOperator<Options> edit, long... steps) {
        var checkpoints = CheckpointFolder.of(folder.resolve("run"), edit);
        LongStream.of(steps).forEach(step -> checkpoints.save(step, tree(step)));
        return checkpoints;
    }

    @Test
    void isEmptyBeforeTheFirstSave() {
        var checkpoints = saved(o -> o);

        assertThat(checkpoints.steps()).isEmpty();
        assertThat(checkpoints.latestStep()).isEmpty();
        assertThat(checkpoints.restoreLatest(TEMPLATE)).isEmpty();
    }

    @Test
    void restoresTheLatest() {
        var latest = saved(o -> o, 5, 1_000).restoreLatest(TEMPLATE).orElseThrow();

        assertThat(latest.step()).isEqualTo(1_000);
        assertThat(latest.tree().get("x").toFloatArray()).containsExactly(1_000, 2);
    }

    @Test
    void restoresAnEarlierOne() {
        assertThat(saved(o -> o, 5, 6).restore(5, TEMPLATE).get("x").toFloatArray())
                .containsExactly(5, 2);
    }

    @Test
    void keepsTheLastThreeUnlessTold() {
        assertThat(saved(o -> o, 1, 2, 3, 4, 5).steps()).containsExactly(3L, 4L, 5L);
    }

    @Test
    void keepsMultiplesForever() {
        assertThat(saved(o -> o.keepLast(2).keepEvery(100), 0, 50, 100, 150, 200, 250, 300, 350)
                        .steps())
                .containsExactly(0L, 100L, 200L, 300L, 350L);
    }

    @Test
    void keepsAllWhenTold() {
        assertThat(saved(o -> o.keepLast(Integer.MAX_VALUE), 1, 2, 3, 4, 5).steps())
                .hasSize(5);
    }

    @Test
    void goesOnFromAnEarlierStepOnceLaterOnesAreDeleted() {
        var checkpoints = saved(o -> o, 1, 2, 3);

        checkpoints.deleteAfter(1);
        checkpoints.save(2, tree(20));

        assertThat(checkpoints.steps()).containsExactly(1L, 2L);
        assertThat(checkpoints.restore(2, TEMPLATE).get("x").get(0).item()).isEqualTo(20);
    }

    @Test
    void writesFilesThatSortByStep() {
        assertThat(saved(o -> o, 7).file(7))
                .isEqualTo(folder.resolve("run/step-000000000007.safetensors"))
                .exists();
    }

    @Test
    void ignoresOtherFilesAndDeletesLeftovers() throws IOException {
        var checkpoints = saved(o -> o, 1);
        var leftover = checkpoints.file(2).resolveSibling(".step-000000000002.safetensors.17-1.partial");
        var other = Files.writeString(checkpoints.file(0).resolveSibling("step-3.safetensors"), "mine");
        Files.writeString(leftover, "half");
        Files.createDirectory(checkpoints.file(9));

        assertThat(checkpoints.steps()).containsExactly(1L);
        checkpoints.save(2, tree(2));

        assertThat(leftover).doesNotExist();
        assertThat(other).hasContent("mine");
        assertThat(checkpoints.steps()).containsExactly(1L, 2L);
    }

    @Test
    void hasOptionsThatChangeOneThingEach() {
        assertThat(new Options(3, 0).keepLast(9)).isEqualTo(new Options(9, 0));
        assertThat(new Options(3, 0).keepEvery(9)).isEqualTo(new Options(3, 9));
    }

    @Nested
    class Errors {

        @Test
        void refuseAStepThatIsNotLater() {
            var checkpoints = saved(o -> o, 5);

            assertThatThrownBy(() -> checkpoints.save(5, TEMPLATE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(folder.resolve("run") + ": step 5 is not after the latest one, 5. Count on from the"
                            + " restored step, or call deleteAfter(4) first to go on from an earlier one.");
        }

        @Test
        void refuseAStepOutOfRange() {
            assertThatThrownBy(() -> saved(o -> o, -1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(folder.resolve("run")
                            + ": a step must be in [0, 999999999999999999], but is -1. Count from 0 or 1.");
        }

        @Test
        void nameTheStepsThatThereAre() {
            var checkpoints = saved(o -> o, 5, 6);

            assertThatThrownBy(() -> checkpoints.restore(7, TEMPLATE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            folder.resolve("run") + ": there is no checkpoint of step 7. There are the steps [5, 6].");
        }

        @Test
        void nameTheFileOfAnotherTree() {
            var checkpoints = saved(o -> o, 5);

            assertThatThrownBy(() -> checkpoints.restoreLatest(List.of(Tensor.of(1.0f))))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage(checkpoints.file(5) + """
                            : the tensors are not those of the template.
                            missing: 0 f32[1]
                            unexpected: x f32[2]
                            Build the template with the program that saved them.""");
        }

        @Test
        void refuseToKeepNothing() {
            assertThatThrownBy(() -> CheckpointFolder.of(folder, o -> o.keepLast(0)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("keepLast must be at least 1, but is 0."
                            + " The latest checkpoint cannot be deleted when it is saved.");
        }

        @Test
        void refuseANegativePeriod() {
            assertThatThrownBy(() -> CheckpointFolder.of(folder, o -> o.keepEvery(-1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("keepEvery must not be negative, but is -1. Use 0 to keep the last ones only.");
        }

        @Test
        void tellThatTheFolderIsAFile() throws IOException {
            Files.writeString(folder.resolve("run"), "a file");

            assertThatThrownBy(() -> saved(o -> o, 1))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageStartingWith(folder.resolve("run") + " cannot be read: ");
        }
    }
}
