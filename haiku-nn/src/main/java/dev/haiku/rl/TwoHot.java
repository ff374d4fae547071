package dev.haiku.rl;

import dev.haiku.array.DType;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;

/**
 * Evenly spaced bins, between which numbers are divided.
 *
 * @param minValue the first bin
 * @param maxValue the last bin
 * @param numBins how many there are
 */
record TwoHot(double minValue, double maxValue, int numBins) {

    private static final double GAP = 1e-5;

    static TwoHot even(double minValue, double maxValue, int numBins) {
        if (numBins < 2) {
            throw new IllegalArgumentException("Two-hot vectors need at least 2 bins, but got " + numBins
                    + ". Give a larger numBins; 601 is common for ±300.");
        }
        if (!(minValue < maxValue)) {
            throw new IllegalArgumentException("Two-hot vectors need minValue < maxValue, but got " + minValue + " and "
                    + maxValue + ". Give the smaller bin first.");
        }
        return new TwoHot(minValue, maxValue, numBins);
    }

    /** {@return the bins, of an element type} */
    Tensor bins(DType dtype) {
        return Ops.linspace(minValue, maxValue, numBins).cast(dtype);
    }

    Tensor encode(Tensor scalar) {
        var x = Ops.clip(scalar, minValue, maxValue);
        var bin = x.sub(minValue).div(maxValue - minValue).mul(numBins - 1.0);
        var lower = bin.floor();
        var upper = bin.ceil();
        var pLower = value(upper).sub(x).div(value(upper).sub(value(lower)).add(GAP));
        return weighted(lower, pLower).add(weighted(upper, Ops.sub(1, pLower)));
    }

    private Tensor value(Tensor bin) {
        return bin.div(numBins - 1.0).mul(maxValue - minValue).add(minValue);
    }

    private Tensor weighted(Tensor bin, Tensor weight) {
        return Rlax.oneHot(bin, numBins, weight.dtype()).mul(weight.expandDims(-1));
    }

    Tensor decode(Tensor probs) {
        return probs.mul(Ops.broadcastToRank(bins(probs.dtype()), probs.rank())).sum(-1);
    }

    /** {@return numbers as weights of those two of some ascending bins that are around each} */
    static Tensor encode(Tensor scalar, Tensor bins) {
        int count = bins.dim(0);
        var x = Ops.clip(scalar, bins.get(0), bins.get(count - 1));
        var isBelow = x.expandDims(-1).le(Ops.broadcastToRank(bins, x.rank() + 1));
        var upper = Ops.argmax(isBelow.cast(DType.I32), -1);
        var lower = upper.sub(1);
        var above = bins.get(upper);
        // below the first bin there is none: the index wraps, and the weight is 0
        var pLower = above.sub(x).div(above.sub(bins.get(lower)));
        var weights = Rlax.oneHot(lower, count, x.dtype()).mul(pLower.expandDims(-1));
        return weights.add(
                Rlax.oneHot(upper, count, x.dtype()).mul(Ops.sub(1, pLower).expandDims(-1)));
    }
}
