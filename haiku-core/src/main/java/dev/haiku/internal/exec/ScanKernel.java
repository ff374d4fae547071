package dev.haiku.internal.exec;

import dev.haiku.ir.ControlFlow.Scan;
import dev.haiku.ir.TensorType;
import java.util.List;

/**
 * Runs a body for each index of its sequences.
 *
 * <p>Carries move between two sets of memory; the first run reads the operands themselves and the last one writes the
 * results themselves. Elements of sequences are copied to and from memory of the body's own, so that kernels see
 * aligned blocks.
 */
final class ScanKernel implements Kernel {

    private final Scan op;
    private final Executable body;
    private final List<Slot> inputs;
    private final List<Slot> outputs;
    private final int firstCarry;
    private final int firstSequence;

    ScanKernel(Scan op, List<Slot> inputs, List<Slot> outputs) {
        this.op = op;
        this.body = Executables.of(op.body());
        this.inputs = inputs;
        this.outputs = outputs;
        this.firstCarry = op.constants();
        this.firstSequence = op.constants() + op.carries();
    }

    @Override
    public void run() {
        if (op.length() == 0) {
            for (int i = 0; i < op.carries(); i++) {
                ControlKernels.copy(
                        outputs.get(i).type(),
                        inputs.get(firstCarry + i).buffer(),
                        outputs.get(i).buffer());
            }
            return;
        }
        try (var memory = new WorkingMemory()) {
            var instance = body.borrow();
            loop(instance, memory);
            body.giveBack(instance); // not after a failure
        }
    }

    private void loop(ExecutableInstance instance, WorkingMemory memory) {
        for (int i = 0; i < firstSequence; i++) {
            instance.bindInput(i, inputs.get(i).buffer());
        }
        var read = elements(op.body().inputTypes(), firstSequence, memory);
        for (int i = 0; i < read.length; i++) {
            instance.bindInput(firstSequence + i, read[i]);
        }
        var written = elements(op.body().outputTypes(), op.carries(), memory);
        for (int i = 0; i < written.length; i++) {
            instance.bindOutput(op.carries() + i, written[i]);
        }
        var carried = new Buffer[Math.min(2, op.length() - 1)][];
        for (int k = 0; k < carried.length; k++) {
            carried[k] = elements(op.body().outputTypes().subList(0, op.carries()), 0, memory);
        }
        for (int step = 0; step < op.length(); step++) {
            int index = op.reverse() ? op.length() - 1 - step : step;
            carry(instance, carried, step);
            move(index, inputs, firstSequence, read, true);
            instance.execute();
            move(index, outputs, op.carries(), written, false);
        }
    }

    private static Buffer[] elements(List<TensorType> types, int from, WorkingMemory memory) {
        var buffers = new Buffer[types.size() - from];
        for (int i = 0; i < buffers.length; i++) {
            buffers[i] = memory.allocate(types.get(from + i));
        }
        return buffers;
    }

    private void carry(ExecutableInstance instance, Buffer[][] carried, int step) {
        for (int i = 0; i < op.carries(); i++) {
            if (step > 0) {
                instance.bindInput(firstCarry + i, carried[(step - 1) % 2][i]);
            }
            boolean isLast = step == op.length() - 1;
            instance.bindOutput(i, isLast ? outputs.get(i).buffer() : carried[step % 2][i]);
        }
    }

    private void move(int index, List<Slot> sequences, int from, Buffer[] elements, boolean isRead) {
        for (int i = 0; i < elements.length; i++) {
            var sequence = sequences.get(from + i);
            int bytes = ControlKernels.bytes(sequence.type()) / op.length();
            if (isRead) {
                ControlKernels.copy(bytes, sequence.buffer(), index * bytes, elements[i], 0);
            } else {
                ControlKernels.copy(bytes, elements[i], 0, sequence.buffer(), index * bytes);
            }
        }
    }
}
