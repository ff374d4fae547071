package dev.haiku.ir;

import dev.haiku.array.DType;
import java.util.List;
import java.util.Locale;

/** Primitives that combine elements along axes: reductions, running totals and sorting. */
public sealed interface Reduction extends Primitive {

    /** A reduction of numbers; the axes vanish. */
    sealed interface Numeric extends Reduction {

        /** {@return the axes that vanish} */
        List<Integer> axes();

        @Override
        default List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.arity(this, 1, inputs);
            var type = inputs.get(0);
            TypeRules.dtype(this, type, TypeRules::isNumber, "numeric");
            TypeRules.axes(this, axes(), type.shape().rank(), type.shape());
            return List.of(type.withShape(type.shape().remove(axes())));
        }
    }

    /** A reduction of {@code bool}; the axes vanish. */
    sealed interface Logical extends Reduction {

        /** {@return the axes that vanish} */
        List<Integer> axes();

        @Override
        default List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.arity(this, 1, inputs);
            var type = inputs.get(0);
            TypeRules.dtype(this, type, DType::isBool, "bool");
            TypeRules.axes(this, axes(), type.shape().rank(), type.shape());
            return List.of(type.withShape(type.shape().remove(axes())));
        }
    }

    /**
     * Adds up along axes; the empty sum is 0. Accumulates in at least {@code f32}.
     *
     * @param axes the axes that vanish
     */
    record ReduceSum(List<Integer> axes) implements Numeric {

        /** Copies the list. */
        public ReduceSum {
            axes = List.copyOf(axes);
        }
    }

    /**
     * Multiplies along axes; the empty product is 1.
     *
     * @param axes the axes that vanish
     */
    record ReduceProd(List<Integer> axes) implements Numeric {

        /** Copies the list. */
        public ReduceProd {
            axes = List.copyOf(axes);
        }
    }

    /**
     * Takes the largest along axes, NaN if there is one; the empty maximum is the type's lowest value.
     *
     * @param axes the axes that vanish
     */
    record ReduceMax(List<Integer> axes) implements Numeric {

        /** Copies the list. */
        public ReduceMax {
            axes = List.copyOf(axes);
        }
    }

    /**
     * Takes the smallest along axes, NaN if there is one; the empty minimum is the type's highest value.
     *
     * @param axes the axes that vanish
     */
    record ReduceMin(List<Integer> axes) implements Numeric {

        /** Copies the list. */
        public ReduceMin {
            axes = List.copyOf(axes);
        }
    }

    /**
     * Computes whether all are true along axes.
     *
     * @param axes the axes that vanish
     */
    record ReduceAnd(List<Integer> axes) implements Logical {

        /** Copies the list. */
        public ReduceAnd {
            axes = List.copyOf(axes);
        }
    }

    /**
     * Computes whether any is true along axes.
     *
     * @param axes the axes that vanish
     */
    record ReduceOr(List<Integer> axes) implements Logical {

        /** Copies the list. */
        public ReduceOr {
            axes = List.copyOf(axes);
        }
    }

    /** Which extreme {@link ArgExtreme} looks for. */
    enum Extreme {
        /** The smallest element. */
        MIN,
        /** The largest element. */
        MAX
    }

    /**
     * Finds the first position of the smallest or largest element along an axis; NaN counts as extreme.
     *
     * @param extreme which one
     * @param axis the axis, not empty, that vanishes
     * @param indexDtype the integer type of the positions
     */
    record ArgExtreme(Extreme extreme, int axis, DType indexDtype) implements Reduction {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.arity(this, 1, inputs);
            var shape = inputs.get(0).shape();
            TypeRules.axes(this, List.of(axis), shape.rank(), shape);
            TypeRules.require(shape.dim(axis) > 0, this, () -> "axis " + axis + " of " + shape + " is empty");
            TypeRules.require(
                    indexDtype.isInteger(), this, () -> "needs an integer type for positions, but got " + indexDtype);
            return TypeRules.one(indexDtype, shape.remove(List.of(axis)));
        }

        @Override
        public String opName() {
            return "arg_" + extreme.name().toLowerCase(Locale.ROOT);
        }
    }

    /** What {@link Cumulative} accumulates. */
    enum Accumulation {
        /** Running sums. */
        SUM,
        /** Running products. */
        PROD,
        /** Running maxima. */
        MAX,
        /** Running minima. */
        MIN,
        /** Running logarithms of sums of exponentials, of floating-point operands. */
        LOGSUMEXP
    }

    /**
     * Computes running totals along an axis, each including its own element.
     *
     * @param kind what it accumulates
     * @param axis the axis along which it runs
     * @param reverse whether it runs from the end
     */
    record Cumulative(Accumulation kind, int axis, boolean reverse) implements Reduction {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.arity(this, 1, inputs);
            var type = inputs.get(0);
            boolean isReal = kind == Accumulation.LOGSUMEXP;
            TypeRules.dtype(
                    this,
                    type,
                    isReal ? DType::isFloating : TypeRules::isNumber,
                    isReal ? "floating-point" : "numeric");
            TypeRules.axes(this, List.of(axis), type.shape().rank(), type.shape());
            return inputs;
        }

        @Override
        public String opName() {
            return "cum" + kind.name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Sorts several tensors of one shape together, ascending and stable, by the first {@code keys} of them in lexicographic
     * order; NaN comes last.
     *
     * @param axis the axis along which each row is sorted
     * @param keys how many operands are keys, at least 1
     */
    record Sort(int axis, int keys) implements Reduction {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.require(
                    keys >= 1 && keys <= inputs.size(),
                    this,
                    () -> "needs 1 to " + inputs.size() + " keys, but got " + keys);
            var shape = inputs.get(0).shape();
            TypeRules.axes(this, List.of(axis), shape.rank(), shape);
            for (var input : inputs) {
                TypeRules.require(
                        input.shape().equals(shape),
                        this,
                        () -> "operands must have the same shape, but got " + inputs);
            }
            return inputs;
        }
    }

    /**
     * Finds the k largest elements along an axis and their positions in {@code i32}: two results, in descending order, the
     * first of equal elements first. NaN counts as largest, and 0 as larger than -0.
     *
     * @param axis the axis
     * @param k how many, at most the size of the axis
     */
    record TopK(int axis, int k) implements Reduction {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.arity(this, 1, inputs);
            var type = inputs.get(0);
            var shape = type.shape();
            TypeRules.axes(this, List.of(axis), shape.rank(), shape);
            TypeRules.require(
                    k >= 0 && k <= shape.dim(axis),
                    this,
                    () -> "needs k from 0 to the size of axis " + axis + ", but got " + k + " and " + shape);
            var kept = shape.with(axis, k);
            return List.of(type.withShape(kept), new TensorType(DType.I32, kept));
        }
    }
}
