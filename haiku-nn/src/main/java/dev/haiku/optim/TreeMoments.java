package dev.haiku.optim;

import dev.haiku.array.DType;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The part of {@link TreeMath} with element types and moving averages. */
abstract class TreeMoments {

    TreeMoments() {}

    /** {@return the tree with all elements of that type} */
    public static <T> T cast(T tree, DType dtype) {
        return Trees.map(tree, (Tensor x) -> x.cast(dtype));
    }

    /** {@return the tree with each tensor of the element type of that of another tree} */
    public static <T> T castLike(T tree, T other) {
        return Trees.map(tree, other, (x, like) -> x.cast(like.dtype()));
    }

    /**
     * {@return the element type that all tensors have}
     *
     * @throws IllegalArgumentException if they differ or there is no tensor
     */
    public static DType dtype(Object tree) {
        return combined(tree, (a, b) -> {
            if (a != b) {
                throw new IllegalArgumentException("The tensors of this tree have different element types, " + a
                        + " and " + b + ". Use promotedDtype, highestDtype or lowestDtype.");
            }
            return a;
        });
    }

    /**
     * {@return the element type to which all tensors promote}
     *
     * @throws IllegalArgumentException if there is no tensor
     */
    public static DType promotedDtype(Object tree) {
        return combined(tree, DType::promote);
    }

    /**
     * {@return the highest of the element types}
     *
     * @throws IllegalArgumentException if two are such that neither promotes to the other, such as {@code bf16} and
     *     {@code f16}, or there is no tensor
     */
    public static DType highestDtype(Object tree) {
        return combined(tree, (a, b) -> lower(a, b) == a ? b : a);
    }

    /**
     * {@return the lowest of the element types}
     *
     * @throws IllegalArgumentException if two are such that neither promotes to the other, or there is no tensor
     */
    public static DType lowestDtype(Object tree) {
        return combined(tree, TreeMoments::lower);
    }

    private static DType lower(DType a, DType b) {
        var promoted = a.promote(b);
        if (promoted == a) {
            return b;
        }
        if (promoted == b) {
            return a;
        }
        throw new IllegalArgumentException(
                "The element types " + a + " and " + b + " cannot be ordered: both promote to " + promoted + ".");
    }

    private static DType combined(Object tree, BinaryOperator<DType> f) {
        return Trees.leaves(tree).stream()
                .map(Tensor::dtype)
                .reduce(f)
                .orElseThrow(() -> new IllegalArgumentException("An empty tree has no element type."));
    }

    /**
     * {@return moving averages after one more step: {@code (1 - decay)·updates^order + decay·moments}}
     *
     * @param updates new values
     * @param moments the averages so far
     * @param decay the share that stays
     * @param order the power of the values, 1 for the mean and 2 for the mean square
     */
    public static <T> T updateMoment(T updates, T moments, Number decay, int order) {
        var keep = Hyperparameter.of(decay);
        var take = keep.complement();
        return Trees.map(updates, moments, (x, m) -> take.times(power(x, order)).add(keep.times(m)));
    }

    /** {@return {@link #updateMoment}: they differ only for complex numbers, which there are not} */
    public static <T> T updateMomentPerElemNorm(T updates, T moments, Number decay, int order) {
        return updateMoment(updates, moments, decay, order);
    }

    private static Tensor power(Tensor x, int order) {
        if (order == 1) {
            return x;
        }
        return order == 2 ? Ops.square(x) : x.pow(order);
    }

    /** {@return decaying maxima after one more step: {@code max(|updates| + eps, decay·moments)}} */
    public static <T> T updateInfinityMoment(T updates, T moments, Number decay, Number eps) {
        var keep = Hyperparameter.of(decay);
        var least = Hyperparameter.of(eps);
        return Trees.map(updates, moments, (x, m) -> Ops.maximum(least.plus(Ops.abs(x)), keep.times(m)));
    }

    /**
     * {@return averages that began with zeros, divided by the share of real values in them, {@code 1 - decay^count}}
     *
     * @param moments the averages
     * @param decay the share that stays in each step
     * @param count the number of steps, at least 1
     */
    public static <T> T biasCorrection(T moments, Number decay, Tensor count) {
        var keep = Hyperparameter.of(decay);
        return Trees.map(moments, (Tensor m) -> m.div(shareOfValues(keep, count, m.dtype())));
    }

    /** {@return {@code 1 - decay^count}, computed in {@code f32} at least} */
    private static Tensor shareOfValues(Hyperparameter decay, Tensor count, DType dtype) {
        var exponent = dtype == DType.F64 ? count.cast(dtype) : count;
        return Ops.sub(1, decay.pow(exponent)).cast(dtype);
    }

    /**
     * {@return the tree of the structure of {@code first} with {@code f} applied to the tensors of all trees at each
     * place; for more than the three that {@link Trees} maps}
     *
     * @throws IllegalArgumentException if the structures differ, naming the first difference
     */
    public static <T> T mapAll(Function<List<Tensor>, Tensor> f, T first, Object... others) {
        var flat = Trees.flatten(first);
        var columns = new ArrayList<List<Tensor>>(List.of(flat.leaves()));
        for (var other : others) {
            var next = Trees.flatten(other);
            flat.def().differenceFrom(next.def()).ifPresent(difference -> {
                throw new IllegalArgumentException("mapAll needs trees of one structure, but " + difference + ".");
            });
            columns.add(next.leaves());
        }
        var places = IntStream.range(0, flat.leaves().size()).iterator();
        return Trees.map(first, (Tensor leaf) -> f.apply(row(columns, places.nextInt())));
    }

    private static List<Tensor> row(List<List<Tensor>> columns, int place) {
        return columns.stream().map(column -> column.get(place)).toList();
    }
}
