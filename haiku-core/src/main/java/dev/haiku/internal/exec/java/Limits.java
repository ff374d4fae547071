package dev.haiku.internal.exec.java;

import dev.haiku.array.DType;

/** The ends of the ranges of integer types and truth values. */
final class Limits {

    private Limits() {}

    /** {@return the smallest value} */
    static long lowest(DType dtype) {
        return dtype.isUnsigned() || dtype.isBool() ? 0 : -1L << (dtype.bytes() * Byte.SIZE - 1);
    }

    /** {@return the largest value} */
    static long highest(DType dtype) {
        if (dtype.isBool()) {
            return 1;
        }
        return dtype.isUnsigned() ? (1L << dtype.bytes() * Byte.SIZE) - 1 : ~lowest(dtype);
    }
}
