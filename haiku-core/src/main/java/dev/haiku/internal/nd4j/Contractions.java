package dev.haiku.internal.nd4j;

import dev.haiku.array.DType;
import dev.haiku.internal.exec.Factor;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.Slot;
import dev.haiku.ir.Contraction.DotGeneral;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Kernels of {@link DotGeneral}: batches of matrix products.
 *
 * <p>An operand whose axes do not lie in memory as matrices, or not as the chosen library needs them, is copied first.
 */
final class Contractions {

    /** From so many multiplications on, oneDNN on all cores is faster than OpenBLAS on one, even after a copy. */
    private static final long VERY_MANY = 256 * 256 * 256;

    /**
     * The axes of one operand in their roles; those of {@code rows} and {@code columns} that are contracted come in
     * pairing order.
     */
    private record Axes(Slot slot, List<Integer> batch, List<Integer> rows, List<Integer> columns) {

        Factor factor() {
            return Factor.of(slot.type().shape(), batch, rows, columns);
        }

        ContractionOperand operand(boolean inPlace) {
            return inPlace
                    ? ContractionOperand.inPlace(slot, factor())
                    : ContractionOperand.copied(slot, batch, rows, columns);
        }
    }

    private record Pair(Axes left, Axes right) {

        int inPlace() {
            return (left.factor().isMatrix() ? 1 : 0) + (right.factor().isMatrix() ? 1 : 0);
        }

        long products() {
            return (long) left.factor().rows()
                    * left.factor().columns()
                    * right.factor().columns();
        }

        boolean isVector() {
            return left.factor().rows() == 1 || right.factor().columns() == 1;
        }
    }

    private final Nd4jLibrary library;

    Contractions(Nd4jLibrary library) {
        this.library = library;
    }

    /** {@return a kernel, or empty if the element type has none} */
    Optional<Kernel> prepare(DotGeneral op, List<Slot> inputs, Slot result) {
        var dtype = result.type().dtype();
        boolean isServed =
                dtype == DType.F32 || dtype == DType.F64 || dtype == DType.BF16 && library.hasOneDnnForBf16();
        return isServed ? Optional.of(prepare(dtype, pair(op, inputs), result)) : Optional.empty();
    }

    /**
     * The order of contracted axes is free as long as both operands have the same: take one in which fewer are copied.
     */
    private static Pair pair(DotGeneral op, List<Slot> inputs) {
        var byLeft = pair(op, inputs, op.lhsContract());
        var byRight = pair(op, inputs, op.rhsContract());
        return byLeft.inPlace() >= byRight.inPlace() ? byLeft : byRight;
    }

    private static Pair pair(DotGeneral op, List<Slot> inputs, List<Integer> sortBy) {
        var order = IntStream.range(0, sortBy.size())
                .boxed()
                .sorted(Comparator.comparing(sortBy::get))
                .toList();
        var lhs = inputs.get(0);
        var rhs = inputs.get(1);
        var lhsContract = order.stream().map(op.lhsContract()::get).toList();
        var rhsContract = order.stream().map(op.rhsContract()::get).toList();
        return new Pair(
                new Axes(lhs, op.lhsBatch(), op.lhsFree(lhs.type().shape().rank()), lhsContract),
                new Axes(
                        rhs,
                        op.rhsBatch(),
                        rhsContract,
                        op.rhsFree(rhs.type().shape().rank())));
    }

    private Kernel prepare(DType dtype, Pair pair, Slot result) {
        boolean oneDnn = isForOneDnn(dtype, pair);
        var left = pair.left().operand(isInPlace(pair.left(), oneDnn));
        var right = pair.right().operand(isInPlace(pair.right(), oneDnn));
        var product = oneDnn
                ? new OneDnnProduct(library, dtype, left.factor(), right.factor())
                : new BlasProduct(dtype, left.factor(), right.factor());
        return new ContractionKernel(left, right, result, product);
    }

    private boolean isForOneDnn(DType dtype, Pair pair) {
        if (dtype != DType.F32 || pair.isVector() || pair.products() < OneDnnProduct.MANY) {
            return dtype == DType.BF16;
        }
        boolean needsNoMoreCopies = Stream.of(pair.left().factor(), pair.right().factor())
                .allMatch(factor -> factor.isContiguous() || !factor.isMatrix());
        return library.hasOneDnn() && (needsNoMoreCopies || pair.products() >= VERY_MANY);
    }

    private static boolean isInPlace(Axes axes, boolean oneDnn) {
        return oneDnn ? axes.factor().isContiguous() : axes.factor().isMatrix();
    }
}
