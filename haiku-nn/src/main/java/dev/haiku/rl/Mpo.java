package dev.haiku.rl;

import dev.haiku.array.Shape;
import dev.haiku.func.Collectives;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/** The steps of MPO and V-MPO. */
final class Mpo {

    /** Keeps numbers positive. */
    static final UnaryOperator<Tensor> POSITIVE = x -> x.maximum(1e-10);

    private static final double EPSILON = 1e-10;
    private static final double FAR = 1e6;

    private Mpo() {}

    /** {@return the axis counted from the front} */
    static int sampleAxis(String name, int axis, Tensor x) {
        int rank = x.rank();
        Signature.of(name)
                .require(
                        axis >= -rank && axis < rank,
                        "a sampleAxis of values of rank " + rank + ", but got " + axis,
                        "The first axis is 0, the last -1.");
        return axis < 0 ? axis + rank : axis;
    }

    static void checkTemperature(String name, LagrangePenalty temperature) {
        Signature.of(name)
                .floating("the temperature", temperature.alpha())
                .floating("the temperature's epsilon", temperature.epsilon(), 0);
    }

    /** Checks divergences of values of that shape. */
    static void checkConstraints(String name, List<KlConstraint> constraints, Shape values) {
        var signature = Signature.of(name)
                .require(
                        !constraints.isEmpty(),
                        "at least one constraint on divergences, but got none",
                        "Without one the policy may change too much.");
        for (var constraint : constraints) {
            var kl = constraint.kl();
            var penalty = constraint.penalty();
            signature
                    .floating("kl", kl, values.rank() + (penalty.perDimension() ? 1 : 0))
                    .floating("alpha", penalty.alpha())
                    .floating("epsilon", penalty.epsilon(), 0)
                    .require(
                            kl.shape().subShape(0, values.rank()).equals(values),
                            "divergences of shape " + values + ", but got " + kl.shape(),
                            "Give one for each state, and one more axis if they are per dimension.");
        }
    }

    static MpoWeights weights(Tensor q, LagrangePenalty constraint, UnaryOperator<Tensor> projection, int axis) {
        int samples = q.dim(axis);
        var temperature = projection.apply(constraint.alpha());
        var scaled = q.div(temperature);
        var logMean = Ops.logsumexp(scaled, axis).sub(Math.log(samples));
        var loss = temperature.mul(constraint.epsilon()).add(temperature.mul(logMean));
        var weights = Nn.softmax(scaled, axis);
        var normalized = weights.div(weights.sum(axis).expandDims(axis));
        return new MpoWeights(loss, normalized, Tensor.scalar(samples));
    }

    static KlLosses klLosses(KlConstraint constraint, UnaryOperator<Tensor> projection, boolean stop) {
        var penalty = constraint.penalty();
        var kl = constraint.kl();
        var alpha = Ops.broadcastToRank(projection.apply(penalty.alpha()), kl.rank());
        var epsilon = Ops.broadcastToRank(penalty.epsilon(), kl.rank());
        var klLoss = Streams.stopIf(stop, alpha).mul(kl);
        var alphaLoss = alpha.mul(epsilon.sub(Streams.stopIf(stop, kl)));
        return penalty.perDimension()
                ? new KlLosses(klLoss.sum(-1), alphaLoss.sum(-1))
                : new KlLosses(klLoss, alphaLoss);
    }

    static MpoWeights weights(
            Tensor advantages, Tensor restarting, Tensor importance, LagrangePenalty constraint, VmpoOptions options) {
        boolean stop = options.loss().useStopGradient();
        var temperature = options.loss().projectionOperator().apply(constraint.alpha());
        var scaled = restarting.mul(advantages).div(temperature);
        var largest = Streams.stopIf(stop, largest(scaled, options));
        var counted = topKWeights(options.topKFraction(), restarting, scaled, options);
        var unnormalized = counted.mul(Streams.stopIf(stop, importance))
                .mul(scaled.sub(largest).exp());
        var allSum = new AllSum(options.axisNames());
        var sum = allSum.apply(unnormalized).add(EPSILON);
        var count = allSum.apply(counted).add(EPSILON);
        var logMean = sum.log().add(largest).sub(count.log());
        return new MpoWeights(
                temperature.mul(constraint.epsilon().add(logMean)), Streams.stopIf(stop, unnormalized.div(sum)), count);
    }

    private static Tensor largest(Tensor x, VmpoOptions options) {
        var names = options.axisNames();
        if (names.isEmpty()) {
            return x.max();
        }
        if (!options.loss().useStopGradient()) {
            throw new IllegalArgumentException("V-MPO cannot differentiate the largest advantage of all of " + names
                    + ". Leave useStopGradient at true, or axisNames empty.");
        }
        return Collectives.pmax(x.max().stopGradient(), names.toArray(String[]::new));
    }

    /** {@return the restarting weights of the samples with the greatest advantages, 0 for the others} */
    private static Tensor topKWeights(double fraction, Tensor restarting, Tensor scaled, VmpoOptions options) {
        if (fraction == 1) {
            return restarting;
        }
        var valid = scaled.sub(Ops.sub(1, restarting).mul(FAR));
        var all = valid;
        for (var name : options.axisNames()) {
            all = Collectives.allGather(all, name);
        }
        int k = (int) (fraction * all.size());
        Signature.of("V-MPO")
                .require(
                        k > 0,
                        "a topKFraction that takes at least one of " + all.size() + " samples, but got " + fraction,
                        "Raise it, or give more samples.");
        var least = Ops.topK(all.ravel(), k).values().get(k - 1);
        var isTop = valid.ge(least).cast(restarting.dtype());
        return restarting.mul(isTop);
    }
}
