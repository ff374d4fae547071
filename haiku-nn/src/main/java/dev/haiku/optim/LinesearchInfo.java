package dev.haiku.optim;

import dev.haiku.tensor.Tensor;

/**
 * How a line search went.
 *
 * @param numLinesearchSteps how many steps it tried
 * @param decreaseError by how much the last one missed a sufficient decrease
 * @param curvatureError by how much it missed a sufficient flatness; 0 for searches that do not ask for it
 */
public record LinesearchInfo(Tensor numLinesearchSteps, Tensor decreaseError, Tensor curvatureError) {}
