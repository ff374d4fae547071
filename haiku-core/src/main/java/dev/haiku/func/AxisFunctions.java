package dev.haiku.func;

import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** The part of {@link Func} that applies functions of vectors and matrices to tensors with more axes. */
abstract class AxisFunctions extends CallbackFunctions {

    AxisFunctions() {}

    /**
     * {@return the results of a function of vectors for all vectors along an axis: NumPy's {@code apply_along_axis}}
     *
     * <p>The axes of the function's result take the place of the axis. The function runs once, on all vectors together.
     *
     * @throws dev.haiku.array.ShapeException if there is no such axis
     */
    public static Tensor applyAlongAxis(UnaryOperator<Tensor> f, int axis, Tensor x) {
        int place = x.shape().axis(axis);
        var others = x.shape().remove(List.of(place));
        var vectors = Ops.moveAxis(x, place, -1).reshape((int) others.size(), x.dim(place));
        var results = MappingFunctions.vmap((Tensor row) -> f.apply(row)).apply(vectors);
        var result = results.shape().subShape(1, results.rank());
        var sources = IntStream.range(others.rank(), others.rank() + result.rank())
                .boxed()
                .toList();
        var destinations = IntStream.range(place, place + result.rank()).boxed().toList();
        return Ops.moveAxis(results.reshape(others.concat(result)), sources, destinations);
    }

    /**
     * {@return a function of several tensors with core axes, made to work on more axes in front of them, which broadcast}
     *
     * <p>That is {@code jnp.vectorize(f, signature=...)}: {@code vectorize("(n,m),(m)->(n)", f)} makes a product of a matrix and a vector one
     * of stacks of them. Letters or words name the core axes; those of one name have one size. It runs once, on all together.
     *
     * @param signature the core axes of operands and results
     * @throws IllegalArgumentException if it is malformed
     */
    public static Function<List<Tensor>, List<Tensor>> vectorizeAll(
            String signature, Function<List<Tensor>, List<Tensor>> f) {
        var parsed = CoreAxes.parse(signature);
        return operands -> parsed.apply(f, operands);
    }

    /** {@return a function of one tensor with core axes, made to work on more axes in front of them} */
    public static UnaryOperator<Tensor> vectorize(String signature, UnaryOperator<Tensor> f) {
        var parsed = CoreAxes.parse(signature);
        return x -> parsed.apply(in -> List.of(f.apply(in.get(0))), List.of(x)).get(0);
    }

    /** {@return a function of two tensors with core axes, made to work on more axes in front of them, which broadcast} */
    public static BinaryOperator<Tensor> vectorize(String signature, BinaryOperator<Tensor> f) {
        var parsed = CoreAxes.parse(signature);
        return (x, y) -> parsed.apply(in -> List.of(f.apply(in.get(0), in.get(1))), List.of(x, y))
                .get(0);
    }
}
