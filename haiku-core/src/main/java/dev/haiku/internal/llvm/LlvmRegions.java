package dev.haiku.internal.llvm;

import dev.haiku.internal.exec.Dump;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.RegionCompiler;
import dev.haiku.internal.exec.Slot;
import dev.haiku.ir.Atom;
import dev.haiku.ir.Elementwise;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Program;
import dev.haiku.ir.Structural.Reshape;
import dev.haiku.ir.Var;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.stream.Stream;

/** Compiles regions with LLVM. */
public final class LlvmRegions implements RegionCompiler {

    private record Compiled(NativeCode code, int tableSize, long arenaBytes) {}

    private final Map<Program, Compiled> compiled = Collections.synchronizedMap(new WeakHashMap<>());

    /** Creates one; for {@link java.util.ServiceLoader}. */
    public LlvmRegions() {}

    @Override
    public boolean isAvailable() {
        try {
            return Llvm.get().isPresent();
        } catch (LinkageError e) { // the Java side of LLVM is not on the class path either
            return false;
        }
    }

    @Override
    public boolean accepts(Equation equation) {
        return Stream.concat(equation.inputs().stream(), equation.outputs().stream())
                        .allMatch(LlvmRegions::isServed)
                && isWritten(equation);
    }

    private static boolean isServed(Atom atom) {
        return Lanes.has(atom.type().dtype()) && atom.type().shape().size() > 0;
    }

    private static boolean isWritten(Equation equation) {
        if (equation.op() instanceof Elementwise) {
            return ElementRules.accepts(equation);
        }
        if (equation.op() instanceof Reshape) {
            return equation.inputs().get(0) instanceof Var;
        }
        return StructureRules.accepts(equation)
                || RandomRules.accepts(equation)
                || Accumulator.accepts(equation)
                || Product.accepts(equation)
                || SlidingProduct.accepts(equation);
    }

    @Override
    public Kernel prepare(Program region, List<Slot> inputs, List<Slot> outputs) {
        var code = compiled.computeIfAbsent(region, LlvmRegions::compile);
        return new RegionKernel(code.code(), code.tableSize(), code.arenaBytes(), inputs, outputs);
    }

    private static Compiled compile(Program region) {
        var llvm = Llvm.get().orElseThrow();
        var code = RegionCode.of(PaddedInputs.rewrite(region), llvm.host(), Threads.count());
        Dump.write("ll", code::text);
        return new Compiled(
                llvm.compile(code.text()), code.table().size(), code.table().arenaBytes());
    }
}
