package dev.haiku.tensor;

import dev.haiku.array.DType;
import dev.haiku.ir.Contraction.DotGeneral;
import dev.haiku.ir.ControlFlow.Cond;
import dev.haiku.ir.Elementwise.Select;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Program;
import dev.haiku.ir.TensorType;
import dev.haiku.ir.Var;
import java.util.List;

/**
 * Exponentials of {@code f32} or {@code f64} matrices (Higham 2005).
 *
 * <p>A matrix is divided by a power of two, so that Padé's approximation is exact up to rounding, and its exponential squared as
 * often. Where the numbers are not known, each squaring is a branch.
 */
final class MatrixExponential {

    private static final int MOST_SQUARINGS = 17;
    private static final double[] OF_SINGLES = {17297280, 8648640, 1995840, 277200, 25200, 1512, 56, 1};
    private static final double[] OF_DOUBLES = {
        64764752532480000.0,
        32382376266240000.0,
        7771770303897600.0,
        1187353796428800.0,
        129060195264000.0,
        10559470521600.0,
        670442572800.0,
        33522128640.0,
        1323241920,
        40840800,
        960960,
        16380,
        182,
        1
    };
    /** The largest 1-norms for which the approximation is exact. */
    private static final double NORM_OF_SINGLES = 3.925724783138660;

    private static final double NORM_OF_DOUBLES = 5.371920351148152;

    private MatrixExponential() {}

    static Tensor of(Tensor a) {
        if (a.size() == 0) {
            return a;
        }
        boolean isDouble = a.dtype() == DType.F64;
        var excess = NormOps.matrixNorm(Ops.stopGradient(a), MatrixNorm.ONE, Dims.KEEP)
                .div(isDouble ? NORM_OF_DOUBLES : NORM_OF_SINGLES);
        var inRange = excess.lt(1L << MOST_SQUARINGS);
        var squarings = Ops.ceil(Ops.log2(Ops.where(inRange, excess, 1.0)))
                .clip(0.0, MOST_SQUARINGS)
                .cast(DType.I32);
        var divisor = Ops.onesLike(squarings).shiftLeft(squarings).cast(a.dtype());
        var result = approximation(a.div(divisor), isDouble ? OF_DOUBLES : OF_SINGLES);
        return Ops.where(inRange, squared(result, squarings), Double.NaN);
    }

    /**
     * Padé's approximation of degrees 7 or 13: the even terms make up V, the odd ones U, and the result is
     * {@code (V - U)⁻¹ (V + U)}.
     */
    private static Tensor approximation(Tensor a, double[] b) {
        var a2 = a.matmul(a);
        var a4 = a2.matmul(a2);
        var a6 = a4.matmul(a2);
        var identity = Ops.broadcastToRank(Ops.eye(a.dim(-1), a.dim(-1), 0, a.dtype()), a.rank());
        var powers = List.of(identity, a2, a4, a6);
        var odd = sum(powers, b, 1);
        var even = sum(powers, b, 0);
        if (b.length > 8) {
            var high = powers.subList(1, 4);
            odd = odd.add(a6.matmul(sum(high, b, 9)));
            even = even.add(a6.matmul(sum(high, b, 8)));
        }
        odd = a.matmul(odd);
        return SolveOps.solve(even.sub(odd), even.add(odd));
    }

    /** The sum of matrices times every second coefficient from {@code first} on. */
    private static Tensor sum(List<Tensor> powers, double[] coefficients, int first) {
        var sum = powers.get(0).mul(coefficients[first]);
        for (int i = 1; i < powers.size(); i++) {
            sum = sum.add(powers.get(i).mul(coefficients[first + 2 * i]));
        }
        return sum;
    }

    /** Squares each matrix as often as it was halved; a tracer does not know how often that is for any of them. */
    private static Tensor squared(Tensor matrices, Tensor squarings) {
        var most = squarings.max();
        var result = matrices;
        if (!(most instanceof Tracer)) {
            for (int i = 0; i < most.itemLong(); i++) {
                result = Ops.where(squarings.gt(i), result.matmul(result), result);
            }
            return result;
        }
        var squaring = squaring(matrices.type());
        for (int i = 0; i < MOST_SQUARINGS; i++) {
            var counts = Operands.stretch(squarings.gt(i), matrices.shape());
            result = Ops.bind(squaring, most.gt(i).cast(DType.I32), counts, result);
        }
        return result;
    }

    /** The choice between matrices as they are and with those squared that a mask tells. */
    private static Cond squaring(TensorType type) {
        var bool = type.withDtype(DType.BOOL);
        return new Cond(List.of(keeping(bool, type), squaring(bool, type)));
    }

    private static Program keeping(TensorType bool, TensorType type) {
        var mask = new Var(bool);
        var x = new Var(type);
        return new Program(List.of(mask, x), List.of(), List.of(x));
    }

    private static Program squaring(TensorType bool, TensorType type) {
        var mask = new Var(bool);
        var x = new Var(type);
        var square = new Var(type);
        var result = new Var(type);
        int rank = type.shape().rank();
        var batch = Operands.range(0, rank - 2);
        var product = new DotGeneral(List.of(rank - 1), List.of(rank - 2), batch, batch);
        return new Program(
                List.of(mask, x),
                List.of(
                        new Equation(product, List.of(x, x), List.of(square)),
                        new Equation(new Select(), List.of(mask, square, x), List.of(result))),
                List.of(result));
    }
}
