package dev.haiku.optim;

import dev.haiku.tensor.Tensor;

/**
 * A point of a line along which a loss is searched.
 *
 * @param step how far along
 * @param value the loss there
 * @param slope its derivative by the step
 */
record LinePoint(Tensor step, Tensor value, Tensor slope) {}
