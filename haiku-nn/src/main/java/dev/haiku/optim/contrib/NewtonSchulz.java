package dev.haiku.optim.contrib;

import dev.haiku.array.Shape;
import dev.haiku.tensor.Dims;
import dev.haiku.tensor.Linalg;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;

/**
 * The polynomial {@code a·X + b·(X Xᵀ)·X + c·(X Xᵀ)²·X} whose iteration makes all singular values of a matrix nearly 1.
 *
 * @param coefficients a, b and c: one triple for all iterations, or one for each
 * @param each whether there is one for each iteration
 */
public record NewtonSchulz(List<Triple> coefficients, boolean each) {

    /** The polynomial of Muon, for all iterations. */
    public static final NewtonSchulz STANDARD = of(3.4445, -4.775, 2.0315);

    /** Five polynomials one after the other; Ahn et al., <em>Dion: distributed orthonormalized updates</em>, 2025. */
    public static final NewtonSchulz DION = each(List.of(
            new Triple(4.0848, -6.8946, 2.927),
            new Triple(3.9505, -6.3029, 2.6377),
            new Triple(3.7418, -5.5913, 2.3037),
            new Triple(2.8769, -3.1427, 1.2046),
            new Triple(2.8366, -3.0525, 1.2012)));

    private static final int COEFFICIENTS = 3;
    private static final double LEAST_SCALE = 1e-8;

    /** The coefficients of one iteration. */
    public record Triple(double a, double b, double c) {}

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public NewtonSchulz {
        coefficients = List.copyOf(coefficients);
        if (coefficients.isEmpty()) {
            throw new IllegalArgumentException("NewtonSchulz needs coefficients, but got none.");
        }
    }

    /** {@return one polynomial for all iterations} */
    public static NewtonSchulz of(double a, double b, double c) {
        return new NewtonSchulz(List.of(new Triple(a, b, c)), false);
    }

    /** {@return one polynomial for each iteration; of more than there are iterations the last count} */
    public static NewtonSchulz each(List<Triple> coefficients) {
        return new NewtonSchulz(coefficients, true);
    }

    /** {@return the coefficients as a tensor, {@code [3]} or {@code [iterations, 3]}} */
    Tensor tensor(int iterations) {
        if (each && coefficients.size() > iterations) {
            // only the last ones are used
            return each(coefficients.subList(coefficients.size() - iterations, coefficients.size()))
                    .tensor(iterations);
        }
        double[] values = coefficients.stream()
                .flatMapToDouble(t -> java.util.stream.DoubleStream.of(t.a(), t.b(), t.c()))
                .toArray();
        var all = Tensor.of(values).cast(dev.haiku.array.DType.F32);
        return each ? all.reshape(Shape.of(coefficients.size(), COEFFICIENTS)) : all;
    }

    /**
     * {@return matrices {@code [batch, rows, columns]} with singular values near 1 and the same singular vectors}
     *
     * @param coefficients what {@link #tensor} gave
     */
    static Tensor orthogonalized(Tensor matrices, Tensor coefficients, ScaleByMuonOptions o) {
        boolean isTall = matrices.dim(1) > matrices.dim(2);
        var x = isTall ? matrices.swapAxes(1, 2) : matrices;
        x = switch (o.preconditioning()) {
            case FROBENIUS -> x.div(o.eps().plus(Linalg.norm(x, List.of(1, 2), Dims.KEEP)));
            case SPECTRAL -> x.div(o.eps().plus(Spectrum.norm(x)));
            case AOL, SCHATTEN -> x;
        };
        int iterations = coefficients.rank() == 1 ? o.nsSteps() : coefficients.dim(0);
        for (int i = 0; i < iterations; i++) {
            var triple = (coefficients.rank() == 1 ? coefficients : Ops.get(coefficients, i)).cast(x.dtype());
            x = iterated(x, triple, i == 0 ? o.preconditioning() : Preconditioning.FROBENIUS);
        }
        return isTall ? x.swapAxes(1, 2) : x;
    }

    private static Tensor iterated(Tensor matrices, Tensor triple, Preconditioning preconditioning) {
        var gram = matrices.matmul(matrices.swapAxes(1, 2));
        var scale = switch (preconditioning) {
            case AOL -> inverseRoot(Ops.sum(Ops.abs(gram), List.of(2), Dims.KEEP));
            case SCHATTEN -> inverseRoot(Linalg.norm(gram, List.of(1, 2), Dims.KEEP));
            case FROBENIUS, SPECTRAL -> Ops.onesLike(gram);
        };
        boolean isScaled = preconditioning == Preconditioning.AOL || preconditioning == Preconditioning.SCHATTEN;
        var x = isScaled ? matrices.mul(scale) : matrices;
        var a = isScaled ? gram.mul(scale).mul(scale.swapAxes(1, 2)) : gram;
        var b = a.mul(Ops.get(triple, 1)).add(a.matmul(a).mul(Ops.get(triple, 2)));
        return x.mul(Ops.get(triple, 0)).add(b.matmul(x));
    }

    private static Tensor inverseRoot(Tensor x) {
        return Ops.rsqrt(Ops.maximum(x, LEAST_SCALE));
    }
}
