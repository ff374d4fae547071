package dev.haiku.internal.exec;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;

/** The fact that a {@link Storage} holds a buffer; enqueued when the storage has become unreachable. */
final class Holding extends PhantomReference<Storage> {

    private final Buffer buffer;
    private final Object content;

    Holding(Storage storage, ReferenceQueue<Object> queue, Buffer buffer, Object content) {
        super(storage, queue);
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
}
