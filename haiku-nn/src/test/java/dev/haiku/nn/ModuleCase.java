package dev.haiku.nn;

import dev.haiku.Haiku;
import dev.haiku.Layer;
import dev.haiku.TransformedWithoutApplyRng;
import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.Supplier;

/**
 * One module for the tests that every module must pass.
 *
 * @param name what the case is called
 * @param create makes the module
 * @param input the shape of an input
 * @param dtype its element type
 * @param names the parameters that it must have, in the order of creation
 */
record ModuleCase(String name, Supplier<Layer> create, Shape input, DType dtype, List<String> names) {

    static ModuleCase of(String name, Supplier<Layer> create, Shape input, String... names) {
        return new ModuleCase(name, create, input, DType.F32, List.of(names));
    }

    ModuleCase ofIntegers() {
        return new ModuleCase(name, create, input, DType.I32, names);
    }

    TransformedWithoutApplyRng<Tensor, Tensor> network() {
        return Haiku.transform((Tensor x) -> create.get().apply(x)).withoutApplyRng();
    }

    /** {@return an input: normal numbers, or integers from 0 to 3} */
    Tensor example(DType floating) {
        return dtype.isFloating()
                ? Random.normal(Key.of(7), input, floating)
                : Ops.mod(Ops.iota(dtype, (int) input.size()), Tensor.scalar(dtype, 4))
                        .reshape(input);
    }

    @Override
    public String toString() {
        return name;
    }
}
