package dev.haiku.internal.exec;

import dev.haiku.ir.TensorType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The owner of one {@link Buffer}, shared by the tensors that read the same elements, such as a reshaped one.
 *
 * <p>The buffer returns to the pool when the storage is unreachable, or at once when the last tensor on it is closed
 * and no kernel runs on it. Both counts are one: whoever uses the memory retains the storage and releases it
 * afterwards. Safe for any number of threads.
 */
public final class Storage {

    private static final int FREED = -1;
    private static final VarHandle USERS;

    static {
        try {
            USERS = MethodHandles.lookup().findVarHandle(Storage.class, "users", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final BufferPool pool;
    private final Holding holding;

    @SuppressWarnings("FieldMayBeFinal") // written through USERS
    private volatile int users;

    Storage(BufferPool pool, Buffer buffer, Object content) {
        this.pool = pool;
        this.holding = new Holding(this, buffer, content);
        buffer.holding = holding;
    }

    /**
     * {@return new storage for a tensor of that type, with any content}
     *
     * @throws MemoryBudgetException if that exceeds the memory budget
     */
    public static Storage allocate(TensorType type) {
        return BufferPool.shared().allocate(type);
    }

    /**
     * {@return new storage of at least that size, with any content}
     *
     * @throws MemoryBudgetException if that exceeds the memory budget
     */
    public static Storage allocate(long bytes) {
        return BufferPool.shared().allocate(bytes, "working memory");
    }

    /**
     * {@return the memory; the caller keeps this storage reachable, and retains it if others might close it meanwhile}
     *
     * @throws IllegalStateException if it has been given back
     */
    public Buffer buffer() {
        if (users == FREED) {
            throw closed(holding.content());
        }
        return holding.buffer();
    }

    /**
     * {@return the memory, which stays until {@link #release()}}
     *
     * @throws IllegalStateException if it has been given back
     */
    public Buffer retain() {
        int seen;
        do {
            seen = users;
            if (seen == FREED) {
                throw closed(holding.content());
            }
        } while (!USERS.compareAndSet(this, seen, seen + 1));
        return holding.buffer();
    }

    /**
     * Ends one {@link #retain()}; the last one gives the memory back. Of a storage that nobody retained, gives it back,
     * too.
     */
    public void release() {
        if (isLast()) {
            pool.end(holding);
        }
    }

    private boolean isLast() {
        int seen;
        int next;
        do {
            seen = users;
            next = seen <= 1 ? FREED : seen - 1;
        } while (seen != FREED && !USERS.compareAndSet(this, seen, next));
        return seen != FREED && next == FREED;
    }

    /** {@return the error of using what has been closed} */
    static IllegalStateException closed(Object content) {
        return new IllegalStateException(
                "The closed tensor " + content + " is used. It was given back with close() or donated to a"
                        + " compiled function; keep a tensor open as long as it is needed.");
    }
}
