package dev.haiku.internal.exec;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Decides when native memory is worth a run of Java's garbage collector, and runs it; notices when it ran by itself.
 *
 * <p>As a collector does: the threshold is what survived the last collection, and as much again, at least some
 * headroom. The headroom grows, within limits, as long as collections take more than a tenth of the time.
 */
final class CollectionPace {

    private static final long FIRST_HEADROOM = 256L << 20;
    private static final long LARGEST_HEADROOM = 1L << 30;
    private static final int FRACTION_OF_TIME = 10;

    private final long budget;
    private final long largestHeadroom;
    private final Runnable sweep;
    private final AtomicLong handedOut = new AtomicLong();
    private final ReentrantLock collecting = new ReentrantLock();
    private volatile WeakReference<Object> youngObject = new WeakReference<>(new Object());
    private volatile long threshold;
    private long headroom;
    private long lastEnd = System.nanoTime();

    /**
     * Creates one.
     *
     * @param budget the most that is ever handed out
     * @param sweep takes back what a collection has found unreachable
     */
    CollectionPace(long budget, Runnable sweep) {
        this.budget = budget;
        this.sweep = sweep;
        // Blocks have Java objects around them, so a small Java heap bounds the headroom, too.
        this.largestHeadroom =
                Math.min(Math.min(LARGEST_HEADROOM, Runtime.getRuntime().maxMemory()), budget / 4);
        this.headroom = Math.min(FIRST_HEADROOM, largestHeadroom);
        this.threshold = headroom;
    }

    void handOut(long weight) {
        handedOut.addAndGet(weight);
    }

    void takeBack(long weight) {
        handedOut.addAndGet(-weight);
    }

    /** {@return how much may be taken from the system before unused blocks of other sizes go back to it} */
    long reserve() {
        return threshold + threshold / 4;
    }

    /**
     * Takes back what there is after a collection that ran by itself, and runs one if so much more is beyond the
     * threshold.
     */
    void prepareToHandOut(long weight) {
        if (youngObject.refersTo(null) && collecting.tryLock()) {
            try {
                youngObject = new WeakReference<>(new Object());
                sweep.run();
            } finally {
                collecting.unlock();
            }
        }
        if (handedOut.get() + weight > threshold && collecting.tryLock()) { // else another thread is at it
            try {
                collect();
            } finally {
                collecting.unlock();
            }
        }
    }

    /** Runs a collection, whatever the threshold. */
    void collectNow() {
        collecting.lock();
        try {
            collect();
        } finally {
            collecting.unlock();
        }
    }

    private void collect() {
        long start = System.nanoTime();
        System.gc();
        sweep.run();
        long end = System.nanoTime();
        if ((end - start) * FRACTION_OF_TIME > end - lastEnd) {
            headroom = Math.min(2 * headroom, largestHeadroom);
        }
        lastEnd = end;
        long live = handedOut.get();
        threshold = Math.min(live + Math.max(live, headroom), Math.max(budget, live + headroom));
    }
}
