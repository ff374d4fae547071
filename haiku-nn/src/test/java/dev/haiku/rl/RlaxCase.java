package dev.haiku.rl;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A function of some tensors, for tests that hold of any.
 *
 * @param name the function
 * @param arguments what it takes, as {@code q=f5,3}: a name, a kind of numbers and a shape
 * @param run calls it; the result is any tree
 */
record RlaxCase(String name, String arguments, Function<List<Tensor>, Object> run) {

    /** {@return random arguments with those leading axes} */
    List<Tensor> inputs(long seed, int... leading) {
        var inputs = new ArrayList<Tensor>();
        for (var argument : arguments.split(" ")) {
            var text = argument.substring(argument.indexOf('=') + 1);
            var shape = Shape.of(leading).concat(shape(text.substring(1)));
            inputs.add(sample(text.charAt(0), Key.of(seed).foldIn(inputs.size()), shape));
        }
        return inputs;
    }

    private static Shape shape(String text) {
        return text.isEmpty()
                ? Shape.SCALAR
                : Shape.of(Arrays.stream(text.split(","))
                        .mapToInt(Integer::parseInt)
                        .toArray());
    }

    private static Tensor sample(char kind, Key key, Shape shape) {
        return switch (kind) {
            case 'f' -> Random.normal(key, shape);
            case 'u' -> Random.uniform(key, shape, 0.1, 0.9);
            case 'i' -> Random.randint(key, shape, 0, 3);
            case 'b' -> Random.bernoulli(key, 0.7, shape);
            case 's' -> Nn.softmax(Random.normal(key, shape));
            case 'a' ->
                Ops.cumsum(Random.uniform(key, shape, 0.1, 0.9), shape.rank() - 1)
                        .sub(1);
            case 'k' -> Random.bits(key, shape, DType.U32);
            default -> throw new IllegalArgumentException("no kind of numbers: " + kind);
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
