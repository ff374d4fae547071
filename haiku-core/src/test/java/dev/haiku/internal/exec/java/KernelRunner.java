package dev.haiku.internal.exec.java;

import dev.haiku.array.HostArray;
import dev.haiku.internal.exec.KernelProvider;
import dev.haiku.internal.exec.Slot;
import dev.haiku.internal.exec.Storage;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/** Runs kernels of a provider on host arrays, with results in memory that holds rubbish before. */
final class KernelRunner {

    private static final byte RUBBISH = (byte) 0xab;

    private KernelRunner() {}

    static List<HostArray> run(KernelProvider provider, Primitive op, List<HostArray> inputs) {
        var inputTypes = inputs.stream().map(KernelRunner::type).toList();
        var inputSlots = inputTypes.stream().map(Slot::new).toList();
        var outputSlots = op.outputTypes(inputTypes).stream().map(Slot::new).toList();
        var kernel = provider.prepare(op, inputSlots, outputSlots).orElseThrow();
        var storages = IntStream.range(0, inputs.size())
                .mapToObj(i -> bind(inputSlots.get(i)))
                .toList();
        for (int i = 0; i < inputs.size(); i++) {
            var bytes = inputs.get(i).bytes();
            inputSlots.get(i).bytes().put(0, bytes, 0, bytes.remaining());
        }
        var results = outputSlots.stream().map(KernelRunner::bind).toList();
        kernel.run();
        kernel.close();
        var values = outputSlots.stream().map(KernelRunner::read).toList();
        storages.forEach(Storage::release);
        results.forEach(Storage::release);
        return values;
    }

    static TensorType type(HostArray array) {
        return new TensorType(array.dtype(), array.shape());
    }

    private static Storage bind(Slot slot) {
        var storage = Storage.allocate(slot.type());
        var bytes = storage.buffer().bytes();
        for (int i = 0; i < bytes.capacity(); i++) {
            bytes.put(i, RUBBISH);
        }
        slot.bind(storage.buffer());
        return storage;
    }

    private static HostArray read(Slot slot) {
        var type = slot.type();
        var bytes = slot.bytes().slice(0, slot.size() * type.dtype().bytes());
        return HostArray.fromBytes(type.dtype(), type.shape(), bytes);
    }
}
