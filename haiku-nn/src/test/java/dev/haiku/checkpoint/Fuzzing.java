package dev.haiku.checkpoint;

import com.sun.management.ThreadMXBean;
import dev.haiku.tensor.Tensor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads damaged files and counts what comes of it: all tensors, or a {@link CheckpointException}. All else is a crash.
 *
 * <p>{@code java ... dev.haiku.checkpoint.Fuzzing SECONDS [SEED]} does so for a while and prints the counts.
 */
final class Fuzzing {

    /** Reads all tensors of a file. */
    private interface Format {
        void readAll(Path file);
    }

    /** What came of the files of one format. */
    static final class Counts {

        final List<String> crashes = new ArrayList<>();
        int tried;
        int accepted;
        long mostAllocated;

        @Override
        public String toString() {
            return tried + " inputs, " + accepted + " accepted, " + (tried - accepted - crashes.size()) + " refused, "
                    + crashes.size() + " crashes, at most " + mostAllocated + " bytes allocated";
        }
    }

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Path file;
    private final Mutations mutations;
    private final Map<String, Format> formats = new LinkedHashMap<>();
    private final Map<String, List<byte[]>> seeds = new LinkedHashMap<>();
    private final Map<String, Counts> counts = new LinkedHashMap<>();

    Fuzzing(Path folder, long seed) throws IOException {
        this.file = folder.resolve("damaged");
        this.mutations = new Mutations(seed);
        add(
                "safetensors",
                Fuzzing::readSafetensors,
                List.of("types.safetensors", "bf16.safetensors", "haiku.safetensors"));
        add(
                "npy",
                Npy::read,
                List.of("version1.npy", "version2.npy", "version3.npy", "bf16.npy", "object.npy", "record.npy"));
        add("npz", Fuzzing::readNpz, List.of("types.npz", "layouts.npz", "zip64.npz", "haiku.npz"));
        var own = folder.resolve("own");
        Npz.write(own, Map.of("a", Tensor.of(1f, 2f), "b", Tensor.of(true, false)), o -> o.compressed(true));
        seeds.get("npz").add(Files.readAllBytes(own));
        Checkpoint.save(own, Map.of("a", Tensor.of(1f, 2f), "b", List.of(Tensor.of(true, false))));
        seeds.get("safetensors").add(Files.readAllBytes(own));
    }

    private void add(String name, Format format, List<String> files) throws IOException {
        formats.put(name, format);
        counts.put(name, new Counts());
        var bytes = new ArrayList<byte[]>();
        for (var each : files) {
            bytes.add(Files.readAllBytes(Fixtures.file(each)));
        }
        seeds.put(name, bytes);
    }

    private static void readSafetensors(Path path) {
        try (var source = Safetensors.open(path)) {
            source.names().forEach(source::read);
        }
    }

    private static void readNpz(Path path) {
        try (var source = Npz.open(path)) {
            source.names().forEach(source::read);
        }
    }

    /** Reads one damaged file of each format. */
    void round() throws IOException {
        for (var format : formats.entrySet()) {
            var bytes = mutations.next(seeds.get(format.getKey()));
            // a new file each time: the one before may still be mapped
            Files.deleteIfExists(file);
            Files.write(file, bytes);
            attempt(format.getValue(), counts.get(format.getKey()));
        }
    }

    private void attempt(Format format, Counts count) {
        count.tried++;
        long before = allocated();
        try {
            format.readAll(file);
            count.accepted++;
        } catch (CheckpointException e) {
            if (!e.getMessage().startsWith(file.toString())) {
                count.crashes.add("a message that does not name the file: " + e.getMessage());
            }
        } catch (RuntimeException | Error e) {
            count.crashes.add(e + " at " + e.getStackTrace()[0]);
        }
        count.mostAllocated = Math.max(count.mostAllocated, allocated() - before);
    }

    private static long allocated() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    /** {@return the counts by format} */
    Map<String, Counts> counts() {
        return counts;
    }

    /** {@code seconds [seed]} */
    public static void main(String[] args) throws IOException {
        long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
        var fuzzing = new Fuzzing(Files.createTempDirectory("fuzzing"), seed);
        long end = System.nanoTime() + Long.parseLong(args[0]) * 1_000_000_000;
        while (System.nanoTime() < end) {
            fuzzing.round();
        }
        System.out.println("seed " + seed);
        fuzzing.counts().forEach((name, count) -> {
            System.out.println(name + ": " + count);
            count.crashes.stream().distinct().limit(20).forEach(crash -> System.out.println("  " + crash));
        });
    }
}
