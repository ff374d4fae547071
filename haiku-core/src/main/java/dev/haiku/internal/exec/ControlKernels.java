package dev.haiku.internal.exec;

import dev.haiku.ir.ControlFlow;
import dev.haiku.ir.ControlFlow.Cond;
import dev.haiku.ir.ControlFlow.Scan;
import dev.haiku.ir.ControlFlow.While;
import dev.haiku.ir.TensorType;
import java.util.List;

/** Kernels of loops and branches, which run the executables of their programs. */
final class ControlKernels {

    private ControlKernels() {}

    static Kernel prepare(ControlFlow op, List<Slot> inputs, List<Slot> outputs) {
        if (op instanceof Scan scan) {
            return new ScanKernel(scan, inputs, outputs);
        }
        if (op instanceof While loop) {
            return new WhileKernel(loop, inputs, outputs);
        }
        return new CondKernel((Cond) op, inputs, outputs);
    }

    static void copy(TensorType type, Buffer source, Buffer target) {
        copy(bytes(type), source, 0, target, 0);
    }

    static void copy(int count, Buffer source, int sourceStart, Buffer target, int targetStart) {
        if (source != target) {
            target.bytes().put(targetStart, source.bytes(), sourceStart, count);
        }
    }

    static int bytes(TensorType type) {
        return (int) BufferAssignment.bytes(type);
    }
}
