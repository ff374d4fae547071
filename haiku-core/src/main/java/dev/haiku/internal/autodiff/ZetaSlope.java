package dev.haiku.internal.autodiff;

import static dev.haiku.tensor.Ops.expandDims;
import static dev.haiku.tensor.Ops.log;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;

/**
 * The derivative of Hurwitz' zeta function along its exponent, composed of simpler functions so that it can be
 * differentiated again.
 *
 * <p>Source: Johansson, "Rigorous high-precision computation of the Hurwitz zeta function and its derivatives" (2015),
 * formula 5: the first terms, the integral over the others, and Euler and Maclaurin's correction of it.
 */
final class ZetaSlope {

    /** How many terms are added up, and how many of the correction. */
    private static final int TERMS = 16;

    /** Bernoulli's numbers B2, B4, ... */
    private static final double[] BERNOULLI = {
        1.0 / 6,
        -1.0 / 30,
        1.0 / 42,
        -1.0 / 30,
        5.0 / 66,
        -691.0 / 2730,
        7.0 / 6,
        -3617.0 / 510,
        43867.0 / 798,
        -174611.0 / 330,
        854513.0 / 138,
        -236364091.0 / 2730,
        8553103.0 / 6,
        -23749461029.0 / 870,
        8615841276005.0 / 14322,
        -7709321041217.0 / 510
    };

    /** {@code B_2j / (2j)!} */
    private static final double[] WEIGHTS = weights();

    private ZetaSlope() {}

    private static double[] weights() {
        var weights = new double[TERMS];
        double factorial = 1;
        for (int j = 1; j <= TERMS; j++) {
            factorial *= (2.0 * j - 1) * 2 * j;
            weights[j - 1] = BERNOULLI[j - 1] / factorial;
        }
        return weights;
    }

    /** {@return {@code d zeta(s, q) / ds}, for s above 1 and q above 0} */
    static Tensor alongExponent(Tensor s, Tensor q) {
        if (s.dtype().bytes() < Float.BYTES) {
            return alongExponent(s.cast(DType.F32), q.cast(DType.F32)).cast(s.dtype());
        }
        var bases = expandDims(q, -1).add(row(Ops.iota(q.dtype(), TERMS), q));
        var first = log(bases).mul(Ops.pow(bases, expandDims(s, -1).neg())).sum(-1);
        var rest = q.add(TERMS);
        var excess = s.sub(1);
        var integral = Ops.pow(rest, excess.neg()).div(excess);
        var slope = integral.mul(log(rest).add(Ops.reciprocal(excess)));
        return correction(s, rest).sub(slope).sub(first);
    }

    /**
     * The derivative of {@code rest^-s (1/2 + sum of w_j p_j)}, where {@code p_j} is the product of {@code (s + m) /
     * rest} for {@code m < 2j - 1}.
     */
    private static Tensor correction(Tensor s, Tensor rest) {
        int axis = s.rank();
        var factors = expandDims(s, -1).add(row(Ops.iota(s.dtype(), 2 * TERMS), s));
        var products = Ops.cumprod(factors.div(expandDims(rest, -1)), axis);
        var slopes = Ops.cumsum(Ops.reciprocal(factors), axis);
        var finite = Ops.minimum(
                Ops.slice(products, axis, 0, 2 * TERMS, 2), s.dtype().finfo().max());
        var weights = Ops.constant(HostArray.fromDoubles(s.dtype(), Shape.of(TERMS), j -> WEIGHTS[j]));
        var terms = finite.mul(row(weights, s));
        var sum = terms.sum(-1).add(0.5);
        var change = terms.mul(Ops.slice(slopes, axis, 0, 2 * TERMS, 2)).sum(-1);
        return Ops.pow(rest, s.neg()).mul(change.sub(log(rest).mul(sum)));
    }

    /** {@return the vector along an axis behind those of another tensor} */
    private static Tensor row(Tensor vector, Tensor other) {
        return Ops.broadcastToRank(vector, other.rank() + 1);
    }
}
