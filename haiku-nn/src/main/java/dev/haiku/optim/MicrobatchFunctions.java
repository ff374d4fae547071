package dev.haiku.optim;

import dev.haiku.func.Func;
import dev.haiku.tensor.Tensor;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The part of {@link Optimizers} that computes large batches in parts; {@code optax.microbatching}. */
abstract class MicrobatchFunctions extends AccumulatingTransforms {

    MicrobatchFunctions() {}

    /** {@return {@link #microbatch(Function, int, UnaryOperator)} without edited options: a sum over parts} */
    public static <B, R> Function<B, R> microbatch(Function<B, R> f, int size) {
        return microbatch(f, size, o -> o);
    }

    /**
     * {@return the function that computes a batch in parts, one after the other, to save memory}
     *
     * <p>Of a function that sums over examples, such as the gradient of a sum of losses, it has the result of the whole
     * batch. With {@code n} parts, one has every {@code n}-th example.
     *
     * @param f the function of a batch, a tree of tensors with an axis for the examples
     * @param size the number of examples in a part, of which that in the batch is a multiple
     * @param edit chooses what becomes of the results of parts, and the axis of the examples
     * @throws IllegalArgumentException if the size is not positive
     */
    public static <B, R> Function<B, R> microbatch(Function<B, R> f, int size, UnaryOperator<MicrobatchOptions> edit) {
        var parts = new Microbatches<>(f, size, edit.apply(MicrobatchOptions.DEFAULTS));
        return parts::apply;
    }

    /** {@return {@link #microVmap(Function, int, UnaryOperator)} with all results, joined} */
    public static <E, R> Function<E, R> microVmap(Function<E, R> f, int size) {
        return microVmap(f, size, o -> o);
    }

    /**
     * {@return the function of a batch that a function of one example gives: {@code vmap} in parts, one after the other}
     *
     * <p>Results are joined as {@code vmap} joins them, unless the options say that they are summed over examples, or
     * averaged: then those of all examples never exist at once.
     *
     * @param f the function of an example
     * @param size the number of examples in a part, of which that in the batch is a multiple
     * @param edit chooses what becomes of results, and the axis of the examples
     * @throws IllegalArgumentException if the size is not positive
     */
    public static <E, R> Function<E, R> microVmap(Function<E, R> f, int size, UnaryOperator<MicrobatchOptions> edit) {
        var options = edit.apply(MicrobatchOptions.DEFAULTS.accumulation(Accumulation.CONCAT));
        return Microbatches.ofExamples(f, size, options)::apply;
    }

    /** {@return {@link #microGrad(BiFunction, int, Function, Accumulation)} with the sum of gradients as they are} */
    public static <P, E> BiFunction<P, E, MicroGrad<P>> microGrad(BiFunction<P, E, Tensor> loss, int size) {
        return microGrad(loss, size, gradient -> gradient, Accumulation.SUM);
    }

    /**
     * {@return the function of parameters and a batch that changes the gradient of each example, and accumulates them}
     *
     * <p>So gradients are clipped example by example, or their second moments taken, without those of all examples in
     * memory at once:
     *
     * <pre>{@code
     * var clipped = Optimizers.microGrad(loss, 16, g -> Projections.l2Ball(g, 1), Accumulation.MEAN);
     * }</pre>
     *
     * @param loss the loss of an example, a scalar
     * @param size the number of examples in a part, of which that in the batch is a multiple
     * @param transformation what becomes of the gradient of an example
     * @param accumulation what becomes of the results over examples
     * @throws IllegalArgumentException if the size is not positive
     */
    public static <P, E, T> BiFunction<P, E, MicroGrad<T>> microGrad(
            BiFunction<P, E, Tensor> loss, int size, Function<P, T> transformation, Accumulation accumulation) {
        return (params, batch) -> {
            Function<E, MicroGrad<T>> ofExample = example -> {
                var at = Func.valueAndGrad((P p) -> loss.apply(p, example)).apply(params);
                return new MicroGrad<>(transformation.apply(at.grad()), at.value());
            };
            return microVmap(ofExample, size, o -> o.accumulation("gradients", accumulation))
                    .apply(batch);
        };
    }
}
