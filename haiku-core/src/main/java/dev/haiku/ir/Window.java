package dev.haiku.ir;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.ir.Reduction.Extreme;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Primitives that combine the elements of windows that slide over a tensor: pooling and its derivatives. */
public sealed interface Window extends Primitive {

    /**
     * How {@link ReduceWindow} combines the elements of a window; what lies outside of the operand counts as neutral.
     */
    enum Combine {
        /** They add up, in at least {@code f32}; outside is 0. */
        SUM,
        /** They multiply; outside is 1. */
        PROD,
        /** The largest stays, NaN if there is one; outside is the type's lowest value. */
        MAX,
        /** The smallest stays, NaN if there is one; outside is the type's highest value. */
        MIN
    }

    /**
     * How windows slide: lists with an entry for each axis of the operand.
     *
     * <p>The operand is spread out first, {@code baseDilation} apart, then padded. Window {@code o} has its element
     * {@code k} at {@code o * stride + k * windowDilation - low} of the spread operand, along each axis.
     *
     * @param sizes how many elements a window has
     * @param strides how far apart windows start
     * @param low how many places are added before the operand; negative ones remove
     * @param high how many places are added behind it; negative ones remove
     * @param baseDilation how far apart neighbours of the operand are
     * @param windowDilation how far apart neighbours in a window are
     */
    record Geometry(
            List<Integer> sizes,
            List<Integer> strides,
            List<Integer> low,
            List<Integer> high,
            List<Integer> baseDilation,
            List<Integer> windowDilation) {

        /** Copies the lists. */
        public Geometry {
            sizes = List.copyOf(sizes);
            strides = List.copyOf(strides);
            low = List.copyOf(low);
            high = List.copyOf(high);
            baseDilation = List.copyOf(baseDilation);
            windowDilation = List.copyOf(windowDilation);
        }

        /** {@return how many elements an axis spans whose {@code size} elements are {@code dilation} apart} */
        public static int extent(int size, int dilation) {
            return Math.toIntExact(longExtent(size, dilation));
        }

        private static long longExtent(int size, int dilation) {
            return size == 0 ? 0 : (size - 1L) * dilation + 1;
        }

        /** {@return this for operands with another axis in front, along which windows have size 1} */
        public Geometry prepended() {
            return new Geometry(
                    prepend(1, sizes),
                    prepend(1, strides),
                    prepend(0, low),
                    prepend(0, high),
                    prepend(1, baseDilation),
                    prepend(1, windowDilation));
        }

        private static List<Integer> prepend(int first, List<Integer> rest) {
            List<Integer> all = new ArrayList<>(rest.size() + 1);
            all.add(first);
            all.addAll(rest);
            return all;
        }

        /** {@return the number of windows along each axis} */
        private Shape results(Primitive op, Shape operand) {
            check(op, operand);
            return Shape.of(IntStream.range(0, operand.rank())
                    .map(axis -> count(op, axis, operand.dim(axis)))
                    .toArray());
        }

        private int count(Primitive op, int axis, int size) {
            long padded = longExtent(size, baseDilation.get(axis)) + low.get(axis) + high.get(axis);
            long window = longExtent(sizes.get(axis), windowDilation.get(axis));
            TypeRules.require(
                    Math.max(padded, window) <= Integer.MAX_VALUE,
                    op,
                    () -> "axis " + axis + " of size " + size + " or its window spans too many places");
            return (int) (padded < window ? 0 : (padded - window) / strides.get(axis) + 1);
        }

        private void check(Primitive op, Shape operand) {
            int rank = operand.rank();
            TypeRules.sameLength(op, rank, "sizes", sizes);
            TypeRules.sameLength(op, rank, "strides", strides);
            TypeRules.sameLength(op, rank, "low", low);
            TypeRules.sameLength(op, rank, "high", high);
            TypeRules.sameLength(op, rank, "baseDilation", baseDilation);
            TypeRules.sameLength(op, rank, "windowDilation", windowDilation);
            boolean positive = Stream.of(sizes, strides, baseDilation, windowDilation)
                    .flatMap(List::stream)
                    .allMatch(entry -> entry >= 1);
            TypeRules.require(
                    positive,
                    op,
                    () -> "needs sizes, strides and dilations >= 1, but got " + sizes + ", " + strides + ", "
                            + baseDilation + " and " + windowDilation);
        }
    }

    /**
     * Combines the elements of each window to one.
     *
     * @param combine how
     * @param geometry how windows slide
     */
    record ReduceWindow(Combine combine, Geometry geometry) implements Window {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.arity(this, 1, inputs);
            var type = inputs.get(0);
            TypeRules.dtype(this, type, TypeRules::isNumber, "numeric");
            return List.of(type.withShape(geometry.results(this, type.shape())));
        }

        @Override
        public String opName() {
            return "reduce_window_" + combine.name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Reads the tangent of the extreme element of each window; operands are the tangents and the tensor that is
     * searched, of one type.
     *
     * <p>Going through a window in row-major order, an element stays selected as long as it is {@code >=} ({@code <=}
     * for minima) the next: of equal ones the first is selected; NaN wins against those before it and loses against
     * those behind. A window outside of the operand gives 0.
     *
     * @param extreme which element is selected
     * @param geometry how windows slide
     */
    record SelectAndGatherAdd(Extreme extreme, Geometry geometry) implements Window {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            var type = TypeRules.sameType(this, 2, inputs);
            TypeRules.dtype(this, type, DType::isFloating, "floating-point");
            return List.of(type.withShape(geometry.results(this, type.shape())));
        }
    }

    /**
     * Adds a number for each window to the place of its extreme element, which {@link SelectAndGatherAdd} tells;
     * operands are those numbers and the tensor that is searched. The result is 0 at other places.
     *
     * @param extreme which element is selected
     * @param geometry how windows slide
     */
    record SelectAndScatterAdd(Extreme extreme, Geometry geometry) implements Window {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.arity(this, 2, inputs);
            var operand = inputs.get(1);
            TypeRules.dtype(this, operand, DType::isFloating, "floating-point");
            var windows = operand.withShape(geometry.results(this, operand.shape()));
            TypeRules.require(
                    inputs.get(0).equals(windows),
                    this,
                    () -> "needs a source of type " + windows + " for operand " + operand + ", but got "
                            + inputs.get(0));
            return List.of(operand);
        }
    }
}
