package dev.haiku.internal.exec.java;

import dev.haiku.array.Elements;
import dev.haiku.array.Shape;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.Slot;
import dev.haiku.ir.Contraction.DotGeneral;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** General products: each matrix of the batch is packed into doubles or longs and multiplied row by row. */
final class DotKernel implements Kernel {

    private static final int TILE = 256;

    private final Slot lhs;
    private final Slot rhs;
    private final Slot out;
    private final Nest batch;
    private final Nest left;
    private final Nest right;
    private final int rows;
    private final int inner;
    private final int columns;

    private DotKernel(DotGeneral op, Slots slots) {
        this.lhs = slots.in(0);
        this.rhs = slots.in(1);
        this.out = slots.out();
        var leftFree = op.lhsFree(slots.shape(0).rank());
        var rightFree = op.rhsFree(slots.shape(1).rank());
        this.rows = size(lhs, leftFree);
        this.inner = size(lhs, op.lhsContract());
        this.columns = size(rhs, rightFree);
        this.batch = Nest.of(dims(lhs, op.lhsBatch()), strides(lhs, op.lhsBatch()), strides(rhs, op.rhsBatch()));
        this.left = packing(lhs, leftFree, op.lhsContract());
        this.right = packing(rhs, op.rhsContract(), rightFree);
    }

    static void addTo(KernelTable table) {
        table.on(DotGeneral.class, DotKernel::new);
    }

    private static int[] dims(Slot slot, List<Integer> axes) {
        return axes.stream().mapToInt(slot.type().shape()::dim).toArray();
    }

    private static int size(Slot slot, List<Integer> axes) {
        return IntStream.of(dims(slot, axes)).reduce(1, (x, y) -> x * y);
    }

    private static int[] strides(Slot slot, List<Integer> axes) {
        var strides = slot.type().shape().strides();
        return axes.stream().mapToInt(axis -> strides[axis]).toArray();
    }

    /** From an operand to its row-major matrix. */
    private static Nest packing(Slot slot, List<Integer> rowAxes, List<Integer> columnAxes) {
        var axes = Stream.concat(rowAxes.stream(), columnAxes.stream()).toList();
        var dims = dims(slot, axes);
        return Nest.of(dims, strides(slot, axes), Shape.of(dims).strides());
    }

    @Override
    public void run() {
        var next = new Object() {
            int matrix;
        };
        batch.forEachRun(0, 0, (from, step, other, otherStep, count) -> {
            for (int i = 0; i < count; i++) {
                multiply(from + i * step, other + i * otherStep, next.matrix++ * rows * columns);
            }
        });
    }

    private void multiply(int leftAt, int rightAt, int outAt) {
        if (lhs.type().dtype().isFloating()) {
            var a = doubles(left, lhs, leftAt, rows * inner);
            var b = doubles(right, rhs, rightAt, inner * columns);
            Workers.run(rows, (long) rows * columns * inner, 1, (from, to) -> multiply(a, b, outAt, from, to));
        } else {
            multiply(longs(left, lhs, leftAt, rows * inner), longs(right, rhs, rightAt, inner * columns), outAt);
        }
    }

    /** Goes through the columns tile by tile, so that a tile of the right matrix stays in the cache. */
    private void multiply(double[] a, double[] b, int outAt, int from, int to) {
        var sums = new double[Math.min(TILE, columns)];
        for (int column = 0; column < columns; column += TILE) {
            int width = Math.min(TILE, columns - column);
            for (int row = from; row < to; row++) {
                Arrays.fill(sums, 0);
                DotLoops.row(a, row * inner, b, column, columns, inner, sums, width);
                Blocks.store(sums, out, outAt + row * columns + column, width);
            }
        }
    }

    private void multiply(long[] a, long[] b, int outAt) {
        var sums = new long[columns];
        for (int row = 0; row < rows; row++) {
            Arrays.fill(sums, 0);
            for (int k = 0; k < inner; k++) {
                long factor = a[row * inner + k];
                for (int column = 0; column < columns; column++) {
                    sums[column] += factor * b[k * columns + column];
                }
            }
            Blocks.store(sums, out, outAt + row * columns, columns);
        }
    }

    private static double[] doubles(Nest nest, Slot slot, int start, int size) {
        var packed = new double[size];
        var dtype = slot.type().dtype();
        nest.forEachRun(start, 0, (from, step, to, toStep, count) -> {
            var bytes = slot.bytes();
            for (int i = 0; i < count; i++) {
                packed[to + i * toStep] = Elements.getDouble(dtype, bytes, from + i * step);
            }
        });
        return packed;
    }

    private static long[] longs(Nest nest, Slot slot, int start, int size) {
        var packed = new long[size];
        var dtype = slot.type().dtype();
        nest.forEachRun(start, 0, (from, step, to, toStep, count) -> {
            var bytes = slot.bytes();
            for (int i = 0; i < count; i++) {
                packed[to + i * toStep] = Elements.getLong(dtype, bytes, from + i * step);
            }
        });
        return packed;
    }
}
