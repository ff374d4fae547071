package dev.haiku.internal.simplify;

import dev.haiku.ir.Atom;
import dev.haiku.ir.Contraction.DotGeneral;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Structural.Transpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Folds transpositions into contractions, which read their operands along any axes at no cost. */
final class DotRules {

    private DotRules() {}

    /** {@code dot(transpose(x), y)}: contract other axes of x instead, where the order of the free axes allows. */
    static Optional<Equation> transposedOperand(Equation equation, DotGeneral dot, LocalRules.Definitions definitions) {
        for (int side = 0; side < 2; side++) {
            var definition = definitions.apply(equation.inputs().get(side));
            if (definition.isPresent() && definition.get().op() instanceof Transpose transpose) {
                var folded = fold(dot, side, transpose.permutation());
                if (folded.isPresent()) {
                    List<Atom> inputs = new ArrayList<>(equation.inputs());
                    inputs.set(side, definition.get().inputs().get(0));
                    return Optional.of(LocalRules.with(equation, folded.get(), inputs));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<DotGeneral> fold(DotGeneral dot, int side, List<Integer> permutation) {
        int rank = permutation.size();
        var free = side == 0 ? dot.lhsFree(rank) : dot.rhsFree(rank);
        if (!isIncreasing(map(free, permutation))) {
            return Optional.empty();
        }
        return Optional.of(
                side == 0
                        ? new DotGeneral(
                                map(dot.lhsContract(), permutation),
                                dot.rhsContract(),
                                map(dot.lhsBatch(), permutation),
                                dot.rhsBatch())
                        : new DotGeneral(
                                dot.lhsContract(),
                                map(dot.rhsContract(), permutation),
                                dot.lhsBatch(),
                                map(dot.rhsBatch(), permutation)));
    }

    /** {@code transpose(dot(x, y))} that exchanges the free axes of x and y is {@code dot(y, x)}. */
    static Optional<Equation> transposedResult(Equation equation, Transpose transpose, Equation inner) {
        var dot = (DotGeneral) inner.op();
        int batch = dot.lhsBatch().size();
        int left = dot.lhsFree(inner.inputs().get(0).type().shape().rank()).size();
        int rank = transpose.permutation().size();
        var exchanged = IntStream.concat(
                        IntStream.range(0, batch),
                        IntStream.concat(IntStream.range(batch + left, rank), IntStream.range(batch, batch + left)))
                .boxed()
                .toList();
        if (!transpose.permutation().equals(exchanged)) {
            return Optional.empty();
        }
        var swapped = new DotGeneral(dot.rhsContract(), dot.lhsContract(), dot.rhsBatch(), dot.lhsBatch());
        return Optional.of(LocalRules.with(
                equation, swapped, List.of(inner.inputs().get(1), inner.inputs().get(0))));
    }

    private static List<Integer> map(List<Integer> axes, List<Integer> permutation) {
        return axes.stream().map(permutation::get).toList();
    }

    private static boolean isIncreasing(List<Integer> axes) {
        return IntStream.range(1, axes.size()).allMatch(i -> axes.get(i - 1) < axes.get(i));
    }
}
