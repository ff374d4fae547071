package dev.haiku;

import dev.haiku.array.DType;
import dev.haiku.precision.Policy;
import dev.haiku.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** The creators, getters, setters and interceptors that are in force in a thread, the outermost first. */
final class Hooks {

    private final List<Creator> paramCreators = new ArrayList<>();
    private final List<Creator> stateCreators = new ArrayList<>();
    private final List<Getter> paramGetters = new ArrayList<>();
    private final List<Getter> stateGetters = new ArrayList<>();
    private final List<Setter> setters = new ArrayList<>();
    private final List<MethodInterceptor> interceptors = new ArrayList<>();

    List<Creator> paramCreators() {
        return paramCreators;
    }

    List<Creator> stateCreators() {
        return stateCreators;
    }

    List<Getter> paramGetters() {
        return paramGetters;
    }

    List<Getter> stateGetters() {
        return stateGetters;
    }

    List<Setter> setters() {
        return setters;
    }

    List<MethodInterceptor> interceptors() {
        return interceptors;
    }

    /** Runs {@code body} with one more hook, inside those in force. */
    static <H, T> T with(List<H> hooks, H hook, Supplier<? extends T> body) {
        hooks.add(hook);
        try {
            return body.get();
        } finally {
            hooks.remove(hooks.size() - 1);
        }
    }

    /** {@return what creators and at last the initialiser make, of the element type that {@code precision} says} */
    static Tensor create(List<Creator> creators, Creation creation, Optional<Policy> precision) {
        return Hooks.<Creator, Creation, Tensor>chain(
                creators,
                (creator, next) -> value -> creator.create(value, next),
                last -> last.init()
                        .init(
                                last.shape(),
                                precision
                                        .map(policy -> param(policy, last.dtype()))
                                        .orElse(last.dtype())),
                creation);
    }

    private static DType param(Policy policy, DType asked) {
        return asked.isFloating() ? policy.paramDtype() : asked;
    }

    /** {@return what getters make of a value, in the element type that {@code precision} says} */
    static Tensor get(List<Getter> getters, Variable variable, Tensor value, Optional<Policy> precision) {
        var got = Hooks.<Getter, Tensor, Tensor>chain(
                getters, (getter, next) -> current -> getter.get(variable, current, next::apply), last -> last, value);
        return got == Haiku.DO_NOT_STORE
                ? got
                : precision.map(policy -> policy.castToCompute(got)).orElse(got);
    }

    static Tensor set(List<Setter> setters, Variable variable, Tensor value) {
        return Hooks.<Setter, Tensor, Tensor>chain(
                setters, (setter, next) -> current -> setter.set(variable, current, next::apply), last -> last, value);
    }

    static Object call(List<MethodInterceptor> interceptors, MethodCall call, Function<MethodCall, Object> method) {
        return Hooks.<MethodInterceptor, MethodCall, Object>chain(
                interceptors, (interceptor, next) -> current -> interceptor.intercept(current, next), method, call);
    }

    /** Runs a snapshot of the hooks, each of which gets a function that runs the next one. */
    private static <H, A, R> R chain(
            List<H> hooks, BiFunction<H, Function<A, R>, Function<A, R>> step, Function<A, R> last, A argument) {
        if (hooks.isEmpty()) {
            return last.apply(argument);
        }
        Deque<H> remaining = new ArrayDeque<>(hooks);
        Function<A, R> next = new Function<>() {
            @Override
            public R apply(A value) {
                var hook = remaining.poll();
                return hook == null ? last.apply(value) : step.apply(hook, this).apply(value);
            }
        };
        return next.apply(argument);
    }
}
