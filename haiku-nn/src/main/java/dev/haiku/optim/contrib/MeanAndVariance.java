package dev.haiku.optim.contrib;

/**
 * The result of {@link Contrib#unbiasedMeanAndVariance}.
 *
 * @param mean the moving average of mean gradients, a tree like the parameters
 * @param variance the moving average of the variances of the gradients of examples, a tree like the parameters
 */
public record MeanAndVariance(Object mean, Object variance) {}
