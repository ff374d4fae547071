package dev.haiku.checkpoint;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Saves one step after the other until it is killed; all numbers of a step are the step. */
final class SavingForever {

    private static final int TENSORS = 16;
    private static final Shape SHAPE = Shape.of(1 << 16);

    private SavingForever() {}

    static List<Tensor> tree(long step) {
        return IntStream.range(0, TENSORS)
                .mapToObj(i -> Tensor.of(HostArray.fromLongs(DType.F32, SHAPE, j -> step)))
                .toList();
    }

    /** {@code folder firstStep} */
    public static void main(String[] args) {
        var checkpoints = CheckpointFolder.of(Path.of(args[0]), o -> o.keepLast(1));
        for (long step = Long.parseLong(args[1]); ; step++) {
            checkpoints.save(step, tree(step));
        }
    }
}
