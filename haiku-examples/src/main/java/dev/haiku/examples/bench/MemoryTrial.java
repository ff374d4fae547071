package dev.haiku.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Shows that training keeps a flat resident size: many small steps, with the size of the process every tenth of them.
 *
 * <p>Run it with a small heap, such as {@code -Xmx256m}. The resident size is read from {@code /proc}, so only Linux prints it.
 */
public final class MemoryTrial {

    private static final int STEPS = 100_000;
    private static final int REPORTS = 10;
    private static final int BATCH = 8;

    private MemoryTrial() {}

    /** Runs the program. */
    public static void main(String[] arguments) throws IOException {
        var workload = ModelWorkloads.perceptronTraining(BATCH);
        System.out.printf("%8s %10s %12s%n", "steps", "loss", "resident MiB");
        for (int step = 1; step <= STEPS; step++) {
            workload.step();
            if (step % (STEPS / REPORTS) == 0 || step == 1_000) {
                System.out.printf(Locale.ROOT, "%8d %10.6f %12s%n", step, workload.loss(), residentMebibytes());
            }
        }
    }

    private static String residentMebibytes() throws IOException {
        var status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return "unknown";
        }
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS"))
                    .map(line -> String.valueOf(Long.parseLong(line.replaceAll("\\D", "")) / 1024))
                    .findFirst()
                    .orElse("unknown");
        }
    }
}
