package dev.haiku.internal.exec;

import dev.haiku.ir.TensorType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Native memory for tensors: blocks in size classes that are used again, since fresh memory costs more than the
 * arithmetic on it.
 *
 * <p>The Java collector does not see native memory, so the pool runs it ({@link CollectionPace}) when much has been
 * handed out since the last time. A budget bounds what is taken from the system. Safe for any number of threads.
 */
public final class BufferPool {

    /** What the Java objects around a block weigh in the pace of collections, so that many small tensors count, too. */
    private static final long OBJECTS = 8192;

    private static final class Shared {
        static final BufferPool POOL = new BufferPool(MemoryBudget.configured());
    }

    private final Deque<Buffer>[] free;
    private final Blocks blocks;
    private final CollectionPace pace;

    /** Creates a pool with that budget in bytes. */
    BufferPool(long budget) {
        @SuppressWarnings({"unchecked", "rawtypes"}) // no generic arrays in Java
        Deque<Buffer>[] deques = IntStream.range(0, SizeClasses.COUNT)
                .mapToObj(i -> new ArrayDeque<Buffer>())
                .toArray(Deque[]::new);
        this.free = deques;
        this.blocks = new Blocks(budget);
        this.pace = new CollectionPace(budget, this::sweep);
    }

    /** {@return the pool of all tensors} */
    public static BufferPool shared() {
        return Shared.POOL;
    }

    /**
     * {@return storage for a tensor of that type}
     *
     * @throws MemoryBudgetException if that exceeds the budget
     */
    public Storage allocate(TensorType type) {
        return allocate(type.shape().size() * type.dtype().bytes(), type);
    }

    /**
     * {@return storage of at least that size}
     *
     * @param bytes the size
     * @param content what it is for, as messages name it
     * @throws MemoryBudgetException if that exceeds the budget
     */
    Storage allocate(long bytes, Object content) {
        return new Storage(this, take(bytes, content), content);
    }

    private Buffer take(long bytes, Object content) {
        if (bytes > SizeClasses.LARGEST) {
            throw new MemoryBudgetException("A tensor " + content + " takes " + MemoryBudget.text(bytes)
                    + ", but one tensor holds less than 2 GiB. Split it along its first axis.");
        }
        int index = SizeClasses.index(bytes);
        long capacity = SizeClasses.capacity(index);
        pace.prepareToHandOut(capacity + OBJECTS);
        var buffer = poll(index);
        if (buffer == null) {
            buffer = fresh(index, content);
        }
        pace.handOut(capacity + OBJECTS);
        blocks.handOut(capacity);
        return buffer;
    }

    /** Takes the memory of a storage back, unless that has happened before. */
    void end(Holding holding) {
        if (!holding.end()) {
            return;
        }
        var buffer = holding.buffer();
        buffer.holding = null;
        pace.takeBack(buffer.capacity() + OBJECTS);
        blocks.takeBack(buffer.capacity());
        var deque = free[SizeClasses.index(buffer.capacity())];
        synchronized (deque) {
            deque.push(buffer); // the last one given is the first one taken: it is still in the cache
        }
    }

    private void sweep() {
        blocks.unreachable().forEach(this::end);
    }

    private @Nullable Buffer poll(int index) {
        var deque = free[index];
        synchronized (deque) {
            return deque.poll();
        }
    }

    /** {@return a new block; makes room by freeing unused ones and then by collecting} */
    private Buffer fresh(int index, Object content) {
        long capacity = SizeClasses.capacity(index);
        if (!blocks.fits(capacity, pace.reserve())) {
            trim(capacity, pace.reserve());
        }
        var buffer = blocks.allocate(capacity);
        if (buffer == null) {
            pace.collectNow();
            buffer = poll(index);
        }
        if (buffer == null) {
            trim(capacity, 0);
            buffer = blocks.allocate(capacity);
        }
        if (buffer == null) {
            throw new MemoryBudgetException(blocks.overdrawn(content, capacity));
        }
        return buffer;
    }

    /** Returns unused blocks to the system, large ones first, until so much fits below the limit. */
    private void trim(long capacity, long limit) {
        for (int i = free.length - 1; i >= 0 && SizeClasses.capacity(i) > Blocks.SMALL; i--) {
            for (var buffer = poll(i); buffer != null; buffer = poll(i)) {
                blocks.free(buffer);
                if (blocks.fits(capacity, limit)) {
                    return;
                }
            }
        }
    }

    /** {@return the bytes of blocks in use, including those that no collection has found unreachable yet} */
    public long liveBytes() {
        return blocks.live();
    }

    /** {@return the bytes of blocks that wait for their next use} */
    public long pooledBytes() {
        return blocks.reserved() - blocks.live();
    }
}
