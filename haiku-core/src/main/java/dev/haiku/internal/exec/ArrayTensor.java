package dev.haiku.internal.exec;

import dev.haiku.array.HostArray;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A concrete tensor: a handle on native storage, or on a small host array that moves to native storage when a kernel
 * needs it.
 *
 * <p>Several tensors may share one storage; closing one does not close the others.
 */
public final class ArrayTensor implements Tensor {

    private static final int LARGEST_KEPT_ON_HOST = 64;

    private final TensorType type;
    private final @Nullable HostArray host;
    private volatile @Nullable Storage storage;
    private volatile boolean closed;

    /**
     * Creates a tensor over storage, which it retains.
     *
     * @param type its type
     * @param storage where its elements are, row-major from the start
     */
    public ArrayTensor(TensorType type, Storage storage) {
        storage.retain();
        this.type = type;
        this.host = null;
        this.storage = storage;
    }

    private ArrayTensor(TensorType type, HostArray host) {
        this.type = type;
        this.host = host;
    }

    /** {@return a tensor of those elements} */
    static ArrayTensor of(HostArray value) {
        var type = new TensorType(value.dtype(), value.shape());
        return value.size() <= LARGEST_KEPT_ON_HOST
                ? new ArrayTensor(type, value)
                : new ArrayTensor(type, upload(type, value));
    }

    private static Storage upload(TensorType type, HostArray value) {
        var uploaded = Storage.allocate(type);
        var bytes = value.bytes();
        uploaded.buffer().bytes().put(0, bytes, 0, bytes.remaining());
        return uploaded;
    }

    @Override
    public TensorType type() {
        return type;
    }

    /**
     * {@return where the elements are}
     *
     * @throws IllegalStateException if this tensor is closed
     */
    public Storage storage() {
        checkOpen();
        var there = storage;
        return there == null ? uploaded() : there;
    }

    private synchronized Storage uploaded() {
        checkOpen();
        var there = storage;
        if (there == null && host != null) {
            there = upload(type, host);
            there.retain();
            storage = there;
        }
        if (there == null) {
            throw new IllegalStateException("A tensor " + type + " has neither host nor native elements.");
        }
        return there;
    }

    @Override
    public HostArray toHost() {
        checkOpen();
        if (host != null) {
            return host;
        }
        var source = storage();
        var buffer = source.retain();
        try {
            int bytes = (int) type.shape().size() * type.dtype().bytes();
            return HostArray.fromBytes(
                    type.dtype(), type.shape(), buffer.bytes().slice(0, bytes));
        } finally {
            source.release();
        }
    }

    /** {@return another tensor of the same elements, to be closed on its own} */
    ArrayTensor share() {
        return shareAs(type);
    }

    /** {@return another tensor of the same bytes, to be closed on its own} */
    ArrayTensor shareAs(TensorType other) {
        checkOpen();
        if (host != null && storage == null) {
            return new ArrayTensor(other, HostArray.fromBytes(other.dtype(), other.shape(), host.bytes()));
        }
        return new ArrayTensor(other, storage());
    }

    private void checkOpen() {
        if (closed) {
            throw Storage.closed(type);
        }
    }

    /** Gives its part in the native memory back; using this tensor afterwards fails. Closing it twice does no harm. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            var there = storage;
            if (there != null) {
                there.release();
            }
        }
    }
}
