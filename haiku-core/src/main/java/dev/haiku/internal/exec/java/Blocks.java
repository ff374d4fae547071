package dev.haiku.internal.exec.java;

import dev.haiku.array.Elements;
import dev.haiku.array.Halves;
import dev.haiku.internal.exec.Slot;

/** Copies blocks of elements between slots and arrays of Java numbers, with the conversions of {@link Elements}. */
final class Blocks {

    private static final long U32_MASK = 0xffff_ffffL;

    private Blocks() {}

    /** Reads elements of any type as doubles. */
    static void load(Slot slot, int at, double[] to, int n) {
        switch (slot.type().dtype()) {
            case F64 -> slot.doubles().get(at, to, 0, n);
            case F32 -> loadFloats(slot, at, to, n);
            case F16 -> loadF16(slot, at, to, n);
            case BF16 -> loadBf16(slot, at, to, n);
            default -> loadIntegers(slot, at, to, n);
        }
    }

    private static void loadFloats(Slot slot, int at, double[] to, int n) {
        var floats = slot.floats();
        for (int i = 0; i < n; i++) {
            to[i] = floats.get(at + i);
        }
    }

    private static void loadF16(Slot slot, int at, double[] to, int n) {
        var shorts = slot.shorts();
        for (int i = 0; i < n; i++) {
            to[i] = Halves.f16ToFloat(shorts.get(at + i));
        }
    }

    private static void loadBf16(Slot slot, int at, double[] to, int n) {
        var shorts = slot.shorts();
        for (int i = 0; i < n; i++) {
            to[i] = Halves.bf16ToFloat(shorts.get(at + i));
        }
    }

    private static void loadIntegers(Slot slot, int at, double[] to, int n) {
        var dtype = slot.type().dtype();
        var bytes = slot.bytes();
        for (int i = 0; i < n; i++) {
            to[i] = Elements.getLong(dtype, bytes, at + i);
        }
    }

    /** Writes doubles, rounded or saturated to the type of the slot. */
    static void store(double[] from, Slot slot, int at, int n) {
        switch (slot.type().dtype()) {
            case F64 -> slot.doubles().put(at, from, 0, n);
            case F32 -> storeFloats(from, slot, at, n);
            case I32 -> storeInts(from, slot, at, n);
            default -> storeOthers(from, slot, at, n);
        }
    }

    private static void storeInts(double[] from, Slot slot, int at, int n) {
        var ints = slot.ints();
        for (int i = 0; i < n; i++) {
            ints.put(at + i, (int) from[i]);
        }
    }

    private static void storeFloats(double[] from, Slot slot, int at, int n) {
        var floats = slot.floats();
        for (int i = 0; i < n; i++) {
            floats.put(at + i, (float) from[i]);
        }
    }

    private static void storeOthers(double[] from, Slot slot, int at, int n) {
        var dtype = slot.type().dtype();
        var bytes = slot.bytes();
        for (int i = 0; i < n; i++) {
            Elements.putDouble(dtype, bytes, at + i, from[i]);
        }
    }

    /** Reads integers and truth values as longs. */
    static void load(Slot slot, int at, long[] to, int n) {
        switch (slot.type().dtype()) {
            case I64 -> slot.longs().get(at, to, 0, n);
            case I32 -> loadInts(slot, at, to, n);
            case U32 -> loadUnsignedInts(slot, at, to, n);
            default -> loadOthers(slot, at, to, n);
        }
    }

    private static void loadInts(Slot slot, int at, long[] to, int n) {
        var ints = slot.ints();
        for (int i = 0; i < n; i++) {
            to[i] = ints.get(at + i);
        }
    }

    private static void loadUnsignedInts(Slot slot, int at, long[] to, int n) {
        var ints = slot.ints();
        for (int i = 0; i < n; i++) {
            to[i] = ints.get(at + i) & U32_MASK;
        }
    }

    private static void loadOthers(Slot slot, int at, long[] to, int n) {
        var dtype = slot.type().dtype();
        var bytes = slot.bytes();
        for (int i = 0; i < n; i++) {
            to[i] = Elements.getLong(dtype, bytes, at + i);
        }
    }

    /** Writes longs, wrapped or rounded to the type of the slot. */
    static void store(long[] from, Slot slot, int at, int n) {
        switch (slot.type().dtype()) {
            case I64 -> slot.longs().put(at, from, 0, n);
            case I32, U32 -> storeInts(from, slot, at, n);
            case F32 -> storeFloats(from, slot, at, n);
            default -> storeOthers(from, slot, at, n);
        }
    }

    private static void storeInts(long[] from, Slot slot, int at, int n) {
        var ints = slot.ints();
        for (int i = 0; i < n; i++) {
            ints.put(at + i, (int) from[i]);
        }
    }

    private static void storeFloats(long[] from, Slot slot, int at, int n) {
        var floats = slot.floats();
        for (int i = 0; i < n; i++) {
            floats.put(at + i, (float) from[i]);
        }
    }

    private static void storeOthers(long[] from, Slot slot, int at, int n) {
        var dtype = slot.type().dtype();
        var bytes = slot.bytes();
        for (int i = 0; i < n; i++) {
            Elements.putLong(dtype, bytes, at + i, from[i]);
        }
    }

    /** Reads elements of 8 bytes or fewer as bits. */
    static void loadBits(Slot slot, int at, long[] to, int n) {
        switch (slot.type().dtype().bytes()) {
            case 8 -> slot.longs().get(at, to, 0, n);
            case 4 -> loadInts(slot, at, to, n);
            case 2 -> {
                for (int i = 0; i < n; i++) {
                    to[i] = slot.shorts().get(at + i);
                }
            }
            default -> {
                for (int i = 0; i < n; i++) {
                    to[i] = slot.bytes().get(at + i);
                }
            }
        }
    }

    /** Writes the low bits of longs as elements. */
    static void storeBits(long[] from, Slot slot, int at, int n) {
        switch (slot.type().dtype().bytes()) {
            case 8 -> slot.longs().put(at, from, 0, n);
            case 4 -> storeInts(from, slot, at, n);
            case 2 -> {
                for (int i = 0; i < n; i++) {
                    slot.shorts().put(at + i, (short) from[i]);
                }
            }
            default -> {
                for (int i = 0; i < n; i++) {
                    slot.bytes().put(at + i, (byte) from[i]);
                }
            }
        }
    }
}
