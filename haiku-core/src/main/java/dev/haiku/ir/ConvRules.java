package dev.haiku.ir;

import dev.haiku.array.Shape;
import dev.haiku.ir.Convolution.ConvGeneral;
import java.util.List;

/** The checks of convolutions. */
final class ConvRules {

    private ConvRules() {}

    /** The lists have an entry for each spatial axis; steps and kernel sizes are positive. */
    static void checkGeometry(ConvGeneral op, Shape rhs) {
        var geometry = op.geometry();
        int rank = op.dimensions().spatialRank();
        checkSteps(op, rank, "strides", geometry.strides());
        checkSteps(op, rank, "lhsDilation", geometry.lhsDilation());
        checkSteps(op, rank, "rhsDilation", geometry.rhsDilation());
        TypeRules.sameLength(op, rank, "low padding", geometry.low());
        TypeRules.sameLength(op, rank, "high padding", geometry.high());
        for (int axis : op.dimensions().rhsSpatial()) {
            TypeRules.require(
                    rhs.dim(axis) > 0, op, () -> "needs kernels with elements along all spatial axes, but got " + rhs);
        }
    }

    private static void checkSteps(ConvGeneral op, int rank, String what, List<Integer> steps) {
        TypeRules.sameLength(op, rank, what, steps);
        TypeRules.require(
                steps.stream().allMatch(step -> step > 0), op, () -> "needs " + what + " >= 1, but got " + steps);
    }

    static void checkGroups(ConvGeneral op, Shape lhs, Shape rhs) {
        int groups = op.featureGroups();
        int batchGroups = op.batchGroups();
        TypeRules.require(
                groups > 0 && batchGroups > 0 && (groups == 1 || batchGroups == 1),
                op,
                () -> "needs one of featureGroups and batchGroups to be 1 and the other >= 1, but got " + groups
                        + " and " + batchGroups);
        int features = lhs.dim(op.dimensions().lhsFeature());
        int kernelFeatures = rhs.dim(op.dimensions().rhsInput());
        TypeRules.require(
                (long) kernelFeatures * groups == features,
                op,
                () -> "the input " + lhs + " has " + features + " features, but " + groups
                        + " feature groups of the kernel " + rhs + " read " + kernelFeatures + " each");
        int results = rhs.dim(op.dimensions().rhsOutput());
        TypeRules.require(
                results % groups == 0 && results % batchGroups == 0,
                op,
                () -> results + " output features of the kernel " + rhs + " do not divide into "
                        + Math.max(groups, batchGroups) + " groups");
        int batch = lhs.dim(op.dimensions().lhsBatch());
        TypeRules.require(
                batch % batchGroups == 0,
                op,
                () -> "the batch of " + batch + " of the input " + lhs + " does not divide into " + batchGroups
                        + " groups");
    }
}
