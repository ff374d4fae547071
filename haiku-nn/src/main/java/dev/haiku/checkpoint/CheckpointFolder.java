package dev.haiku.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A folder of checkpoints of one training run, one file for each saved step; Orbax's {@code CheckpointManager}.
 *
 * <p>A checkpoint appears complete or not at all, and older ones are deleted only after the new one has reached the
 * disk: whenever the process or the machine stops, the latest complete one is there. Restoring gives the same bits
 * back, so that a resumed run goes on as if it had not stopped.
 *
 * <p>Files are called {@code step-000000001000.safetensors} and are what {@link Checkpoint#save} writes. One process at
 * a time may save to a folder; any number may read. What is in the folder is looked up at each call, nothing is
 * remembered.
 */
public final class CheckpointFolder {

    private static final Pattern FILE = Pattern.compile("step-(\\d{12,18})\\.safetensors");
    private static final Pattern LEFTOVER =
            Pattern.compile("\\.step-.*\\.safetensors\\..*" + Pattern.quote(AtomicFile.TEMPORARY));

    /** What fits the digits of a file name. */
    private static final long LAST_STEP = 999_999_999_999_999_999L;

    private final Path folder;
    private final Options options;

    /**
     * A tree with the step at which it was saved.
     *
     * @param step the step
     * @param tree the tree
     * @param <T> the type of the tree
     */
    public record Saved<T>(long step, T tree) {}

    /**
     * What can be chosen about a {@link CheckpointFolder}.
     *
     * @param keepLast how many of the latest checkpoints are kept, at least 1; 3 by default
     * @param keepEvery the checkpoints of all multiples of this step are kept as well; 0, by default, for none
     */
    public record Options(int keepLast, long keepEvery) {

        private static final Options DEFAULTS = new Options(3, 0);

        /** Checks the numbers. */
        public Options {
            if (keepLast < 1) {
                throw new IllegalArgumentException("keepLast must be at least 1, but is " + keepLast
                        + ". The latest checkpoint cannot be deleted when it is saved.");
            }
            if (keepEvery < 0) {
                throw new IllegalArgumentException(
                        "keepEvery must not be negative, but is " + keepEvery + ". Use 0 to keep the last ones only.");
            }
        }

        /**
         * {@return these options with another number of latest checkpoints to keep; {@code Integer.MAX_VALUE} for all}
         */
        public Options keepLast(int keepLast) {
            return new Options(keepLast, keepEvery);
        }

        /** {@return these options with other steps of which all multiples are kept} */
        public Options keepEvery(long keepEvery) {
            return new Options(keepLast, keepEvery);
        }

        private boolean keepsForever(long step) {
            return keepEvery > 0 && step % keepEvery == 0;
        }
    }

    private CheckpointFolder(Path folder, Options options) {
        this.folder = folder;
        this.options = options;
    }

    /** {@return the checkpoints in a folder, which is created at the first {@link #save}} */
    public static CheckpointFolder of(Path folder) {
        return of(folder, o -> o);
    }

    /** {@return the same with edited options, such as {@code o -> o.keepLast(5).keepEvery(10_000)}} */
    public static CheckpointFolder of(Path folder, UnaryOperator<Options> edit) {
        return new CheckpointFolder(folder, edit.apply(Options.DEFAULTS));
    }

    /**
     * Saves a tree as the checkpoint of a step, and deletes those that need not be kept.
     *
     * @param step the step, later than all that are in the folder
     * @param tree the tree, such as a record of parameters, optimiser state and key
     * @throws IllegalArgumentException if the step is negative or not later, or the tree cannot be saved
     * @throws UncheckedIOException if the file cannot be written; the earlier checkpoints are still there
     */
    public void save(long step, Object tree) {
        requireNext(step);
        createFolder();
        deleteLeftovers();
        Checkpoint.save(file(step), tree);
        var steps = steps();
        steps.subList(0, Math.max(0, steps.size() - options.keepLast())).stream()
                .filter(old -> !options.keepsForever(old))
                .forEach(this::delete);
    }

    private void requireNext(long step) {
        if (step < 0 || step > LAST_STEP) {
            throw new IllegalArgumentException(
                    folder + ": a step must be in [0, " + LAST_STEP + "], but is " + step + ". Count from 0 or 1.");
        }
        var latest = latestStep();
        if (latest.isPresent() && step <= latest.getAsLong()) {
            throw new IllegalArgumentException(folder + ": step " + step + " is not after the latest one, "
                    + latest.getAsLong() + ". Count on from the restored step, or call deleteAfter(" + (step - 1)
                    + ") first to go on from an earlier one.");
        }
    }

    private void createFolder() {
        if (Files.isDirectory(folder)) {
            return;
        }
        try {
            Files.createDirectories(folder);
            AtomicFile.synchronizeFolder(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be created: " + e.getMessage(), e);
        }
    }

    /** Deletes what a process that was stopped in the middle of saving left behind. */
    private void deleteLeftovers() {
        files(name -> LEFTOVER.matcher(name).matches()).forEach(CheckpointFolder::delete);
    }

    /**
     * Deletes the checkpoints of later steps, the latest first, to go on from an earlier one.
     *
     * @throws UncheckedIOException if a file cannot be deleted
     */
    public void deleteAfter(long step) {
        var steps = steps();
        for (int i = steps.size() - 1; i >= 0 && steps.get(i) > step; i--) {
            delete(steps.get(i));
        }
    }

    private void delete(long step) {
        delete(file(step));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    file + " is not needed any more, but cannot be deleted: " + e.getMessage(), e);
        }
    }

    /** {@return the steps that there are, from the earliest to the latest} */
    public List<Long> steps() {
        return files(name -> FILE.matcher(name).matches()).stream()
                .map(CheckpointFolder::step)
                .filter(step -> Files.isRegularFile(file(step)))
                .sorted()
                .toList();
    }

    private static long step(Path file) {
        var matcher = FILE.matcher(file.getFileName().toString());
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
    }

    private List<Path> files(Predicate<String> accepts) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> accepts.test(file.getFileName().toString()))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw MappedFile.unreadable(folder, e);
        }
    }

    /** {@return the latest step, if there is any checkpoint} */
    public OptionalLong latestStep() {
        var steps = steps();
        return steps.isEmpty() ? OptionalLong.empty() : OptionalLong.of(steps.get(steps.size() - 1));
    }

    /** {@return the file of a step, whether there is one or not} */
    public Path file(long step) {
        return folder.resolve(String.format(Locale.ROOT, "step-%012d.safetensors", step));
    }

    /**
     * {@return the latest checkpoint with its step, or nothing if there is none yet}
     *
     * @param template a tree of the same structure, such as the one that training begins with; its numbers do not
     *     matter
     * @throws CheckpointException if the checkpoint is not of that structure, or damaged; {@link #restore} reads
     *     earlier ones
     */
    public <T> Optional<Saved<T>> restoreLatest(T template) {
        var latest = latestStep();
        return latest.isEmpty()
                ? Optional.empty()
                : Optional.of(new Saved<>(latest.getAsLong(), restore(latest.getAsLong(), template)));
    }

    /**
     * {@return the checkpoint of a step}
     *
     * @param step a step that there is
     * @param template a tree of the same structure, such as the one that training begins with; its numbers do not
     *     matter
     * @throws IllegalArgumentException if there is none of that step
     * @throws CheckpointException if the checkpoint is not of that structure, or damaged
     */
    public <T> T restore(long step, T template) {
        if (!steps().contains(step)) {
            throw new IllegalArgumentException(
                    folder + ": there is no checkpoint of step " + step + ". There are the steps " + steps() + ".");
        }
        return Checkpoint.restore(file(step), template);
    }
}
