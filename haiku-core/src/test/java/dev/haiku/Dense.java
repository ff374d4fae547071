package dev.haiku;

import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Tensor;
import java.util.List;

/** A small linear layer without random numbers, and what tests of this package share. */
final class Dense extends LayerModule {

    static final Tensor X = Tensor.of(Shape.of(1, 2), 1f, 2f);

    private final int size;

    Dense(int size) {
        this.size = size;
    }

    Dense(int size, String name) {
        super(name);
        this.size = size;
    }

    @Override
    protected Tensor call(Tensor x) {
        var w = getParameter("w", Shape.of(x.shape().last(), size), x.dtype(), fill(1));
        var b = getParameter("b", Shape.of(size), x.dtype(), fill(0));
        return x.dot(w).add(b);
    }

    /** {@return an initialiser that needs no kernels and no keys} */
    static Initializer fill(double value) {
        return (shape, dtype) -> Tensor.of(HostArray.fromDoubles(dtype, shape, i -> value));
    }

    /** {@return the names of the parameters that a function creates} */
    static List<String> namesOf(Runnable function) {
        return paramsOf(function).names();
    }

    /** {@return the parameters that a function creates} */
    static Params paramsOf(Runnable function) {
        return Haiku.transform(() -> {
                    function.run();
                    return X;
                })
                .initWithoutRng(NoInput.NONE);
    }

    /** Runs a function inside a transform. */
    static void inTransform(Runnable function) {
        paramsOf(function);
    }
}
