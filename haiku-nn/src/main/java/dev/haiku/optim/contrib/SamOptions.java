package dev.haiku.optim.contrib;

/**
 * What can be chosen about sharpness-aware minimisation.
 *
 * @param syncPeriod the number of calls of which the last makes a step; the others climb; 2 by default
 * @param resetState whether the climb begins anew after each step; on by default
 * @param opaqueMode whether one call climbs and makes the step, with {@link
 *     dev.haiku.optim.UpdateContext#gradientFunction(java.util.function.BiFunction)}; off by default
 */
public record SamOptions(int syncPeriod, boolean resetState, boolean opaqueMode) {

    static final SamOptions DEFAULTS = new SamOptions(2, true, false);

    /** {@return these options with another number of calls} */
    public SamOptions syncPeriod(int syncPeriod) {
        return new SamOptions(syncPeriod, resetState, opaqueMode);
    }

    /** {@return these options with or without a new climb after each step} */
    public SamOptions resetState(boolean resetState) {
        return new SamOptions(syncPeriod, resetState, opaqueMode);
    }

    /** {@return these options with one call for each step or several} */
    public SamOptions opaqueMode(boolean opaqueMode) {
        return new SamOptions(syncPeriod, resetState, opaqueMode);
    }
}
