package dev.haiku.optim;

/** How the rule of Polyak sees a loss below its least value. */
public enum PolyakVariant {
    /** It makes a step uphill. */
    SPS,
    /** It makes no step. */
    SPS_PLUS
}
