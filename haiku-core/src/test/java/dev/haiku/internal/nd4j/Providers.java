package dev.haiku.internal.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.internal.exec.KernelProvider;
import dev.haiku.internal.exec.Slot;
import dev.haiku.internal.exec.Storage;
import dev.haiku.internal.exec.java.JavaKernels;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Runs a primitive with the native kernels and with the plain Java ones, and compares. */
final class Providers {

    static final KernelProvider NATIVE = new Nd4jKernels();
    static final KernelProvider JAVA = new JavaKernels();

    private Providers() {}

    /** {@return the results of a provider's kernel, which runs twice on different memory and must not mind} */
    static List<HostArray> run(KernelProvider provider, Primitive op, List<HostArray> inputs) {
        var types = inputs.stream().map(Providers::type).toList();
        var inputSlots = types.stream().map(Slot::new).toList();
        var outputSlots = op.outputTypes(types).stream().map(Slot::new).toList();
        var kernel = provider.prepare(op, inputSlots, outputSlots).orElseThrow();
        var storages = new ArrayList<Storage>();
        for (int run = 0; run < 2; run++) {
            for (int i = 0; i < inputs.size(); i++) {
                storages.add(bind(inputSlots.get(i)));
                var bytes = inputs.get(i).bytes();
                inputSlots.get(i).bytes().put(0, bytes, 0, bytes.remaining());
            }
            outputSlots.forEach(slot -> storages.add(bind(slot)));
            kernel.run();
        }
        kernel.close();
        var results = outputSlots.stream().map(Providers::read).toList();
        storages.forEach(Storage::release);
        return results;
    }

    static TensorType type(HostArray array) {
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

    /** Asserts that both providers agree up to so many units in the last place; NaN equals NaN. */
    static void assertAgree(Primitive op, List<HostArray> inputs, double ulps) {
        var actual = run(NATIVE, op, inputs);
        var expected = run(JAVA, op, inputs);
        for (int i = 0; i < expected.size(); i++) {
            assertClose(op, actual.get(i), expected.get(i), ulps);
        }
    }

    static void assertClose(Primitive op, HostArray actual, HostArray expected, double ulps) {
        assertThat(type(actual)).isEqualTo(type(expected));
        for (int i = 0; i < expected.size(); i++) {
            double a = actual.getDouble(i);
            double e = expected.getDouble(i);
            double allowed = ulps * (expected.dtype() == DType.F64 ? Math.ulp(e) : Math.ulp((float) e));
            if (Double.compare(a, e) != 0 && !(Math.abs(a - e) <= allowed)) {
                throw new AssertionError(
                        op + " of " + type(expected) + ": element " + i + " is " + a + ", but Java computes " + e);
            }
        }
    }
}
