package dev.haiku.ir;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** How numbers for one operand of a {@link PrimitiveCase} are drawn. */
@FunctionalInterface
public interface Operand {

    /** Small numbers of both signs, where the type has them. */
    Operand COMMON = (type, random) -> type.dtype().isFloating()
            ? uniform(-2, 2).draw(type, random)
            : integers(
                            type.dtype().isUnsigned() || type.dtype().isBool() ? 0 : -6,
                            type.dtype().isBool() ? 2 : 7)
                    .draw(type, random);

    /** All bit patterns of integers. */
    Operand BITS = (type, random) -> HostArray.fromLongs(type.dtype(), type.shape(), i -> random.nextLong());

    /** Symmetric positive definite matrices. */
    Operand POSITIVE_DEFINITE = Operand::positiveDefinite;

    /** Matrices whose diagonal is far from zero. */
    Operand STRONG_DIAGONAL = (type, random) -> {
        int n = type.shape().last();
        return HostArray.fromDoubles(
                type.dtype(),
                type.shape(),
                i -> i / n % n == i % n ? random.nextDouble(1.5, 3) : random.nextDouble(-1, 1));
    };

    /** The numbers of rows in any order, along the last axis. */
    Operand PERMUTATION = (type, random) -> {
        int n = type.shape().last();
        var order = new int[(int) type.shape().size()];
        for (int start = 0; start < order.length; start += n) {
            var row = shuffled(new TensorType(type.dtype(), Shape.of(n)), random);
            for (int i = 0; i < n; i++) {
                order[start + i] = (int) row.getLong(i);
            }
        }
        return HostArray.fromLongs(type.dtype(), type.shape(), i -> order[i]);
    };

    /** {@return an array of that type} */
    HostArray draw(TensorType type, SplittableRandom random);

    /** {@return numbers between {@code low} and {@code high}} */
    static Operand uniform(double low, double high) {
        return (type, random) -> HostArray.fromDoubles(type.dtype(), type.shape(), i -> random.nextDouble(low, high));
    }

    /** {@return integers from {@code low} (inclusive) to {@code high} (exclusive)} */
    static Operand integers(long low, long high) {
        return (type, random) -> HostArray.fromLongs(type.dtype(), type.shape(), i -> random.nextLong(low, high));
    }

    /** {@return those integers, in row-major order} */
    static Operand exactly(long... values) {
        return (type, random) -> HostArray.fromLongs(type.dtype(), type.shape(), i -> values[i]);
    }

    /** Different integers from 0 on, so that no two slices meet. */
    static HostArray shuffled(TensorType type, SplittableRandom random) {
        int n = (int) type.shape().size();
        var order = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return HostArray.fromLongs(type.dtype(), type.shape(), i -> order[i]);
    }

    private static HostArray positiveDefinite(TensorType type, SplittableRandom random) {
        int n = type.shape().last();
        var factor = uniform(-1, 1).draw(type.withDtype(DType.F64), random);
        return HostArray.fromDoubles(type.dtype(), type.shape(), index -> {
            int row = index / n % n;
            int column = index % n;
            int matrix = index - row * n - column;
            double sum = row == column ? n : 0;
            for (int k = 0; k < n; k++) {
                sum += factor.getDouble(matrix + row * n + k) * factor.getDouble(matrix + column * n + k);
            }
            return sum;
        });
    }

    /** {@return the type of that element type and shape} */
    static TensorType type(DType dtype, int... dims) {
        return new TensorType(dtype, Shape.of(dims));
    }
}
