package dev.haiku.internal.exec;

import dev.haiku.ir.Primitive;
import dev.haiku.ir.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Kernels that the eager interpreter has prepared and may use again for the same primitive on the same types.
 *
 * <p>A thread borrows one for a run, so any number of threads may use them. They are few; when there are too many kinds
 * of them all that are idle are closed.
 */
final class EagerKernels {

    private static final int MOST_KINDS = 512;

    /** A primitive on certain types. */
    record Kind(Primitive op, List<TensorType> inputs) {}

    /** A kernel with its slots; an entry of no use any more is simply not put back. */
    record Prepared(Kind kind, Kernel kernel, List<Slot> inputs, List<Slot> outputs) {}

    private final Map<Kind, Queue<Prepared>> idle = new ConcurrentHashMap<>();

    /** {@return a kernel for this thread alone until it is given back} */
    Prepared borrow(Primitive op, List<TensorType> inputs) {
        var kind = new Kind(op, inputs);
        var found = poll(kind);
        return found == null ? prepare(kind) : found;
    }

    private @Nullable Prepared poll(Kind kind) {
        var queue = idle.get(kind);
        return queue == null ? null : queue.poll();
    }

    private static Prepared prepare(Kind kind) {
        var outputTypes = kind.op().outputTypes(kind.inputs());
        var inputs = kind.inputs().stream().map(Slot::new).toList();
        var outputs = outputTypes.stream().map(Slot::new).toList();
        return new Prepared(kind, Kernels.prepare(kind.op(), inputs, outputs), inputs, outputs);
    }

    void giveBack(Prepared prepared) {
        if (idle.size() >= MOST_KINDS) {
            closeIdle();
        }
        idle.computeIfAbsent(prepared.kind(), kind -> new ConcurrentLinkedQueue<>())
                .add(prepared);
    }

    private void closeIdle() {
        for (var kind : List.copyOf(idle.keySet())) {
            var queue = idle.remove(kind);
            while (queue != null) {
                var prepared = queue.poll();
                if (prepared == null) {
                    break;
                }
                prepared.kernel().close();
            }
        }
    }
}
