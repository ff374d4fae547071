package dev.haiku.tensor;

import static dev.haiku.tensor.ComparisonOps.where;
import static dev.haiku.tensor.MathOps.log;
import static dev.haiku.tensor.MathOps.sqrt;

/**
 * The inverse of the normal distribution function, by rational approximations: around the middle in the distance from
 * it, in the tails in {@code 1 / z} with {@code z = sqrt(-2 log p)}.
 *
 * <p>Source of the coefficients: Moshier, Cephes Mathematical Library, {@code ndtri}.
 */
final class NormalQuantile {

    private static final double[] MIDDLE = {
        -1.23916583867381258016e0,
        1.39312609387279679503e1,
        -5.66762857469070293439e1,
        9.80010754185999661536e1,
        -5.99633501014107895267e1
    };
    private static final double[] UNDER_MIDDLE = {
        -1.18331621121330003142e0,
        1.59056225126211695515e1,
        -8.20372256168333339912e1,
        2.00260212380060660359e2,
        -2.25462687854119370527e2,
        8.63602421390890590575e1,
        4.67627912898881538453e0,
        1.95448858338141759834e0,
        1
    };
    private static final double[] TAIL = {
        -8.57456785154685413611e-4,
        -3.50424626827848203418e-2,
        -1.40256079171354495875e-1,
        2.18663306850790267539e0,
        1.46849561928858024014e1,
        4.40805073893200834700e1,
        5.71628192246421288162e1,
        3.15251094599893866154e1,
        4.05544892305962419923e0
    };
    private static final double[] UNDER_TAIL = {
        -9.33259480895457427372e-4,
        -3.80806407691578277194e-2,
        -1.42182922854787788574e-1,
        2.50464946208309415979e0,
        1.50425385692907503408e1,
        4.13172038254672030440e1,
        4.53907635128879210584e1,
        1.57799883256466749731e1,
        1
    };
    private static final double[] FAR_TAIL = {
        6.23974539184983293730e-9, 2.65806974686737550832e-6, 3.01581553508235416007e-4, 1.23716634817820021358e-2,
        2.01485389549179081538e-1, 1.33303460815807542389e0, 3.93881025292474443415e0, 6.91522889068984211695e0,
        3.23774891776946035970e0
    };
    private static final double[] UNDER_FAR_TAIL = {
        6.79019408009981274425e-9,
        2.89247864745380683936e-6,
        3.28014464682127739104e-4,
        1.34204006088543189037e-2,
        2.16236993594496635890e-1,
        1.37702099489081330271e0,
        3.67983563856160859403e0,
        6.02427039364742014255e0,
        1
    };

    private static final double TAIL_PROBABILITY = Math.exp(-2);
    private static final double FAR = 8;

    private NormalQuantile() {}

    /** {@return the quantile of each element of p, infinite at 0 and 1 and NaN outside} */
    static Tensor at(Tensor p) {
        var isUpper = p.gt(1 - TAIL_PROBABILITY);
        var lower = where(isUpper, Ops.sub(1, p), p);
        var safe = where(lower.eq(0), 0.5, lower);
        var quantile = where(safe.gt(TAIL_PROBABILITY), middle(safe), tail(safe));
        var signed = where(isUpper, quantile.neg(), quantile);
        return where(p.eq(0), Double.NEGATIVE_INFINITY, where(p.eq(1), Double.POSITIVE_INFINITY, signed));
    }

    private static Tensor middle(Tensor p) {
        var distance = p.sub(0.5);
        var square = distance.square();
        var ratio = Polynomial.at(square, MIDDLE).div(Polynomial.at(square, UNDER_MIDDLE));
        return distance.mul(square).mul(ratio).add(distance).mul(Math.sqrt(2 * Math.PI));
    }

    private static Tensor tail(Tensor p) {
        var z = sqrt(log(p).mul(-2));
        var inverse = Ops.reciprocal(z);
        var near = Polynomial.at(inverse, TAIL).div(Polynomial.at(inverse, UNDER_TAIL));
        var far = Polynomial.at(inverse, FAR_TAIL).div(Polynomial.at(inverse, UNDER_FAR_TAIL));
        return where(z.ge(FAR), far, near).mul(inverse).add(log(z).mul(inverse)).sub(z);
    }
}
