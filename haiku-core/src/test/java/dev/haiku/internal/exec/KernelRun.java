package dev.haiku.internal.exec;

import dev.haiku.array.HostArray;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Runs kernels on values: twice, each time on other memory, which they must not mind. */
public final class KernelRun {

    private KernelRun() {}

    /** Makes the kernel that is run. */
    public interface Preparation {
        Kernel prepare(List<Slot> inputs, List<Slot> outputs);
    }

    /** {@return what a provider's kernel of a primitive computes} */
    public static List<HostArray> of(KernelProvider provider, Primitive op, List<HostArray> operands) {
        var results = op.outputTypes(operands.stream().map(KernelRun::type).toList());
        return of(
                results,
                operands,
                (inputs, outputs) -> provider.prepare(op, inputs, outputs).orElseThrow());
    }

    /** {@return what a kernel computes, given the types of its results} */
    public static List<HostArray> of(List<TensorType> results, List<HostArray> operands, Preparation preparation) {
        var inputs = operands.stream().map(operand -> new Slot(type(operand))).toList();
        var outputs = results.stream().map(Slot::new).toList();
        var kernel = preparation.prepare(inputs, outputs);
        List<Storage> storages = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            for (int i = 0; i < inputs.size(); i++) {
                storages.add(bind(inputs.get(i)));
                var bytes = operands.get(i).bytes();
                inputs.get(i).bytes().put(0, bytes, 0, bytes.remaining());
            }
            outputs.forEach(slot -> storages.add(bind(slot)));
            kernel.run();
        }
        kernel.close();
        var values = outputs.stream().map(KernelRun::read).toList();
        storages.forEach(Storage::release);
        return values;
    }

    public static TensorType type(HostArray array) {
        return new TensorType(array.dtype(), array.shape());
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
}
