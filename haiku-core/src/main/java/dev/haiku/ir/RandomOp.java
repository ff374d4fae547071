package dev.haiku.ir;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import java.util.List;

/** Primitives of random numbers: pure functions of keys, which are {@code u32[..., 2]}. */
public sealed interface RandomOp extends Primitive {

    /** The Threefry-2x32 block cipher with 20 rounds, element by element: operands key0, key1, x0, x1; two results. */
    record Threefry2x32() implements RandomOp {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            var type = TypeRules.sameType(this, 4, inputs);
            TypeRules.dtype(this, type, t -> t == DType.U32, "u32");
            return List.of(type, type);
        }
    }

    /**
     * Random bits: for a key {@code u32[batch..., 2]} the bits {@code [batch..., shape...]}, JAX's partitionable layout.
     *
     * <p>Element {@code i} (row-major within {@code shape}) is {@code a ^ b} of {@code (a, b) = threefry(key; hi(i), lo(i))}; 8 and 16 bits are its low bits; 64 bits are {@code a} above {@code b}.
     *
     * @param dtype the type that holds the bits: {@code u8 i16 u32 i64} for 8, 16, 32, 64 bits
     * @param shape the shape drawn for each key
     */
    record RandomBits(DType dtype, Shape shape) implements RandomOp {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.arity(this, 1, inputs);
            checkKey(this, inputs.get(0));
            TypeRules.require(
                    dtype == DType.U8 || dtype == DType.I16 || dtype == DType.U32 || dtype == DType.I64,
                    this,
                    () -> "draws bits as u8, i16, u32 or i64, but got " + dtype);
            var key = inputs.get(0).shape();
            return TypeRules.one(dtype, key.subShape(0, key.rank() - 1).concat(shape));
        }
    }

    /**
     * Samples of the gamma distribution with scale 1 (Marsaglia and Tsang 2000): keys {@code u32[s..., 2]}, one for each shape parameter {@code alpha [s...]}.
     *
     * @param logSpace whether it returns the logarithm of the sample
     */
    record RandomGamma(boolean logSpace) implements RandomOp {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.arity(this, 2, inputs);
            checkKey(this, inputs.get(0));
            var alpha = inputs.get(1);
            TypeRules.dtype(this, alpha, DType::isFloating, "floating-point");
            TypeRules.require(
                    inputs.get(0).shape().equals(alpha.shape().concat(Shape.of(2))),
                    this,
                    () -> "needs one key for each alpha, but got " + inputs.get(0) + " and " + alpha);
            return List.of(alpha);
        }
    }

    /**
     * Samples of the Poisson distribution: one key {@code u32[2]} and a rate {@code f32[s...]}; results are integers.
     *
     * @param dtype the integer type of the samples
     */
    record RandomPoisson(DType dtype) implements RandomOp {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.arity(this, 2, inputs);
            checkKey(this, inputs.get(0));
            TypeRules.require(inputs.get(0).shape().rank() == 1, this, () -> "needs one key, but got " + inputs.get(0));
            TypeRules.dtype(this, inputs.get(1), t -> t == DType.F32, "f32 rate");
            TypeRules.require(dtype.isInteger(), this, () -> "gives integers, but got " + dtype);
            return List.of(inputs.get(1).withDtype(dtype));
        }
    }

    private static void checkKey(Primitive op, TensorType key) {
        TypeRules.require(
                key.dtype() == DType.U32
                        && key.shape().rank() >= 1
                        && key.shape().last() == 2,
                op,
                () -> "needs keys of type u32[..., 2], but got " + key);
    }
}
