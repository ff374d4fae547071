package dev.haiku.internal.autodiff;

import static dev.haiku.tensor.Ops.digamma;
import static dev.haiku.tensor.Ops.exp;
import static dev.haiku.tensor.Ops.lgamma;
import static dev.haiku.tensor.Ops.log;
import static dev.haiku.tensor.Ops.log1p;
import static dev.haiku.tensor.Ops.select;
import static dev.haiku.tensor.Ops.sign;

import dev.haiku.ir.RandomOp.RandomGamma;
import dev.haiku.ir.SpecialFunction;
import dev.haiku.ir.SpecialFunction.BesselI0e;
import dev.haiku.ir.SpecialFunction.BesselI1e;
import dev.haiku.ir.SpecialFunction.Igamma;
import dev.haiku.ir.SpecialFunction.IgammaGradA;
import dev.haiku.ir.SpecialFunction.Igammac;
import dev.haiku.ir.SpecialFunction.Polygamma;
import dev.haiku.ir.SpecialFunction.RandomGammaGrad;
import dev.haiku.ir.SpecialFunction.RegularizedIncompleteBeta;
import dev.haiku.ir.SpecialFunction.Zeta;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;

/** JVP rows of special functions and of samples of the gamma distribution. */
final class SpecialJvp {

    private SpecialJvp() {}

    static void fill(JvpTable table) {
        bessel(table);
        gamma(table);
        table.binary(
                Zeta.class,
                (s, q, z, ds) -> ds.mul(ZetaSlope.alongExponent(s, q)),
                (s, q, z, dq) -> dq.mul(Ops.bind(new Zeta(), s.add(1), q).mul(s.neg())));
        table.rule(RegularizedIncompleteBeta.class, SpecialJvp::beta);
        table.rule(RandomGamma.class, SpecialJvp::sample);
    }

    private static void bessel(JvpTable table) {
        table.unary(
                BesselI0e.class,
                (x, y, dx) -> dx.mul(Ops.bind(new BesselI1e(), x).sub(sign(x).mul(y))));
        table.unary(BesselI1e.class, (x, y, dx) -> {
            var isTiny = x.abs().le(x.dtype().finfo().eps());
            var safe = select(isTiny, Ops.onesLike(x), x);
            var slope = Ops.bind(new BesselI0e(), safe).sub(y.mul(sign(safe).add(Ops.reciprocal(safe))));
            return dx.mul(Ops.where(isTiny, 0.5, slope));
        });
    }

    private static void gamma(JvpTable table) {
        table.rule(Polygamma.class, (op, in) -> {
            requireFixed(op, in.get(0), "its order is a whole number");
            var x = in.get(1);
            var next = Ops.bind(op, in.get(0).primal().add(1), x.primal());
            return List.of(new Dual(Ops.bind(op, in.get(0).primal(), x.primal()), x.d().mul(next)));
        });
        table.binary(
                Igamma.class,
                (a, x, p, da) -> da.mul(Ops.bind(new IgammaGradA(), a, x)),
                (a, x, p, dx) -> dx.mul(density(a, x)));
        table.binary(
                Igammac.class,
                (a, x, q, da) -> da.mul(Ops.bind(new IgammaGradA(), a, x).neg()),
                (a, x, q, dx) -> dx.mul(density(a, x).neg()));
        table.rule(
                IgammaGradA.class,
                (op, in) -> alongSecond(op, in, (a, x, y) -> density(a, x).mul(log(x).sub(digamma(a)))));
        table.rule(
                RandomGammaGrad.class,
                (op, in) -> alongSecond(
                        op,
                        in,
                        (a, x, y) ->
                                digamma(a).sub(log(x)).sub(y.mul(a.sub(1).div(x).sub(1)))));
    }

    /** {@return the derivative of the incomplete gamma function along x: the density of the gamma distribution} */
    private static Tensor density(Tensor a, Tensor x) {
        return exp(a.sub(1).mul(log(x)).sub(x).sub(lgamma(a)));
    }

    /** The derivative of y(a, x) along x. */
    @FunctionalInterface
    private interface Slope {
        Tensor at(Tensor a, Tensor x, Tensor y);
    }

    private static List<Dual> alongSecond(SpecialFunction op, List<Dual> in, Slope slope) {
        requireFixed(op, in.get(0), "its second derivative along the shape of the gamma function has no formula here");
        var a = in.get(0).primal();
        var x = in.get(1).primal();
        var y = Ops.bind(op, a, x);
        return List.of(new Dual(y, in.get(1).d().mul(slope.at(a, x, y))));
    }

    private static void requireFixed(SpecialFunction op, Dual operand, String reason) {
        if (operand.moves()) {
            throw new UnsupportedOperationException(
                    op.opName() + " is not differentiable along this operand: " + reason + ". Use stopGradient on it.");
        }
    }

    private static List<Dual> beta(RegularizedIncompleteBeta op, List<Dual> in) {
        requireFixed(op, in.get(0), "only the derivative along x is known");
        requireFixed(op, in.get(1), "only the derivative along x is known");
        var a = in.get(0).primal();
        var b = in.get(1).primal();
        var x = in.get(2).primal();
        var logBeta = lgamma(a).add(lgamma(b)).sub(lgamma(a.add(b)));
        var density = exp(a.sub(1).mul(log(x)).add(b.sub(1).mul(log1p(x.neg()))).sub(logBeta));
        return List.of(new Dual(Ops.bind(op, a, b, x), in.get(2).d().mul(density)));
    }

    /**
     * Implicit reparameterisation (Figurnov et al. 2018): the sample moves so that its place in the distribution stays.
     */
    private static List<Dual> sample(RandomGamma op, List<Dual> in) {
        var shape = in.get(1);
        var sample = Ops.bind(op, in.get(0).primal(), shape.primal());
        if (!op.logSpace()) {
            return List.of(new Dual(sample, shape.d().mul(Ops.bind(new RandomGammaGrad(), shape.primal(), sample))));
        }
        var linear = exp(sample);
        var safe = Ops.where(linear.eq(0), linear.dtype().finfo().tiny(), linear);
        var slope = Ops.bind(new RandomGammaGrad(), shape.primal(), safe).div(safe);
        return List.of(new Dual(sample, shape.d().mul(slope)));
    }
}
