package dev.haiku.examples.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Measures workloads from the command line.
 *
 * <p>{@code Contender [name or glob ...]} prints {@code name haiku median p10 p90 steps}, times in microseconds; {@code --list} prints
 * the names; {@code --serve} answers the commands of a driver, such as {@code haiku-examples/bench/compare.py}, on standard input. Each
 * answer is a line that starts with {@code @@}; the first one is {@code READY}.
 * <ul>
 *   <li>{@code LIST} is answered by {@code LIST name ...}
 *   <li>{@code PREP name seconds} makes a workload, runs a first step and warms up for so long: {@code PREP name setup first steps each
 *       parameters firstLoss loss}, with milliseconds of setting up and of the first step, the steps of warming up, the steps that a
 *       sample has, the number of parameters or -1, and the losses of the first and the last step, or NaN
 *   <li>{@code MEAS name seconds} measures it: {@code SAMPLES name micros ...}, microseconds of a step, sample by sample, ascending
 *   <li>{@code QUIT} ends the program
 *   <li>what goes wrong is answered by {@code FAIL name reason}
 * </ul>
 */
public final class Contender {

    private static final double WARM_SECONDS = 4;
    private static final double SAMPLE_SECONDS = 3;

    private final PrintStream out;
    private final Map<String, Measurement> prepared = new HashMap<>();

    private Contender(PrintStream out) {
        this.out = out;
    }

    /** Runs the program. */
    public static void main(String[] arguments) throws IOException {
        var contender = new Contender(System.out);
        var words = List.of(arguments);
        if (words.contains("--list")) {
            Workloads.all().keySet().forEach(System.out::println);
        } else if (words.contains("--serve")) {
            contender.serve();
        } else {
            Workloads.all().forEach((name, workload) -> {
                if (words.isEmpty() || words.stream().anyMatch(glob -> matches(glob, name))) {
                    contender.measure(name, workload);
                }
            });
        }
        System.exit(0);
    }

    private static boolean matches(String glob, String name) {
        return name.matches(glob.replace(".", "\\.").replace("*", ".*").replace("?", "."));
    }

    private void measure(String name, Supplier<Workload> workload) {
        var measurement = new Measurement(workload, WARM_SECONDS);
        var micros = measurement.sample(SAMPLE_SECONDS);
        out.printf(
                Locale.ROOT,
                "%s haiku %.2f %.2f %.2f %d%n",
                name,
                quantile(micros, 0.5),
                quantile(micros, 0.1),
                quantile(micros, 0.9),
                (long) micros.size() * measurement.stepsPerSample());
        out.flush();
    }

    private static double quantile(List<Double> sorted, double share) {
        return sorted.get(Math.min(sorted.size() - 1, (int) (share * sorted.size())));
    }

    private void serve() throws IOException {
        answer("READY");
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = in.readLine(); line != null && !line.strip().equals("QUIT"); line = in.readLine()) {
            var words = Arrays.asList(line.strip().split("\\s+"));
            try {
                answer(reply(words));
            } catch (RuntimeException | LinkageError e) {
                answer("FAIL " + (words.size() > 1 ? words.get(1) : "-") + " "
                        + e.toString().replace('\n', ' '));
            }
        }
    }

    private String reply(List<String> words) {
        return switch (words.get(0)) {
            case "LIST" -> "LIST " + String.join(" ", Workloads.all().keySet());
            case "PREP" -> prepare(words.get(1), Double.parseDouble(words.get(2)));
            case "MEAS" -> samples(words.get(1), Double.parseDouble(words.get(2)));
            default -> "FAIL - unknown command " + words.get(0);
        };
    }

    private String prepare(String name, double warmSeconds) {
        var workload = Workloads.all().get(name);
        if (workload == null) {
            return "FAIL " + name + " is not a workload";
        }
        var measurement = new Measurement(workload, warmSeconds);
        prepared.put(name, measurement);
        return String.format(
                Locale.ROOT,
                "PREP %s %.3f %.3f %d %d %d %.7g %.7g",
                name,
                measurement.setupMillis(),
                measurement.firstMillis(),
                measurement.warmSteps(),
                measurement.stepsPerSample(),
                measurement.workload().parameters(),
                measurement.firstLoss(),
                measurement.workload().loss());
    }

    private String samples(String name, double seconds) {
        var measurement = prepared.get(name);
        if (measurement == null) {
            return "FAIL " + name + " is not prepared";
        }
        return measurement.sample(seconds).stream()
                .map(micros -> String.format(Locale.ROOT, "%.3f", micros))
                .collect(Collectors.joining(" ", "SAMPLES " + name + " ", ""));
    }

    private void answer(String text) {
        out.print("@@" + text + "\n");
        out.flush();
    }
}
