package dev.haiku.func;

import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The signature of a function that {@link Func#vectorize} extends.
 *
 * @param text the signature as it was written
 * @param operands the names of the last axes of each operand
 * @param results the names of the last axes of each result
 */
record CoreAxes(String text, List<List<String>> operands, List<List<String>> results) {

    private static final String GROUP = "\\((?:\\w+(?:,\\w+)*)?\\)";
    private static final Pattern SIGNATURE =
            Pattern.compile("(" + GROUP + "(?:," + GROUP + ")*)->(" + GROUP + "(?:," + GROUP + ")*)");

    static CoreAxes parse(String signature) {
        var match = SIGNATURE.matcher(signature.replace(" ", ""));
        if (!match.matches()) {
            throw new IllegalArgumentException("vectorize: '" + signature
                    + "' is no signature. Write the core axes of operands and results, such as (n,m),(m)->(n).");
        }
        return new CoreAxes(signature, groups(match.group(1)), groups(match.group(2)));
    }

    private static List<List<String>> groups(String side) {
        return Pattern.compile(GROUP)
                .matcher(side)
                .results()
                .map(match -> match.group().substring(1, match.group().length() - 1))
                .map(names -> names.isEmpty() ? List.<String>of() : List.of(names.split(",", -1)))
                .toList();
    }

    /** {@return the results of the function, mapped over all axes of the operands in front of their core axes} */
    List<Tensor> apply(Function<List<Tensor>, List<Tensor>> f, List<Tensor> tensors) {
        check(tensors);
        var leading = IntStream.range(0, tensors.size())
                .mapToObj(i -> leading(tensors.get(i), i))
                .toList();
        var loop = Ops.broadcastShapes(leading.toArray(Shape[]::new));
        // an axis of size 1 has nothing to map, and one that an operand lacks is not mapped for it
        var function = f;
        for (int axis = loop.rank() - 1; axis >= 0; axis--) {
            int fromEnd = axis - loop.rank();
            if (loop.dim(axis) != 1) {
                var axes = leading.stream().map(shape -> mapped(shape, fromEnd)).toArray(MappedAxis[]::new);
                function = mapped(function, axes);
            }
        }
        var squeezed = IntStream.range(0, tensors.size())
                .mapToObj(i -> withoutOnes(tensors.get(i), leading.get(i)))
                .toList();
        var given = function.apply(squeezed);
        if (given.size() != results.size()) {
            throw new ShapeException("vectorize: the function gives " + given.size() + " results, but the signature '"
                    + text + "' has " + results.size() + ".");
        }
        return given.stream().map(result -> restored(result, loop)).toList();
    }

    private static MappedAxis mapped(Shape leading, int fromEnd) {
        return -fromEnd <= leading.rank() && leading.dim(fromEnd) != 1 ? MappedAxis.at(0) : MappedAxis.NONE;
    }

    private static Function<List<Tensor>, List<Tensor>> mapped(
            Function<List<Tensor>, List<Tensor>> f, MappedAxis... axes) {
        var options = VmapOptions.DEFAULTS.in(axes);
        return in -> Vmap.map(
                values -> f.apply(values.stream().map(Tensor.class::cast).toList()), List.copyOf(in), options);
    }

    private Shape leading(Tensor x, int operand) {
        return x.shape().subShape(0, x.rank() - operands.get(operand).size());
    }

    private static Tensor withoutOnes(Tensor x, Shape leading) {
        var ones = IntStream.range(0, leading.rank())
                .filter(axis -> leading.dim(axis) == 1)
                .boxed()
                .toList();
        return x.reshape(x.shape().remove(ones));
    }

    /** {@return a result with the axes of size 1 that were not mapped} */
    private static Tensor restored(Tensor result, Shape loop) {
        int mapped = (int) Arrays.stream(loop.dims()).filter(size -> size != 1).count();
        return result.reshape(loop.concat(result.shape().subShape(mapped, result.rank())));
    }

    private void check(List<Tensor> tensors) {
        var sizes = new HashMap<String, Integer>();
        boolean fits = tensors.size() == operands.size();
        for (int i = 0; fits && i < tensors.size(); i++) {
            var names = operands.get(i);
            var x = tensors.get(i);
            fits = x.rank() >= names.size();
            for (int k = 0; fits && k < names.size(); k++) {
                int size = x.dim(k - names.size());
                var known = sizes.putIfAbsent(names.get(k), size);
                fits = known == null || known == size;
            }
        }
        if (!fits) {
            throw new ShapeException("vectorize: operands of shapes "
                    + tensors.stream().map(Tensor::shape).toList() + " do not fit the signature '" + text + "'.");
        }
    }
}
