package dev.haiku.array;

import java.util.Locale;

/**
 * The element type of a tensor.
 *
 * <p>Names print as in JAX's short form: {@code f32}, {@code i32}, {@code bool}. Two types combine by JAX's promotion lattice
 * ({@link #promote}); Java numbers are weakly typed and rarely change the type of the tensor that they meet
 * ({@link #promoteWithInteger}, {@link #promoteWithFloat}).
 */
public enum DType {
    /** Truth values, one byte each, 0 or 1. */
    BOOL(1, Kind.BOOL),
    /** Unsigned 8-bit integers. */
    U8(1, Kind.UNSIGNED),
    /** Unsigned 32-bit integers. */
    U32(4, Kind.UNSIGNED),
    /** Signed 8-bit integers. */
    I8(1, Kind.SIGNED),
    /** Signed 16-bit integers. */
    I16(2, Kind.SIGNED),
    /** Signed 32-bit integers, the default integer type. */
    I32(4, Kind.SIGNED),
    /** Signed 64-bit integers. */
    I64(8, Kind.SIGNED),
    /** IEEE 754 half precision. */
    F16(2, Kind.FLOAT),
    /** Brain floating point: the upper half of an {@code f32}. */
    BF16(2, Kind.FLOAT),
    /** IEEE 754 single precision, the default. */
    F32(4, Kind.FLOAT),
    /** IEEE 754 double precision. */
    F64(8, Kind.FLOAT);

    private enum Kind {
        BOOL,
        UNSIGNED,
        SIGNED,
        FLOAT
    }

    private final int bytes;
    private final Kind kind;

    DType(int bytes, Kind kind) {
        this.bytes = bytes;
        this.kind = kind;
    }

    /** {@return the size of one element in bytes} */
    public int bytes() {
        return bytes;
    }

    /** {@return whether this is one of {@code f16, bf16, f32, f64}} */
    public boolean isFloating() {
        return kind == Kind.FLOAT;
    }

    /** {@return whether this is a signed or unsigned integer type; {@code bool} is not} */
    public boolean isInteger() {
        return kind == Kind.SIGNED || kind == Kind.UNSIGNED;
    }

    /** {@return whether this is an unsigned integer type} */
    public boolean isUnsigned() {
        return kind == Kind.UNSIGNED;
    }

    /** {@return whether this is {@code bool}} */
    public boolean isBool() {
        return kind == Kind.BOOL;
    }

    /** {@return the type that holds both this and {@code other}, by JAX's lattice: {@code i32} and {@code bf16} give {@code bf16}} */
    public DType promote(DType other) {
        if (this == other || other.kind == Kind.BOOL) {
            return this;
        }
        if (kind == Kind.BOOL) {
            return other;
        }
        if (isFloating() || other.isFloating()) {
            return promoteFloating(other);
        }
        return kind == other.kind ? wider(other) : promoteMixedSigns(other);
    }

    private DType promoteFloating(DType other) {
        if (!other.isFloating()) {
            return this;
        }
        if (!isFloating()) {
            return other;
        }
        return bytes == 2 && other.bytes == 2 ? F32 : wider(other);
    }

    private DType promoteMixedSigns(DType other) {
        var unsigned = kind == Kind.UNSIGNED ? this : other;
        var signed = kind == Kind.UNSIGNED ? other : this;
        if (signed.bytes > unsigned.bytes) {
            return signed;
        }
        return unsigned == U8 ? I16 : I64;
    }

    private DType wider(DType other) {
        return bytes >= other.bytes ? this : other;
    }

    /** {@return the type of this combined with a Java integer: {@code bool} becomes {@code i32}, all others stay} */
    public DType promoteWithInteger() {
        return isBool() ? I32 : this;
    }

    /** {@return the type of this combined with a Java floating-point number: floating types stay, others become {@code f32}} */
    public DType promoteWithFloat() {
        return isFloating() ? this : F32;
    }

    /**
     * {@return what this floating-point type can hold}
     *
     * @throws IllegalArgumentException if it is none
     */
    public FloatInfo finfo() {
        return FloatInfo.of(this);
    }

    /**
     * {@return what this integer type can hold}
     *
     * @throws IllegalArgumentException if it is none
     */
    public IntegerInfo iinfo() {
        return IntegerInfo.of(this);
    }

    /**
     * {@return the type of that short name}
     *
     * @throws IllegalArgumentException if there is none
     */
    public static DType of(String name) {
        for (DType dtype : values()) {
            if (dtype.toString().equals(name)) {
                return dtype;
            }
        }
        throw new IllegalArgumentException(
                "Unknown dtype '" + name + "'. Known are f32 f64 f16 bf16 i8 i16 i32 i64 u8 u32 bool.");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
