package dev.haiku.nn;

import dev.haiku.Haiku;
import dev.haiku.Layer;
import dev.haiku.ParamsAndState;
import dev.haiku.TransformedWithStateWithoutApplyRng;
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
 * @param name what the case is called: the class, then what is special
 * @param create makes the module
 * @param input the shape of an input
 * @param dtype its element type
 * @param names the parameters that it must have, in the order of creation
 * @param hasDifferences whether its derivative is that of central differences: not where it holds parts constant or has kinks
 */
record ModuleCase(
        String name, Supplier<Layer> create, Shape input, DType dtype, List<String> names, boolean hasDifferences) {

    static ModuleCase of(String name, Supplier<Layer> create, Shape input, String... names) {
        return new ModuleCase(name, create, input, DType.F32, List.of(names), true);
    }

    ModuleCase ofIntegers() {
        return new ModuleCase(name, create, input, DType.I32, names, hasDifferences);
    }

    ModuleCase withoutDifferences() {
        return new ModuleCase(name, create, input, dtype, names, false);
    }

    private TransformedWithStateWithoutApplyRng<Tensor, Tensor> network() {
        return Haiku.transformWithState((Tensor x) -> create.get().apply(x)).withoutApplyRng();
    }

    ParamsAndState init(Key key, Tensor x) {
        return network().init(key, x);
    }

    /** {@return the output; the state after the call is dropped} */
    Tensor apply(ParamsAndState given, Tensor x) {
        return network().apply(given.params(), given.state(), x).value();
    }

    /** {@return an input: normal numbers, or integers from 0 to 3} */
    Tensor example(DType floating) {
        return example(floating, 7);
    }

    /** {@return another input for each seed} */
    Tensor example(DType floating, int seed) {
        return dtype.isFloating()
                ? Random.normal(Key.of(seed), input, floating)
                : Ops.mod(Ops.iota(dtype, (int) input.size()).add(seed), Tensor.scalar(dtype, 4))
                        .reshape(input);
    }

    /** {@return the class of the module} */
    Class<?> type() {
        var simpleName = simpleName();
        return CompiledClasses.of("dev.haiku.nn", dev.haiku.Module.class).stream()
                .filter(type -> type.getSimpleName().equals(simpleName))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no module '" + simpleName + "'."));
    }

    String simpleName() {
        return name.split("[ ,]")[0];
    }

    @Override
    public String toString() {
        return name;
    }
}
