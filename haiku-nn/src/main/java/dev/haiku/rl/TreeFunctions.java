package dev.haiku.rl;

import dev.haiku.array.ShapeException;
import dev.haiku.random.Key;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The part of {@link Rlax} that works on whole trees of tensors. */
abstract class TreeFunctions extends AuxiliaryFunctions {

    private static final double DECAY = 0.999;

    TreeFunctions() {}

    /**
     * {@return one tree or the other}
     *
     * @param pred whether it is the first, a {@code bool} scalar or a tensor of the shape of each tensor
     * @param onTrue a tree
     * @param onFalse a tree of the same structure and shapes
     */
    public static <T> T treeSelect(Tensor pred, T onTrue, T onFalse) {
        return selected("treeSelect", pred, onTrue, onFalse);
    }

    private static <T> T selected(String name, Tensor pred, T onTrue, T onFalse) {
        Signature.of(name).bool("the condition", pred);
        return Trees.map(onTrue, onFalse, (a, b) -> {
            Signature.of(name)
                    .require(
                            pred.rank() == 0 || pred.shape().equals(a.shape()),
                            "a condition that is a scalar or of shape " + a.shape() + ", but got " + pred.type(),
                            "Broadcast it first.");
            return Ops.where(pred, a, b);
        });
    }

    /**
     * {@return the results of a function of the tensors at the same place of several trees}
     *
     * @param fn gets one tensor of each tree, in their order
     * @param nests trees of one structure, at least one
     */
    public static <T> T treeMapZipped(Function<List<Tensor>, Tensor> fn, List<? extends T> nests) {
        if (nests.isEmpty()) {
            throw new IllegalArgumentException(
                    "treeMapZipped needs at least one tree, but got none. There is no structure" + " for the result.");
        }
        T first = nests.get(0);
        var structure = Trees.structure(first);
        if (!nests.stream().allMatch(nest -> Trees.structure(nest).equals(structure))) {
            throw new IllegalArgumentException("treeMapZipped needs trees of one structure, but got "
                    + nests.stream().map(Trees::structure).toList() + ". Give all the same keys and lengths.");
        }
        var leaves = nests.stream().map(Trees::leaves).toList();
        var place = new int[1];
        return Trees.map(first, (Tensor leaf) -> {
            int i = place[0]++;
            return fn.apply(leaves.stream().map(list -> list.get(i)).toList());
        });
    }

    /** {@return a key for each tensor of a tree, and one to go on with} */
    public static <T> SplitKeys<T> treeSplitKey(Key key, T treeLike) {
        var keys = key.split(Trees.leaves(treeLike).size() + 1).iterator();
        var next = keys.next();
        return new SplitKeys<>(
                next, Trees.map(treeLike, (Tensor x) -> keys.next().data()));
    }

    /** {@return the trees at each index of the first axis} */
    public static <T> List<T> treeSplitLeaves(T treeLike) {
        return treeSplitLeaves(treeLike, 0, false);
    }

    /**
     * {@return the trees at each index of an axis; none of a tree without tensors}
     *
     * @param treeLike a tree of tensors with the same size along the axis
     * @param axis the axis; negative ones count from the end
     * @param keepdim whether tensors keep the axis, of size 1
     */
    public static <T> List<T> treeSplitLeaves(T treeLike, int axis, boolean keepdim) {
        var leaves = Trees.leaves(treeLike);
        var parts = new ArrayList<T>();
        int count = leaves.isEmpty() ? 0 : leaves.get(0).dim(axis);
        for (var leaf : leaves) {
            if (leaf.dim(axis) != count) {
                throw new ShapeException("treeSplitLeaves needs tensors of one size along axis " + axis + ", but got "
                        + leaves.get(0).shape() + " and " + leaf.shape() + ". Split such trees one by one.");
            }
        }
        for (int i = 0; i < count; i++) {
            int index = i;
            parts.add(Trees.map(treeLike, (Tensor x) -> {
                var part = Ops.slice(x, axis, index, index + 1);
                return keepdim ? part : part.squeeze(axis);
            }));
        }
        return parts;
    }

    /** {@return the tree with zeros where {@code mask}, broadcast from the left, is true} */
    public static <T> T treeReplaceMasked(T treeData, Tensor mask) {
        return Trees.map(treeData, (Tensor x) -> replaceMasked(x, mask));
    }

    /** {@return the tree with the elements of another one where {@code mask}, broadcast from the left, is true} */
    public static <T> T treeReplaceMasked(T treeData, T treeReplacement, Tensor mask) {
        return Trees.map(treeData, treeReplacement, (x, replacement) -> replaceMasked(x, replacement, mask));
    }

    /** {@return a function of trees that maps each tensor} */
    public static <T> UnaryOperator<T> treeFn(UnaryOperator<Tensor> fn) {
        return tree -> Trees.map(tree, fn);
    }

    /** {@return a function of two trees that maps the tensors at the same place} */
    public static <T> BinaryOperator<T> treeFn(BinaryOperator<Tensor> fn) {
        return (a, b) -> Trees.map(a, b, fn);
    }

    /** {@return the tree with the last axis of each tensor as the first} */
    public static <T> T transposeLastAxisToFirst(T tree) {
        return Trees.map(tree, (Tensor x) -> x.moveAxis(-1, 0));
    }

    /** {@return the tree with the first axis of each tensor as the last} */
    public static <T> T transposeFirstAxisToLast(T tree) {
        return Trees.map(tree, (Tensor x) -> x.moveAxis(0, -1));
    }

    /** {@return the new tree if {@code isTime}, a {@code bool} scalar, is true, else the old one} */
    public static <T> T conditionalUpdate(T newTensors, T oldTensors, Tensor isTime) {
        Signature.of("conditionalUpdate").bool("isTime", isTime, 0);
        return selected("conditionalUpdate", isTime, newTensors, oldTensors);
    }

    /**
     * {@return the new tree in every {@code updatePeriod}-th step, beginning with step 0, else the old one}
     *
     * <p>It is how target networks follow. Source: Mnih et al., <em>Human-level control through deep reinforcement
     * learning</em>, 2015.
     *
     * @param newTensors such as parameters
     * @param oldTensors such as those of the target network
     * @param steps the step, an integer scalar
     * @param updatePeriod how many steps the old tree stays
     */
    public static <T> T periodicUpdate(T newTensors, T oldTensors, Tensor steps, int updatePeriod) {
        Signature.of("periodicUpdate")
                .integer("steps", steps, 0)
                .require(updatePeriod >= 1, "updatePeriod >= 1, but got " + updatePeriod, "1 updates in each step.");
        return conditionalUpdate(newTensors, oldTensors, steps.mod(updatePeriod).eq(0));
    }

    /** {@return {@link #createEma(double, String...)} with decay 0.999} */
    public static Ema createEma() {
        return createEma(DECAY);
    }

    /**
     * {@return moving averages of the mean of each tensor of a tree}
     *
     * @param decay how much of the old average stays, in [0, 1)
     * @param axisNames axes of vmap over which means are taken together
     */
    public static Ema createEma(double decay, String... axisNames) {
        return new Ema(decay, List.of(axisNames));
    }
}
