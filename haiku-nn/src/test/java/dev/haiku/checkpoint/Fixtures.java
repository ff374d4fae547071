package dev.haiku.checkpoint;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Tensor;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Files that Python wrote, and tensors to write. */
final class Fixtures {

    private Fixtures() {}

    /** {@return a file that {@code make_fixtures.py} beside it made} */
    static Path file(String name) {
        var resource = Fixtures.class.getResource("/checkpoint/" + name);
        if (resource == null) {
            throw new IllegalArgumentException("There is no resource /checkpoint/" + name + ".");
        }
        try {
            return Path.of(resource.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * {@return {@code [[-1, 0, 1], [2, 3, 4]]}, of unsigned types 1 more, of {@code bool} {@code [[0, 1, 0], [1, 0,
     * 1]]}}
     */
    static HostArray ofType(DType dtype) {
        if (dtype.isBool()) {
            return HostArray.fromLongs(dtype, Shape.of(2, 3), i -> i % 2);
        }
        return HostArray.fromLongs(dtype, Shape.of(2, 3), i -> dtype.isUnsigned() ? i : i - 1);
    }

    /** {@return a tensor of each element type by its name, and tensors without axes and without elements} */
    static Map<String, Tensor> ofAllTypes() {
        var tensors = new LinkedHashMap<String, Tensor>();
        for (var dtype : DType.values()) {
            tensors.put(dtype.toString(), Tensor.of(ofType(dtype)));
        }
        tensors.put("scalar", Tensor.scalar(7.0));
        tensors.put("mlp/~/linear_0/émpty", Tensor.of(HostArray.of(Shape.of(0, 4), new float[0])));
        return tensors;
    }

    /** {@return the numbers of tensors by name} */
    static Map<String, HostArray> hosts(Map<String, Tensor> tensors) {
        var hosts = new LinkedHashMap<String, HostArray>();
        tensors.forEach((name, tensor) -> hosts.put(name, tensor.toHost()));
        return hosts;
    }
}
