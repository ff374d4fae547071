package dev.haiku.func;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The part of {@link Func} that gives functions derivatives of their own. */
abstract class CustomFunctions extends JacobianFunctions {

    CustomFunctions() {}

    /**
     * {@return the function with a derivative of its own for forward mode, from which reverse mode follows: JAX's
     * {@code custom_jvp}}
     *
     * <p>The rule gets the argument and its tangent, and returns the value and its tangent, which must be linear in the tangent. It
     * may call the function itself, and is differentiated in turn by derivatives of higher order. Integers and {@code bool} have
     * zeros of their own type as tangent. What the rule is not told about, such as numbers, strings and functions, is captured by
     * the lambdas; tensors of the surroundings, too, unless they are being differentiated.
     *
     * @param f the function
     * @param rule its derivative
     * @throws IllegalArgumentException (when differentiated) if the rule returns trees of another structure or other types
     */
    public static <P, R> Function<P, R> customJvp(Function<P, R> f, BiFunction<P, P, Jvp<R>> rule) {
        return p -> new TreeJvp<>(f, rule, p).call();
    }

    /** {@return the function of two arguments with a derivative of its own for forward mode; see {@link #customJvp(Function, BiFunction)}} */
    public static <P, A, R> BiFunction<P, A, R> customJvp(
            BiFunction<P, A, R> f, BiFunction<Args2<P, A>, Args2<P, A>, Jvp<R>> rule) {
        var custom = customJvp(Arguments.together(f), rule);
        return (p, a) -> custom.apply(new Args2<>(p, a));
    }

    /** {@return the function of three arguments with a derivative of its own for forward mode; see {@link #customJvp(Function, BiFunction)}} */
    public static <P, A, B, R> Fn3<P, A, B, R> customJvp(
            Fn3<P, A, B, R> f, BiFunction<Args3<P, A, B>, Args3<P, A, B>, Jvp<R>> rule) {
        var custom = customJvp(Arguments.together(f), rule);
        return (p, a, b) -> custom.apply(new Args3<>(p, a, b));
    }

    /** {@return the function of four arguments with a derivative of its own for forward mode; see {@link #customJvp(Function, BiFunction)}} */
    public static <P, A, B, C, R> Fn4<P, A, B, C, R> customJvp(
            Fn4<P, A, B, C, R> f, BiFunction<Args4<P, A, B, C>, Args4<P, A, B, C>, Jvp<R>> rule) {
        var custom = customJvp(Arguments.together(f), rule);
        return (p, a, b, c) -> custom.apply(new Args4<>(p, a, b, c));
    }

    /**
     * {@return the function with a derivative of its own for forward mode, given by what the tangent adds to that of the value: the
     * {@code defjvps} of JAX's {@code custom_jvp}}
     *
     * @param f the function
     * @param rule gives the tangent of the value for that of the argument, the value and the argument
     */
    public static <P, R> Function<P, R> customJvps(Function<P, R> f, Fn3<P, R, P, R> rule) {
        return CustomDerivatives.summed(f, (dx, value, x) -> List.of(rule.apply(dx, value, x)));
    }

    /**
     * {@return the function of two arguments with a derivative of its own for forward mode, given by what the tangent of each argument
     * adds to that of the value}
     *
     * <p>Each rule gets the tangent of its argument, the value and all arguments; {@link #noTangent()} stands for one that adds nothing.
     */
    public static <P, A, R> BiFunction<P, A, R> customJvps(
            BiFunction<P, A, R> f, Fn3<P, R, Args2<P, A>, R> first, Fn3<A, R, Args2<P, A>, R> second) {
        var custom = CustomDerivatives.summed(
                Arguments.together(f),
                (dx, value, x) -> List.of(first.apply(dx.first(), value, x), second.apply(dx.second(), value, x)));
        return (p, a) -> custom.apply(new Args2<>(p, a));
    }

    /**
     * {@return the function of three arguments with a derivative of its own for forward mode, given by what the tangent of each argument
     * adds to that of the value}
     *
     * <p>Each rule gets the tangent of its argument, the value and all arguments; {@link #noTangent()} stands for one that adds nothing.
     */
    public static <P, A, B, R> Fn3<P, A, B, R> customJvps(
            Fn3<P, A, B, R> f,
            Fn3<P, R, Args3<P, A, B>, R> first,
            Fn3<A, R, Args3<P, A, B>, R> second,
            Fn3<B, R, Args3<P, A, B>, R> third) {
        var custom = CustomDerivatives.summed(
                Arguments.together(f),
                (dx, value, x) -> List.of(
                        first.apply(dx.first(), value, x),
                        second.apply(dx.second(), value, x),
                        third.apply(dx.third(), value, x)));
        return (p, a, b) -> custom.apply(new Args3<>(p, a, b));
    }

    /**
     * {@return the function of four arguments with a derivative of its own for forward mode, given by what the tangent of each argument
     * adds to that of the value}
     *
     * <p>Each rule gets the tangent of its argument, the value and all arguments; {@link #noTangent()} stands for one that adds nothing.
     */
    public static <P, A, B, C, R> Fn4<P, A, B, C, R> customJvps(
            Fn4<P, A, B, C, R> f,
            Fn3<P, R, Args4<P, A, B, C>, R> first,
            Fn3<A, R, Args4<P, A, B, C>, R> second,
            Fn3<B, R, Args4<P, A, B, C>, R> third,
            Fn3<C, R, Args4<P, A, B, C>, R> fourth) {
        var custom = CustomDerivatives.summed(
                Arguments.together(f),
                (dx, value, x) -> List.of(
                        first.apply(dx.first(), value, x),
                        second.apply(dx.second(), value, x),
                        third.apply(dx.third(), value, x),
                        fourth.apply(dx.fourth(), value, x)));
        return (p, a, b, c) -> custom.apply(new Args4<>(p, a, b, c));
    }

    /** {@return the rule for {@code customJvps} of an argument that adds nothing to the tangent of the value} */
    public static <T, R, X> Fn3<T, R, X, R> noTangent() {
        return (tangent, value, arguments) -> DerivativeFunctions.zerosLike(value);
    }

    /**
     * {@return the function with a derivative of its own for reverse mode: JAX's {@code custom_vjp}}
     *
     * <p>The way there gets the argument and returns the value together with residuals, any tree; the way back gets the residuals and
     * the cotangent of the value, and returns that of the argument: a tree of its structure and types, {@link #zerosLike} where nothing
     * flows. Integers and {@code bool} have zeros of their own type as cotangent. Both are differentiated in turn by derivatives of
     * higher order. Forward mode cannot pass such a function; {@link #customJvp(Function, BiFunction)} serves both modes. What the rule is not
     * told about, such as numbers, strings and functions, is captured by the lambdas; tensors of the surroundings, too, unless
     * they are being differentiated.
     *
     * @param f the function
     * @param forward the way there
     * @param backward the way back
     * @throws IllegalArgumentException (when differentiated) if either way returns trees of another structure or other types
     * @throws UnsupportedOperationException (when differentiated) by forward mode
     */
    public static <P, R, S> Function<P, R> customVjp(
            Function<P, R> f, Function<P, WithResiduals<R, S>> forward, BiFunction<S, R, P> backward) {
        return p -> new TreeVjp<>(f, forward, backward, p).call();
    }

    /**
     * {@return the function of two arguments with a derivative of its own for reverse mode; see {@link #customVjp(Function, Function,
     * BiFunction)}}
     */
    public static <P, A, R, S> BiFunction<P, A, R> customVjp(
            BiFunction<P, A, R> f,
            BiFunction<P, A, WithResiduals<R, S>> forward,
            BiFunction<S, R, Args2<P, A>> backward) {
        var custom = customVjp(Arguments.together(f), Arguments.together(forward), backward);
        return (p, a) -> custom.apply(new Args2<>(p, a));
    }

    /**
     * {@return the function of three arguments with a derivative of its own for reverse mode; see {@link #customVjp(Function, Function,
     * BiFunction)}}
     */
    public static <P, A, B, R, S> Fn3<P, A, B, R> customVjp(
            Fn3<P, A, B, R> f, Fn3<P, A, B, WithResiduals<R, S>> forward, BiFunction<S, R, Args3<P, A, B>> backward) {
        var custom = customVjp(Arguments.together(f), Arguments.together(forward), backward);
        return (p, a, b) -> custom.apply(new Args3<>(p, a, b));
    }

    /**
     * {@return the function of four arguments with a derivative of its own for reverse mode; see {@link #customVjp(Function, Function,
     * BiFunction)}}
     */
    public static <P, A, B, C, R, S> Fn4<P, A, B, C, R> customVjp(
            Fn4<P, A, B, C, R> f,
            Fn4<P, A, B, C, WithResiduals<R, S>> forward,
            BiFunction<S, R, Args4<P, A, B, C>> backward) {
        var custom = customVjp(Arguments.together(f), Arguments.together(forward), backward);
        return (p, a, b, c) -> custom.apply(new Args4<>(p, a, b, c));
    }

    /**
     * {@return a function with a derivative of its own for reverse mode, given by a function that returns the value with its pullback:
     * JAX's {@code custom_gradient}}
     *
     * <p>The pullback may use everything that the function has computed.
     */
    public static <P, R> Function<P, R> customGradient(Function<P, Vjp<P, R>> f) {
        return p -> new TreeGradient<>(f, p).call();
    }

    /** {@return the function of two arguments with a derivative of its own for reverse mode; see {@link #customGradient(Function)}} */
    public static <P, A, R> BiFunction<P, A, R> customGradient(BiFunction<P, A, Vjp<Args2<P, A>, R>> f) {
        var custom = customGradient(Arguments.together(f));
        return (p, a) -> custom.apply(new Args2<>(p, a));
    }

    /** {@return the function of three arguments with a derivative of its own for reverse mode; see {@link #customGradient(Function)}} */
    public static <P, A, B, R> Fn3<P, A, B, R> customGradient(Fn3<P, A, B, Vjp<Args3<P, A, B>, R>> f) {
        var custom = customGradient(Arguments.together(f));
        return (p, a, b) -> custom.apply(new Args3<>(p, a, b));
    }

    /** {@return the function of four arguments with a derivative of its own for reverse mode; see {@link #customGradient(Function)}} */
    public static <P, A, B, C, R> Fn4<P, A, B, C, R> customGradient(Fn4<P, A, B, C, Vjp<Args4<P, A, B, C>, R>> f) {
        var custom = customGradient(Arguments.together(f));
        return (p, a, b, c) -> custom.apply(new Args4<>(p, a, b, c));
    }
}
