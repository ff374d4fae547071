package dev.haiku.optim.contrib;

import dev.haiku.random.Key;

/**
 * The state of {@link Contrib#hutchinsonEstimatorDiagHessian}.
 *
 * @param key where the random signs of the next estimate come from
 */
public record HutchinsonState(Key key) {}
