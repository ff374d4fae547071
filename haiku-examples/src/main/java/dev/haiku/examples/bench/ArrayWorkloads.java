package dev.haiku.examples.bench;

import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.valueAndGrad;

import dev.haiku.array.Shape;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;

/** Functions that are bound by memory or by transcendental functions. */
final class ArrayWorkloads {

    private static final Shape SQUARE = Shape.of(1024, 1024);

    private ArrayWorkloads() {}

    /** {@return an element-wise function of that many numbers, summed, with its gradient} */
    static Workload elementwise(int size) {
        var x = Random.normal(Key.of(0), Shape.of(size));
        var function = jit((Tensor t) -> valueAndGrad(ArrayWorkloads::summed).apply(t));
        return Workload.of(() -> function.apply(x));
    }

    private static Tensor summed(Tensor x) {
        var product = x.mul(1.3).add(0.7).tanh().mul(Nn.sigmoid(x));
        return product.add(x.square().neg().exp()).sum();
    }

    /** {@return a function of a matrix of 1024 rows and columns} */
    static Workload ofMatrix(UnaryOperator<Tensor> f) {
        var x = Random.normal(Key.of(1), SQUARE);
        var function = jit(f);
        return Workload.of(() -> function.apply(x));
    }

    /** {@return layer normalisation of the rows of that matrix} */
    static Workload layerNorm() {
        var scale = Random.uniform(Key.of(2), Shape.of(SQUARE.dim(1)));
        return ofMatrix(x -> {
            var centred = x.sub(Ops.expandDims(x.mean(-1), -1));
            var variance = Ops.expandDims(centred.square().mean(-1), -1);
            return centred.mul(Ops.rsqrt(variance.add(1e-5))).mul(scale).add(scale);
        });
    }

    /** {@return the product of two square matrices} */
    static Workload product(int size) {
        var keys = Key.of(0).split(2);
        var x = Random.uniform(keys.get(0), Shape.of(size, size));
        var y = Random.uniform(keys.get(1), Shape.of(size, size));
        var function = jit((Tensor a, Tensor b) -> a.matmul(b));
        return Workload.of(() -> function.apply(x, y));
    }
}
