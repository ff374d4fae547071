package dev.haiku.checkpoint;

import dev.haiku.array.HostArray;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Tensor;
import java.util.Map;
import java.util.Set;

/** Tensors in memory. */
record TensorMap(Map<String, Tensor> byName) implements TensorSource {

    @Override
    public Set<String> names() {
        return byName.keySet();
    }

    @Override
    public TensorType type(String name) {
        return tensor(name).type();
    }

    @Override
    public HostArray read(String name) {
        return tensor(name).toHost();
    }

    @Override
    public Tensor tensor(String name) {
        return Names.get(byName, name, "This map");
    }

    @Override
    public Map<String, Tensor> tensors() {
        return byName;
    }
}
