package dev.haiku.internal.exec;

import dev.haiku.ir.ControlFlow.Cond;
import java.util.List;

/** Runs one of several branches. */
final class CondKernel implements Kernel {

    private final List<Executable> branches;
    private final List<Slot> inputs;
    private final List<Slot> outputs;

    CondKernel(Cond op, List<Slot> inputs, List<Slot> outputs) {
        this.branches = op.branches().stream().map(Executables::of).toList();
        this.inputs = inputs;
        this.outputs = outputs;
    }

    @Override
    public void run() {
        int index = inputs.get(0).ints().get(0);
        var branch = branches.get(Math.max(0, Math.min(index, branches.size() - 1)));
        var instance = branch.borrow();
        for (int i = 1; i < inputs.size(); i++) {
            instance.bindInput(i - 1, inputs.get(i).buffer());
        }
        for (int i = 0; i < outputs.size(); i++) {
            instance.bindOutput(i, outputs.get(i).buffer());
        }
        instance.execute();
        branch.giveBack(instance); // not after a failure
    }
}
