package dev.haiku.random;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.ir.LinearAlgebra.Cholesky;
import dev.haiku.ir.LinearAlgebra.Qr;
import dev.haiku.tensor.Dims;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;

/** The normal distribution and what is computed from normal numbers alone. */
abstract class NormalSamplers extends UniformSamplers {

    NormalSamplers() {}

    /** {@return {@code f32} numbers of the standard normal distribution} */
    public static Tensor normal(Key key, Shape shape) {
        return normal(key, shape, DType.F32);
    }

    /** {@return numbers of the standard normal distribution} */
    public static Tensor normal(Key key, Shape shape, DType dtype) {
        key.requireSingle("normal");
        Samplers.requireFloating("normal", dtype, " Use randint for integers.");
        // the number next to -1, since the inverse of the error function is infinite there
        double afterMinusOne = -1 + Samplers.epsilon(dtype) / 2;
        return sqrtTwoTimesErfInv(uniform(key, shape, dtype, afterMinusOne, 1));
    }

    private static Tensor sqrtTwoTimesErfInv(Tensor u) {
        return Ops.erfInv(u).mul(Math.sqrt(2));
    }

    /**
     * {@return {@code f32} numbers of the standard normal distribution, restricted to ({@code lower}, {@code upper})}
     */
    public static Tensor truncatedNormal(Key key, double lower, double upper, Shape shape) {
        return truncatedNormal(key, lower, upper, shape, DType.F32);
    }

    /** {@return numbers of the standard normal distribution, restricted to ({@code lower}, {@code upper})} */
    public static Tensor truncatedNormal(Key key, double lower, double upper, Shape shape, DType dtype) {
        Samplers.requireFloating("truncatedNormal", dtype, "");
        return truncatedNormal(key, Tensor.scalar(dtype, lower), Tensor.scalar(dtype, upper), shape);
    }

    /**
     * {@return numbers of the standard normal distribution, restricted to ({@code lower}, {@code upper})}
     *
     * @param lower the lower bounds, exclusive; must broadcast to {@code shape}
     * @param upper the upper bounds, exclusive; must broadcast to {@code shape}; both together determine the element
     *     type
     */
    public static Tensor truncatedNormal(Key key, Tensor lower, Tensor upper, Shape shape) {
        key.requireSingle("truncatedNormal");
        Samplers.requireFits("truncatedNormal", shape, lower, upper);
        var dtype = Samplers.floatType(lower, upper);
        var low = Samplers.fitted(lower, dtype, shape);
        var high = Samplers.fitted(upper, dtype, shape);
        // a product, as XLA computes the quotient by a constant
        double oneOverSqrtTwo = Samplers.round(dtype, 1 / Samplers.round(dtype, Math.sqrt(2)));
        var u = uniform(key, shape, Ops.erf(low.mul(oneOverSqrtTwo)), Ops.erf(high.mul(oneOverSqrtTwo)));
        // rounding may leave the open interval
        return Ops.clip(
                sqrtTwoTimesErfInv(u),
                Ops.nextAfter(Ops.stopGradient(low), Tensor.scalar(dtype, Double.POSITIVE_INFINITY)),
                Ops.nextAfter(Ops.stopGradient(high), Tensor.scalar(dtype, Double.NEGATIVE_INFINITY)));
    }

    /** {@return vectors of the normal distribution with that mean and covariance, one for each of the batch} */
    public static Tensor multivariateNormal(Key key, Tensor mean, Tensor covariance) {
        checkMoments(mean, covariance);
        var batch = mean.shape().subShape(0, mean.rank() - 1);
        return multivariateNormal(
                key, mean, covariance, batch.broadcast(covariance.shape().subShape(0, covariance.rank() - 2)));
    }

    /**
     * {@return vectors {@code [shape..., n]} of the normal distribution with that mean and covariance}
     *
     * @param mean {@code [..., n]}; its batch must broadcast to {@code shape}
     * @param covariance positive definite, {@code [..., n, n]}; its batch must broadcast to {@code shape}
     */
    public static Tensor multivariateNormal(Key key, Tensor mean, Tensor covariance, Shape shape) {
        key.requireSingle("multivariateNormal");
        checkMoments(mean, covariance);
        Samplers.requireBatchFits("multivariateNormal", shape, mean, 1);
        Samplers.requireBatchFits("multivariateNormal", shape, covariance, 2);
        var dtype = Samplers.floatType(mean, covariance);
        var sigma = covariance.cast(dtype);
        var factor =
                Ops.bind(new Cholesky(), sigma.add(Ops.matrixTranspose(sigma)).mul(0.5));
        var standard = normal(key, shape.concat(Shape.of(mean.shape().last())), dtype);
        var column = Ops.expandDims(standard, -1);
        return Ops.broadcastToRank(mean.cast(dtype), standard.rank()).add(Ops.squeeze(Ops.matmul(factor, column), -1));
    }

    private static void checkMoments(Tensor mean, Tensor covariance) {
        int n = mean.rank() == 0 ? -1 : mean.shape().last();
        if (covariance.rank() < 2 || covariance.dim(-1) != n || covariance.dim(-2) != n) {
            throw new ShapeException("multivariateNormal needs a mean [..., n] and a covariance [..., n, n], but got "
                    + mean.type() + " and " + covariance.type() + ".");
        }
    }

    /** {@return {@code f32} numbers whose logarithm is standard normal} */
    public static Tensor lognormal(Key key, Shape shape) {
        return Ops.exp(normal(key, shape));
    }

    /**
     * {@return numbers whose logarithm is normal with mean 0 and deviations {@code sigma}, which must broadcast to
     * {@code shape}}
     */
    public static Tensor lognormal(Key key, Tensor sigma, Shape shape) {
        Samplers.requireFits("lognormal", shape, sigma);
        var dtype = Samplers.floatType(sigma);
        return Ops.exp(normal(key, shape, dtype).mul(Samplers.fitted(sigma, dtype, shape)));
    }

    /** {@return {@code f32} lengths of vectors of three standard normal numbers} */
    public static Tensor maxwell(Key key, Shape shape) {
        return maxwell(key, shape, DType.F32);
    }

    /** {@return lengths of vectors of three standard normal numbers} */
    public static Tensor maxwell(Key key, Shape shape, DType dtype) {
        var vectors = normal(key, shape.concat(Shape.of(3)), dtype);
        return Ops.sqrt(Ops.sum(Ops.square(vectors), -1));
    }

    /**
     * {@return numbers of the Maxwell distribution with random signs, scaled and shifted}
     *
     * @param loc what is added
     * @param scale what the numbers are multiplied by
     * @param shape how many to draw for each pair of {@code loc} and {@code scale}
     */
    public static Tensor doubleSidedMaxwell(Key key, Tensor loc, Tensor scale, Shape shape) {
        var dtype = Samplers.floatType(loc, scale);
        var parameters = Samplers.joint(loc, scale);
        var all = (shape.rank() == 0 ? parameters : shape).concat(parameters);
        var keys = key.split(2);
        var signed = rademacher(keys.get(1), all, dtype).mul(maxwell(keys.get(0), all, dtype));
        return signed.mul(scale.cast(dtype)).add(loc.cast(dtype));
    }

    /**
     * {@return numbers of the inverse Gaussian distribution with those means and shape parameter 1; they must broadcast
     * to {@code shape}}
     */
    public static Tensor wald(Key key, Tensor mean, Shape shape) {
        Samplers.requireFits("wald", shape, mean);
        var dtype = Samplers.floatType(mean);
        var mu = Samplers.fitted(mean, dtype, shape);
        var keys = key.split(2);
        var y = Ops.square(normal(keys.get(0), shape, dtype));
        var muSquared = Ops.square(mu);
        var root = Ops.sqrt(mu.mul(y).mul(4.0).add(muSquared.mul(Ops.square(y))));
        var x = mu.add(muSquared.mul(y).div(2.0)).sub(mu.div(2.0).mul(root));
        var z = uniform(keys.get(1), shape, dtype);
        return Ops.where(Ops.le(z, mu.div(mu.add(x))), x, muSquared.div(x));
    }

    /** {@return a uniformly distributed {@code f32} orthogonal matrix {@code [n, n]}} */
    public static Tensor orthogonal(Key key, int n) {
        return orthogonal(key, n, n, Shape.SCALAR, DType.F32);
    }

    /**
     * {@return uniformly distributed matrices {@code [shape..., rows, columns]} whose rows or columns, the fewer, are
     * orthonormal}
     *
     * @param dtype {@code f32} or {@code f64}
     */
    public static Tensor orthogonal(Key key, int rows, int columns, Shape shape, DType dtype) {
        key.requireSingle("orthogonal");
        if (dtype != DType.F32 && dtype != DType.F64) {
            throw new IllegalArgumentException("orthogonal draws f32 or f64 numbers, but got dtype " + dtype + ".");
        }
        int few = Math.min(rows, columns);
        var gaussian = normal(key, shape.concat(Shape.of(Math.max(rows, columns), few)), dtype);
        var qr = Ops.bindAll(new Qr(), List.of(gaussian));
        var diagonal = Ops.sum(qr.get(1).mul(Ops.eye(few, few, 0, dtype)), List.of(-2), Dims.KEEP);
        // the factorisation is unique, hence the distribution uniform, if the diagonal is positive
        var q = qr.get(0).mul(Ops.sign(diagonal));
        return rows < columns ? Ops.matrixTranspose(q) : q;
    }
}
