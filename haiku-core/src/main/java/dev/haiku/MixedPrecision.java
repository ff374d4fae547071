package dev.haiku;

import dev.haiku.precision.Policy;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Sets the element types that all modules of a class use; Haiku's {@code mixed_precision}.
 *
 * <p>In the methods of such a module, parameters are created in the policy's type for parameters and read in that for
 * arithmetic, as is state; the inputs that a method hands on ({@code mainMethod(x, this::call)}) come in the type for
 * arithmetic, and results leave in the type for results. Modules inside it do likewise, unless their class has a policy of its
 * own. Only floating-point tensors change. Settings are those of the current thread.
 * <pre>{@code
 * MixedPrecision.setPolicy(Mlp.class, Policy.of("params=float32,compute=bfloat16,output=float32"));
 * }</pre>
 *
 * <p>Creators see the element type that was asked for and getters the stored value: the policy acts after them.
 */
public final class MixedPrecision {

    private MixedPrecision() {}

    /** Sets the policy of a class in this thread. */
    public static void setPolicy(Class<? extends Module> type, Policy policy) {
        Policies.set(type, Optional.of(policy));
    }

    /** {@return the policy that was set for a class in this thread} */
    public static Optional<Policy> getPolicy(Class<? extends Module> type) {
        return Policies.of(type);
    }

    /** Takes away the policy of a class in this thread, if it has one. */
    public static void clearPolicy(Class<? extends Module> type) {
        Policies.set(type, Optional.empty());
    }

    /**
     * {@return the result of {@code body}, in which a class has a policy in this thread}
     *
     * @throws IllegalStateException if a method of a module of that class runs
     */
    public static <T> T pushPolicy(Class<? extends Module> type, Policy policy, Supplier<? extends T> body) {
        requireNotInside(type);
        var outer = Policies.of(type);
        setPolicy(type, policy);
        try {
            return body.get();
        } finally {
            Policies.set(type, outer);
        }
    }

    private static void requireNotInside(Class<? extends Module> type) {
        var frame = FrameStack.peek();
        if (frame != null
                && frame.place()
                        .module()
                        .map(Module::getClass)
                        .filter(type::equals)
                        .isPresent()) {
            throw new IllegalStateException(frame.where() + "pushPolicy cannot change the policy of "
                    + type.getSimpleName() + " inside a method of that class. Set it before the method is called.");
        }
    }

    /** {@return the policy in force at this point, if there is one} */
    public static Optional<Policy> currentPolicy() {
        return Optional.ofNullable(FrameStack.peek()).flatMap(Policies::inForce);
    }
}
