package dev.haiku.internal.staging;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The programs of one function that were used last. Where there are more kinds of calls than it holds, it drops the one
 * whose last use is longest ago.
 */
final class ProgramCache {

    private final int capacity;
    private final Map<Signature, StagedProgram> programs = new ConcurrentHashMap<>();
    private final AtomicLong clock = new AtomicLong();

    ProgramCache(int capacity) {
        this.capacity = capacity;
    }

    /** {@return the program for a call, if there is one} */
    Optional<StagedProgram> find(Signature signature) {
        return Optional.ofNullable(programs.get(signature));
    }

    /** Notes that a program is called. */
    void use(StagedProgram program) {
        program.use(clock.incrementAndGet());
    }

    void add(StagedProgram program) {
        program.touch(clock.incrementAndGet());
        programs.put(program.key(), program);
        while (programs.size() > capacity) {
            programs.values().stream()
                    .min(Comparator.comparingLong(StagedProgram::lastUse))
                    .ifPresent(oldest -> programs.remove(oldest.key(), oldest));
        }
    }

    void clear() {
        programs.clear();
    }

    /** {@return the programs, those used last in front} */
    List<StagedProgram> programs() {
        return programs.values().stream()
                .sorted(Comparator.comparingLong(StagedProgram::lastUse).reversed())
                .toList();
    }

    /** {@return the program that is most like what a call needs} */
    Optional<StagedProgram> nearest(Signature signature) {
        return programs().stream()
                .min(Comparator.comparingInt(program -> program.key().distance(signature)));
    }
}
