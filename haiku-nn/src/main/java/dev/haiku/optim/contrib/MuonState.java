package dev.haiku.optim.contrib;

import dev.haiku.tensor.Tensor;

/**
 * The state of {@link Contrib#scaleByMuon}.
 *
 * @param count the number of steps so far, an {@code i32} scalar
 * @param mu the moving average of gradients, a tree like the parameters
 * @param nsCoeffs the coefficients of the iterations
 */
public record MuonState(Tensor count, Object mu, Tensor nsCoeffs) {}
