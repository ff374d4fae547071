package dev.haiku.nn.recurrent;

/**
 * What can be chosen about the unrolling of a recurrent network.
 *
 * @param timeMajor whether time is the first axis of inputs and outputs, else it is the second, after the batch; on by default
 * @param reverse whether the steps go from the end of the sequence to its start; off by default
 * @param returnAllStates whether the state after each step is returned, not only the last one; off by default
 * @param unroll how many steps one round of the loop of {@code dynamicUnroll} holds, a matter of speed only; 1 by default
 */
public record UnrollOptions(boolean timeMajor, boolean reverse, boolean returnAllStates, int unroll) {

    static final UnrollOptions DEFAULTS = new UnrollOptions(true, false, false, 1);

    /** Checks the number. */
    public UnrollOptions {
        if (unroll < 1) {
            throw new IllegalArgumentException("dynamicUnroll needs unroll >= 1, but got " + unroll + ".");
        }
    }

    /** {@return these options with time as the first or the second axis} */
    public UnrollOptions timeMajor(boolean timeMajor) {
        return new UnrollOptions(timeMajor, reverse, returnAllStates, unroll);
    }

    /** {@return these options with steps from the end or from the start} */
    public UnrollOptions reverse(boolean reverse) {
        return new UnrollOptions(timeMajor, reverse, returnAllStates, unroll);
    }

    /** {@return these options with all states or only the last one as a result} */
    public UnrollOptions returnAllStates(boolean returnAllStates) {
        return new UnrollOptions(timeMajor, reverse, returnAllStates, unroll);
    }

    /** {@return these options with that many steps in one round of the loop of {@code dynamicUnroll}} */
    public UnrollOptions unroll(int unroll) {
        return new UnrollOptions(timeMajor, reverse, returnAllStates, unroll);
    }

    int timeAxis() {
        return timeMajor ? 0 : 1;
    }
}
