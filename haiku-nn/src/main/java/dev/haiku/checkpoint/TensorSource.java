package dev.haiku.checkpoint;

import dev.haiku.array.HostArray;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Tensors by name, each read when it is asked for: a safetensors or {@code .npz} file, or a map.
 *
 * <p>Sources of this package may be used from any number of threads.
 */
public interface TensorSource extends AutoCloseable {

    /** {@return the names, in the order of the file} */
    Set<String> names();

    /**
     * {@return element type and shape of a tensor, without reading it}
     *
     * @throws CheckpointException if there is none of that name, or it has an element type that tensors do not have
     */
    TensorType type(String name);

    /**
     * {@return a tensor's numbers, freshly read}
     *
     * @throws CheckpointException if there is none of that name, or it cannot be read
     * @throws java.io.UncheckedIOException if the file cannot be accessed
     */
    HostArray read(String name);

    /** {@return a tensor, freshly read; see {@link #read}} */
    default Tensor tensor(String name) {
        return Tensor.of(read(name));
    }

    /** {@return all tensors, freshly read, in a map that cannot be modified, in the order of {@link #names}} */
    default Map<String, Tensor> tensors() {
        var tensors = new LinkedHashMap<String, Tensor>();
        for (var name : names()) {
            tensors.put(name, tensor(name));
        }
        return Collections.unmodifiableMap(tensors);
    }

    /**
     * {@return the tensors whose names begin with {@code folder} and a slash, without that beginning}
     *
     * <p>Such as the parameters in a checkpoint of a whole training state: {@code source.under("params")}. It reads
     * from this and ends with it.
     */
    default TensorSource under(String folder) {
        return TensorFolder.of(this, folder);
    }

    /** Gives the file back; nothing can be read afterwards. */
    @Override
    default void close() {}

    /** {@return a source of tensors in memory, in the order of the map} */
    static TensorSource of(Map<String, ? extends Tensor> tensors) {
        return new TensorMap(Collections.unmodifiableMap(new LinkedHashMap<>(tensors)));
    }
}
