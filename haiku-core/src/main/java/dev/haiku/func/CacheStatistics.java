package dev.haiku.func;

import dev.haiku.internal.staging.StagedFunction;
import dev.haiku.internal.staging.StagedProgram;
import java.time.Duration;
import java.util.List;

/**
 * What a jitted function did so far.
 *
 * @param traces how often the function was staged
 * @param hits how often a call found its program
 * @param programs the programs that it keeps, those used last in front
 */
public record CacheStatistics(long traces, long hits, List<Entry> programs) {

    /**
     * One program.
     *
     * @param signature the trees of the arguments with their static parts, the types of their tensors, and the named
     *     axes around
     * @param reason why it was staged: what was different from the most similar program there was
     * @param calls how often it was called
     * @param stagingTime how long it took to stage
     * @param compileTime how long it took to compile; zero if other transformations took it over before
     */
    public record Entry(String signature, String reason, long calls, Duration stagingTime, Duration compileTime) {}

    /** Copies the list. */
    public CacheStatistics {
        programs = List.copyOf(programs);
    }

    static CacheStatistics of(StagedFunction function) {
        return new CacheStatistics(
                function.traces(),
                function.hits(),
                function.programs().stream().map(CacheStatistics::entry).toList());
    }

    private static Entry entry(StagedProgram program) {
        return new Entry(
                program.signature(),
                program.reason(),
                program.calls(),
                Duration.ofNanos(program.stagingNanos()),
                Duration.ofNanos(program.compilingNanos()));
    }
}
