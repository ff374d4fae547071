package dev.haiku.internal.exec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.PhantomReference;

/**
 * The fact that a {@link Storage} holds a buffer; ends once, by release or when the storage is found unreachable.
 *
 * <p>It has no queue: the pool looks through its blocks after a collection, which needs no thread and no waiting.
 */
final class Holding extends PhantomReference<Storage> {

    private static final VarHandle ENDED;

    static {
        try {
            ENDED = MethodHandles.lookup().findVarHandle(Holding.class, "ended", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Buffer buffer;
    private final Object content;

    @SuppressWarnings({"FieldMayBeFinal", "UnusedVariable"}) // used through ENDED
    private volatile boolean ended;

    Holding(Storage storage, Buffer buffer, Object content) {
        super(storage, null);
        this.buffer = buffer;
        this.content = content;
    }

    Buffer buffer() {
        return buffer;
    }

    /** {@return what the buffer is used for, as messages name it: a tensor type or a text} */
    Object content() {
        return content;
    }

    /** {@return whether the collector has found that nobody can use the storage any more} */
    boolean isUnreachable() {
        return refersTo(null);
    }

    /** {@return whether it had not ended before} */
    boolean end() {
        return ENDED.compareAndSet(this, false, true);
    }
}
