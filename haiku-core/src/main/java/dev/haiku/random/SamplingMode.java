package dev.haiku.random;

/** How many random bits a sampler spends on one number; more bits reach rarer events. */
public enum SamplingMode {
    /** As many bits as the mantissa has: in {@code f32}, events rarer than 1e-7 never occur. */
    LOW,
    /** Twice as many: the limit is about 1e-14. */
    HIGH,
    /** 64 bits in fixed point, for {@code f32} Gumbel samples only; like {@link #HIGH} for other element types. */
    HIGHEST
}
