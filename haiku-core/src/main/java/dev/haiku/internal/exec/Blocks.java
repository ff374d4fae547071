package dev.haiku.internal.exec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The blocks that a pool has taken from the system within its budget; small ones are cut from slabs and stay for good.
 */
final class Blocks {

    /** The largest block that is cut from a slab. */
    static final long SMALL = 32 << 10;

    private static final long SLAB = 1 << 20;
    private static final int MOST_HOLDERS_SHOWN = 5;

    private record Total(Object content, long count, long bytes) {}

    private final long budget;
    private final NativeMemory memory = new NativeMemory();
    private final Set<Buffer> all = Collections.newSetFromMap(new IdentityHashMap<>());
    private final AtomicLong reserved = new AtomicLong();
    private final AtomicLong live = new AtomicLong();
    private @Nullable Buffer slab;
    private long slabUsed;

    Blocks(long budget) {
        this.budget = budget;
    }

    void handOut(long capacity) {
        live.addAndGet(capacity);
    }

    void takeBack(long capacity) {
        live.addAndGet(-capacity);
    }

    long live() {
        return live.get();
    }

    long reserved() {
        return reserved.get();
    }

    /** {@return whether so much more stays within a limit and the budget} */
    boolean fits(long capacity, long limit) {
        return reserved.get() + capacity <= Math.min(limit, budget);
    }

    /** {@return a new block, or null if that exceeds the budget or the system has no more} */
    synchronized @Nullable Buffer allocate(long capacity) {
        var buffer = capacity <= SMALL ? cut(capacity) : reserve(capacity);
        if (buffer != null) {
            all.add(buffer);
        }
        return buffer;
    }

    private @Nullable Buffer reserve(long bytes) {
        if (!fits(bytes, budget)) {
            return null;
        }
        var buffer = memory.allocate(bytes);
        if (buffer != null) {
            reserved.addAndGet(bytes);
        }
        return buffer;
    }

    private @Nullable Buffer cut(long capacity) {
        if (slab == null || slabUsed + capacity > SLAB) {
            slab = reserve(SLAB); // the rest of the old one, at most 3 %, is lost
            slabUsed = 0;
        }
        if (slab == null) {
            return null;
        }
        var buffer = NativeMemory.slice(slab, slabUsed, capacity);
        slabUsed += capacity;
        return buffer;
    }

    /** {@return the holdings of storage that the collector has found unreachable} */
    synchronized List<Holding> unreachable() {
        List<Holding> found = new ArrayList<>();
        for (var buffer : all) {
            var holding = buffer.holding;
            if (holding != null && holding.isUnreachable()) {
                found.add(holding);
            }
        }
        return found;
    }

    /** Returns an unused block to the system. */
    synchronized void free(Buffer buffer) {
        all.remove(buffer);
        reserved.addAndGet(-buffer.capacity());
        memory.free(buffer);
    }

    /** {@return the message for a block that does not fit} */
    synchronized String overdrawn(Object content, long capacity) {
        boolean refused = fits(capacity, budget);
        return "No memory for " + content + " (" + MemoryBudget.text(capacity) + "): "
                + (refused ? "the system refuses more, although " : "") + "live tensors hold "
                + MemoryBudget.text(live.get()) + " of the budget of " + MemoryBudget.text(budget)
                + ", also after a garbage collection. The largest holders are " + largestHolders()
                + ". Drop references to tensors or close() them, use smaller batches, or raise the budget with -D"
                + MemoryBudget.PROPERTY + "=BYTES.";
    }

    private String largestHolders() {
        Map<Object, Total> totals = new HashMap<>();
        for (var buffer : all) {
            var holding = buffer.holding;
            if (holding != null) {
                totals.merge(
                        holding.content(),
                        new Total(holding.content(), 1, buffer.capacity()),
                        (a, b) -> new Total(a.content(), a.count() + 1, a.bytes() + b.bytes()));
            }
        }
        List<Total> sorted = new ArrayList<>(totals.values());
        sorted.sort((a, b) -> Long.compare(b.bytes(), a.bytes()));
        return sorted.isEmpty()
                ? "none"
                : sorted.stream()
                        .limit(MOST_HOLDERS_SHOWN)
                        .map(t -> t.count() + " x " + t.content() + " (" + MemoryBudget.text(t.bytes()) + ")")
                        .collect(Collectors.joining(", "));
    }
}
