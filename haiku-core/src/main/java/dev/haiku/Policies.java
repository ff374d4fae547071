package dev.haiku;

import dev.haiku.precision.Policy;
import dev.haiku.tree.Trees;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.Function;

/** The mixed-precision policies of module classes in a thread, and those that are in force. */
final class Policies {

    private static final ThreadLocal<Policies> CURRENT = ThreadLocal.withInitial(Policies::new);

    private final Map<Class<? extends Module>, Policy> byClass = new WeakHashMap<>();
    private final Deque<Policy> running = new ArrayDeque<>();

    private Policies() {}

    static Optional<Policy> of(Class<? extends Module> type) {
        return Optional.ofNullable(CURRENT.get().byClass.get(type));
    }

    /** Sets the policy of a class, or takes it away. */
    static void set(Class<? extends Module> type, Optional<Policy> policy) {
        var byClass = CURRENT.get().byClass;
        policy.ifPresentOrElse(given -> byClass.put(type, given), () -> byClass.remove(type));
    }

    /** {@return the policy of the innermost module that has one, of those whose constructors and methods run} */
    static Optional<Policy> inForce(Frame frame) {
        var policies = CURRENT.get();
        if (policies.byClass.isEmpty() && policies.running.isEmpty()) {
            return Optional.empty();
        }
        return frame.activeModules().stream()
                .flatMap(module -> of(module.getClass()).stream())
                .reduce((outer, inner) -> inner)
                .or(() -> Optional.ofNullable(policies.running.peek()));
    }

    /** Runs a method of a module with its inputs and its result in the types of the policy of its class, if it has one. */
    static <T> T around(Module module, List<?> inputs, Function<List<?>, ? extends T> method) {
        var policy = of(module.getClass());
        return policy.isPresent() ? CURRENT.get().with(policy.get(), inputs, method) : method.apply(inputs);
    }

    private <T> T with(Policy policy, List<?> inputs, Function<List<?>, ? extends T> method) {
        running.push(policy);
        try {
            var cast = inputs.stream()
                    .<Object>map(input -> eachTree(input, policy::castToCompute))
                    .toList();
            T result = method.apply(cast);
            return eachTree(result, policy::castToOutput);
        } finally {
            running.pop();
        }
    }

    /** {@return a value cast, or as it is if it is no tree, such as a function} */
    private static <T> T eachTree(T value, Function<T, T> cast) {
        try {
            Trees.structure(value);
        } catch (IllegalArgumentException noTree) {
            return value;
        }
        return cast.apply(value);
    }
}
