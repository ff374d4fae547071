package dev.haiku.internal.exec.java;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Splits large loops between the calling thread and one shared daemon thread. */
final class Workers {

    /** Computes the elements of a range; ranges are disjoint. */
    @FunctionalInterface
    interface Range {
        void run(int from, int to);
    }

    private static final int WORTH_SPLITTING = 1 << 16;
    private static final boolean PARALLEL = Runtime.getRuntime().availableProcessors() > 1;

    private static final class Pool {
        static final ExecutorService HELPER = Executors.newSingleThreadExecutor(task -> {
            var thread = new Thread(task, "haiku-kernels");
            thread.setDaemon(true);
            return thread;
        });
    }

    private Workers() {}

    /** Runs a loop over elements of simple work. */
    static void run(int size, Range range) {
        run(size, size, Scratch.BLOCK, range);
    }

    /**
     * Runs a loop.
     *
     * @param size the number of iterations
     * @param work what they amount to, in elements of simple work
     * @param grain the second part starts at a multiple of it
     * @param range computes a part
     */
    static void run(int size, long work, int grain, Range range) {
        int middle = size / 2 / grain * grain;
        if (!PARALLEL || work < WORTH_SPLITTING || middle == 0) {
            range.run(0, size);
            return;
        }
        var rest = CompletableFuture.runAsync(() -> range.run(middle, size), Pool.HELPER);
        try {
            range.run(0, middle);
        } finally {
            join(rest);
        }
    }

    private static void join(CompletableFuture<Void> rest) {
        try {
            rest.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
