package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.check;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import java.util.List;

/** The part of {@link Ops} with polynomials: vectors of coefficients, that of the highest power first. */
abstract class PolynomialOps extends DifferenceOps {

    PolynomialOps() {}

    /**
     * {@return the polynomial at each x, by Horner's rule}
     *
     * @param coefficients along the first axis; further axes broadcast against x
     * @throws dev.haiku.array.ShapeException if they are a scalar
     */
    public static Tensor polyval(Tensor coefficients, Tensor x) {
        check(coefficients.rank() > 0, "polyval", "needs a vector of coefficients, but got a scalar.");
        var shape = Operands.broadcast("polyval", coefficients.shape().subShape(1, coefficients.rank()), x.shape());
        var value = zeros(shape, coefficients.dtype().promote(x.dtype()));
        for (var coefficient : unstack(coefficients, 0)) {
            value = value.mul(x).add(coefficient);
        }
        return value;
    }

    /** {@return the sum of two polynomials} */
    public static Tensor polyadd(Tensor a, Tensor b) {
        int size = size("polyadd", a, b);
        return padded(a, size).add(padded(b, size));
    }

    /** {@return the difference of two polynomials} */
    public static Tensor polysub(Tensor a, Tensor b) {
        int size = size("polysub", a, b);
        return padded(a, size).sub(padded(b, size));
    }

    /** {@return the product of two polynomials; integers become {@code f32}} */
    public static Tensor polymul(Tensor a, Tensor b) {
        size("polymul", a, b);
        return a.size() == 0 || b.size() == 0 ? convolve(nonEmpty(a), nonEmpty(b)) : convolve(a, b);
    }

    private static Tensor nonEmpty(Tensor x) {
        return x.size() == 0 ? zeros(Shape.of(1), x.dtype()) : x;
    }

    /**
     * A division of polynomials.
     *
     * @param quotient the polynomial that times the divisor, with the remainder, gives the dividend
     * @param remainder what is left, as many coefficients as the dividend has, zeros in front
     */
    public record PolyDiv(Tensor quotient, Tensor remainder) {}

    /**
     * {@return the quotient and remainder of two polynomials}
     *
     * @throws dev.haiku.array.ShapeException if they are no vectors or the divisor is empty
     */
    public static PolyDiv polydiv(Tensor dividend, Tensor divisor) {
        size("polydiv", dividend, divisor);
        check(divisor.dim(0) > 0, "polydiv", "needs a divisor with coefficients.");
        var dtype = dividend.dtype().promote(divisor.dtype()).promoteWithFloat();
        var rest = dividend.cast(dtype);
        int steps = dividend.dim(0) - divisor.dim(0) + 1;
        if (steps <= 0) {
            return new PolyDiv(zeros(Shape.of(1), dtype), rest);
        }
        var by = divisor.cast(dtype);
        var quotient = new Tensor[steps];
        for (int i = 0; i < steps; i++) {
            quotient[i] = get(rest, i).div(get(by, 0));
            rest = at(rest, Index.range(i, i + by.dim(0))).sub(by.mul(quotient[i]));
        }
        return new PolyDiv(stack(0, quotient), rest);
    }

    /** {@return the derivative of a polynomial; integers become {@code f32}} */
    public static Tensor polyder(Tensor coefficients) {
        return polyder(coefficients, 1);
    }

    /**
     * {@return the derivative of an order of a polynomial; integers become {@code f32}}
     *
     * @throws dev.haiku.array.ShapeException if it is no vector or the order is negative
     */
    public static Tensor polyder(Tensor coefficients, int order) {
        size("polyder", coefficients, coefficients);
        check(order >= 0, "polyder", "needs an order >= 0, but got " + order + ".");
        var result = Operands.floating(coefficients);
        for (int i = 0; i < order && result.dim(0) > 0; i++) {
            int degree = result.dim(0) - 1;
            result = slice(result, 0, 0, degree).mul(powers(degree, result.dtype()));
        }
        return result;
    }

    /** {@return the integral of a polynomial that is 0 at 0; integers become {@code f32}} */
    public static Tensor polyint(Tensor coefficients) {
        return polyint(coefficients, 1, 0);
    }

    /**
     * {@return the integral of an order of a polynomial; integers become {@code f32}}
     *
     * @param constant what each integration adds
     * @throws dev.haiku.array.ShapeException if it is no vector or the order is negative
     */
    public static Tensor polyint(Tensor coefficients, int order, double constant) {
        size("polyint", coefficients, coefficients);
        check(order >= 0, "polyint", "needs an order >= 0, but got " + order + ".");
        var result = Operands.floating(coefficients);
        for (int i = 0; i < order; i++) {
            var last = full(Shape.of(1), constant, result.dtype());
            result = concatenate(0, result.div(powers(result.dim(0), result.dtype())), last);
        }
        return result;
    }

    /** {@return n, n - 1, ..., 1} */
    private static Tensor powers(int n, DType dtype) {
        return sub(n, iota(dtype, n));
    }

    /**
     * {@return the polynomial whose roots a vector holds, that of the highest power 1; integers become {@code f32}}
     *
     * @throws dev.haiku.array.ShapeException if it is no vector
     */
    public static Tensor poly(Tensor roots) {
        check(roots.rank() == 1, "poly", "needs a vector of roots, but got shape " + roots.shape() + ".");
        var number = Operands.floating(roots);
        var result = ones(Shape.of(1), number.dtype());
        for (var root : unstack(number, 0)) {
            result = convolve(result, stack(0, onesLike(root), root.neg()));
        }
        return result;
    }

    /** {@return the polynomial of a degree with the least squares of distances from points {@code (x, y)}} */
    public static Tensor polyfit(Tensor x, Tensor y, int degree) {
        return polyfit(x, y, degree, onesLike(x));
    }

    /**
     * {@return the polynomial of a degree with the least squares of weighted distances from points {@code (x, y)}}
     *
     * @param x the places, a vector
     * @param y the values, a vector or a matrix with several in its columns
     * @param weights a factor of each distance
     * @throws dev.haiku.array.ShapeException if sizes do not fit or the degree is negative
     */
    public static Tensor polyfit(Tensor x, Tensor y, int degree, Tensor weights) {
        check(
                x.rank() == 1 && (y.rank() == 1 || y.rank() == 2) && y.dim(0) == x.dim(0),
                "polyfit",
                "needs as many values as places, but got shapes " + y.shape() + " and " + x.shape() + ".");
        check(
                degree >= 0 && degree < x.dim(0) && weights.shape().equals(x.shape()),
                "polyfit",
                "cannot fit degree " + degree + " to " + x.dim(0) + " points with weights of shape " + weights.shape()
                        + ".");
        var dtype = Operands.dtype(x, y, weights).promoteWithFloat();
        var factors = expandDims(weights.cast(dtype), 1);
        var powers = vander(x.cast(dtype), degree + 1).mul(factors);
        // columns of one length make the equations easier to solve
        var lengths = sqrt(sum(square(powers), 0));
        var right = (y.rank() == 1 ? expandDims(y, 1) : y).cast(dtype).mul(factors);
        var solution = Linalg.lstsq(powers.div(expandDims(lengths, 0)), right).x();
        var result = solution.div(expandDims(lengths, 1));
        return y.rank() == 1 ? squeeze(result, 1) : result;
    }

    private static int size(String op, Tensor a, Tensor b) {
        check(
                a.rank() == 1 && b.rank() == 1,
                op,
                "needs vectors of coefficients, but got shapes " + a.shape() + " and " + b.shape() + ".");
        return Math.max(a.dim(0), b.dim(0));
    }

    private static Tensor padded(Tensor x, int size) {
        return pad(x, Tensor.scalar(x.dtype(), 0), List.of(size - x.dim(0)), List.of(0), List.of(0));
    }
}
