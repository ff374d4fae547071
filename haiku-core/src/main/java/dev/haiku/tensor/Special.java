package dev.haiku.tensor;

import static dev.haiku.tensor.ComparisonOps.where;
import static dev.haiku.tensor.MathOps.exp;
import static dev.haiku.tensor.MathOps.log;
import static dev.haiku.tensor.MathOps.log1p;
import static dev.haiku.tensor.Operands.floatUnary;
import static dev.haiku.tensor.Operands.floating;
import static dev.haiku.tensor.Operands.matched;

import dev.haiku.ir.SpecialFunction.BesselI0e;
import dev.haiku.ir.SpecialFunction.BesselI1e;
import java.util.List;

/**
 * Special functions: what {@code jax.scipy.special} has for real numbers, in camelCase.
 *
 * <p>They work element by element; integers become {@code f32}, shapes broadcast and element types promote as in {@link
 * Ops}. Derivatives are those of JAX, unless a method says otherwise.
 */
public final class Special extends NormalFunctions {

    private static final Formula LOGIT = Formula.of(
            x -> log(x.get(0).div(Ops.sub(1, x.get(0)))),
            (x, y) -> Ops.reciprocal(x.get(0).mul(Ops.sub(1, x.get(0)))));

    private static final Formula X_LOG_Y = Formula.of(
            x -> zeroOr(x.get(0), x.get(1), log(x.get(1))),
            (x, y) -> log(x.get(1)),
            (x, y) -> x.get(0).div(x.get(1)));

    private static final Formula X_LOG_1P_Y = Formula.of(
            x -> zeroOr(x.get(0), x.get(1), log1p(x.get(1))),
            (x, y) -> log1p(x.get(1)),
            (x, y) -> x.get(0).div(x.get(1).add(1)));

    private static final Formula X_LOG_X = Formula.of(
            x -> zeroOr(x.get(0), x.get(0), log(x.get(0))),
            (x, y) -> log(x.get(0)).add(1));

    private Special() {}

    /** {@return log(x / (1 - x)), the inverse of {@link #expit}} */
    public static Tensor logit(Tensor x) {
        return LOGIT.apply("logit", x);
    }

    /** {@return 1 / (1 + exp(-x))} */
    public static Tensor expit(Tensor x) {
        return MathOps.logistic(x);
    }

    /** {@return log Σ exp(x) over axes without overflow, all axes if none is given} */
    public static Tensor logsumexp(Tensor x, int... axes) {
        return ReductionOps.logsumexp(x, axes);
    }

    /** {@return log Σ exp(x) over axes without overflow} */
    public static Tensor logsumexp(Tensor x, List<Integer> axes, Dims dims) {
        return ReductionOps.logsumexp(x, axes, dims);
    }

    /** {@return x log(y), which is 0 for x = 0 unless y is NaN} */
    public static Tensor xlogy(Tensor x, Tensor y) {
        return X_LOG_Y.apply("xlogy", x, y);
    }

    /** {@return x log(1 + y), which is 0 for x = 0 unless y is NaN} */
    public static Tensor xlog1py(Tensor x, Tensor y) {
        return X_LOG_1P_Y.apply("xlog1py", x, y);
    }

    private static Tensor zeroOr(Tensor x, Tensor y, Tensor logarithm) {
        return where(x.ne(0).or(y.isNan()), x.mul(logarithm), 0.0);
    }

    /** {@return the entropy -x log(x), 0 at 0 and negative infinity below} */
    public static Tensor entr(Tensor x) {
        var wide = floating(x);
        return where(
                wide.lt(0),
                Double.NEGATIVE_INFINITY,
                X_LOG_X.apply("entr", wide).neg());
    }

    /**
     * {@return the relative entropy p log(p / q), 0 for p = 0 and q {@literal >=} 0, infinite where p or q is negative
     * or only q is 0}
     */
    public static Tensor relEntr(Tensor p, Tensor q) {
        var pair = matched("relEntr", floating(p), floating(q));
        var first = pair.get(0);
        var second = pair.get(1);
        var isPositive = first.gt(0).and(second.gt(0));
        var safeFirst = where(isPositive, first, 1.0);
        var safeSecond = where(isPositive, second, 1.0);
        var value = X_LOG_X.apply("relEntr", safeFirst).sub(xlogy(safeFirst, safeSecond));
        var isZero = first.eq(0).and(second.ge(0));
        return where(isPositive, value, where(isZero, 0.0, Ops.fullLike(first, Double.POSITIVE_INFINITY)));
    }

    /** {@return the divergence p log(p / q) - p + q of Kullback and Leibler, with the limits of {@link #relEntr}} */
    public static Tensor klDiv(Tensor p, Tensor q) {
        return relEntr(p, q).sub(p).add(q);
    }

    /** {@return (x^λ - 1) / λ, or log(x) for λ = 0: the transformation of Box and Cox (1964) for x {@literal >} 0} */
    public static Tensor boxcox(Tensor x, Tensor lambda) {
        return powerOrLogarithm("boxcox", log(x), lambda);
    }

    /** {@return ((1 + x)^λ - 1) / λ, or log(1 + x) for λ = 0, for x {@literal >} -1} */
    public static Tensor boxcox1p(Tensor x, Tensor lambda) {
        return powerOrLogarithm("boxcox1p", log1p(x), lambda);
    }

    private static Tensor powerOrLogarithm(String name, Tensor logarithm, Tensor lambda) {
        var pair = matched(name, logarithm, floating(lambda));
        var isZero = pair.get(1).eq(0);
        var safe = where(isZero, 1.0, pair.get(1));
        return where(isZero, pair.get(0), safe.mul(pair.get(0)).expm1().div(safe));
    }

    /** {@return the modified Bessel function of the first kind and order 0} */
    public static Tensor i0(Tensor x) {
        return exp(floating(x).abs()).mul(i0e(x));
    }

    /** {@return exp(-|x|) {@link #i0 i0(x)}, which does not overflow} */
    public static Tensor i0e(Tensor x) {
        return floatUnary(new BesselI0e(), x);
    }

    /** {@return the modified Bessel function of the first kind and order 1} */
    public static Tensor i1(Tensor x) {
        return exp(floating(x).abs()).mul(i1e(x));
    }

    /** {@return exp(-|x|) {@link #i1 i1(x)}, which does not overflow} */
    public static Tensor i1e(Tensor x) {
        return floatUnary(new BesselI1e(), x);
    }
}
