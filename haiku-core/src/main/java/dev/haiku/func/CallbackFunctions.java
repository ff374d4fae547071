package dev.haiku.func;

import dev.haiku.ir.Callback.IoCallback;
import dev.haiku.ir.Callback.PureCallback;
import dev.haiku.ir.CallbackMapping;
import dev.haiku.tensor.Ops;
import dev.haiku.tree.Trees;
import java.util.function.Function;

/** The part of {@link Func} that calls Java from programs. */
abstract class CallbackFunctions extends ProgramFunctions {

    private static final String NAME = "f";

    CallbackFunctions() {}

    /**
     * {@return what a pure function in Java computes from concrete tensors, also while functions are staged and
     * transformed; JAX's {@code pure_callback}}
     *
     * <p>The function gets its argument with numbers and runs in the thread that runs the program. It must do nothing
     * but compute its result: it may be left out, or run more than once. Under {@code vmap} it is called for one index
     * after another. It has no derivative; give the function around it one with {@code customJvp} or {@code customVjp}.
     * What it throws reaches whoever runs the program.
     *
     * @param results a tree of {@link TensorSpec}s like the result
     * @param f the function
     * @param argument its argument, a tree
     * @throws IllegalArgumentException (when it runs) if the function returns another structure
     * @throws IllegalStateException (when it runs) if the function returns other types
     */
    public static <P, R> R pureCallback(R results, Function<P, R> f, P argument) {
        return pureCallback(results, f, argument, CallbackMapping.SEQUENTIAL);
    }

    /**
     * {@return what a pure function in Java computes, which says what {@code vmap} does to it}
     *
     * @param mapping whether it is called for each index or once for all, with one more axis in front of each tensor
     */
    @SuppressWarnings("unchecked") // the structure was taken from an R
    public static <P, R> R pureCallback(R results, Function<P, R> f, P argument, CallbackMapping mapping) {
        var wanted = Trees.flatten(results);
        var given = Trees.flatten(argument);
        var function = HostCalls.computing("pureCallback", f, given.def(), wanted.def());
        var op = new PureCallback(NAME, function, Derivatives.types(wanted.leaves()), mapping);
        return (R) wanted.def().unflatten(Ops.bindAll(op, given.leaves()));
    }

    /**
     * {@return what a function in Java computes that also has an effect on the world, such as reading a file; JAX's
     * {@code io_callback}}
     *
     * <p>It runs once each time the program reaches it, in the order of the program, whether its result is used or not.
     * Under {@code vmap} it is called for one index after another; a {@code cond} or {@code whileLoop} that decides for
     * each index anew cannot hold it. It has no derivative.
     *
     * @param results a tree of {@link TensorSpec}s like the result
     * @param f the function
     * @param argument its argument, a tree
     * @throws IllegalArgumentException (when it runs) if the function returns another structure
     * @throws IllegalStateException (when it runs) if the function returns other types
     */
    @SuppressWarnings("unchecked") // the structure was taken from an R
    public static <P, R> R ioCallback(R results, Function<P, R> f, P argument) {
        var wanted = Trees.flatten(results);
        var given = Trees.flatten(argument);
        var function = HostCalls.computing("ioCallback", f, given.def(), wanted.def());
        var op = new IoCallback(NAME, function, Derivatives.types(wanted.leaves()));
        return (R) wanted.def().unflatten(Ops.bindAll(op, given.leaves()));
    }
}
