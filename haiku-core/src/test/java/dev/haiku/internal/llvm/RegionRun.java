package dev.haiku.internal.llvm;

import dev.haiku.array.HostArray;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.KernelProvider;
import dev.haiku.internal.exec.Slot;
import dev.haiku.internal.exec.Storage;
import dev.haiku.internal.exec.java.JavaKernels;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.Program;
import dev.haiku.ir.TensorType;
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
     * {@return the first result of each equation, all computed in one region, which saves compilations, and twice, which
     * it must not mind}
     *
     * @param operands the operands of all equations, one after the other
     */
    static List<HostArray> of(List<Equation> equations, List<HostArray> operands, Compiler compiler) {
        List<Var> inputs = new ArrayList<>();
        equations.forEach(equation -> equation.inputs().forEach(input -> inputs.add((Var) input)));
        var outputs =
                equations.stream().map(equation -> equation.outputs().get(0)).toList();
        var inputSlots = inputs.stream().map(input -> new Slot(input.type())).toList();
        var outputSlots =
                outputs.stream().map(output -> new Slot(output.type())).toList();
        var kernel = compiler.prepare(new Program(inputs, equations, outputs), inputSlots, outputSlots);
        List<Storage> storages = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            for (int i = 0; i < operands.size(); i++) {
                fill(inputSlots.get(i), operands.get(i), storages);
            }
            outputSlots.forEach(slot -> storages.add(bind(slot)));
            kernel.run();
        }
        var results = outputSlots.stream().map(RegionRun::read).toList();
        storages.forEach(Storage::release);
        return results;
    }

    private static void fill(Slot slot, HostArray value, List<Storage> storages) {
        storages.add(bind(slot));
        var bytes = value.bytes();
        slot.bytes().put(0, bytes, 0, bytes.remaining());
    }

    private static Storage bind(Slot slot) {
        var storage = Storage.allocate(slot.type());
        for (int i = 0; i < storage.buffer().capacity(); i++) {
            storage.buffer().bytes().put(i, (byte) 0xff); // NaN, in case that something is not overwritten
        }
        slot.bind(storage.buffer());
        return storage;
    }

    private static HostArray read(Slot slot) {
        int bytes = slot.size() * slot.type().dtype().bytes();
        return HostArray.fromBytes(
                slot.type().dtype(), slot.type().shape(), slot.bytes().slice(0, bytes));
    }

    /** {@return what plain Java computes} */
    static HostArray reference(Primitive op, List<HostArray> inputs) {
        var types = inputs.stream()
                .map(array -> new TensorType(array.dtype(), array.shape()))
                .toList();
        var inputSlots = types.stream().map(Slot::new).toList();
        var outputSlots = op.outputTypes(types).stream().map(Slot::new).toList();
        List<Storage> storages = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            fill(inputSlots.get(i), inputs.get(i), storages);
        }
        outputSlots.forEach(slot -> storages.add(bind(slot)));
        JAVA.prepare(op, inputSlots, outputSlots).orElseThrow().run();
        var result = read(outputSlots.get(0));
        storages.forEach(Storage::release);
        return result;
    }
}
