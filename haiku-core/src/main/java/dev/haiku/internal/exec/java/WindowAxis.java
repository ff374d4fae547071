package dev.haiku.internal.exec.java;

/**
 * An axis along which windows slide, with the axes behind it up to the next such one merged.
 *
 * @param size the number of elements
 * @param window the number of elements of a window
 * @param stride how far apart windows start
 * @param low how many places are added before the first element
 * @param baseDilation how far apart elements are
 * @param windowDilation how far apart neighbours in a window are
 * @param count the number of windows
 * @param inner the number of elements along the axes behind
 */
record WindowAxis(
        int size, int window, int stride, int low, int baseDilation, int windowDilation, int count, int inner) {

    /** Marks a place that holds no element. */
    static final int NOWHERE = -1;

    /** {@return the same with more axes merged} */
    WindowAxis times(int more) {
        return new WindowAxis(size, window, stride, low, baseDilation, windowDilation, count, inner * more);
    }

    /** {@return the position of an element of a window, or {@link #NOWHERE}} */
    int source(int index, int element) {
        int place = index * stride + element * windowDilation - low;
        if (place < 0) {
            return NOWHERE;
        }
        int position = baseDilation == 1 ? place : place / baseDilation;
        return position < size && position * baseDilation == place ? position : NOWHERE;
    }

    /** {@return how many windows apart those are that have an element at the same place in them} */
    int period() {
        return baseDilation / divisor();
    }

    /** {@return how far apart the elements at the same place of such windows are} */
    int step() {
        return stride / divisor();
    }

    private int divisor() {
        int a = stride;
        int b = baseDilation;
        while (b != 0) {
            int rest = a % b;
            a = b;
            b = rest;
        }
        return a;
    }

    /**
     * {@return the first window from {@code from} on that has that element, or {@code limit} if there is none before
     * it}
     */
    int firstWith(int element, int from, int limit) {
        int behindStart = -Math.floorDiv(element * windowDilation - low, stride);
        int start = Math.max(from, behindStart);
        for (int index = start; index < Math.min(limit, start + period()); index++) {
            if (source(index, element) != NOWHERE) {
                return index;
            }
        }
        return limit;
    }

    /** {@return how many windows from {@code first} on, one each period, have that element; the first of them does} */
    int countWith(int element, int first, int limit) {
        if (first >= limit) {
            return 0;
        }
        int behind = (size - 1 - source(first, element)) / step();
        return 1 + Math.min(behind, (limit - 1 - first) / period());
    }
}
