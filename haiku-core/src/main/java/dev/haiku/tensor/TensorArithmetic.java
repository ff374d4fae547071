package dev.haiku.tensor;

import dev.haiku.array.DType;

/** The methods of {@link Tensor} that compute element by element. Operands broadcast and promote as in {@link Ops}. */
sealed interface TensorArithmetic permits Tensor {

    private Tensor self() {
        return (Tensor) this;
    }

    /** {@return this + other; logical or of two {@code bool}} */
    default Tensor add(Tensor other) {
        return Ops.add(self(), other);
    }

    /** {@return this + other; the element type stays} */
    default Tensor add(long other) {
        return Ops.add(self(), Ops.weak(self(), other));
    }

    /** {@return this + other; floating-point types stay, others become {@code f32}} */
    default Tensor add(double other) {
        return Ops.add(self(), Ops.weak(self(), other));
    }

    /** {@return this - other} */
    default Tensor sub(Tensor other) {
        return Ops.sub(self(), other);
    }

    /** {@return this - other; the element type stays} */
    default Tensor sub(long other) {
        return Ops.sub(self(), Ops.weak(self(), other));
    }

    /** {@return this - other; floating-point types stay, others become {@code f32}} */
    default Tensor sub(double other) {
        return Ops.sub(self(), Ops.weak(self(), other));
    }

    /** {@return this * other; logical and of two {@code bool}} */
    default Tensor mul(Tensor other) {
        return Ops.mul(self(), other);
    }

    /** {@return this * other; the element type stays} */
    default Tensor mul(long other) {
        return Ops.mul(self(), Ops.weak(self(), other));
    }

    /** {@return this * other; floating-point types stay, others become {@code f32}} */
    default Tensor mul(double other) {
        return Ops.mul(self(), Ops.weak(self(), other));
    }

    /** {@return the true quotient this / other; integers become {@code f32}} */
    default Tensor div(Tensor other) {
        return Ops.div(self(), other);
    }

    /** {@return the true quotient this / other; floating-point types stay, others become {@code f32}} */
    default Tensor div(double other) {
        return Ops.div(self(), Ops.weak(self(), other));
    }

    /** {@return the quotient rounded down} */
    default Tensor floorDivide(Tensor other) {
        return Ops.floorDivide(self(), other);
    }

    /** {@return the quotient rounded down; the element type stays} */
    default Tensor floorDivide(long other) {
        return Ops.floorDivide(self(), Ops.weak(self(), other));
    }

    /** {@return the quotient rounded down; floating-point types stay, others become {@code f32}} */
    default Tensor floorDivide(double other) {
        return Ops.floorDivide(self(), Ops.weak(self(), other));
    }

    /** {@return the remainder with the sign of the divisor} */
    default Tensor mod(Tensor other) {
        return Ops.mod(self(), other);
    }

    /** {@return the remainder with the sign of the divisor} */
    default Tensor mod(long other) {
        return Ops.mod(self(), Ops.weak(self(), other));
    }

    /** {@return the remainder with the sign of the divisor} */
    default Tensor mod(double other) {
        return Ops.mod(self(), Ops.weak(self(), other));
    }

    /** {@return the remainder with the sign of this} */
    default Tensor rem(Tensor other) {
        return Ops.rem(self(), other);
    }

    /** {@return the remainder with the sign of this} */
    default Tensor rem(long other) {
        return Ops.rem(self(), Ops.weak(self(), other));
    }

    /** {@return the remainder with the sign of this} */
    default Tensor rem(double other) {
        return Ops.rem(self(), Ops.weak(self(), other));
    }

    /** {@return this to the power other} */
    default Tensor pow(Tensor exponent) {
        return Ops.pow(self(), exponent);
    }

    /** {@return this to a fixed power, by repeated multiplication} */
    default Tensor pow(int exponent) {
        return Ops.pow(self(), exponent);
    }

    /** {@return this to a fixed power, which may be fractional; integers become {@code f32}} */
    default Tensor pow(double exponent) {
        return Ops.pow(self(), exponent);
    }

    /** {@return the larger of two; NaN if either is} */
    default Tensor maximum(Tensor other) {
        return Ops.maximum(self(), other);
    }

    /** {@return the larger of this and a number; NaN if this is} */
    default Tensor maximum(long bound) {
        return Ops.maximum(self(), bound);
    }

    /** {@return the larger of this and a number; NaN if this is} */
    default Tensor maximum(double bound) {
        return Ops.maximum(self(), bound);
    }

    /** {@return the smaller of two; NaN if either is} */
    default Tensor minimum(Tensor other) {
        return Ops.minimum(self(), other);
    }

    /** {@return the smaller of this and a number; NaN if this is} */
    default Tensor minimum(long bound) {
        return Ops.minimum(self(), bound);
    }

    /** {@return the smaller of this and a number; NaN if this is} */
    default Tensor minimum(double bound) {
        return Ops.minimum(self(), bound);
    }

    /** {@return this moved into {@code [lo, hi]}} */
    default Tensor clip(Tensor lo, Tensor hi) {
        return Ops.clip(self(), lo, hi);
    }

    /** {@return this moved into {@code [lo, hi]}} */
    default Tensor clip(long lo, long hi) {
        return Ops.clip(self(), lo, hi);
    }

    /** {@return this moved into {@code [lo, hi]}} */
    default Tensor clip(double lo, double hi) {
        return Ops.clip(self(), lo, hi);
    }

    /** {@return -this; integers wrap, element by element} */
    default Tensor neg() {
        return Ops.neg(self());
    }

    /** {@return the absolute value, element by element} */
    default Tensor abs() {
        return Ops.abs(self());
    }

    /** {@return -1, 0 or 1; NaN stays NaN, element by element} */
    default Tensor sign() {
        return Ops.sign(self());
    }

    /** {@return this * this, element by element} */
    default Tensor square() {
        return Ops.square(self());
    }

    /** {@return 1 / this; integers become {@code f32}, element by element} */
    default Tensor reciprocal() {
        return Ops.reciprocal(self());
    }

    /** {@return the square root; NaN below zero, element by element} */
    default Tensor sqrt() {
        return Ops.sqrt(self());
    }

    /** {@return one over the square root, element by element} */
    default Tensor rsqrt() {
        return Ops.rsqrt(self());
    }

    /** {@return e to the power of this, element by element} */
    default Tensor exp() {
        return Ops.exp(self());
    }

    /** {@return exp(this) - 1, accurate near zero, element by element} */
    default Tensor expm1() {
        return Ops.expm1(self());
    }

    /** {@return the natural logarithm; NaN below zero, element by element} */
    default Tensor log() {
        return Ops.log(self());
    }

    /** {@return log(1 + this), accurate near zero, element by element} */
    default Tensor log1p() {
        return Ops.log1p(self());
    }

    /** {@return the sine of radians, element by element} */
    default Tensor sin() {
        return Ops.sin(self());
    }

    /** {@return the cosine of radians, element by element} */
    default Tensor cos() {
        return Ops.cos(self());
    }

    /** {@return the hyperbolic tangent, element by element} */
    default Tensor tanh() {
        return Ops.tanh(self());
    }

    /** {@return the largest integer not above, element by element} */
    default Tensor floor() {
        return Ops.floor(self());
    }

    /** {@return the smallest integer not below, element by element} */
    default Tensor ceil() {
        return Ops.ceil(self());
    }

    /** {@return the nearest integer, ties to even, element by element} */
    default Tensor round() {
        return Ops.round(self());
    }

    /** {@return this rounded to a number of decimals, ties to even, element by element} */
    default Tensor round(int decimals) {
        return Ops.round(self(), decimals);
    }

    /** {@return this converted to another element type; itself if it has it} */
    default Tensor cast(DType dtype) {
        return Ops.cast(self(), dtype);
    }

    /** {@return this, through which no derivative passes} */
    default Tensor stopGradient() {
        return Ops.stopGradient(self());
    }
}
