package dev.haiku.internal.llvm;

import dev.haiku.array.HostArray;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.KernelProvider;
import dev.haiku.internal.exec.KernelRun;
import dev.haiku.internal.exec.Slot;
import dev.haiku.internal.exec.java.JavaKernels;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.Program;
import dev.haiku.ir.Var;
import java.util.ArrayList;
import java.util.List;

/** Runs kernels on values: compiled ones of whole regions, and those of plain Java to compare with. */
final class RegionRun {

    private static final KernelProvider JAVA = new JavaKernels();

    private RegionRun() {}

    /** Makes the kernel of a region. */
    interface Compiler {
        Kernel prepare(Program region, List<Slot> inputs, List<Slot> outputs);
    }

    /**
     * {@return the first result of each equation, all computed in one region, which saves compilations}
     *
     * @param operands the operands of all equations, one after the other
     */
    static List<HostArray> of(List<Equation> equations, List<HostArray> operands, Compiler compiler) {
        List<Var> variables = new ArrayList<>();
        equations.forEach(equation -> equation.inputs().forEach(input -> variables.add((Var) input)));
        var results =
                equations.stream().map(equation -> equation.outputs().get(0)).toList();
        var region = new Program(variables, equations, results);
        return KernelRun.of(region.outputTypes(), operands, (in, out) -> compiler.prepare(region, in, out));
    }

    /** {@return what plain Java computes} */
    static HostArray reference(Primitive op, List<HostArray> inputs) {
        return KernelRun.of(JAVA, op, inputs).get(0);
    }
}
