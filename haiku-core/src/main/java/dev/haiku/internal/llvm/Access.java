package dev.haiku.internal.llvm;

import dev.haiku.ir.Atom;
import dev.haiku.ir.Elementwise;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Var;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How an equation reads a variable, possibly through operations that only rearrange.
 *
 * @param variable the variable
 * @param position where in it the element for each of the domain's lies; null if that is no sum of multiples
 */
record Access(Var variable, @Nullable Index position) {

    /** {@return whether it reads, for each element of the domain, the one at the same place} */
    boolean isSame(List<Integer> sizes) {
        return isRowMajor(sizes, Set.of());
    }

    /** {@return whether it reads, for each element of the domain, that of its row} */
    boolean isRow(List<Integer> sizes, Set<Integer> inner) {
        return isRowMajor(sizes, inner);
    }

    private boolean isRowMajor(List<Integer> sizes, Set<Integer> without) {
        if (position == null || !position.isAffine() || position.constant() != 0) {
            return false;
        }
        long stride = 1;
        for (int axis = sizes.size() - 1; axis >= 0; axis--) {
            long expected = without.contains(axis) ? 0 : stride;
            if (sizes.get(axis) != 1 && position.coefficients().get(axis) != expected) {
                return false;
            }
            stride *= without.contains(axis) ? 1 : sizes.get(axis);
        }
        return variable.type().shape().size() == stride;
    }

    /**
     * {@return what the operands of an equation come down to}
     *
     * @param atom an operand
     * @param index where it is read
     * @param sizes the domain
     * @param inlined the equations of variables that are computed where they are read
     */
    static List<Access> of(
            Atom atom, List<Index> index, List<Integer> sizes, Function<Var, @Nullable Equation> inlined) {
        List<Access> result = new ArrayList<>();
        collect(atom, index, sizes, inlined, result);
        return result;
    }

    private static @Nullable List<Index> operand(Equation equation, List<Index> index, List<Integer> sizes) {
        if (equation.op() instanceof Elementwise) {
            return index;
        }
        return Reindex.isRearrangement(equation)
                ? Reindex.operand(equation, index, sizes).orElse(null)
                : null;
    }

    private static void collect(
            Atom atom,
            @Nullable List<Index> index,
            List<Integer> sizes,
            Function<Var, @Nullable Equation> inlined,
            List<Access> result) {
        if (!(atom instanceof Var variable)) {
            return;
        }
        var equation = inlined.apply(variable);
        if (equation == null) {
            var strides = variable.type().shape().strides();
            result.add(new Access(variable, index == null ? null : Index.linear(index, strides, sizes.size())));
            return;
        }
        var operand = index == null ? null : operand(equation, index, sizes);
        equation.inputs().forEach(input -> collect(input, operand, sizes, inlined, result));
    }
}
