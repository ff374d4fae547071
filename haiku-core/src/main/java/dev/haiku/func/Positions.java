package dev.haiku.func;

import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Derivatives of functions of several arguments by those at certain positions. */
final class Positions {

    private Positions() {}

    static <T> ValueAndGrad<T> valueAndGrad(
            String transformation, Function<List<Object>, Tensor> f, Argnum<T> at, Object... arguments) {
        int position = resolve(transformation, at.position(), arguments.length);
        var all = List.of(arguments);
        if (!at.type().isInstance(all.get(position))) {
            var kind = kind(all.get(position));
            throw new IllegalArgumentException(transformation + " by argument " + position + " was asked for as "
                    + at.type().getSimpleName() + ", but the argument is a " + kind + ". Give argnum(" + position + ", "
                    + kind + ".class).");
        }
        return Derivatives.valueAndGrad(
                transformation,
                (T x) -> f.apply(with(all, List.of(position), List.of(x))),
                at.type().cast(all.get(position)),
                new GradOptions(at.allowInt()));
    }

    static ValueAndGrad<Gradients> valueAndGrad(
            String transformation, Function<List<Object>, Tensor> f, Argnums at, Object... arguments) {
        var positions = resolve(transformation, at, arguments.length);
        var all = List.of(arguments);
        List<Object> chosen = positions.stream().map(all::get).toList();
        var result = Derivatives.valueAndGrad(
                transformation,
                (List<Object> xs) -> f.apply(with(all, positions, xs)),
                chosen,
                new GradOptions(at.allowInt()));
        return new ValueAndGrad<>(result.value(), new Gradients(result.grad()));
    }

    private static List<Object> with(List<Object> arguments, List<Integer> positions, List<?> replacements) {
        List<Object> all = new ArrayList<>(arguments);
        for (int i = 0; i < positions.size(); i++) {
            all.set(positions.get(i), replacements.get(i));
        }
        return all;
    }

    /** {@return a position counted from 0 on} */
    static int resolve(String transformation, int position, int count) {
        if (position < -count || position >= count) {
            throw new IllegalArgumentException(transformation + " got argnum " + position + " for a function of "
                    + count + " arguments. Positions are 0 to " + (count - 1) + ", or -" + count
                    + " to -1 from the end.");
        }
        return position < 0 ? position + count : position;
    }

    /** {@return positions counted from 0 on} */
    static List<Integer> resolve(String transformation, Argnums at, int count) {
        List<Integer> resolved = new ArrayList<>();
        for (int position : at.positions()) {
            int found = resolve(transformation, position, count);
            if (resolved.contains(found)) {
                throw new IllegalArgumentException(transformation + " got argnums " + at.positions()
                        + ", which name argument " + found + " twice.");
            }
            resolved.add(found);
        }
        return List.copyOf(resolved);
    }

    /** {@return the type of a tree as people call it} */
    static String kind(Object tree) {
        if (tree instanceof Tensor) {
            return "Tensor";
        }
        if (tree instanceof List) {
            return "List";
        }
        return tree instanceof Map ? "Map" : tree.getClass().getSimpleName();
    }
}
