package dev.haiku.internal.exec.java;

import dev.haiku.array.DType;
import dev.haiku.array.Elements;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.Slot;
import dev.haiku.ir.Reduction;

/**
 * Keeps the best positions of a row in a heap whose root is the worst of them.
 *
 * <p>Elements are compared by codes, longs in their order, and equal ones by position.
 */
final class TopKKernel implements Kernel {

    private final Slot x;
    private final Slot values;
    private final Slot indices;
    private final int size;
    private final int inner;
    private final int k;

    private TopKKernel(Slots slots, Reduction.TopK op) {
        this.x = slots.in(0);
        this.values = slots.outputs().get(0);
        this.indices = slots.outputs().get(1);
        this.size = slots.shape(0).dim(op.axis());
        this.inner = slots.shape(0).strides()[op.axis()];
        this.k = op.k();
    }

    static void addTo(KernelTable table) {
        table.on(Reduction.TopK.class, (op, slots) -> new TopKKernel(slots, op));
    }

    @Override
    public void run() {
        if (k > 0) {
            Workers.run(values.size() / k, x.size(), 1, (from, to) -> {
                var codes = new long[size];
                var heap = new int[k];
                for (int row = from; row < to; row++) {
                    row(codes, heap, row / inner, row % inner);
                }
            });
        }
    }

    private void row(long[] codes, int[] heap, int outer, int lane) {
        int start = outer * size * inner + lane;
        readCodes(codes, start);
        for (int i = 0; i < k; i++) {
            heap[i] = i;
        }
        for (int root = k / 2 - 1; root >= 0; root--) {
            sink(codes, heap, root, k);
        }
        for (int i = k; i < size; i++) {
            if (codes[i] > codes[heap[0]]) {
                heap[0] = i;
                sink(codes, heap, 0, k);
            }
        }
        for (int left = k - 1; left > 0; left--) { // the worst of the heap goes behind it
            int worst = heap[0];
            heap[0] = heap[left];
            heap[left] = worst;
            sink(codes, heap, 0, left);
        }
        write(heap, start, outer * k * inner + lane);
    }

    private static void sink(long[] codes, int[] heap, int root, int count) {
        int parent = root;
        int moved = heap[root];
        for (int child = 2 * parent + 1; child < count; child = 2 * parent + 1) {
            if (child + 1 < count && isWorse(codes, heap[child + 1], heap[child])) {
                child++;
            }
            if (!isWorse(codes, heap[child], moved)) {
                break;
            }
            heap[parent] = heap[child];
            parent = child;
        }
        heap[parent] = moved;
    }

    private static boolean isWorse(long[] codes, int i, int j) {
        return codes[i] < codes[j] || (codes[i] == codes[j] && i > j);
    }

    private void readCodes(long[] codes, int start) {
        var dtype = x.type().dtype();
        for (int i = 0; i < size; i++) {
            int at = start + i * inner;
            codes[i] = dtype == DType.F32
                    ? code(x.floats().get(at))
                    : dtype.isFloating()
                            ? code(Elements.getDouble(dtype, x.bytes(), at))
                            : Elements.getLong(dtype, x.bytes(), at);
        }
    }

    /** The order of IEEE's numbers, with every NaN on top. */
    private static long code(double value) {
        long bits = Double.doubleToLongBits(value);
        return bits ^ (bits >> Long.SIZE - 1) & Long.MAX_VALUE;
    }

    private void write(int[] order, int start, int target) {
        for (int i = 0; i < k; i++) {
            Mover.of(x.type().dtype()).move(x, start + order[i] * inner, 1, values, target + i * inner, 1, 1);
            indices.ints().put(target + i * inner, order[i]);
        }
    }
}
