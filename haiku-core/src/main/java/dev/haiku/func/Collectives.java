package dev.haiku.func;

import dev.haiku.array.DType;
import dev.haiku.ir.Collective;
import dev.haiku.ir.Collective.AllGather;
import dev.haiku.ir.Collective.AxisIndex;
import dev.haiku.ir.Collective.Pmax;
import dev.haiku.ir.Collective.Pmin;
import dev.haiku.ir.Collective.Ppermute;
import dev.haiku.ir.Collective.Psum;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Operations over all indices of an axis that {@code vmap} maps and gives a name; JAX's {@code lax.psum} and so on.
 *
 * <p>In {@code vmap(f, o -> o.axisName("i"))}, {@code f} sees one index; these see them all. They work on trees and
 * everywhere inside the mapping: in other transformations, in loops and in jitted functions, which are staged once for
 * the axes around them. The derivative of a function of one index takes the others into account: the gradient of {@code
 * psum(x)} is the number of indices.
 *
 * <p>Each throws an {@link UnboundAxisException} if no mapping around has that name.
 */
public final class Collectives {

    private Collectives() {}

    /** {@return the sums over all indices of the axes, the same for all; {@code bool} counts as {@code i32}} */
    public static <T> T psum(T tree, String... axes) {
        return over("psum", tree, List.of(axes), Collectives::number, Psum::new);
    }

    /** {@return the means over all indices of the axes, the same for all; integers become {@code f32}} */
    public static <T> T pmean(T tree, String... axes) {
        NamedAxes.check("pmean", List.of(axes));
        int count = axisSize(axes);
        return Trees.map(psum(tree, axes), sum -> sum.div(count));
    }

    /** {@return the largest elements over all indices of the axes, the same for all; without derivative} */
    public static <T> T pmax(T tree, String... axes) {
        return over("pmax", tree, List.of(axes), x -> x, Pmax::new);
    }

    /** {@return the smallest elements over all indices of the axes, the same for all; without derivative} */
    public static <T> T pmin(T tree, String... axes) {
        return over("pmin", tree, List.of(axes), x -> x, Pmin::new);
    }

    private static <T> T over(
            String op,
            T tree,
            List<String> axes,
            Function<Tensor, Tensor> prepare,
            Function<String, Collective> collective) {
        NamedAxes.check(op, axes);
        return Trees.map(tree, leaf -> {
            var result = prepare.apply(leaf);
            for (var axis : axes) {
                result = Ops.bind(collective.apply(axis), result);
            }
            return result;
        });
    }

    private static Tensor number(Tensor x) {
        return x.dtype().isBool() ? x.cast(DType.I32) : x;
    }

    /** {@return the index along the axis, an {@code i32} scalar; along several, the row-major index of all} */
    public static Tensor axisIndex(String... axes) {
        NamedAxes.check("axisIndex", List.of(axes));
        var index = Ops.bind(new AxisIndex(axes[0]));
        for (var axis : List.of(axes).subList(1, axes.length)) {
            index = index.mul(NamedAxes.size("axisIndex", axis)).add(Ops.bind(new AxisIndex(axis)));
        }
        return index;
    }

    /** {@return the number of indices of the axis; of several, the product} */
    public static int axisSize(String... axes) {
        NamedAxes.check("axisSize", List.of(axes));
        return List.of(axes).stream()
                .mapToInt(axis -> NamedAxes.size("axisSize", axis))
                .reduce(1, Math::multiplyExact);
    }

    /** {@return the tensors of all indices, stacked along a new first axis, the same for all} */
    public static <T> T allGather(T tree, String axisName) {
        return allGather(tree, axisName, 0);
    }

    /** {@return the tensors of all indices, stacked along a new axis of the result at that position, the same for all} */
    public static <T> T allGather(T tree, String axisName, int axis) {
        int size = NamedAxes.size("allGather", axisName);
        return Trees.map(tree, x -> {
            int position = Axes.normal("allGather", axis, x.rank() + 1, x);
            return Ops.bind(new AllGather(axisName, size, position), x);
        });
    }

    /** {@return the tensors of all indices, one behind the other along an axis, the same for all; JAX's {@code tiled}} */
    public static <T> T allGatherTiled(T tree, String axisName, int axis) {
        int size = NamedAxes.size("allGatherTiled", axisName);
        return Trees.map(tree, x -> {
            int position = Axes.normal("allGatherTiled", axis, x.rank(), x);
            return Axes.joined(Ops.bind(new AllGather(axisName, size, position), x), position);
        });
    }

    /**
     * {@return at each index its slice of the sum over all indices, along an axis of the tensors that is left out}
     *
     * @param axis an axis with as many elements as there are indices
     * @throws dev.haiku.array.ShapeException if it has another size
     */
    public static <T> T psumScatter(T tree, String axisName, int axis) {
        int size = NamedAxes.size("psumScatter", axisName);
        return Trees.map(tree, x -> Exchanges.scatter("psumScatter", axisName, size, axis, number(x)));
    }

    /**
     * {@return at each index its block of the sum over all indices, along an axis of the tensors; JAX's {@code tiled}}
     *
     * @param axis an axis whose size is a multiple of the number of indices
     * @throws dev.haiku.array.ShapeException if it is not
     */
    public static <T> T psumScatterTiled(T tree, String axisName, int axis) {
        int size = NamedAxes.size("psumScatterTiled", axisName);
        return Trees.map(tree, x -> Exchanges.scatterTiled("psumScatterTiled", axisName, size, axis, number(x)));
    }

    /**
     * {@return the tensors of other indices}
     *
     * @param destinations for each index that sends its tensors, where to; an index to which nobody sends gets zeros
     * @throws IllegalArgumentException if an index is out of range, or gets tensors from two
     */
    public static <T> T ppermute(T tree, String axisName, Map<Integer, Integer> destinations) {
        int size = NamedAxes.size("ppermute", axisName);
        var sources = Exchanges.sources(size, destinations);
        return Trees.map(tree, x -> Ops.bind(new Ppermute(axisName, sources), x));
    }

    /**
     * {@return the tensors of other indices: index {@code i} gets those of {@code permutation[i]}}
     *
     * @throws IllegalArgumentException if it is not a permutation of all indices
     */
    public static <T> T pshuffle(T tree, String axisName, int... permutation) {
        int size = NamedAxes.size("pshuffle", axisName);
        var sources = IntStream.of(permutation).boxed().toList();
        if (!sources.stream()
                .sorted()
                .toList()
                .equals(IntStream.range(0, size).boxed().toList())) {
            throw new IllegalArgumentException("pshuffle needs a permutation of the " + size + " indices of the axis '"
                    + axisName + "', but got " + sources + ".");
        }
        return Trees.map(tree, x -> Ops.bind(new Ppermute(axisName, sources), x));
    }

    /**
     * {@return at each index its slices of the tensors of all indices, stacked along a new axis}
     *
     * @param splitAxis the axis that is sliced and left out, with as many elements as there are indices
     * @param concatAxis the position of the new axis in the result
     * @throws dev.haiku.array.ShapeException if the first axis has another size
     */
    public static <T> T allToAll(T tree, String axisName, int splitAxis, int concatAxis) {
        int size = NamedAxes.size("allToAll", axisName);
        return Trees.map(tree, x -> Exchanges.exchange("allToAll", axisName, size, splitAxis, concatAxis, x));
    }

    /**
     * {@return at each index its blocks of the tensors of all indices, one behind the other along an axis; JAX's {@code
     * tiled}}
     *
     * @param splitAxis the axis that is cut into blocks, of which the size is a multiple of the number of indices
     * @param concatAxis the axis along which the blocks lie in the result
     * @throws dev.haiku.array.ShapeException if the first axis has another size
     */
    public static <T> T allToAllTiled(T tree, String axisName, int splitAxis, int concatAxis) {
        int size = NamedAxes.size("allToAllTiled", axisName);
        return Trees.map(tree, x -> Exchanges.exchangeTiled("allToAllTiled", axisName, size, splitAxis, concatAxis, x));
    }
}
