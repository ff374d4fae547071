package dev.haiku.internal.staging;

import dev.haiku.ir.Rematerialisation;
import java.util.Optional;
import java.util.Set;

/**
 * How a function is staged and called.
 *
 * @param name the name of the call in programs
 * @param transformation who stages, in messages
 * @param donated the positions of the arguments whose memory goes to the results
 * @param rematerialisation what reverse-mode differentiation computes again, if it is to do so
 * @param inline whether its equations become a part of a program that is being staged, instead of a call
 * @param stagesAlways whether it is staged also where nothing is being staged around it
 * @param capacity how many programs are kept
 */
public record StagingOptions(
        String name,
        String transformation,
        Set<Integer> donated,
        Optional<Rematerialisation> rematerialisation,
        boolean inline,
        boolean stagesAlways,
        int capacity) {

    /** How many programs a function keeps unless told otherwise. */
    public static final int CAPACITY = 256;

    /** Copies the set. */
    public StagingOptions {
        donated = Set.copyOf(donated);
    }

    /** {@return those of {@code jit}} */
    public static StagingOptions jit(String name) {
        return new StagingOptions(name, "jit", Set.of(), Optional.empty(), false, true, CAPACITY);
    }

    /** {@return those of {@code checkpoint}} */
    static StagingOptions checkpoint(String name, Rematerialisation how) {
        return new StagingOptions(name, "checkpoint", Set.of(), Optional.of(how), false, true, CAPACITY);
    }

    /** {@return those of a function that only has a name in programs} */
    static StagingOptions named(String name) {
        return new StagingOptions(name, "namedCall", Set.of(), Optional.empty(), false, false, CAPACITY);
    }

    /** {@return these options with those arguments donated} */
    public StagingOptions donated(Set<Integer> positions) {
        return new StagingOptions(name, transformation, positions, rematerialisation, inline, stagesAlways, capacity);
    }

    /** {@return these options with that choice between equations and a call} */
    public StagingOptions inline(boolean isInline) {
        return new StagingOptions(name, transformation, donated, rematerialisation, isInline, stagesAlways, capacity);
    }

    /** {@return these options with that number of programs} */
    public StagingOptions capacity(int programs) {
        return new StagingOptions(name, transformation, donated, rematerialisation, inline, stagesAlways, programs);
    }
}
