package dev.haiku;

import dev.haiku.array.ShapeException;
import dev.haiku.random.Key;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A source of random keys: each {@link #next()} splits one off; Haiku's {@code PRNGSequence}.
 *
 * <p>The keys depend on how they are asked for: three calls of {@link #next()} split three times, {@link #take take(3)}
 * splits once and gives other keys. It changes as it is used and is not safe for several threads; inside a transformed
 * function {@link Haiku#nextRngKey()} uses the one made from the key given to {@code init} or {@code apply}.
 */
public final class KeySequence {

    private final Deque<Key> reserved = new ArrayDeque<>();
    private Key key;
    /** How often {@link #next} was called. */
    private int taken;

    /**
     * All that a sequence remembers.
     *
     * @param key what further keys are split from
     * @param reserved the keys that come first
     */
    public record Snapshot(Key key, List<Key> reserved) {

        /** Copies the list. */
        public Snapshot {
            reserved = List.copyOf(reserved);
        }
    }

    private KeySequence(Key key) {
        this.key = requireSingle(key);
    }

    /**
     * {@return a sequence that begins with {@code key}}
     *
     * @throws ShapeException if it is a batch of keys
     */
    public static KeySequence of(Key key) {
        return new KeySequence(key);
    }

    /** {@return a sequence that begins with the key of a seed} */
    public static KeySequence of(long seed) {
        return new KeySequence(Key.of(seed));
    }

    /** {@return a sequence that goes on from a snapshot} */
    public static KeySequence of(Snapshot snapshot) {
        var sequence = new KeySequence(snapshot.key());
        sequence.reserved.addAll(snapshot.reserved());
        return sequence;
    }

    private static Key requireSingle(Key key) {
        if (key.batchShape().rank() != 0) {
            throw new ShapeException("A sequence of keys begins with a single key, but got a batch of keys of shape "
                    + key.batchShape() + ". Take one of them with get(index).");
        }
        return key;
    }

    /** {@return the next key} */
    public Key next() {
        taken++;
        return poll();
    }

    private Key poll() {
        if (reserved.isEmpty()) {
            reserve(Config.current().rngReserveSize());
        }
        return reserved.remove();
    }

    /** {@return the next {@code n} keys, split off at once} */
    public List<Key> take(int n) {
        reserve(n - reserved.size());
        var keys = new ArrayList<Key>(n);
        for (int i = 0; i < n; i++) {
            keys.add(poll());
        }
        return List.copyOf(keys);
    }

    /** Splits {@code n} keys off at once, for later; does nothing if {@code n} is not positive. */
    public void reserve(int n) {
        if (n <= 0) {
            return;
        }
        var split = key.split(n + 1);
        key = split.get(0);
        reserved.addAll(split.subList(1, n + 1));
    }

    /** {@return how often {@link #next} was called} */
    int taken() {
        return taken;
    }

    /** {@return what the sequence remembers now} */
    public Snapshot snapshot() {
        return new Snapshot(key, List.copyOf(reserved));
    }

    /** Goes on from a snapshot. */
    public void restore(Snapshot snapshot) {
        key = snapshot.key();
        reserved.clear();
        reserved.addAll(snapshot.reserved());
    }
}
