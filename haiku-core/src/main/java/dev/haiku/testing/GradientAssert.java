package dev.haiku.testing;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.func.Func;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.assertj.core.data.Offset;

/**
 * Compares the derivatives of a function with central differences of its values, from {@link
 * HaikuAssertions#assertGradients}.
 *
 * <p>Best in {@code f64}, where differences are accurate to about {@code 1e-9}; in {@code f32} to about {@code 1e-3}. The
 * argument is a tree of floating-point tensors, which must not sit at a kink such as that of {@code relu}. Of a result other
 * than a scalar, a fixed weighted sum of all its elements is differentiated.
 *
 * @param <P> the argument, a tree
 * @param <R> the result, a tree
 */
public final class GradientAssert<P, R> {

    private final Function<P, R> f;

    GradientAssert(Function<P, R> f) {
        this.f = f;
    }

    /** {@return the comparison at an argument} */
    public At<P, R> at(P argument) {
        return new At<>(f, argument, 1000);
    }

    /**
     * A comparison at an argument.
     *
     * @param <P> the argument, a tree
     * @param <R> the result, a tree
     */
    public static final class At<P, R> {

        private final Function<P, R> f;
        private final P argument;
        private final int most;

        private At(Function<P, R> f, P argument, int most) {
            this.f = f;
            this.argument = argument;
            this.most = most;
        }

        /** {@return this comparison of about so many elements, evenly spread; by default, 1000} */
        public At<P, R> elements(int count) {
            return new At<>(f, argument, count);
        }

        /** Checks that each derivative is so far from the difference quotient at most, relative to quotients above 1. */
        public void match(Offset<Double> offset) {
            var grads = Trees.leaves(Func.grad((P p) -> weighted(f.apply(p))).apply(argument));
            var flat = Trees.flatten(argument);
            long step = Math.max(1, Trees.treeSize(argument) / most);
            long next = 0;
            for (int leaf = 0; leaf < grads.size(); leaf++) {
                var numbers = flat.leaves().get(leaf).toHost();
                for (int i = 0; i < numbers.size(); i++) {
                    if (next % step == 0) {
                        check(leaf, i, grads.get(leaf), offset.value);
                    }
                    next++;
                }
            }
        }

        private void check(int leaf, int index, Tensor grad, double offset) {
            double quotient = quotient(leaf, index);
            double derivative = grad.toHost().getDouble(index);
            if (!(Math.abs(derivative - quotient) <= offset * Math.max(1, Math.abs(quotient)))) {
                var path = Trees.structure(argument).paths().get(leaf);
                throw new AssertionError(
                        "Expected gradients to match central differences within " + offset + ",\nbut at "
                                + Closeness.position(index, grad.shape()) + (path.isEmpty() ? "" : " of " + path)
                                + ":\n  difference: " + quotient + "\n  gradient:   " + derivative);
            }
        }

        private double quotient(int leaf, int index) {
            var numbers = Trees.leaves(argument).get(leaf).toHost();
            double h = step(numbers.dtype()) * Math.max(1, Math.abs(numbers.getDouble(index)));
            return (valueAt(leaf, index, h) - valueAt(leaf, index, -h)) / (2 * h);
        }

        /** {@return the step at which errors of rounding and of the difference are about the same} */
        private static double step(DType dtype) {
            return Math.cbrt(
                    switch (dtype) {
                        case F64 -> Math.ulp(1.0);
                        case F32 -> Math.ulp(1f);
                        case F16 -> 0x1p-10;
                        default -> 0x1p-7;
                    });
        }

        private double valueAt(int leaf, int index, double step) {
            var flat = Trees.flatten(argument);
            List<Tensor> leaves = new ArrayList<>(flat.leaves());
            var numbers = leaves.get(leaf).toHost();
            leaves.set(
                    leaf,
                    Tensor.of(HostArray.fromDoubles(
                            numbers.dtype(), numbers.shape(), i -> numbers.getDouble(i) + (i == index ? step : 0))));
            @SuppressWarnings("unchecked") // the structure was taken from a P
            P moved = (P) flat.def().unflatten(leaves);
            return weighted(f.apply(moved)).item();
        }

        /** {@return a sum of the floating-point numbers of a tree, all of which matter} */
        private static Tensor weighted(Object result) {
            var sum = Tensor.scalar(0.0);
            var key = Key.of(7);
            for (var leaf : Trees.leaves(result)) {
                if (leaf.dtype().isFloating()) {
                    var weights = leaf.rank() == 0
                            ? Tensor.scalar(leaf.dtype(), 1.0)
                            : Random.normal(key, leaf.shape()).cast(leaf.dtype());
                    sum = sum.add(Ops.sum(leaf.mul(weights)));
                }
            }
            return sum;
        }
    }
}
