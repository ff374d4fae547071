package dev.haiku.optim;

import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * The state of {@link Optimizers#scaleBySm3}.
 *
 * @param mu for each parameter, by name, a vector of maxima for each of its axes
 * @param nu the moving average of directions, a tree like the parameters
 */
public record Sm3State(Map<String, List<Tensor>> mu, Object nu) {}
