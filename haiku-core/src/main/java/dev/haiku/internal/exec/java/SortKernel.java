package dev.haiku.internal.exec.java;

import dev.haiku.array.DType;
import dev.haiku.array.Elements;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.Slot;
import dev.haiku.ir.Reduction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sorts rows by codes: longs in the order of the keys, with all NaN equal and last, and both zeros equal.
 *
 * <p>A single key of at most 32 bits is sorted together with its position in one long; others by a stable merge sort of positions.
 */
final class SortKernel implements Kernel {

    private static final int SHORT = 8;

    private final List<Slot> inputs;
    private final List<Slot> outputs;
    private final int keys;
    private final int size;
    private final int inner;
    private final int rows;

    private SortKernel(Slots slots, int axis, int keys) {
        var shape = slots.shape(0);
        this.inputs = slots.inputs();
        this.outputs = slots.outputs();
        this.keys = keys;
        this.size = shape.dim(axis);
        this.inner = shape.strides()[axis];
        this.rows = size == 0 ? 0 : (int) (shape.size() / size);
    }

    static void addTo(KernelTable table) {
        table.on(Reduction.Sort.class, (op, slots) -> new SortKernel(slots, op.axis(), op.keys()));
    }

    @Override
    public void run() {
        for (int row = 0; row < rows; row++) {
            int start = row / inner * inner * size + row % inner;
            int[] order = order(start);
            for (int i = 0; i < inputs.size(); i++) {
                permute(inputs.get(i), outputs.get(i), start, order);
            }
        }
    }

    private int[] order(int start) {
        var key = inputs.get(0);
        boolean isNarrow = key.type().dtype().bytes() <= Integer.BYTES;
        return keys == 1 && isNarrow ? packedOrder(codes(key, start)) : mergedOrder(start);
    }

    private static int[] packedOrder(long[] codes) {
        for (int i = 0; i < codes.length; i++) {
            codes[i] = codes[i] << Integer.SIZE | i;
        }
        Arrays.sort(codes);
        return Arrays.stream(codes).mapToInt(code -> (int) code).toArray();
    }

    private int[] mergedOrder(int start) {
        var codes = new ArrayList<long[]>();
        for (int i = 0; i < keys; i++) {
            codes.add(codes(inputs.get(i), start));
        }
        var order = new int[size];
        Arrays.setAll(order, i -> i);
        mergeSort(codes, order, order.clone(), 0, size);
        return order;
    }

    /** Sorts a range of {@code order}, of which {@code copy} holds the same content. */
    private static void mergeSort(List<long[]> codes, int[] order, int[] copy, int from, int to) {
        if (to - from < SHORT) {
            insertionSort(codes, order, from, to);
            return;
        }
        int middle = (from + to) >>> 1;
        mergeSort(codes, copy, order, from, middle);
        mergeSort(codes, copy, order, middle, to);
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            boolean takeLeft = right >= to || (left < middle && compare(codes, copy[left], copy[right]) <= 0);
            order[i] = takeLeft ? copy[left++] : copy[right++];
        }
    }

    private static void insertionSort(List<long[]> codes, int[] order, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            int moved = order[i];
            int j = i;
            while (j > from && compare(codes, order[j - 1], moved) > 0) {
                order[j] = order[j - 1];
                j--;
            }
            order[j] = moved;
        }
    }

    private static int compare(List<long[]> codes, int x, int y) {
        for (long[] code : codes) {
            int result = Long.compare(code[x], code[y]);
            if (result != 0) {
                return result;
            }
        }
        return 0;
    }

    /** {@return for each element of a row a number that is in the order of the elements; 32 bits for elements of up to 4 bytes} */
    private long[] codes(Slot slot, int start) {
        var dtype = slot.type().dtype();
        var codes = new long[size];
        for (int i = 0; i < size; i++) {
            int at = start + i * inner;
            codes[i] = dtype.isFloating()
                    ? code(dtype, Elements.getDouble(dtype, slot.bytes(), at))
                    : Elements.getLong(dtype, slot.bytes(), at) - (dtype == DType.U32 ? 1L << 31 : 0);
        }
        return codes;
    }

    private static long code(DType dtype, double value) {
        double canonical = value + 0.0; // -0 becomes 0
        if (dtype == DType.F64) {
            long bits = Double.doubleToLongBits(canonical);
            return bits ^ (bits >> Long.SIZE - 1) & Long.MAX_VALUE;
        }
        int bits = Float.floatToIntBits((float) canonical);
        return bits ^ (bits >> Integer.SIZE - 1) & Integer.MAX_VALUE;
    }

    private void permute(Slot from, Slot to, int start, int[] order) {
        switch (from.type().dtype().bytes()) {
            case 8 -> {
                for (int i = 0; i < size; i++) {
                    to.longs().put(start + i * inner, from.longs().get(start + order[i] * inner));
                }
            }
            case 4 -> {
                for (int i = 0; i < size; i++) {
                    to.ints().put(start + i * inner, from.ints().get(start + order[i] * inner));
                }
            }
            case 2 -> {
                for (int i = 0; i < size; i++) {
                    to.shorts().put(start + i * inner, from.shorts().get(start + order[i] * inner));
                }
            }
            default -> {
                for (int i = 0; i < size; i++) {
                    to.bytes().put(start + i * inner, from.bytes().get(start + order[i] * inner));
                }
            }
        }
    }
}
