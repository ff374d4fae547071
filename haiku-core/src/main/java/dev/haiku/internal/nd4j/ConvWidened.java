package dev.haiku.internal.nd4j;

import dev.haiku.array.DType;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.Kernels;
import dev.haiku.internal.exec.Slot;
import dev.haiku.internal.exec.Storage;
import dev.haiku.ir.Elementwise.Cast;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** A kernel that computes in {@code f32} what is stored in 16 bits. */
final class ConvWidened implements Kernel {

    private final List<Slot> wide = new ArrayList<>();
    private final List<Kernel> kernels = new ArrayList<>();

    /**
     * Prepares one.
     *
     * @param inputs where the operands are
     * @param out where the result goes
     * @param kernel prepares the kernel on the wide operands and result
     */
    ConvWidened(List<Slot> inputs, Slot out, BiFunction<List<Slot>, Slot, Kernel> kernel) {
        Stream.concat(inputs.stream(), Stream.of(out))
                .map(slot -> new Slot(slot.type().withDtype(DType.F32)))
                .forEach(wide::add);
        int last = inputs.size();
        for (int i = 0; i < last; i++) {
            kernels.add(cast(inputs.get(i), wide.get(i)));
        }
        kernels.add(kernel.apply(wide.subList(0, last), wide.get(last)));
        kernels.add(cast(wide.get(last), out));
    }

    private static Kernel cast(Slot from, Slot to) {
        return Kernels.prepare(new Cast(to.type().dtype()), List.of(from), List.of(to));
    }

    @Override
    public void run() {
        List<Storage> storages = new ArrayList<>();
        try {
            for (var slot : wide) {
                var storage = Storage.allocate(slot.type());
                storages.add(storage);
                slot.bind(storage.buffer());
            }
            kernels.forEach(Kernel::run);
        } finally {
            storages.forEach(Storage::release);
        }
    }

    @Override
    public void close() {
        kernels.forEach(Kernel::close);
    }
}
