package dev.haiku.internal.exec;

import dev.haiku.array.HostArray;
import dev.haiku.ir.Callback;
import java.util.List;

/** Calls Java with the operands' numbers; what that throws goes through to whoever runs the program. */
final class CallbackKernel implements Kernel {

    private final Callback op;
    private final List<Slot> inputs;
    private final List<Slot> outputs;

    CallbackKernel(Callback op, List<Slot> inputs, List<Slot> outputs) {
        this.op = op;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    @Override
    public void run() {
        var results = op.call(inputs.stream().map(CallbackKernel::read).toList());
        for (int i = 0; i < outputs.size(); i++) {
            var bytes = results.get(i).bytes();
            outputs.get(i).bytes().put(0, bytes, 0, bytes.remaining());
        }
    }

    private static HostArray read(Slot slot) {
        var type = slot.type();
        int size = (int) BufferAssignment.bytes(type);
        return HostArray.fromBytes(type.dtype(), type.shape(), slot.bytes().slice(0, size));
    }
}
