package dev.haiku.func;

import dev.haiku.array.DType;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tensor.Tracer;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Branches and loops that depend on the numbers of tensors; JAX's {@code lax.cond}, {@code lax.scan} and so on.
 *
 * <p>Java's own control flow works on shapes and on numbers that are known; while {@code jit} stages a function they
 * are not, and these take its place. They work everywhere and under every transformation: a branch or a body is staged
 * once, however often it runs. Arguments and results are trees; functions may use tensors of their surroundings.
 */
public final class Control {

    private static final List<Tensor> NOTHING = List.of();

    private Control() {}

    /**
     * {@return the result of one of two functions}
     *
     * <p>Only that one runs; but under {@code vmap} with a predicate for each index both do, and the results are
     * selected. If the predicate is known, as it is outside of {@code jit}, the other function is not even looked at.
     *
     * @param predicate a {@code bool} scalar
     * @param onTrue the function if it is true
     * @param onFalse the function if not, with a result of the same structure and types
     * @param operand the argument of either
     * @throws IllegalArgumentException if the predicate has another type, or the results differ in structure or type
     */
    public static <T, R> R cond(Tensor predicate, Function<T, R> onTrue, Function<T, R> onFalse, T operand) {
        return Branches.cond(predicate, onTrue, onFalse, operand);
    }

    /** {@return the result of one of two functions of two operands} */
    public static <A, B, R> R cond(
            Tensor predicate, BiFunction<A, B, R> onTrue, BiFunction<A, B, R> onFalse, A first, B second) {
        return cond(predicate, Arguments.together(onTrue), Arguments.together(onFalse), new Args2<>(first, second));
    }

    /** {@return the result of one of two functions of three operands} */
    public static <A, B, C, R> R cond(
            Tensor predicate, Fn3<A, B, C, R> onTrue, Fn3<A, B, C, R> onFalse, A first, B second, C third) {
        return cond(
                predicate, Arguments.together(onTrue), Arguments.together(onFalse), new Args3<>(first, second, third));
    }

    /** {@return the result of one of two functions of their surroundings alone} */
    public static <R> R cond(Tensor predicate, Supplier<R> onTrue, Supplier<R> onFalse) {
        return cond(predicate, (List<Tensor> none) -> onTrue.get(), none -> onFalse.get(), NOTHING);
    }

    /**
     * {@return the result of the function at an index}
     *
     * @param index an integer scalar, which is moved into range
     * @param branches the functions, with results of the same structure and types
     * @param operand the argument of each
     * @throws IllegalArgumentException if the index has another type, or the results differ in structure or type
     */
    public static <T, R> R switchOn(Tensor index, List<? extends Function<T, R>> branches, T operand) {
        return Branches.switchOn(index, branches, operand);
    }

    /** {@return the result of the function of two operands at an index} */
    public static <A, B, R> R switchOn(Tensor index, List<? extends BiFunction<A, B, R>> branches, A first, B second) {
        List<Function<Args2<A, B>, R>> functions = branches.stream()
                .<Function<Args2<A, B>, R>>map(Arguments::together)
                .toList();
        return switchOn(index, functions, new Args2<>(first, second));
    }

    /** {@return the result of the function of its surroundings alone at an index} */
    public static <R> R switchOn(Tensor index, List<? extends Supplier<R>> branches) {
        List<Function<List<Tensor>, R>> functions = branches.stream()
                .<Function<List<Tensor>, R>>map(branch -> none -> branch.get())
                .toList();
        return switchOn(index, functions, NOTHING);
    }

    /**
     * {@return the value after the body has been applied as long as the condition holds}
     *
     * <p>It has no reverse-mode derivative, since the number of runs is not known; use {@link #scan} or {@link
     * #foriLoop(int, int, BiFunction, Object)} for that.
     *
     * @param condition returns a {@code bool} scalar
     * @param body returns a value of the same structure and types
     * @param init the first value
     * @throws IllegalArgumentException if a result has another structure or type
     */
    public static <T> T whileLoop(Function<T, Tensor> condition, Function<T, T> body, T init) {
        return Loops.whileLoop("whileLoop", condition, body, init);
    }

    /**
     * {@return the value after the body has been applied for each index from {@code lower} up to but not including
     * {@code upper}}
     *
     * @param body takes the index, an {@code i32} scalar, and the value; returns a value of the same structure and
     *     types
     * @param init the first value
     * @throws IllegalArgumentException if a result has another structure or type
     */
    public static <T> T foriLoop(int lower, int upper, BiFunction<Tensor, T, T> body, T init) {
        return overIndices(Ops.arange(lower, Math.max(lower, upper)), body, init);
    }

    /**
     * {@return the value after the body has been applied for each index from {@code lower} up to but not including
     * {@code upper}}
     *
     * <p>If the bounds are not known while it is staged, it has no reverse-mode derivative.
     *
     * @param lower an integer scalar
     * @param upper an integer scalar of the same type
     * @param body takes the index, of the type of the bounds, and the value; returns a value of the same structure and
     *     types
     * @param init the first value
     * @throws IllegalArgumentException if a result has another structure or type
     */
    public static <T> T foriLoop(Tensor lower, Tensor upper, BiFunction<Tensor, T, T> body, T init) {
        Loops.checkBounds(lower, upper);
        return lower instanceof Tracer
                        || upper instanceof Tracer
                        || !lower.dtype().equals(DType.I32)
                ? Loops.count(lower, upper, body, init)
                : foriLoop((int) lower.itemLong(), (int) upper.itemLong(), body, init);
    }

    private static <T> T overIndices(Tensor indices, BiFunction<Tensor, T, T> body, T init) {
        return Loops.scan(
                        "foriLoop",
                        (T value, Tensor i) -> new Carried<>(body.apply(i, value), NOTHING),
                        init,
                        indices,
                        ScanOptions.DEFAULTS)
                .carry();
    }

    /**
     * {@return the last carry and the stacked results of a function that is applied to each index of the first axis of
     * {@code xs}}
     *
     * <p>As in {@code for (x : xs) { (carry, y) = f(carry, x); ys.add(y); }}.
     *
     * @param f takes the carry and one element of {@code xs}; returns the next carry, of the same structure and types,
     *     and an element of the result
     * @param init the first carry
     * @param xs a tree of tensors with first axes of one size
     * @throws IllegalArgumentException if the carry changes its structure or types; tensors are never weakly typed, so
     *     the first carry is not promoted
     */
    public static <C, X, Y> Scanned<C, Y> scan(BiFunction<C, X, Carried<C, Y>> f, C init, X xs) {
        return scan(f, init, xs, o -> o);
    }

    /** {@return the last carry and the stacked results of a function, as the options say} */
    public static <C, X, Y> Scanned<C, Y> scan(
            BiFunction<C, X, Carried<C, Y>> f, C init, X xs, UnaryOperator<ScanOptions> edit) {
        return Loops.scan("scan", f, init, xs, edit.apply(ScanOptions.DEFAULTS));
    }

    /** {@return the last carry and the stacked results of a function that is applied {@code length} times} */
    public static <C, Y> Scanned<C, Y> scan(Function<C, Carried<C, Y>> f, C init, int length) {
        return scan(f, init, length, o -> o);
    }

    /**
     * {@return the last carry and the stacked results of a function that is applied {@code length} times, as the
     * options say}
     */
    public static <C, Y> Scanned<C, Y> scan(
            Function<C, Carried<C, Y>> f, C init, int length, UnaryOperator<ScanOptions> edit) {
        return scan(
                (C carry, List<Tensor> none) -> f.apply(carry),
                init,
                NOTHING,
                o -> edit.apply(o).length(length));
    }

    /**
     * {@return the results of a function for each index of the first axis of {@code xs}, stacked, computed one after
     * another}
     *
     * <p>{@code Func.vmap} computes the same at once, which is faster and takes more memory.
     */
    public static <X, Y> Y map(Function<X, Y> f, X xs) {
        return map(f, xs, o -> o);
    }

    /**
     * {@return the results of a function for each index of the first axis of {@code xs}, stacked, as the options say}
     *
     * <p>With a {@code batchSize}, so many indices are computed at once; what remains at the end is a batch of its own.
     */
    public static <X, Y> Y map(Function<X, Y> f, X xs, UnaryOperator<MapOptions> edit) {
        return Batches.map(f, xs, edit.apply(MapOptions.DEFAULTS));
    }

    /**
     * {@return for each index the combination of all elements up to it, such as running sums}
     *
     * <p>The number of steps grows with the logarithm of the length.
     *
     * @param f combines two trees of slices along the first axis, element by element; associative
     * @param elements a tree of tensors with first axes of one size
     */
    public static <T> T associativeScan(BinaryOperator<T> f, T elements) {
        return associativeScan(f, elements, o -> o);
    }

    /**
     * {@return for each index along an axis the combination of all elements up to it, or from it on}
     *
     * <p>In reverse, {@code f} gets the later elements as first argument.
     */
    public static <T> T associativeScan(BinaryOperator<T> f, T elements, UnaryOperator<AssociativeScanOptions> edit) {
        return Prefixes.scan(f, elements, edit.apply(AssociativeScanOptions.DEFAULTS));
    }
}
