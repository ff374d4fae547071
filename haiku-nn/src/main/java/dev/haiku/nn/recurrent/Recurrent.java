package dev.haiku.nn.recurrent;

import dev.haiku.Layer;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** The functions on recurrent networks: unrolling them over time and stacking them. */
public final class Recurrent {

    private Recurrent() {}

    /** {@return a layer without memory, a function or a module, to put between the cores of a {@link DeepRnn}} */
    public static RnnCore<Tensor, ?, Tensor> layer(Layer layer) {
        return new LayerCore(layer);
    }

    /**
     * {@return a {@link DeepRnn} in which every core but the first sees the input, too, and whose output is that of all cores}
     *
     * <p>Both are concatenated along the last axis. Source: Graves, <em>Generating sequences with recurrent neural networks</em>, 2013.
     *
     * @throws IllegalArgumentException if a layer has no memory
     */
    public static DeepRnn deepRnnWithSkipConnections(List<? extends RnnCore<Tensor, ?, Tensor>> layers) {
        return deepRnnWithSkipConnections(layers, o -> o);
    }

    /**
     * {@return the same with edited options, such as {@code o -> o.name("memory")}}
     *
     * @throws IllegalArgumentException if a layer has no memory
     */
    public static DeepRnn deepRnnWithSkipConnections(
            List<? extends RnnCore<Tensor, ?, Tensor>> layers, UnaryOperator<DeepRnn.Options> edit) {
        return DeepRnn.withSkipConnections(layers, edit);
    }

    /**
     * {@return the outputs for a sequence of inputs, computed step after step}
     *
     * <p>Each step is computed, compiled and differentiated by itself, so long sequences make big programs; see {@link #dynamicUnroll}.
     * Source: {@code hk.static_unroll}.
     *
     * @param core a core or another function of an input and a state
     * @param inputs a tree of tensors {@code [time, ...]}
     * @param initialState the state before the first step
     * @throws dev.haiku.array.ShapeException if the inputs differ in the number of steps
     * @throws IllegalArgumentException if there are no inputs or no steps
     */
    public static <A, S, R> Unrolled<R, S> staticUnroll(
            BiFunction<? super A, ? super S, RnnStep<R, S>> core, A inputs, S initialState) {
        return staticUnroll(core, inputs, initialState, o -> o);
    }

    /**
     * {@return the same with edited options, such as {@code o -> o.timeMajor(false)}}
     *
     * @param core a core or another function of an input and a state
     * @param inputs a tree of tensors {@code [time, ...]} or, with {@code timeMajor(false)}, {@code [batch, time, ...]}
     * @param initialState the state before the first step
     * @param edit edits the options
     * @throws dev.haiku.array.ShapeException if the inputs differ in the number of steps
     * @throws IllegalArgumentException if there are no inputs or no steps
     */
    public static <A, S, R> Unrolled<R, S> staticUnroll(
            BiFunction<? super A, ? super S, RnnStep<R, S>> core,
            A inputs,
            S initialState,
            UnaryOperator<UnrollOptions> edit) {
        return new StaticUnroll<A, S, R>(core, edit.apply(UnrollOptions.DEFAULTS)).run(inputs, initialState);
    }

    /**
     * {@return the outputs for a sequence of inputs, computed in a loop of the program; see {@code Haiku.scan}}
     *
     * <p>The program is that of one step, however long the sequence. Inside a transformed function the core may use parameters, set
     * state and draw keys; its modules must be made before. Source: {@code hk.dynamic_unroll}.
     *
     * @param core a core or another function of an input and a state; the next state has the types of the state
     * @param inputs a tree of tensors {@code [time, ...]}
     * @param initialState the state before the first step
     * @throws dev.haiku.array.ShapeException if the inputs differ in the number of steps
     */
    public static <A, S, R> Unrolled<R, S> dynamicUnroll(
            BiFunction<? super A, ? super S, RnnStep<R, S>> core, A inputs, S initialState) {
        return dynamicUnroll(core, inputs, initialState, o -> o);
    }

    /**
     * {@return the same with edited options, such as {@code o -> o.timeMajor(false)}}
     *
     * @param core a core or another function of an input and a state; the next state has the types of the state
     * @param inputs a tree of tensors {@code [time, ...]} or, with {@code timeMajor(false)}, {@code [batch, time, ...]}
     * @param initialState the state before the first step
     * @param edit edits the options
     * @throws dev.haiku.array.ShapeException if the inputs differ in the number of steps
     */
    public static <A, S, R> Unrolled<R, S> dynamicUnroll(
            BiFunction<? super A, ? super S, RnnStep<R, S>> core,
            A inputs,
            S initialState,
            UnaryOperator<UnrollOptions> edit) {
        return new DynamicUnroll<A, S, R>(core, edit.apply(UnrollOptions.DEFAULTS)).run(inputs, initialState);
    }
}
