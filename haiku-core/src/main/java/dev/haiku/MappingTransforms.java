package dev.haiku;

import dev.haiku.func.Args2;
import dev.haiku.func.Args3;
import dev.haiku.func.Args4;
import dev.haiku.func.Fn3;
import dev.haiku.func.Fn4;
import dev.haiku.func.Func;
import dev.haiku.func.MappedAxis;
import dev.haiku.func.VmapOptions;
import dev.haiku.tensor.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** {@code vmap}, {@code jit} and {@code evalShape} of {@link Haiku}, for functions that create, set and draw. */
abstract class MappingTransforms extends DerivativeTransforms {

    MappingTransforms() {}

    private static final VmapOptions FIRST_AXES =
            new VmapOptions(List.of(), MappedAxis.at(0), 0, "", List.of(), List.of());

    /**
     * {@return the function applied to each index of the first axis of its argument's tensors, results stacked, like
     * {@link Func#vmap(Function)}, inside a transformed function}
     *
     * <p>Parameters and state are the same for all indices. If keys are split, each index draws keys of its own; if not,
     * all draw the same. Where the function creates parameters, say {@code vmap(f, !Haiku.runningInit())}.
     *
     * @throws NotTransformedException if this is outside a function given to {@link Haiku#transform}
     * @throws IllegalArgumentException (when called) if the axes differ in size, there is none, or a parameter or state
     *     would be another one for each index
     */
    public static <P, R> Function<P, R> vmap(Function<P, R> f, boolean splitRng) {
        return vmap(f, splitRng, UnaryOperator.identity());
    }

    /** {@return the function mapped over the axes that the options name} */
    public static <P, R> Function<P, R> vmap(Function<P, R> f, boolean splitRng, UnaryOperator<VmapOptions> edit) {
        var options = options(edit);
        return p -> {
            var run = new FrameVmap(splitRng, options, List.of(p));
            return run.commit(
                    Func.vmap((P x) -> run.call(() -> f.apply(x)), o -> options).apply(p));
        };
    }

    /** {@return the function applied to each index of the first axis of its arguments' tensors, results stacked} */
    public static <P, A, R> BiFunction<P, A, R> vmap(BiFunction<P, A, R> f, boolean splitRng) {
        return vmap(f, splitRng, UnaryOperator.identity());
    }

    /** {@return the function mapped over the axes that the options name} */
    public static <P, A, R> BiFunction<P, A, R> vmap(
            BiFunction<P, A, R> f, boolean splitRng, UnaryOperator<VmapOptions> edit) {
        var options = options(edit);
        return (p, a) -> {
            var run = new FrameVmap(splitRng, options, List.of(p, a));
            return run.commit(Func.vmap((P x, A y) -> run.call(() -> f.apply(x, y)), o -> options)
                    .apply(p, a));
        };
    }

    /** {@return the function applied to each index of the first axis of its arguments' tensors, results stacked} */
    public static <P, A, B, R> Fn3<P, A, B, R> vmap(Fn3<P, A, B, R> f, boolean splitRng) {
        return vmap(f, splitRng, UnaryOperator.identity());
    }

    /** {@return the function mapped over the axes that the options name} */
    public static <P, A, B, R> Fn3<P, A, B, R> vmap(
            Fn3<P, A, B, R> f, boolean splitRng, UnaryOperator<VmapOptions> edit) {
        var options = options(edit);
        return (p, a, b) -> {
            var run = new FrameVmap(splitRng, options, List.of(p, a, b));
            return run.commit(Func.vmap((P x, A y, B z) -> run.call(() -> f.apply(x, y, z)), o -> options)
                    .apply(p, a, b));
        };
    }

    /** {@return the function applied to each index of the first axis of its arguments' tensors, results stacked} */
    public static <P, A, B, C, R> Fn4<P, A, B, C, R> vmap(Fn4<P, A, B, C, R> f, boolean splitRng) {
        return vmap(f, splitRng, UnaryOperator.identity());
    }

    /** {@return the function mapped over the axes that the options name} */
    public static <P, A, B, C, R> Fn4<P, A, B, C, R> vmap(
            Fn4<P, A, B, C, R> f, boolean splitRng, UnaryOperator<VmapOptions> edit) {
        var options = options(edit);
        return (p, a, b, c) -> {
            var run = new FrameVmap(splitRng, options, List.of(p, a, b, c));
            return run.commit(Func.vmap((P w, A x, B y, C z) -> run.call(() -> f.apply(w, x, y, z)), o -> options)
                    .apply(p, a, b, c));
        };
    }

    private static VmapOptions options(UnaryOperator<VmapOptions> edit) {
        DerivedFrame.outer("vmap", "Func.vmap");
        return edit.apply(FIRST_AXES);
    }

    /**
     * {@return the function, which is staged and run as a program of its own at each call, like {@link
     * Func#jit(Function)}, inside a transformed function}
     *
     * <p>It is staged anew at each call, since the names of the modules that it creates depend on what was created
     * before. To compile a model once, transform its {@code apply}: {@code jit(net::apply)}.
     *
     * @throws NotTransformedException if this is outside a function given to {@link Haiku#transform}
     */
    public static <P, R> Function<P, R> jit(Function<P, R> f) {
        DerivedFrame.outer("jit", "Func.jit");
        return p -> staged((P x) -> f.apply(x), p);
    }

    /** {@return the function, which is staged and run as a program of its own at each call} */
    public static <P, A, R> BiFunction<P, A, R> jit(BiFunction<P, A, R> f) {
        DerivedFrame.outer("jit", "Func.jit");
        return (p, a) -> staged((Args2<P, A> in) -> f.apply(in.first(), in.second()), new Args2<>(p, a));
    }

    /** {@return the function, which is staged and run as a program of its own at each call} */
    public static <P, A, B, R> Fn3<P, A, B, R> jit(Fn3<P, A, B, R> f) {
        DerivedFrame.outer("jit", "Func.jit");
        return (p, a, b) ->
                staged((Args3<P, A, B> in) -> f.apply(in.first(), in.second(), in.third()), new Args3<>(p, a, b));
    }

    /** {@return the function, which is staged and run as a program of its own at each call} */
    public static <P, A, B, C, R> Fn4<P, A, B, C, R> jit(Fn4<P, A, B, C, R> f) {
        DerivedFrame.outer("jit", "Func.jit");
        return (p, a, b, c) -> staged(
                (Args4<P, A, B, C> in) -> f.apply(in.first(), in.second(), in.third(), in.fourth()),
                new Args4<>(p, a, b, c));
    }

    /**
     * {@return the function, of which reverse-mode differentiation keeps the arguments, parameters and state only and
     * computes everything else again, like {@link Func#checkpoint(Function)}, inside a transformed function: Haiku's
     * {@code remat}}
     *
     * @throws NotTransformedException if this is outside a function given to {@link Haiku#transform}
     */
    public static <P, R> Function<P, R> remat(Function<P, R> f) {
        DerivedFrame.outer("remat", "Func.checkpoint");
        return p -> checkpointed((P x) -> f.apply(x), p);
    }

    /** {@return the function, of which reverse-mode differentiation keeps as little as possible} */
    public static <P, A, R> BiFunction<P, A, R> remat(BiFunction<P, A, R> f) {
        DerivedFrame.outer("remat", "Func.checkpoint");
        return (p, a) -> checkpointed((Args2<P, A> in) -> f.apply(in.first(), in.second()), new Args2<>(p, a));
    }

    /** {@return the function, of which reverse-mode differentiation keeps as little as possible} */
    public static <P, A, B, R> Fn3<P, A, B, R> remat(Fn3<P, A, B, R> f) {
        DerivedFrame.outer("remat", "Func.checkpoint");
        return (p, a, b) ->
                checkpointed((Args3<P, A, B> in) -> f.apply(in.first(), in.second(), in.third()), new Args3<>(p, a, b));
    }

    /** {@return the function, of which reverse-mode differentiation keeps as little as possible} */
    public static <P, A, B, C, R> Fn4<P, A, B, C, R> remat(Fn4<P, A, B, C, R> f) {
        DerivedFrame.outer("remat", "Func.checkpoint");
        return (p, a, b, c) -> checkpointed(
                (Args4<P, A, B, C> in) -> f.apply(in.first(), in.second(), in.third(), in.fourth()),
                new Args4<>(p, a, b, c));
    }

    /**
     * {@return the function, which shows as one operation of that name in programs, like {@link Func#namedCall(String,
     * Function)}, inside a transformed function}
     *
     * @throws NotTransformedException if this is outside a function given to {@link Haiku#transform}
     */
    public static <P, R> Function<P, R> namedCall(String name, Function<P, R> f) {
        DerivedFrame.outer("namedCall", "Func.namedCall");
        return p -> namedScope(name, () -> f.apply(p));
    }

    /** {@return the function, which shows as one operation of that name in programs} */
    public static <P, A, R> BiFunction<P, A, R> namedCall(String name, BiFunction<P, A, R> f) {
        DerivedFrame.outer("namedCall", "Func.namedCall");
        return (p, a) -> namedScope(name, () -> f.apply(p, a));
    }

    /**
     * {@return the result of {@code body}, a tree, which shows as one operation of that name in programs, like {@link
     * Func#namedScope}, inside a transformed function}
     *
     * <p>It gives no name to modules; {@link Haiku#nameScope(String, java.util.function.Supplier)} does.
     *
     * @throws NotTransformedException if this is outside a function given to {@link Haiku#transform}
     */
    public static <R> R namedScope(String name, Supplier<R> body) {
        return NamedScope.run(DerivedFrame.outer("namedScope", "Func.namedScope"), name, body);
    }

    private static <P, R> R staged(Function<P, R> f, P argument) {
        var outer = DerivedFrame.outer("jit", "Func.jit");
        var staged =
                Func.jit((FrameValues values, P p) -> DerivedFrame.runSharingNames(outer, values, () -> f.apply(p)));
        return DerivedFrame.commit(outer, staged.apply(FrameValues.of(outer), argument));
    }

    private static <P, R> R checkpointed(Function<P, R> f, P argument) {
        var outer = DerivedFrame.outer("remat", "Func.checkpoint");
        var checkpointed = Func.checkpoint(
                (FrameValues values, P p) -> DerivedFrame.runSharingNames(outer, values, () -> f.apply(p)));
        return DerivedFrame.commit(outer, checkpointed.apply(FrameValues.of(outer), argument));
    }

    /**
     * {@return a function's result with shapes and element types only, like {@link Func#evalShape}, inside a transformed
     * function}
     *
     * <p>What the function creates, sets and draws is forgotten.
     *
     * @throws NotTransformedException if this is outside a function given to {@link Haiku#transform}
     */
    public static <P, R> R evalShape(Function<P, R> f, P argument) {
        var outer = DerivedFrame.outer("evalShape", "Func.evalShape");
        return Func.evalShape((P p) -> DerivedFrame.run(outer, () -> f.apply(p)).result(), argument);
    }

    /**
     * {@return a function's result with shapes and element types only, found with zeros for all parameters that it
     * creates}
     *
     * <p>Like {@link #evalShape} inside a transformed function and {@link Func#evalShape} elsewhere, but initialisers do
     * not run, which saves time where only shapes are of interest; Haiku's {@code fast_eval_shape}.
     */
    public static <P, R> R fastEvalShape(Function<P, R> f, P argument) {
        Creator zeros = (creation, next) -> Ops.zeros(creation.shape(), creation.dtype());
        return Hooks.with(
                FrameStack.hooks().paramCreators(),
                zeros,
                () -> FrameStack.peek() == null ? Func.evalShape(f, argument) : evalShape(f, argument));
    }

    /**
     * {@return the function, which splits off as many keys at once as it takes with {@link Haiku#nextRngKey} before it
     * runs}
     *
     * <p>It runs once more to count them, without any arithmetic. The keys are others than those of one split each;
     * Haiku's {@code optimize_rng_use}.
     *
     * @throws NotTransformedException (when called) if this is outside a function given to {@link Haiku#transform}
     */
    public static <P, R> Function<P, R> optimizeRngUse(Function<P, R> f) {
        return argument -> {
            var outer = FrameStack.require("optimizeRngUse");
            if (outer.keysOrNull() != null) {
                Haiku.reserveRngKeys(countKeys(outer, f, argument));
            }
            return f.apply(argument);
        };
    }

    private static <P> int countKeys(Frame outer, Function<P, ?> f, P argument) {
        var counts = new ArrayList<Integer>(1);
        Func.evalShape(
                (P p) -> DerivedFrame.run(outer, () -> {
                            var keys = FrameStack.require("optimizeRngUse").keys("optimizeRngUse");
                            var result = f.apply(p);
                            counts.add(keys.taken());
                            return result;
                        })
                        .result(),
                argument);
        return counts.get(0);
    }
}
