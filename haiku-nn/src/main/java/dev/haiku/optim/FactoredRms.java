package dev.haiku.optim;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Dims;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The rule of {@link Optimizers#scaleByFactoredRms}.
 *
 * @param options what is chosen
 */
record FactoredRms(FactoredRmsOptions options) {

    /**
     * The two largest axes of a tensor that is factored.
     *
     * @param second the smaller one
     * @param largest the larger one
     */
    private record Axes(int second, int largest) {}

    private Optional<Axes> axes(Shape shape) {
        if (!options.factored() || shape.rank() < 2) {
            return Optional.empty();
        }
        var bySize = IntStream.range(0, shape.rank())
                .boxed()
                .sorted(Comparator.comparingInt(axis -> shape.dim(axis)))
                .toList();
        int second = bySize.get(shape.rank() - 2);
        return shape.dim(second) < options.minDimSizeToFactor()
                ? Optional.empty()
                : Optional.of(new Axes(second, bySize.get(shape.rank() - 1)));
    }

    FactoredState init(Object params) {
        return new FactoredState(
                Tensor.scalar(0),
                each(params, p -> unused(p), (p, axes) -> zerosWithout(p, axes.largest())),
                each(params, p -> unused(p), (p, axes) -> zerosWithout(p, axes.second())),
                each(params, Ops::zerosLike, (p, axes) -> unused(p)));
    }

    private Object each(Object params, Function<Tensor, Tensor> whole, BiFunction<Tensor, Axes, Tensor> factored) {
        return Trees.map(
                params,
                (Tensor p) ->
                        axes(p.shape()).map(axes -> factored.apply(p, axes)).orElseGet(() -> whole.apply(p)));
    }

    /** {@return what stands for an average that is not kept} */
    private static Tensor unused(Tensor p) {
        return Ops.zeros(Shape.of(1), p.dtype());
    }

    private static Tensor zerosWithout(Tensor p, int axis) {
        return Ops.zeros(p.shape().remove(List.of(axis)), p.dtype());
    }

    Update<Object, FactoredState> update(Object gradients, FactoredState state, UpdateContext context) {
        var params = context.params();
        var t = state.count().sub(options.stepOffset()).add(1).cast(DType.F32);
        var decay = Ops.sub(1, t.pow(options.decayRate().negated().tensor()));
        var squares = Trees.map(gradients, (Tensor g) -> options.epsilon().plus(Ops.square(g)));
        var rows = Trees.map(
                squares,
                state.vRow(),
                params,
                (q, v, p) -> axes(p.shape())
                        .map(axes -> averaged(decay, v, Ops.mean(q, axes.largest()), p))
                        .orElseGet(() -> unused(p)));
        var columns = Trees.map(
                squares,
                state.vCol(),
                params,
                (q, v, p) -> axes(p.shape())
                        .map(axes -> averaged(decay, v, Ops.mean(q, axes.second()), p))
                        .orElseGet(() -> unused(p)));
        var whole = Trees.map(
                squares,
                state.v(),
                params,
                (q, v, p) -> axes(p.shape()).isPresent() ? unused(p) : averaged(decay, v, q, p));
        var updates = TreeMath.mapAll(this::divided, gradients, rows, columns, whole, params);
        return new Update<>(updates, new FactoredState(Optimizers.safeIncrement(state.count()), rows, columns, whole));
    }

    private static Tensor averaged(Tensor decay, Tensor average, Tensor value, Tensor param) {
        return average.mul(decay).add(value.mul(Ops.sub(1, decay))).cast(param.dtype());
    }

    /** {@return the gradient over the root of the average square: of gradient, rows, columns, whole and parameter} */
    private Tensor divided(List<Tensor> leaves) {
        var gradient = leaves.get(0);
        return axes(leaves.get(4).shape())
                .map(axes -> byFactors(gradient, leaves.get(1), leaves.get(2), axes))
                .orElseGet(() -> gradient.mul(Ops.rsqrt(leaves.get(3))));
    }

    private static Tensor byFactors(Tensor gradient, Tensor row, Tensor column, Axes axes) {
        int axisInRow = axes.second() > axes.largest() ? axes.second() - 1 : axes.second();
        var share = row.div(Ops.mean(row, List.of(axisInRow), Dims.KEEP));
        return gradient.mul(Ops.rsqrt(share).expandDims(axes.largest()))
                .mul(Ops.rsqrt(column).expandDims(axes.second()));
    }
}
