package dev.haiku.internal.exec;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides when native memory is worth a run of Java's garbage collector, and runs it.
 *
 * <p>As a collector does: the threshold is what survived the last collection, and as much again, at least some headroom. The
 * headroom grows, within limits, as long as collections take more than a tenth of the time.
 */
final class CollectionPace {

    private static final long FIRST_HEADROOM = 256L << 20;
    private static final long LARGEST_HEADROOM = 1L << 30;
    private static final int FRACTION_OF_TIME = 10;
    private static final long PATIENCE_NANOS = 200_000_000;
    private static final long QUIET_MILLIS = 2;

    private final long budget;
    private final ReferenceQueue<Object> queue;
    private final Consumer<Object> reclaim;
    private final AtomicLong handedOut = new AtomicLong();
    private final ReentrantLock collecting = new ReentrantLock();
    private long lastEnd = System.nanoTime();
    private long headroom;
    private volatile long threshold;

    /**
     * Creates one.
     *
     * @param budget the most that is ever handed out
     * @param queue where references to unreachable storage arrive
     * @param reclaim takes such a reference
     */
    CollectionPace(long budget, ReferenceQueue<Object> queue, Consumer<Object> reclaim) {
        this.budget = budget;
        this.queue = queue;
        this.reclaim = reclaim;
        this.headroom = Math.min(FIRST_HEADROOM, budget / 4);
        this.threshold = headroom;
    }

    void handOut(long weight) {
        handedOut.addAndGet(weight);
    }

    void takeBack(long weight) {
        handedOut.addAndGet(-weight);
    }

    /** {@return whether handing out so much more should wait for a collection} */
    boolean isDue(long weight) {
        return handedOut.get() + weight > threshold;
    }

    /** {@return how much may be taken from the system before unused blocks of other sizes go back to it} */
    long reserve() {
        return threshold + threshold / 4;
    }

    /**
     * Runs the collector and takes back what it finds.
     *
     * @param needed whether the caller cannot go on without; otherwise one thread collects and the others go on
     */
    void collect(boolean needed) {
        if (needed) {
            collecting.lock();
        } else if (!collecting.tryLock()) {
            return;
        }
        try {
            long start = System.nanoTime();
            runCollector();
            adapt(start);
        } finally {
            collecting.unlock();
        }
    }

    /** The collector hands references over in the background; when its own marker has arrived, and then nothing more, it is done. */
    private void runCollector() {
        var marker = new PhantomReference<>(new Object(), queue);
        System.gc();
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        boolean arrived = false;
        while (System.nanoTime() < deadline) {
            var found = next();
            if (found == null && arrived) {
                break;
            }
            arrived |= found == marker;
            if (found != null) {
                reclaim.accept(found);
            }
        }
        Reference.reachabilityFence(marker);
    }

    private @Nullable Object next() {
        try {
            return queue.remove(QUIET_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return queue.poll();
        }
    }

    private void adapt(long start) {
        long end = System.nanoTime();
        if ((end - start) * FRACTION_OF_TIME > end - lastEnd) {
            headroom = Math.min(2 * headroom, Math.min(LARGEST_HEADROOM, budget / 4));
        }
        lastEnd = end;
        long live = handedOut.get();
        threshold = Math.min(live + Math.max(live, headroom), Math.max(budget, live + headroom));
    }
}
