package dev.haiku.rl;

/** What of a feature is a reward. */
public enum CumulantType {
    /** The new feature. */
    FEATURE,
    /** How much it changed, up or down. */
    ABSOLUTE_CHANGE,
    /** How much it rose. */
    INCREASE,
    /** How much it fell. */
    DECREASE,
    /** The discounted new feature less the old one, which does not change what is best. */
    POTENTIAL
}
