package dev.haiku;

import dev.haiku.func.Carried;
import dev.haiku.func.Control;
import dev.haiku.func.ScanOptions;
import dev.haiku.func.Scanned;
import dev.haiku.tensor.Tensor;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** The branches and loops of {@link Haiku}: those of {@link Control} for functions that create, set and draw. */
abstract class ControlTransforms extends MappingTransforms {

    private static final ScanOptions ONCE = new ScanOptions(false, OptionalInt.empty(), 1);
    private static final List<Tensor> NOTHING = List.of();

    ControlTransforms() {}

    /**
     * {@return the result of one of two functions, like {@link Control#cond(Tensor, Function, Function, Object)}, inside
     * a transformed function}
     *
     * <p>The functions may set state and draw keys. In {@code init} both must create the same parameters and state; best
     * is to make the modules outside, and to call both functions where {@link Haiku#runningInit}.
     *
     * @throws NotTransformedException if this is outside a function given to {@link Haiku#transform}
     * @throws IllegalStateException if one creates what the other does not
     */
    public static <T, R> R cond(Tensor predicate, Function<T, R> onTrue, Function<T, R> onFalse, T operand) {
        return new FrameBranches<>("cond", List.of("the true branch", "the false branch"), List.of(onTrue, onFalse))
                .choose(run -> Control.cond(predicate, run.get(0), run.get(1), operand), operand);
    }

    /** {@return the result of one of two functions of their surroundings alone} */
    public static <R> R cond(Tensor predicate, Supplier<R> onTrue, Supplier<R> onFalse) {
        var whenTrue = ofNothing(onTrue);
        return cond(predicate, whenTrue, onTrue == onFalse ? whenTrue : ofNothing(onFalse), NOTHING);
    }

    private static <R> Function<List<Tensor>, R> ofNothing(Supplier<R> supplier) {
        return none -> supplier.get();
    }

    /**
     * {@return the result of the function at an index, like {@link Control#switchOn(Tensor, List, Object)}, inside a
     * transformed function}
     *
     * <p>The functions may set state and draw keys. In {@code init} all must create the same parameters and state; best is
     * to make the modules outside, and to call all functions where {@link Haiku#runningInit}.
     *
     * @throws NotTransformedException if this is outside a function given to {@link Haiku#transform}
     * @throws IllegalStateException if one creates what another does not
     */
    public static <T, R> R switchOn(Tensor index, List<? extends Function<T, R>> branches, T operand) {
        var labels =
                IntStream.range(0, branches.size()).mapToObj(i -> "branch " + i).toList();
        return new FrameBranches<>("switchOn", labels, branches)
                .choose(run -> Control.switchOn(index, run, operand), operand);
    }

    /** {@return the result of the function of its surroundings alone at an index} */
    public static <R> R switchOn(Tensor index, List<? extends Supplier<R>> branches) {
        var functions = new IdentityHashMap<Supplier<R>, Function<List<Tensor>, R>>();
        branches.forEach(branch -> functions.putIfAbsent(branch, ofNothing(branch)));
        return switchOn(index, branches.stream().map(functions::get).toList(), NOTHING);
    }

    /**
     * {@return the last carry and the stacked results of a function that is applied to each index of the first axis of
     * {@code xs}, like {@link Control#scan(BiFunction, Object, Object)}, inside a transformed function}
     *
     * <p>The function may set state and draw keys. In {@code init} its first run goes ahead of the loop and may create
     * parameters and state, for which its modules must be made outside of it.
     *
     * @throws NotTransformedException if this is outside a function given to {@link Haiku#transform}
     * @throws IllegalStateException if the function creates parameters or state after its first run
     */
    public static <C, X, Y> Scanned<C, Y> scan(BiFunction<C, X, Carried<C, Y>> f, C init, X xs) {
        return scan(f, init, xs, UnaryOperator.identity());
    }

    /** {@return the last carry and the stacked results of a function, as the options say} */
    public static <C, X, Y> Scanned<C, Y> scan(
            BiFunction<C, X, Carried<C, Y>> f, C init, X xs, UnaryOperator<ScanOptions> edit) {
        return FirstRun.scan(new FrameLoop("scan"), f, init, xs, edit.apply(ONCE));
    }

    /** {@return the last carry and the stacked results of a function that is applied {@code length} times} */
    public static <C, Y> Scanned<C, Y> scan(Function<C, Carried<C, Y>> f, C init, int length) {
        return scan((C carry, List<Tensor> none) -> f.apply(carry), init, NOTHING, o -> o.length(length));
    }

    /**
     * {@return the results of a function for each index of the first axis of {@code xs}, stacked, computed one after
     * another inside a transformed function}
     *
     * <p>As {@link #scan}, without a carry.
     *
     * @throws NotTransformedException if this is outside a function given to {@link Haiku#transform}
     */
    public static <X, Y> Y map(Function<X, Y> f, X xs) {
        BiFunction<List<Tensor>, X, Carried<List<Tensor>, Y>> step = (none, x) -> new Carried<>(none, f.apply(x));
        return FirstRun.scan(new FrameLoop("map"), step, NOTHING, xs, ONCE).ys();
    }

    /**
     * {@return the value after the body has been applied for each index from {@code lower} up to but not including
     * {@code upper}, inside a transformed function}
     *
     * <p>The body may set state and draw keys. In {@code init} its first run goes ahead of the loop and may create
     * parameters and state, for which its modules must be made outside of it; it runs there once even if there is no
     * index.
     *
     * @throws NotTransformedException if this is outside a function given to {@link Haiku#transform}
     * @throws IllegalStateException if the body creates parameters or state after its first run
     */
    public static <T> T foriLoop(int lower, int upper, BiFunction<Tensor, T, T> body, T init) {
        var loop = new FrameLoop("foriLoop");
        if (!loop.initialising()) {
            return loop.foriLoop(lower, upper, body, init);
        }
        T first = body.apply(Tensor.scalar(lower), init);
        return lower + 1 >= upper ? first : loop.foriLoop(lower + 1, upper, body, first);
    }

    /** {@return the value after the body has been applied for each index, where the bounds are integer scalars} */
    public static <T> T foriLoop(Tensor lower, Tensor upper, BiFunction<Tensor, T, T> body, T init) {
        var loop = new FrameLoop("foriLoop");
        return loop.initialising()
                ? loop.foriLoop(lower.add(1), upper, body, body.apply(lower, init))
                : loop.foriLoop(lower, upper, body, init);
    }

    /**
     * {@return the value after the body has been applied as long as the condition holds, inside a transformed function}
     *
     * <p>The body may set state and draw keys, the condition may only read. It cannot run in {@code init}: call the body
     * alone there.
     *
     * @throws NotTransformedException if this is outside a function given to {@link Haiku#transform}
     * @throws IllegalStateException if {@code init} runs, the condition changes anything or the body creates anything
     */
    public static <T> T whileLoop(Function<T, Tensor> condition, Function<T, T> body, T init) {
        var loop = new FrameLoop("whileLoop");
        if (loop.initialising()) {
            throw new IllegalStateException(
                    loop.subject()
                            + " cannot run in init, where its body might not run and create nothing.\n"
                            + "Call the body alone there: Haiku.runningInit() ? body(x) : Haiku.whileLoop(condition, body, x).");
        }
        return loop.whileLoop(condition, body, init);
    }
}
