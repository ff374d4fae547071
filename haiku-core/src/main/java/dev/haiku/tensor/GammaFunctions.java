package dev.haiku.tensor;

import static dev.haiku.tensor.ComparisonOps.where;
import static dev.haiku.tensor.Operands.floatBinary;
import static dev.haiku.tensor.Operands.floating;
import static dev.haiku.tensor.Operands.matched;

import dev.haiku.array.DType;
import dev.haiku.ir.SpecialFunction.Igamma;
import dev.haiku.ir.SpecialFunction.Igammac;
import dev.haiku.ir.SpecialFunction.Polygamma;
import dev.haiku.ir.SpecialFunction.RegularizedIncompleteBeta;
import dev.haiku.ir.SpecialFunction.Zeta;

/**
 * The part of {@link Special} around the gamma function: its logarithm and derivatives, the beta function, incomplete
 * ones.
 */
abstract class GammaFunctions {

    /** From here on, ratios of gamma functions are computed by Stirling's series. */
    private static final double LARGE = 8;

    /** Coefficients of {@code x^-1, x^-3, ...} in Stirling's series. */
    private static final double[] STIRLING = {1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360
    };

    private static final Formula POCH = Formula.of(
            x -> where(x.get(1).eq(0), 1.0, gamma(x.get(0).add(x.get(1))).div(gamma(x.get(0)))),
            (x, y) -> y.mul(digamma(x.get(0).add(x.get(1))).sub(digamma(x.get(0)))),
            (x, y) -> y.mul(digamma(x.get(0).add(x.get(1)))));

    GammaFunctions() {}

    /** {@return log |Γ(x)|, element by element; infinite at 0, -1, -2, ...} */
    public static Tensor gammaln(Tensor x) {
        return MathOps.lgamma(x);
    }

    /** {@return the sign of Γ(x), element by element; NaN at -1, -2, ..., and that of x at 0} */
    public static Tensor gammasgn(Tensor x) {
        var wide = floating(x);
        var whole = MathOps.floor(wide);
        var isOdd = whole.mod(2).ne(0);
        var isNegative = wide.lt(0).and(isOdd).or(wide.eq(0).and(Ops.signBit(wide)));
        var isPole = wide.lt(0).and(wide.eq(whole)).or(wide.isNan());
        return where(isPole, Double.NaN, where(isNegative, -1.0, Ops.onesLike(wide)));
    }

    /** {@return the gamma function Γ(x), element by element} */
    public static Tensor gamma(Tensor x) {
        return gammasgn(x).mul(MathOps.exp(gammaln(x)));
    }

    /** {@return n! = Γ(n + 1), element by element; 0 below 0} */
    public static Tensor factorial(Tensor n) {
        var wide = floating(n);
        return where(wide.lt(0), 0.0, MathOps.exp(gammaln(wide.add(1))));
    }

    /** {@return the number of ways to take k of n things, element by element; 0 where there is none} */
    public static Tensor comb(Tensor n, Tensor k) {
        var pair = matched("comb", floating(n), floating(k));
        var isPossible = pair.get(1)
                .le(pair.get(0))
                .and(pair.get(0).ge(0))
                .and(pair.get(1).ge(0));
        var all = where(isPossible, pair.get(0), 0.0);
        var taken = where(isPossible, pair.get(1), 0.0);
        var ways = gammaln(all.add(1))
                .sub(gammaln(taken.add(1)))
                .sub(gammaln(all.add(1).sub(taken)));
        return where(isPossible, MathOps.exp(ways), 0.0);
    }

    /** {@return Pochhammer's symbol Γ(z + m) / Γ(z), element by element} */
    public static Tensor poch(Tensor z, Tensor m) {
        return POCH.apply("poch", z, m);
    }

    /**
     * {@return the logarithm of the multivariate gamma function, element by element}
     *
     * <p>Its value is {@code d (d - 1) / 4 log π + sum of log Γ(a - i / 2)} for i = 0, ..., d - 1.
     *
     * @throws dev.haiku.array.ShapeException if d is less than 1
     */
    public static Tensor multigammaln(Tensor a, int d) {
        Operands.check(d >= 1, "multigammaln", "needs a dimension d >= 1, but got " + d + ".");
        var sum = floating(a).mul(0).add(d * (d - 1.0) / 4 * Math.log(Math.PI));
        for (int i = 0; i < d; i++) {
            sum = sum.add(gammaln(floating(a).sub(i / 2.0)));
        }
        return sum;
    }

    /** {@return the derivative of {@link #gammaln}, element by element} */
    public static Tensor digamma(Tensor x) {
        return MathOps.digamma(x);
    }

    /**
     * {@return the derivative of order n of {@link #digamma}, element by element}
     *
     * @throws dev.haiku.array.ShapeException if n is negative
     */
    public static Tensor polygamma(int n, Tensor x) {
        Operands.check(n >= 0, "polygamma", "needs an order n >= 0, but got " + n + ".");
        return polygamma(Ops.full(x.shape(), n, DType.I32), x);
    }

    /**
     * {@return the derivative of order n, a tensor of integers, of {@link #digamma}, element by element; NaN for
     * negative orders}
     */
    public static Tensor polygamma(Tensor n, Tensor x) {
        Operands.check(
                n.dtype().isInteger(), "polygamma", "needs orders of an integer type, but got " + n.type() + ".");
        return floatBinary("polygamma", new Polygamma(), n, x);
    }

    /**
     * {@return Hurwitz' zeta function, the sum of {@code (q + n)^-s} for n = 0, 1, ..., element by element; NaN for s
     * below 1}
     */
    public static Tensor zeta(Tensor s, Tensor q) {
        return floatBinary("zeta", new Zeta(), s, q);
    }

    /**
     * {@return log |B(a, b)|, where B is the {@link #beta beta function}, element by element; accurate for large
     * operands, too}
     */
    public static Tensor betaln(Tensor a, Tensor b) {
        var pair = matched("betaln", floating(a), floating(b));
        var smaller = Ops.minimum(pair.get(0), pair.get(1));
        var larger = Ops.maximum(pair.get(0), pair.get(1));
        var isLarge = larger.ge(LARGE).and(smaller.gt(0));
        var direct = gammaln(larger).sub(gammaln(smaller.add(larger)));
        var series = logRatio(where(isLarge, smaller, 1.0), where(isLarge, larger, LARGE));
        return gammaln(smaller).add(where(isLarge, series, direct));
    }

    /** {@return log(Γ(b) / Γ(a + b)) for b from 8 on, without subtracting large numbers} */
    private static Tensor logRatio(Tensor a, Tensor b) {
        var sum = a.add(b);
        var slow = MathOps.log1p(a.div(b))
                .mul(sum.sub(0.5))
                .add(a.mul(MathOps.log(b).sub(1)));
        return correction(b).sub(correction(sum)).sub(slow);
    }

    /** {@return Stirling's series without its leading terms} */
    private static Tensor correction(Tensor x) {
        var inverse = Ops.reciprocal(x);
        return Polynomial.at(inverse.square(), STIRLING).mul(inverse);
    }

    /** {@return the beta function Γ(a) Γ(b) / Γ(a + b), element by element} */
    public static Tensor beta(Tensor a, Tensor b) {
        return gammasgn(a).mul(gammasgn(b)).mul(gammasgn(a.add(b))).mul(MathOps.exp(betaln(a, b)));
    }

    /**
     * {@return the regularised incomplete beta function of a, b {@literal >=} 0 at x from 0 to 1, element by element;
     * NaN elsewhere}
     *
     * <p>It has a derivative along x only, as in JAX.
     */
    public static Tensor betainc(Tensor a, Tensor b, Tensor x) {
        var all = matched("betainc", floating(a), floating(b), floating(x));
        return Ops.bind(new RegularizedIncompleteBeta(), all.get(0), all.get(1), all.get(2));
    }

    /**
     * {@return the regularised lower incomplete gamma function of a, x {@literal >=} 0, element by element; NaN
     * elsewhere}
     */
    public static Tensor gammainc(Tensor a, Tensor x) {
        return floatBinary("gammainc", new Igamma(), a, x);
    }

    /** {@return 1 - {@link #gammainc gammainc(a, x)}, accurate where that is near 1} */
    public static Tensor gammaincc(Tensor a, Tensor x) {
        return floatBinary("gammaincc", new Igammac(), a, x);
    }
}
