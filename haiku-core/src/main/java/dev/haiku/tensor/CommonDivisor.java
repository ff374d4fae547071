package dev.haiku.tensor;

import dev.haiku.array.HostArray;
import dev.haiku.ir.Atom;
import dev.haiku.ir.ControlFlow.While;
import dev.haiku.ir.Elementwise.Ne;
import dev.haiku.ir.Elementwise.Rem;
import dev.haiku.ir.Elementwise.Select;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Literal;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.Program;
import dev.haiku.ir.Reduction.ReduceOr;
import dev.haiku.ir.Structural.BroadcastInDim;
import dev.haiku.ir.TensorType;
import dev.haiku.ir.Var;
import java.util.ArrayList;
import java.util.List;

/** Euclid's algorithm on all elements at once, as long as one of them has a remainder. */
final class CommonDivisor {

    private final TensorType type;
    private final List<Equation> equations = new ArrayList<>();

    private CommonDivisor(TensorType type) {
        this.type = type;
    }

    /** {@return the greatest common divisors of non-negative integers of one type} */
    static Tensor of(Tensor a, Tensor b) {
        var type = a.type();
        var loop = new While(new CommonDivisor(type).condition(), new CommonDivisor(type).body(), 0, 0);
        return Ops.bindAll(loop, List.of(a, b)).get(0);
    }

    private Program condition() {
        var a = new Var(type);
        var b = new Var(type);
        var open = step(new Ne(), b, zeros());
        var result = type.shape().rank() == 0
                ? open
                : step(new ReduceOr(Operands.range(0, type.shape().rank())), open);
        return new Program(List.of(a, b), equations, List.of(result));
    }

    /** Takes (a, b) to (b, a rem b) where b is not 0. */
    private Program body() {
        var a = new Var(type);
        var b = new Var(type);
        var zeros = zeros();
        var open = step(new Ne(), b, zeros);
        var next = step(new Select(), open, b, a);
        var rest = step(new Select(), open, step(new Rem(), a, b), zeros);
        return new Program(List.of(a, b), equations, List.of(next, rest));
    }

    private Atom zeros() {
        var zero = new Literal(HostArray.scalar(type.dtype(), 0L));
        return type.shape().rank() == 0 ? zero : step(new BroadcastInDim(type.shape(), List.of()), zero);
    }

    private Var step(Primitive op, Atom... inputs) {
        var types = op.outputTypes(List.of(inputs).stream().map(Atom::type).toList());
        var result = new Var(types.get(0));
        equations.add(new Equation(op, List.of(inputs), List.of(result)));
        return result;
    }
}
