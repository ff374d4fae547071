package dev.haiku.internal.exec;

import dev.haiku.internal.simplify.Simplifier;
import dev.haiku.ir.Program;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A compiled program. Any number of threads may run it; each run borrows an instance with memory of its own, and instances are kept.
 */
final class Executable {

    private final Plan plan;
    private final BufferAssignment assignment;
    private final Queue<ExecutableInstance> idle = new ConcurrentLinkedQueue<>();

    private Executable(Plan plan) {
        this.plan = plan;
        this.assignment = BufferAssignment.of(plan);
    }

    static Executable compile(Program program) {
        var prepared = Regions.gather(Simplifier.simplify(program));
        Dump.write("program", prepared::toString);
        return new Executable(Plan.of(prepared));
    }

    /** {@return the results for those inputs, which have the program's types} */
    List<Tensor> run(List<ArrayTensor> inputs) {
        var instance = borrow();
        var results = instance.run(inputs);
        giveBack(instance); // an instance whose run failed is dropped
        return results;
    }

    /** {@return an instance for this thread alone until it is given back} */
    ExecutableInstance borrow() {
        var instance = idle.poll();
        return instance == null ? new ExecutableInstance(plan, assignment) : instance;
    }

    void giveBack(ExecutableInstance instance) {
        idle.add(instance);
    }
}
