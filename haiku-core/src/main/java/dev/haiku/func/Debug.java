package dev.haiku.func;

import dev.haiku.internal.exec.NanCheck;
import dev.haiku.internal.staging.Scopes;
import dev.haiku.ir.Callback.DebugCallback;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.io.PrintStream;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks into functions that are transformed; JAX's {@code jax.debug} and the settings that go with it.
 *
 * <p>A function that is staged runs once, on tensors without numbers, so printing from Java prints those, once. What is
 * printed from here is a part of the program: it happens each time the program gets there, with numbers, in the order
 * of the program, once for each index that {@code vmap} maps, in both branches of a {@code cond} that {@code vmap}
 * turns into a selection, and again where {@code checkpoint} computes values again. Derivatives pass it by.
 */
public final class Debug {

    private static final Logger LOG = LoggerFactory.getLogger("dev.haiku.debug");

    private Debug() {}

    /**
     * Writes a line to the log {@code dev.haiku.debug}, at level info, each time the program gets there.
     *
     * @param format the line, with <code>{}</code> for each tensor
     * @param tensors what to print
     * @throws IllegalArgumentException if there are more or fewer tensors than places for them
     */
    public static void print(String format, Tensor... tensors) {
        print(LOG::info, format, tensors);
    }

    /** Writes a line to a stream each time the program gets there. */
    public static void print(PrintStream out, String format, Tensor... tensors) {
        print((Consumer<String>) out::println, format, tensors);
    }

    private static void print(Consumer<String> out, String format, Tensor... tensors) {
        var line = new LineFormat(format, tensors.length);
        bind("print", (List<Tensor> values) -> out.accept(line.with(values)), List.of(tensors));
    }

    /**
     * Hands a tree with numbers to a consumer each time the program gets there; JAX's {@code debug.callback}.
     *
     * @param consumer what to do; it runs in the thread that runs the program, and what it throws reaches whoever runs
     *     it
     * @param tree the tree
     */
    public static <T> void callback(Consumer<? super T> consumer, T tree) {
        bind("callback", consumer, tree);
    }

    private static <T> void bind(String name, Consumer<? super T> consumer, T tree) {
        var flat = Trees.flatten(tree);
        Ops.bindAll(new DebugCallback(name, HostCalls.consuming(consumer, flat.def())), flat.leaves());
    }

    /**
     * {@return the result of {@code body}, in which jitted functions run as they are; JAX's {@code disable_jit}}
     *
     * <p>So do loops and branches of {@link Control} as far as their conditions are known. All tensors have numbers
     * then, and a debugger steps through the function. Only this thread is concerned.
     */
    public static <R> R disableJit(Supplier<R> body) {
        return Scopes.withoutJit(body);
    }

    /**
     * {@return the result of {@code body}, after which nothing refers to tensors of the transformations that ran in it;
     * JAX's {@code checking_leaks}}
     *
     * <p>It asks the garbage collector, so it is slow, and blind where {@code -XX:+DisableExplicitGC} is set. Only this
     * thread is concerned.
     *
     * @throws dev.haiku.tensor.LeakedTracerException if something does, such as a field or a collection
     */
    public static <R> R checkingLeaks(Supplier<R> body) {
        return Scopes.checkingLeaks(body);
    }

    /**
     * {@return the result of {@code body}, in which each operation looks for NaNs in its results; JAX's {@code
     * debug_nans}}
     *
     * <p>A compiled function that gives a NaN runs once more, one primitive at a time, to find the one that gave it
     * first. Only this thread is concerned; {@link #checkNans} looks for NaNs in the others, too.
     *
     * @throws dev.haiku.tensor.NanException naming the primitive
     */
    public static <R> R checkingNans(Supplier<R> body) {
        return checkingNans(true, body);
    }

    /** {@return the result of {@code body}, in which operations look for NaNs or do not, whatever is set around} */
    public static <R> R checkingNans(boolean check, Supplier<? extends R> body) {
        return NanCheck.SETTING.with(check, body);
    }

    /**
     * Sets whether operations of all threads look for NaNs, except in {@link #checkingNans}; JAX's setting {@code
     * jax_debug_nans}. So does {@code -Dhaiku.debug.nans=true} from the start.
     */
    public static void checkNans(boolean check) {
        NanCheck.SETTING.set(check);
    }

    /**
     * {@return the function, which fails when it is staged more often than that; chex's {@code assert_max_traces}}
     *
     * <p>Give it to {@code jit}: {@code jit(Debug.assertMaxTraces(1, f))}. Calls outside of staging do not count.
     */
    public static <P, R> Function<P, R> assertMaxTraces(int most, Function<P, R> f) {
        var limit = new TraceLimit(most);
        return p -> {
            limit.count(p);
            return f.apply(p);
        };
    }

    /** {@return the function, which fails when it is staged more often than that} */
    public static <P, A, R> BiFunction<P, A, R> assertMaxTraces(int most, BiFunction<P, A, R> f) {
        var limit = new TraceLimit(most);
        return (p, a) -> {
            limit.count(p, a);
            return f.apply(p, a);
        };
    }

    /** {@return the function, which fails when it is staged more often than that} */
    public static <P, A, B, R> Fn3<P, A, B, R> assertMaxTraces(int most, Fn3<P, A, B, R> f) {
        var limit = new TraceLimit(most);
        return (p, a, b) -> {
            limit.count(p, a, b);
            return f.apply(p, a, b);
        };
    }

    /** {@return the function, which fails when it is staged more often than that} */
    public static <P, A, B, C, R> Fn4<P, A, B, C, R> assertMaxTraces(int most, Fn4<P, A, B, C, R> f) {
        var limit = new TraceLimit(most);
        return (p, a, b, c) -> {
            limit.count(p, a, b, c);
            return f.apply(p, a, b, c);
        };
    }
}
