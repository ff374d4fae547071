package dev.haiku.internal.simplify;

import dev.haiku.array.HostArray;
import dev.haiku.ir.Atom;
import dev.haiku.ir.Contraction.DotGeneral;
import dev.haiku.ir.Elementwise;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Literal;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.Structural.BroadcastInDim;
import dev.haiku.ir.Structural.Reshape;
import dev.haiku.ir.Structural.Transpose;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Rules that look at one equation and the definitions of its operands; each keeps every number bit for bit. */
final class LocalRules {

    /** The equation that assigns an atom, if there is one. */
    interface Definitions extends Function<Atom, Optional<Equation>> {}

    private LocalRules() {}

    /** {@return the operand that an equation with one result merely passes on} */
    static Optional<Atom> sameAs(Equation equation) {
        if (equation.inputs().isEmpty()) {
            return Optional.empty();
        }
        var first = equation.inputs().get(0);
        var op = equation.op();
        boolean movesNothing = op instanceof Reshape
                || op instanceof BroadcastInDim
                || op instanceof Elementwise.Cast
                || op instanceof Elementwise.Bitcast;
        if (movesNothing && equation.outputs().get(0).type().equals(first.type())) {
            return Optional.of(first);
        }
        if (op instanceof Elementwise.StopGradient
                || op instanceof Elementwise.Name
                || op instanceof Transpose t && isIdentity(t.permutation())) {
            return Optional.of(first);
        }
        if (op instanceof Elementwise.Mul) {
            var second = equation.inputs().get(1);
            return isOne(second) ? Optional.of(first) : isOne(first) ? Optional.of(second) : Optional.empty();
        }
        return Optional.empty();
    }

    /** {@return an equation for the same results that is nearer to the form that executes well} */
    static Optional<Equation> rewrite(Equation equation, Definitions definitions) {
        var op = equation.op();
        if (op instanceof Reshape) {
            return inner(equation, definitions, Reshape.class).map(inner -> with(equation, op, inner.inputs()));
        }
        if (op instanceof Transpose transpose) {
            return inner(equation, definitions, Transpose.class)
                    .map(inner -> composed(equation, transpose, inner))
                    .or(() -> inner(equation, definitions, DotGeneral.class)
                            .flatMap(inner -> DotRules.transposedResult(equation, transpose, inner)));
        }
        if (op instanceof DotGeneral dot) {
            return DotRules.transposedOperand(equation, dot, definitions);
        }
        return Optional.empty();
    }

    static Equation with(Equation equation, Primitive op, List<Atom> inputs) {
        return new Equation(op, inputs, equation.outputs());
    }

    private static Optional<Equation> inner(
            Equation equation, Definitions definitions, Class<? extends Primitive> kind) {
        return definitions.apply(equation.inputs().get(0)).filter(inner -> kind.isInstance(inner.op()));
    }

    private static Equation composed(Equation equation, Transpose outer, Equation inner) {
        var first = ((Transpose) inner.op()).permutation();
        var both = outer.permutation().stream().map(first::get).toList();
        return with(equation, new Transpose(both), inner.inputs());
    }

    private static boolean isIdentity(List<Integer> permutation) {
        return IntStream.range(0, permutation.size()).allMatch(i -> permutation.get(i) == i);
    }

    private static boolean isOne(Atom atom) {
        return atom instanceof Literal literal
                && literal.value().equals(HostArray.scalar(literal.value().dtype(), 1L));
    }
}
