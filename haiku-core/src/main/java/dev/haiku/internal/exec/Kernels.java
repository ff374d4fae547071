package dev.haiku.internal.exec;

import dev.haiku.ir.Collective;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.TensorType;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * The kernels of all providers, in the order of their rank.
 *
 * <p>Providers of a lower rank than the plain Java kernels are native. They see tensors that have elements only, so
 * that no empty one reaches a native call. {@code -Dhaiku.kernels=java} leaves them out.
 */
public final class Kernels {

    /** The system property that chooses among providers. */
    static final String PROPERTY = "haiku.kernels";

    private static final int RANK_OF_JAVA = 100;
    private static final Kernel NOTHING = () -> {};

    private final List<KernelProvider> providers;

    private static final class All {
        static final Kernels KERNELS = choose(System.getProperty(PROPERTY, "native"));
    }

    /** Creates one of those providers, in the order of their ranks. */
    Kernels(List<KernelProvider> providers) {
        this.providers = providers;
    }

    /** {@return the kernels that a value of the system property stands for} */
    static Kernels choose(String value) {
        return switch (value) {
            case "native" -> load(Integer.MIN_VALUE);
            case "java" -> reference();
            default ->
                throw new IllegalArgumentException(
                        "-D" + PROPERTY + " is 'native', the default, or 'java', but got '" + value + "'.");
        };
    }

    private static Kernels load(int lowestRank) {
        return new Kernels(ServiceLoader.load(KernelProvider.class, KernelProvider.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.rank() >= lowestRank)
                .sorted(Comparator.comparingInt(KernelProvider::rank))
                .toList());
    }

    /** {@return whether native kernels are wanted} */
    static boolean isNative() {
        return All.KERNELS.providers.stream().anyMatch(provider -> provider.rank() < RANK_OF_JAVA);
    }

    /** {@return the plain Java kernels alone, as the reference for others} */
    static Kernels reference() {
        return load(RANK_OF_JAVA);
    }

    /**
     * {@return a kernel for a primitive on those slots, from the first provider that has one}
     *
     * @throws UnsupportedOperationException if none has
     */
    public static Kernel prepare(Primitive op, List<Slot> inputs, List<Slot> outputs) {
        return All.KERNELS.find(op, inputs, outputs);
    }

    /** As {@link #prepare}, from these providers. */
    Kernel find(Primitive op, List<Slot> inputs, List<Slot> outputs) {
        if (op instanceof Collective collective) {
            throw unmapped(collective);
        }
        if (outputs.stream().allMatch(slot -> slot.size() == 0)) {
            return NOTHING;
        }
        boolean isEmpty = Stream.concat(inputs.stream(), outputs.stream()).anyMatch(slot -> slot.size() == 0);
        for (var provider : providers) {
            if (isEmpty && provider.rank() < RANK_OF_JAVA) {
                continue;
            }
            var kernel = provider.prepare(op, inputs, outputs);
            if (kernel.isPresent()) {
                return kernel.get();
            }
        }
        throw new UnsupportedOperationException("No kernel computes " + op.opName() + " for " + types(inputs)
                + ". Shaded jars must merge META-INF/services.");
    }

    private static IllegalStateException unmapped(Collective op) {
        return new IllegalStateException(op.opName() + " runs over the axis '" + op.axisName()
                + "', but no mapping of that axis is left where the program runs."
                + " Map the function that runs it with vmap(f, o -> o.axisName(\"" + op.axisName() + "\")).");
    }

    private static List<TensorType> types(List<Slot> slots) {
        return slots.stream().map(Slot::type).toList();
    }
}
