package dev.haiku.internal.llvm;

import dev.haiku.array.DType;

/**
 * The vector registers of a processor.
 *
 * @param bytes the size of one
 * @param registers how many there are
 */
record VectorUnit(int bytes, int registers) {

    static VectorUnit of(HostProcessor host) {
        if (host.has("avx512f")) {
            return new VectorUnit(64, 32);
        }
        return host.has("avx2") ? new VectorUnit(32, 16) : new VectorUnit(16, host.has("neon") ? 32 : 16);
    }

    /** {@return how many elements a register holds} */
    int lanes(DType dtype) {
        return bytes / dtype.bytes();
    }

    /** {@return how many registers can hold sums, when some hold operands} */
    int accumulators() {
        return registers * 3 / 4;
    }
}
