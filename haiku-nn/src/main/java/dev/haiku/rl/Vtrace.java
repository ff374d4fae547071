package dev.haiku.rl;

import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;

/**
 * One sequence of V-trace.
 *
 * @param vTm1 values of the source states
 * @param vT values of the destination states
 * @param rT rewards
 * @param discountT discounts
 * @param rhoTm1 ratios of the probabilities of actions
 * @param alpha how much ratios are clipped, 1 for fully
 * @param options the settings
 */
record Vtrace(Tensor vTm1, Tensor vT, Tensor rT, Tensor discountT, Tensor rhoTm1, double alpha, VtraceOptions options) {

    Vtrace checked(String name) {
        var signature = Signature.of(name)
                .floating("vTm1", vTm1, 1)
                .floating("vT", vT, 1)
                .floating("rT", rT, 1)
                .floating("discountT", discountT, 1)
                .floating("rhoTm1", rhoTm1, 1)
                .sameShape(List.of("vTm1", "vT", "rT", "discountT", "rhoTm1"), vTm1, vT, rT, discountT, rhoTm1);
        var lambda = options.lambda();
        if (lambda != null) {
            signature.floating("lambda", lambda, 0, 1);
        }
        var mask = options.sampleMask();
        if (mask != null) {
            signature.bool("sampleMask", mask, 1).sameShape(List.of("sampleMask", "rT"), mask, rT);
        }
        return this;
    }

    private Tensor lambdas() {
        return Streams.lambdas(options.lambda(), rT);
    }

    private Tensor clipped(double threshold) {
        var clipped = rhoTm1.minimum(threshold);
        return alpha == 1 ? clipped : rhoTm1.mul(1 - alpha).add(clipped.mul(alpha));
    }

    Tensor errors() {
        var deltas = clipped(options.clipRhoThreshold())
                .mul(rT.add(discountT.mul(vT)).sub(vTm1));
        var factors = discountT.mul(clipped(1)).mul(lambdas());
        var errors = Streams.backwards(masked(deltas, 0), masked(factors, 1), Streams.constant(0, deltas));
        return options.stopTargetGradients() ? errors.add(vTm1).stopGradient().sub(vTm1) : errors;
    }

    /** {@return x where steps count, and a number elsewhere: there the recursion copies the later error} */
    private Tensor masked(Tensor x, double otherwise) {
        var mask = options.sampleMask();
        return mask == null ? x : Ops.where(mask, x, otherwise);
    }

    VtraceOutput output() {
        var errors = errors();
        var targets = errors.add(vTm1);
        var lambdas = Streams.earlier(lambdas());
        var mixed = lambdas.mul(Streams.later(targets)).add(Ops.sub(1, lambdas).mul(Streams.later(vTm1)));
        var bootstrap = Ops.concatenate(0, mixed, Streams.last(vT));
        var qEstimate = rT.add(discountT.mul(bootstrap));
        var advantage = clipped(options.clipPgRhoThreshold()).mul(qEstimate.sub(vTm1));
        return new VtraceOutput(errors, advantage, qEstimate);
    }
}
