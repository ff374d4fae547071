package dev.haiku.inspect;

import dev.haiku.array.Shape;
import dev.haiku.ir.Atom;
import dev.haiku.ir.Contraction;
import dev.haiku.ir.ControlFlow;
import dev.haiku.ir.Convolution;
import dev.haiku.ir.Elementwise;
import dev.haiku.ir.Equation;
import dev.haiku.ir.LinearAlgebra;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.Program;
import dev.haiku.ir.Reduction;
import dev.haiku.ir.SpecialFunction;
import dev.haiku.ir.Window;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Estimates of how many arithmetic operations a program takes.
 *
 * <p>A multiplication and an addition count as two, so a product of {@code [m, k]} and {@code [k, n]} takes {@code 2mkn}. Each
 * element of an element-wise result counts one, each element that is reduced one; what only moves numbers or draws random ones
 * counts nothing. The body of a {@code scan} counts as often as it runs, that of a {@code while} once, and of branches the
 * dearest one.
 */
public final class Flops {

    /** What one kind of primitive takes. */
    private record Rule(Class<? extends Primitive> kind, ToLongFunction<Equation> flops) {}

    private static final List<Rule> RULES = List.of(
            new Rule(Contraction.DotGeneral.class, Flops::ofDot),
            new Rule(Convolution.ConvGeneral.class, Flops::ofConvolution),
            new Rule(Elementwise.class, Flops::results),
            new Rule(SpecialFunction.class, Flops::results),
            new Rule(Reduction.class, Flops::operands),
            new Rule(Window.class, Flops::operands),
            new Rule(LinearAlgebra.class, Flops::ofMatrices),
            new Rule(
                    ControlFlow.Scan.class, equation -> ((ControlFlow.Scan) equation.op()).length() * inside(equation)),
            new Rule(ControlFlow.Cond.class, Flops::ofDearest));

    private Flops() {}

    /** {@return an estimate of how many operations a program takes} */
    public static long of(Program program) {
        return program.equations().stream().mapToLong(Flops::of).sum();
    }

    /** {@return an estimate of how many operations one step of a program takes} */
    public static long of(Equation equation) {
        return RULES.stream()
                .filter(rule -> rule.kind().isInstance(equation.op()))
                .findFirst()
                .map(rule -> rule.flops().applyAsLong(equation))
                .orElseGet(() -> inside(equation));
    }

    /** {@return what the programs take that a step runs, each once} */
    private static long inside(Equation equation) {
        return equation.op().programs().stream().mapToLong(Flops::of).sum();
    }

    private static long ofDearest(Equation equation) {
        return equation.op().programs().stream().mapToLong(Flops::of).max().orElse(0);
    }

    private static long results(Equation equation) {
        return size(equation.outputs());
    }

    private static long operands(Equation equation) {
        return size(equation.inputs());
    }

    private static long size(List<? extends Atom> atoms) {
        return atoms.stream().mapToLong(atom -> shape(atom).size()).sum();
    }

    private static Shape shape(Atom atom) {
        return atom.type().shape();
    }

    private static long ofDot(Equation equation) {
        var left = shape(equation.inputs().get(0));
        long summed = ((Contraction.DotGeneral) equation.op())
                .lhsContract().stream().mapToLong(left::dim).reduce(1, (a, b) -> a * b);
        return 2 * results(equation) * summed;
    }

    private static long ofConvolution(Equation equation) {
        var kernel = shape(equation.inputs().get(1));
        int features = kernel.dim(
                ((Convolution.ConvGeneral) equation.op()).dimensions().rhs().get(0));
        return features == 0 ? 0 : 2 * results(equation) * (kernel.size() / features);
    }

    /** {@return the number of elements times the size of the matrices, of the order of all factorisations} */
    private static long ofMatrices(Equation equation) {
        var matrices = shape(equation.inputs().get(0));
        return matrices.size() * matrices.last();
    }
}
