package dev.haiku.internal.exec;

import dev.haiku.ir.ControlFlow.Scan;
import dev.haiku.ir.TensorType;
import java.util.List;

/**
 * Runs a body for each index of its sequences.
 *
 * <p>Carries move between two sets of memory; the first run reads the operands themselves and the last one writes the
 * results themselves. Elements of sequences are read and written where they lie if that is aligned, else they are copied
 * to and from memory of the body's own.
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
        var written = elements(op.body().outputTypes(), op.carries(), memory);
        var carried = new Buffer[Math.min(2, op.length() - 1)][];
        for (int k = 0; k < carried.length; k++) {
            carried[k] = op.body().outputTypes().subList(0, op.carries()).stream()
                    .map(memory::allocate)
                    .toArray(Buffer[]::new);
        }
        for (int step = 0; step < op.length(); step++) {
            carry(instance, carried, step);
            execute(instance, read, written, op.reverse() ? op.length() - 1 - step : step);
        }
    }

    private void execute(ExecutableInstance instance, SequenceElement[] read, SequenceElement[] written, int index) {
        for (int i = 0; i < read.length; i++) {
            instance.bindInput(firstSequence + i, read[i].at(inputs.get(firstSequence + i), index));
        }
        for (int i = 0; i < written.length; i++) {
            instance.bindOutput(op.carries() + i, written[i].place(outputs.get(op.carries() + i), index));
        }
        instance.execute();
        for (int i = 0; i < written.length; i++) {
            written[i].finish(outputs.get(op.carries() + i), index);
        }
    }

    private static SequenceElement[] elements(List<TensorType> types, int from, WorkingMemory memory) {
        return types.subList(from, types.size()).stream()
                .map(type -> SequenceElement.of(type, memory))
                .toArray(SequenceElement[]::new);
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
}
