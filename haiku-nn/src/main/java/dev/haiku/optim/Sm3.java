package dev.haiku.optim;

import dev.haiku.array.Shape;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The rule of {@link Optimizers#scaleBySm3}: the sum of squares of an element is not kept, but bounded by the least of
 * the maxima along the axes.
 *
 * <p>A vector or scalar has one maximum for each element, which is its sum.
 *
 * @param b1 the decay rate of the average of directions
 * @param b2 the decay rate of the sum of squares
 * @param eps added to it under the root
 */
record Sm3(Hyperparameter b1, Hyperparameter b2, Hyperparameter eps) {

    Sm3State init(Object params) {
        var maxima = new TreeMap<String, List<Tensor>>();
        TreeMath.mapWithName(params, (name, p) -> {
            maxima.put(name, maxima(Ops.zerosLike(p)));
            return p;
        });
        return new Sm3State(maxima, TreeMath.zerosLike(params));
    }

    Update<Object, Sm3State> update(Object gradients, Sm3State state, UpdateContext context) {
        var maxima = new TreeMap<String, List<Tensor>>();
        var directions = TreeMath.mapWithName(gradients, (name, g) -> {
            var sum = sumOfSquares(g, NamedStates.get(state.mu(), "parameter", name));
            maxima.put(name, maxima(sum));
            return g.mul(Optimizers.inverseRoot(sum, eps));
        });
        var average = TreeMath.updateMoment(directions, state.nu(), b1, 1);
        return new Update<>(average, new Sm3State(maxima, average));
    }

    private Tensor sumOfSquares(Tensor gradient, List<Tensor> maxima) {
        var bound = IntStream.range(0, maxima.size())
                .mapToObj(axis -> alongAxis(maxima.get(axis), axis, gradient.rank()))
                .reduce(Ops::minimum)
                .orElseThrow();
        var square = Ops.square(gradient);
        var take = b2.map(x -> x == 1 ? 1 : 1 - x, x -> Ops.where(x.eq(1.0), 1.0, Ops.sub(1, x)));
        return take.times(square).add(b2.times(bound));
    }

    private static Tensor alongAxis(Tensor vector, int axis, int rank) {
        if (rank < 2) {
            return vector;
        }
        int[] dims = new int[rank];
        Arrays.fill(dims, 1);
        dims[axis] = vector.dim(0);
        return vector.reshape(Shape.of(dims));
    }

    private static List<Tensor> maxima(Tensor sum) {
        if (sum.rank() < 2) {
            return List.of(sum);
        }
        return IntStream.range(0, sum.rank())
                .mapToObj(axis -> Ops.max(
                        sum,
                        IntStream.range(0, sum.rank())
                                .filter(other -> other != axis)
                                .toArray()))
                .toList();
    }
}
