package dev.haiku.loss;

import dev.haiku.array.DType;
import dev.haiku.tensor.Dims;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;

/** Losses of embeddings, which should be near if they belong together. */
final class Contrast {

    private static final List<Integer> OTHERS = List.of(1);

    private Contrast() {}

    static Tensor ntxent(Tensor embeddings, Tensor labels, double temperature) {
        int batch = embeddings.dim(0);
        var similarities = RegressionLosses.cosine(
                        embeddings.expandDims(0),
                        embeddings.expandDims(1),
                        epsilon(embeddings.dtype()),
                        LossOptions.DEFAULTS)
                .div(temperature);
        var isSame = labels.expandDims(1).eq(labels.expandDims(0));
        var isPositive = isSame.and(Ops.eye(batch).eq(0));
        var positives = Ops.where(isPositive, similarities, Double.NEGATIVE_INFINITY);
        var negatives = Ops.where(isSame, Double.NEGATIVE_INFINITY, similarities);
        var largest = Ops.max(Ops.concatenate(1, positives, negatives), OTHERS, Dims.KEEP);
        var shift = Ops.stopGradient(largest);
        var shifted = positives.sub(shift);
        var sum = Ops.sum(Ops.exp(negatives.sub(shift)), OTHERS, Dims.KEEP).add(Ops.exp(shifted));
        var logProbs = Ops.where(isPositive, shifted.sub(Ops.log(sum)), 0.0);
        return Ops.sum(logProbs)
                .div(Ops.sum(isPositive.cast(embeddings.dtype())))
                .neg();
    }

    /** {@return the distance from 1 to the next larger number} */
    private static double epsilon(DType dtype) {
        return switch (dtype) {
            case F64 -> Math.ulp(1.0);
            case F16 -> 0x1p-10;
            case BF16 -> 0x1p-7;
            default -> Math.ulp(1f);
        };
    }

    static Tensor triplets(Tensor anchors, Tensor positives, Tensor negatives, TripletOptions options) {
        var near = distance(anchors.sub(positives), options);
        var far = distance(anchors.sub(negatives), options);
        return Ops.maximum(near.sub(far).add(options.margin()), 0);
    }

    private static Tensor distance(Tensor difference, TripletOptions options) {
        double degree = options.normDegree();
        var powers = degree == Math.rint(degree) ? difference.pow((int) degree) : difference.pow(degree);
        return Ops.sum(powers, options.axis()).add(options.eps()).pow(1 / degree);
    }
}
