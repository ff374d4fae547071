package dev.haiku.optim;

/**
 * What can be chosen about perturbed functions.
 *
 * @param numSamples the number of perturbations; 1000 by default
 * @param sigma their size; 0.1 by default
 * @param noise their distribution; {@link Noise#GUMBEL} by default
 * @param useBaseline whether the value without perturbation is subtracted, which makes derivatives less noisy; on by
 *     default
 */
public record PerturbationOptions(int numSamples, double sigma, Noise noise, boolean useBaseline) {

    static final PerturbationOptions DEFAULTS = new PerturbationOptions(1000, 0.1, Noise.GUMBEL, true);

    /** {@return these options with another number of perturbations} */
    public PerturbationOptions numSamples(int numSamples) {
        return new PerturbationOptions(numSamples, sigma, noise, useBaseline);
    }

    /** {@return these options with another size of perturbations} */
    public PerturbationOptions sigma(double sigma) {
        return new PerturbationOptions(numSamples, sigma, noise, useBaseline);
    }

    /** {@return these options with another distribution} */
    public PerturbationOptions noise(Noise noise) {
        return new PerturbationOptions(numSamples, sigma, noise, useBaseline);
    }

    /** {@return these options with or without a baseline} */
    public PerturbationOptions useBaseline(boolean useBaseline) {
        return new PerturbationOptions(numSamples, sigma, noise, useBaseline);
    }
}
