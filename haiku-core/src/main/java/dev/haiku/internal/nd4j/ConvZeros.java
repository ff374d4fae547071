package dev.haiku.internal.nd4j;

import dev.haiku.array.Shape;
import dev.haiku.internal.convolution.ConvProblem;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.Slot;
import dev.haiku.internal.exec.Storage;
import dev.haiku.internal.exec.java.StridedCopy;
import dev.haiku.internal.exec.java.StridedCopy.Side;
import java.util.Collections;

/** The results of a phase that reads nothing. */
final class ConvZeros implements Kernel {

    private final Slot zero;
    private final Kernel copying;

    ConvZeros(ConvProblem problem, Slot out) {
        this.zero = new Slot(out.type().withShape(Shape.SCALAR));
        var layout = ConvStep.result(problem);
        var repeated = new Side(zero, 0, Collections.nCopies(layout.sizes().size(), 0));
        this.copying = StridedCopy.of(layout.sizes(), repeated, new Side(out, layout.at(), layout.steps()));
    }

    @Override
    public void run() {
        var storage = Storage.allocate(zero.type());
        try {
            storage.buffer().floats().put(0, 0);
            zero.bind(storage.buffer());
            copying.run();
        } finally {
            storage.release();
        }
    }
}
