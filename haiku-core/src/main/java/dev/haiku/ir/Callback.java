package dev.haiku.ir;

import dev.haiku.array.HostArray;
import java.util.List;

/**
 * Primitives that call Java while a program runs, in the thread that runs it.
 *
 * <p>Those with effects run once each time their equation is reached, in the order of the equations; no pass may
 * remove, merge or move them.
 */
public sealed interface Callback extends Primitive {

    /** {@return the name under which it prints} */
    String name();

    /** {@return what is called} */
    HostFunction function();

    /**
     * {@return the results of the function for those operands}
     *
     * @throws IllegalStateException if their types are not those of {@link #outputTypes}
     */
    default List<HostArray> call(List<HostArray> inputs) {
        var types = outputTypes(inputs.stream().map(Callback::type).toList());
        var results = function().apply(inputs, types);
        var given = results.stream().map(Callback::type).toList();
        if (!given.equals(types)) {
            throw new IllegalStateException(
                    opName() + ": '" + name() + "' should return " + types + ", but returned " + given + ".");
        }
        return results;
    }

    /** {@return whether a program calls something with an effect on the world, which must not happen once more} */
    static boolean isIoIn(Program program) {
        return program.hasEffects()
                && program.equations().stream()
                        .map(Equation::op)
                        .anyMatch(op -> op instanceof IoCallback
                                || op.programs().stream().anyMatch(Callback::isIoIn));
    }

    private static TensorType type(HostArray value) {
        return new TensorType(value.dtype(), value.shape());
    }

    @Override
    default String parameters() {
        return "name=" + name();
    }

    /**
     * Looks at its operands and has no results.
     *
     * @param name the name under which it prints
     * @param function what is called
     */
    record DebugCallback(String name, HostFunction function) implements Callback {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            return List.of();
        }

        @Override
        public boolean hasEffects() {
            return true;
        }
    }

    /**
     * Computes results from its operands and does nothing else, so it may run less often than its equation is reached,
     * or more often.
     *
     * @param name the name under which it prints
     * @param function what is called
     * @param results the types of the results
     * @param mapping what a mapping of it does
     */
    record PureCallback(String name, HostFunction function, List<TensorType> results, CallbackMapping mapping)
            implements Callback {

        /** Copies the list. */
        public PureCallback {
            results = List.copyOf(results);
        }

        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            return results;
        }
    }

    /**
     * Computes results and may have an effect on the world.
     *
     * @param name the name under which it prints
     * @param function what is called
     * @param results the types of the results
     */
    record IoCallback(String name, HostFunction function, List<TensorType> results) implements Callback {

        /** Copies the list. */
        public IoCallback {
            results = List.copyOf(results);
        }

        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            return results;
        }

        @Override
        public boolean hasEffects() {
            return true;
        }
    }
}
