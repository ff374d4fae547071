package dev.haiku.internal.exec;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.ir.ControlFlow.While;
import dev.haiku.ir.TensorType;
import java.util.List;

/** Runs a body as long as a condition holds; carries move between two sets of memory. */
final class WhileKernel implements Kernel {

    private static final TensorType BOOL = new TensorType(DType.BOOL, Shape.SCALAR);

    private final While op;
    private final Executable condition;
    private final Executable body;
    private final List<Slot> inputs;
    private final List<Slot> outputs;
    private final int firstCarry;

    WhileKernel(While op, List<Slot> inputs, List<Slot> outputs) {
        this.op = op;
        this.condition = Executables.of(op.condition());
        this.body = Executables.of(op.body());
        this.inputs = inputs;
        this.outputs = outputs;
        this.firstCarry = op.conditionConstants() + op.bodyConstants();
    }

    @Override
    public void run() {
        try (var memory = new WorkingMemory()) {
            var test = condition.borrow();
            var step = body.borrow();
            loop(test, step, memory);
            condition.giveBack(test); // not after a failure
            body.giveBack(step);
        }
    }

    private void loop(ExecutableInstance test, ExecutableInstance step, WorkingMemory memory) {
        for (int i = 0; i < op.conditionConstants(); i++) {
            test.bindInput(i, inputs.get(i).buffer());
        }
        for (int i = 0; i < op.bodyConstants(); i++) {
            step.bindInput(i, inputs.get(op.conditionConstants() + i).buffer());
        }
        var holds = memory.allocate(BOOL);
        test.bindOutput(0, holds);
        var now = new Buffer[op.carries()];
        for (int i = 0; i < now.length; i++) {
            now[i] = inputs.get(firstCarry + i).buffer();
        }
        var sets = new Buffer[][] {carries(memory), carries(memory)};
        for (int run = 0; holds(test, now, holds); run++) {
            var next = sets[run % 2];
            for (int i = 0; i < now.length; i++) {
                step.bindInput(op.bodyConstants() + i, now[i]);
                step.bindOutput(i, next[i]);
            }
            step.execute();
            now = next;
        }
        for (int i = 0; i < now.length; i++) {
            ControlKernels.copy(outputs.get(i).type(), now[i], outputs.get(i).buffer());
        }
    }

    private Buffer[] carries(WorkingMemory memory) {
        return outputs.stream().map(slot -> memory.allocate(slot.type())).toArray(Buffer[]::new);
    }

    private boolean holds(ExecutableInstance test, Buffer[] now, Buffer result) {
        for (int i = 0; i < now.length; i++) {
            test.bindInput(op.conditionConstants() + i, now[i]);
        }
        test.execute();
        return result.bytes().get(0) != 0;
    }
}
