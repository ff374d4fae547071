package dev.haiku;

import dev.haiku.random.Key;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The random keys of {@link Haiku}. */
abstract class KeyFunctions {

    KeyFunctions() {}

    /**
     * {@return a new random key}
     *
     * @throws MissingRngException if {@code init} or {@code apply} was called without a key
     */
    public static Key nextRngKey() {
        return drawn(KeySequence::next, "nextRngKey");
    }

    /**
     * {@return {@code n} new random keys, split off at once}
     *
     * @throws MissingRngException if {@code init} or {@code apply} was called without a key
     */
    public static List<Key> nextRngKeys(int n) {
        return drawn(sequence -> sequence.take(n), "nextRngKeys");
    }

    /** {@return a new random key, or nothing if {@code init} or {@code apply} was called without one} */
    public static Optional<Key> maybeNextRngKey() {
        var sequence = FrameStack.require("maybeNextRngKey").keysOrNull();
        return sequence == null ? Optional.empty() : Optional.of(drawn(KeySequence::next, "maybeNextRngKey"));
    }

    /**
     * Splits {@code n} keys off at once, which the next calls of {@link #nextRngKey} return.
     *
     * @throws MissingRngException if {@code init} or {@code apply} was called without a key
     */
    public static void reserveRngKeys(int n) {
        drawn(
                sequence -> {
                    sequence.reserve(n);
                    return n;
                },
                "reserveRngKeys");
    }

    private static <T> T drawn(Function<KeySequence, T> draw, String what) {
        var frame = FrameStack.requireForEffect(what);
        var sequence = frame.keys(what);
        T result = draw.apply(sequence);
        frame.requireOutlives(sequence.snapshot().key().data(), () -> frame.where() + what + " is called");
        return result;
    }

    /**
     * {@return the result of {@code body}, in which keys are split off {@code size} at a time; also outside a
     * transform}
     *
     * <p>It is faster, and gives other keys than one at a time, the default; see {@link Config#rngReserveSize}.
     *
     * @throws IllegalArgumentException if the size is not positive
     */
    public static <T> T rngReserveSize(int size, Supplier<? extends T> body) {
        return Config.with(config -> config.rngReserveSize(size), body);
    }

    /**
     * {@return the result of {@code body}, in which keys come from {@code key}; afterwards they go on as if it had not
     * run}
     */
    public static <T> T withRng(Key key, Supplier<? extends T> body) {
        return FrameStack.requireForEffect("withRng").withKeys(KeySequence.of(key), body);
    }

    /**
     * {@return what the current sequence of keys remembers, or nothing if {@code init} or {@code apply} was called
     * without a key}
     */
    public static Optional<KeySequence.Snapshot> maybeGetRngSequenceState() {
        return FrameValues.keysOf(FrameStack.require("maybeGetRngSequenceState"));
    }

    /**
     * Lets the current sequence of keys go on from what it remembered once.
     *
     * @throws MissingRngException if {@code init} or {@code apply} was called without a key
     */
    public static void replaceRngSequenceState(KeySequence.Snapshot snapshot) {
        var what = "replaceRngSequenceState";
        var frame = FrameStack.requireForEffect(what);
        frame.requireOutlives(snapshot.key().data(), () -> frame.where() + what + " is called");
        frame.keys(what).restore(snapshot);
    }
}
