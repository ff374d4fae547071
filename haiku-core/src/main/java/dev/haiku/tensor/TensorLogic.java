package dev.haiku.tensor;

/** The methods of {@link Tensor} that compare elements and combine their bits. Operands broadcast and promote as in {@link Ops}. */
sealed interface TensorLogic permits Tensor {

    private Tensor self() {
        return (Tensor) this;
    }

    /** {@return whether this = other, element by element, as {@code bool}} */
    default Tensor eq(Tensor other) {
        return Ops.eq(self(), other);
    }

    /** {@return whether this = other, element by element, as {@code bool}} */
    default Tensor eq(long other) {
        return Ops.eq(self(), Ops.weak(self(), other));
    }

    /** {@return whether this = other, element by element, as {@code bool}} */
    default Tensor eq(double other) {
        return Ops.eq(self(), Ops.weak(self(), other));
    }

    /** {@return whether this != other, element by element, as {@code bool}} */
    default Tensor ne(Tensor other) {
        return Ops.ne(self(), other);
    }

    /** {@return whether this != other, element by element, as {@code bool}} */
    default Tensor ne(long other) {
        return Ops.ne(self(), Ops.weak(self(), other));
    }

    /** {@return whether this != other, element by element, as {@code bool}} */
    default Tensor ne(double other) {
        return Ops.ne(self(), Ops.weak(self(), other));
    }

    /** {@return whether this {@literal <} other, element by element, as {@code bool}} */
    default Tensor lt(Tensor other) {
        return Ops.lt(self(), other);
    }

    /** {@return whether this {@literal <} other, element by element, as {@code bool}} */
    default Tensor lt(long other) {
        return Ops.lt(self(), Ops.weak(self(), other));
    }

    /** {@return whether this {@literal <} other, element by element, as {@code bool}} */
    default Tensor lt(double other) {
        return Ops.lt(self(), Ops.weak(self(), other));
    }

    /** {@return whether this {@literal <}= other, element by element, as {@code bool}} */
    default Tensor le(Tensor other) {
        return Ops.le(self(), other);
    }

    /** {@return whether this {@literal <}= other, element by element, as {@code bool}} */
    default Tensor le(long other) {
        return Ops.le(self(), Ops.weak(self(), other));
    }

    /** {@return whether this {@literal <}= other, element by element, as {@code bool}} */
    default Tensor le(double other) {
        return Ops.le(self(), Ops.weak(self(), other));
    }

    /** {@return whether this {@literal >} other, element by element, as {@code bool}} */
    default Tensor gt(Tensor other) {
        return Ops.gt(self(), other);
    }

    /** {@return whether this {@literal >} other, element by element, as {@code bool}} */
    default Tensor gt(long other) {
        return Ops.gt(self(), Ops.weak(self(), other));
    }

    /** {@return whether this {@literal >} other, element by element, as {@code bool}} */
    default Tensor gt(double other) {
        return Ops.gt(self(), Ops.weak(self(), other));
    }

    /** {@return whether this {@literal >}= other, element by element, as {@code bool}} */
    default Tensor ge(Tensor other) {
        return Ops.ge(self(), other);
    }

    /** {@return whether this {@literal >}= other, element by element, as {@code bool}} */
    default Tensor ge(long other) {
        return Ops.ge(self(), Ops.weak(self(), other));
    }

    /** {@return whether this {@literal >}= other, element by element, as {@code bool}} */
    default Tensor ge(double other) {
        return Ops.ge(self(), Ops.weak(self(), other));
    }

    /** {@return the bits set in both; logical and of {@code bool}} */
    default Tensor and(Tensor other) {
        return Ops.bitwiseAnd(self(), other);
    }

    /** {@return the bits set in either; logical or of {@code bool}} */
    default Tensor or(Tensor other) {
        return Ops.bitwiseOr(self(), other);
    }

    /** {@return the bits set in exactly one; logical exclusive or of {@code bool}} */
    default Tensor xor(Tensor other) {
        return Ops.bitwiseXor(self(), other);
    }

    /** {@return the complement of the bits; logical not of {@code bool}} */
    default Tensor not() {
        return Ops.bitwiseNot(self());
    }

    /** {@return this shifted left by that many bits} */
    default Tensor shiftLeft(Tensor bits) {
        return Ops.shiftLeft(self(), bits);
    }

    /** {@return this shifted left by that many bits} */
    default Tensor shiftLeft(int bits) {
        return Ops.shiftLeft(self(), Ops.weak(self(), bits));
    }

    /** {@return this shifted right by that many bits; signed types keep their sign} */
    default Tensor shiftRight(Tensor bits) {
        return Ops.shiftRight(self(), bits);
    }

    /** {@return this shifted right by that many bits; signed types keep their sign} */
    default Tensor shiftRight(int bits) {
        return Ops.shiftRight(self(), Ops.weak(self(), bits));
    }

    /** {@return whether this is NaN, element by element} */
    default Tensor isNan() {
        return Ops.isNan(self());
    }

    /** {@return whether this is infinite, element by element} */
    default Tensor isInf() {
        return Ops.isInf(self());
    }

    /** {@return whether this is neither NaN nor infinite, element by element} */
    default Tensor isFinite() {
        return Ops.isFinite(self());
    }
}
