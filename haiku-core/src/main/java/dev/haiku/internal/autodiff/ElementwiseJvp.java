package dev.haiku.internal.autodiff;

import static dev.haiku.tensor.Ops.ceil;
import static dev.haiku.tensor.Ops.cos;
import static dev.haiku.tensor.Ops.cosh;
import static dev.haiku.tensor.Ops.digamma;
import static dev.haiku.tensor.Ops.exp;
import static dev.haiku.tensor.Ops.floor;
import static dev.haiku.tensor.Ops.log;
import static dev.haiku.tensor.Ops.onesLike;
import static dev.haiku.tensor.Ops.rsqrt;
import static dev.haiku.tensor.Ops.select;
import static dev.haiku.tensor.Ops.sin;
import static dev.haiku.tensor.Ops.sinh;
import static dev.haiku.tensor.Ops.zerosLike;

import dev.haiku.ir.Elementwise.Abs;
import dev.haiku.ir.Elementwise.Acos;
import dev.haiku.ir.Elementwise.Acosh;
import dev.haiku.ir.Elementwise.Add;
import dev.haiku.ir.Elementwise.And;
import dev.haiku.ir.Elementwise.Asin;
import dev.haiku.ir.Elementwise.Asinh;
import dev.haiku.ir.Elementwise.Atan;
import dev.haiku.ir.Elementwise.Atan2;
import dev.haiku.ir.Elementwise.Atanh;
import dev.haiku.ir.Elementwise.Bitcast;
import dev.haiku.ir.Elementwise.Cast;
import dev.haiku.ir.Elementwise.Cbrt;
import dev.haiku.ir.Elementwise.Ceil;
import dev.haiku.ir.Elementwise.Clamp;
import dev.haiku.ir.Elementwise.Cos;
import dev.haiku.ir.Elementwise.Cosh;
import dev.haiku.ir.Elementwise.CountLeadingZeros;
import dev.haiku.ir.Elementwise.Digamma;
import dev.haiku.ir.Elementwise.Div;
import dev.haiku.ir.Elementwise.Eq;
import dev.haiku.ir.Elementwise.Erf;
import dev.haiku.ir.Elementwise.ErfInv;
import dev.haiku.ir.Elementwise.Erfc;
import dev.haiku.ir.Elementwise.Exp;
import dev.haiku.ir.Elementwise.Expm1;
import dev.haiku.ir.Elementwise.Floor;
import dev.haiku.ir.Elementwise.Ge;
import dev.haiku.ir.Elementwise.Gt;
import dev.haiku.ir.Elementwise.IntegerPow;
import dev.haiku.ir.Elementwise.IsFinite;
import dev.haiku.ir.Elementwise.Le;
import dev.haiku.ir.Elementwise.Lgamma;
import dev.haiku.ir.Elementwise.Log;
import dev.haiku.ir.Elementwise.Log1p;
import dev.haiku.ir.Elementwise.Logistic;
import dev.haiku.ir.Elementwise.Lt;
import dev.haiku.ir.Elementwise.Max;
import dev.haiku.ir.Elementwise.Min;
import dev.haiku.ir.Elementwise.Mul;
import dev.haiku.ir.Elementwise.Name;
import dev.haiku.ir.Elementwise.Ne;
import dev.haiku.ir.Elementwise.Neg;
import dev.haiku.ir.Elementwise.NextAfter;
import dev.haiku.ir.Elementwise.Not;
import dev.haiku.ir.Elementwise.OptimizationBarrier;
import dev.haiku.ir.Elementwise.Or;
import dev.haiku.ir.Elementwise.PopulationCount;
import dev.haiku.ir.Elementwise.Pow;
import dev.haiku.ir.Elementwise.ReducePrecision;
import dev.haiku.ir.Elementwise.Rem;
import dev.haiku.ir.Elementwise.Round;
import dev.haiku.ir.Elementwise.RoundHalfAway;
import dev.haiku.ir.Elementwise.Rsqrt;
import dev.haiku.ir.Elementwise.Select;
import dev.haiku.ir.Elementwise.ShiftLeft;
import dev.haiku.ir.Elementwise.ShiftRightArithmetic;
import dev.haiku.ir.Elementwise.ShiftRightLogical;
import dev.haiku.ir.Elementwise.Sign;
import dev.haiku.ir.Elementwise.Sin;
import dev.haiku.ir.Elementwise.Sinh;
import dev.haiku.ir.Elementwise.Sqrt;
import dev.haiku.ir.Elementwise.Square;
import dev.haiku.ir.Elementwise.StopGradient;
import dev.haiku.ir.Elementwise.Sub;
import dev.haiku.ir.Elementwise.Tan;
import dev.haiku.ir.Elementwise.Tanh;
import dev.haiku.ir.Elementwise.Xor;
import dev.haiku.ir.SpecialFunction.Polygamma;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** JVP rows of element-wise primitives. Conventions at kinks and poles are JAX's. */
final class ElementwiseJvp {

    private static final double TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);

    private ElementwiseJvp() {}

    static void fill(JvpTable table) {
        exponentials(table);
        trigonometry(table);
        specialFunctions(table);
        powersAndSigns(table);
        arithmetic(table);
        choices(table);
        constants(table);
    }

    private static void exponentials(JvpTable table) {
        table.unary(Exp.class, (x, y, dx) -> dx.mul(y));
        table.unary(Expm1.class, (x, y, dx) -> dx.mul(y.add(1)));
        table.unary(Log.class, (x, y, dx) -> dx.div(x));
        table.unary(Log1p.class, (x, y, dx) -> dx.div(x.add(1)));
        table.unary(Logistic.class, (x, y, dx) -> dx.mul(y.mul(Ops.sub(1, y))));
        table.unary(Sqrt.class, (x, y, dx) -> dx.mul(Ops.div(0.5, y)));
        table.unary(Rsqrt.class, (x, y, dx) -> dx.mul(y.div(x).mul(-0.5)));
        table.unary(Cbrt.class, (x, y, dx) -> dx.mul(Ops.pow(y, -2).mul(1.0 / 3)));
    }

    private static void trigonometry(JvpTable table) {
        table.unary(Sin.class, (x, y, dx) -> dx.mul(cos(x)));
        table.unary(Cos.class, (x, y, dx) -> dx.mul(sin(x).neg()));
        table.unary(Tan.class, (x, y, dx) -> dx.mul(y.square().add(1)));
        table.unary(Asin.class, (x, y, dx) -> dx.mul(rsqrt(Ops.sub(1, x.square()))));
        table.unary(
                Acos.class, (x, y, dx) -> dx.mul(rsqrt(Ops.sub(1, x.square())).neg()));
        table.unary(Atan.class, (x, y, dx) -> dx.div(x.square().add(1)));
        table.unary(Sinh.class, (x, y, dx) -> dx.mul(cosh(x)));
        table.unary(Cosh.class, (x, y, dx) -> dx.mul(sinh(x)));
        table.unary(Tanh.class, (x, y, dx) -> dx.mul(Ops.sub(1, y).mul(y.add(1))));
        table.unary(Asinh.class, (x, y, dx) -> dx.mul(rsqrt(x.square().add(1))));
        table.unary(Acosh.class, (x, y, dx) -> dx.mul(rsqrt(x.sub(1).mul(x.add(1)))));
        table.unary(Atanh.class, (x, y, dx) -> dx.div(Ops.sub(1, x).mul(x.add(1))));
        table.binary(
                Atan2.class,
                (y, x, angle, dy) -> dy.mul(x.div(x.square().add(y.square()))),
                (y, x, angle, dx) -> dx.mul(y.div(x.square().add(y.square())).neg()));
    }

    private static void specialFunctions(JvpTable table) {
        table.unary(Erf.class, (x, y, dx) -> dx.mul(exp(x.square().neg()).mul(TWO_OVER_ROOT_PI)));
        table.unary(Erfc.class, (x, y, dx) -> dx.mul(exp(x.square().neg()).mul(-TWO_OVER_ROOT_PI)));
        table.unary(ErfInv.class, (x, y, dx) -> dx.mul(exp(y.square()).mul(1 / TWO_OVER_ROOT_PI)));
        table.unary(Lgamma.class, (x, y, dx) -> dx.mul(digamma(x)));
        table.unary(Digamma.class, (x, y, dx) -> dx.mul(Ops.bind(new Polygamma(), onesLike(x), x)));
    }

    private static void powersAndSigns(JvpTable table) {
        table.unary(OptimizationBarrier.class, (x, y, dx) -> dx);
        table.unary(Name.class, (x, y, dx) -> dx);
        table.unary(Neg.class, (x, y, dx) -> dx.neg());
        table.unary(Square.class, (x, y, dx) -> dx.mul(x.mul(2)));
        // 1 at 0, as in JAX
        table.unary(Abs.class, (x, y, dx) -> select(x.ge(0), dx, dx.neg()));
        table.rule(IntegerPow.class, ElementwiseJvp::integerPow);
        table.binary(
                Pow.class,
                // NaN at x = 0, y = 0, where IntegerPow gives 0
                (x, y, z, dx) -> dx.mul(y.mul(x.pow(y.sub(1)))),
                // 0 at x = 0
                (x, y, z, dy) -> dy.mul(log(select(x.eq(0), onesLike(x), x)).mul(z)));
    }

    private static List<Dual> integerPow(IntegerPow op, List<Dual> in) {
        var x = in.get(0).primal();
        var y = Ops.bind(op, x);
        int n = op.exponent();
        return List.of(
                n == 0
                        ? Dual.constant(y)
                        : new Dual(y, in.get(0).d().mul(Ops.pow(x, n - 1).mul(n))));
    }

    private static void arithmetic(JvpTable table) {
        table.binary(Add.class, (x, y, z, dx) -> dx, (x, y, z, dy) -> dy);
        table.rule(Sub.class, ElementwiseJvp::sub);
        table.bilinear(Mul.class);
        table.binary(
                Div.class,
                (x, y, z, dx) -> dx.div(y),
                (x, y, z, dy) -> dy.mul(z.div(y).neg()));
        table.binary(
                Rem.class,
                (x, y, z, dx) -> dx,
                (x, y, z, dy) -> dy.mul(truncate(x.div(y)).neg()));
        table.binary(Max.class, (x, y, z, dx) -> dx.mul(wins(x, y)), (x, y, z, dy) -> dy.mul(wins(y, x)));
        table.binary(Min.class, (x, y, z, dx) -> dx.mul(wins(y, x)), (x, y, z, dy) -> dy.mul(wins(x, y)));
    }

    private static List<Dual> sub(Sub op, List<Dual> in) {
        var x = in.get(0);
        var y = in.get(1);
        var z = Ops.bind(op, x.primal(), y.primal());
        if (!y.moves()) {
            return List.of(new Dual(z, x.d()));
        }
        return List.of(new Dual(z, x.moves() ? x.d().sub(y.d()) : y.d().neg()));
    }

    private static Tensor truncate(Tensor x) {
        return select(x.lt(0), ceil(x), floor(x));
    }

    /** {@return 1 where x is larger, 1/2 where they are equal, 0 elsewhere} */
    static Tensor wins(Tensor x, Tensor y) {
        var dtype = x.dtype();
        return x.ge(y).cast(dtype).add(x.gt(y).cast(dtype)).mul(0.5);
    }

    private static void choices(JvpTable table) {
        table.linear(Select.class, 1, 2);
        table.linear(ReducePrecision.class, 0);
        table.rule(Clamp.class, ElementwiseJvp::clamp);
        table.rule(Cast.class, ElementwiseJvp::cast);
    }

    /** The tangent of whichever operand is the result; 0 where x stands on a bound, and as in JAX where the bounds cross. */
    private static List<Dual> clamp(Clamp op, List<Dual> in) {
        var lo = in.get(0).primal();
        var x = in.get(1).primal();
        var hi = in.get(2).primal();
        var masks = List.of(lo.gt(x).and(lo.lt(hi)), x.gt(lo).and(x.lt(hi)), hi.lt(x));
        List<Tensor> terms = new ArrayList<>();
        for (int i = 0; i < masks.size(); i++) {
            if (in.get(i).moves()) {
                terms.add(select(masks.get(i), in.get(i).d(), zerosLike(x)));
            }
        }
        var tangent = terms.stream().reduce(Tensor::add).orElseThrow();
        return List.of(new Dual(Ops.bind(op, lo, x, hi), tangent));
    }

    private static List<Dual> cast(Cast op, List<Dual> in) {
        var y = Ops.bind(op, in.get(0).primal());
        return List.of(
                op.dtype().isFloating() ? new Dual(y, Ops.bind(op, in.get(0).d())) : Dual.constant(y));
    }

    private static void constants(JvpTable table) {
        table.constant(StopGradient.class, Floor.class, Ceil.class, Sign.class, NextAfter.class);
        table.constant(Round.class, RoundHalfAway.class);
        // no floating-point results
        table.constant(Eq.class, Ne.class, Lt.class, Le.class, Gt.class, Ge.class, IsFinite.class);
        table.constant(And.class, Or.class, Xor.class, Not.class, Bitcast.class);
        table.constant(PopulationCount.class, CountLeadingZeros.class);
        table.constant(ShiftLeft.class, ShiftRightLogical.class, ShiftRightArithmetic.class);
    }
}
