package dev.haiku.func;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The settings of {@code jit}, edited in its second argument: {@code jit(f, o -> o.donate(0).name("step"))}.
 *
 * @param name the name of the function in printed programs and logs
 * @param donated the positions of the arguments whose memory goes to the results
 * @param isInline whether a call becomes equations of the program that is being staged around it, instead of one
 *     operation
 * @param cacheSize how many programs are kept; beyond that, the one whose last use is longest ago is dropped
 */
public record JitOptions(String name, Set<Integer> donated, boolean isInline, int cacheSize) {

    static final JitOptions DEFAULTS = new JitOptions("f", Set.of(), false, 256);

    /** Copies the set and checks the number. */
    public JitOptions {
        donated = Set.copyOf(donated);
        if (cacheSize < 1) {
            throw new IllegalArgumentException("jit needs a cacheSize >= 1, but got " + cacheSize + ".");
        }
    }

    /** {@return these options with that name} */
    public JitOptions name(String functionName) {
        return new JitOptions(functionName, donated, isInline, cacheSize);
    }

    /**
     * {@return these options with the arguments at those positions donated: they must not be used after the call}
     *
     * <p>Inside another transformation nothing is donated, since that one may need the arguments again.
     */
    public JitOptions donate(int... positions) {
        return new JitOptions(name, Arrays.stream(positions).boxed().collect(Collectors.toSet()), isInline, cacheSize);
    }

    /** {@return these options with that choice between equations and one operation} */
    public JitOptions inline(boolean becomesEquations) {
        return new JitOptions(name, donated, becomesEquations, cacheSize);
    }

    /** {@return these options with that number of programs to keep} */
    public JitOptions cacheSize(int programs) {
        return new JitOptions(name, donated, isInline, programs);
    }
}
