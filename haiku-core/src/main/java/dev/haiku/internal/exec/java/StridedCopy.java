package dev.haiku.internal.exec.java;

import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.Slot;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Copies of elements between two memories that are laid out in different ways. */
public final class StridedCopy {

    /**
     * Where the elements are in one of the memories.
     *
     * @param slot the memory
     * @param at where the first one is
     * @param steps how far apart neighbours are along each axis; 0 repeats one
     */
    public record Side(Slot slot, int at, List<Integer> steps) {

        /** Copies the list. */
        public Side {
            steps = List.copyOf(steps);
        }

        private int[] steps(List<Integer> axes) {
            return axes.stream().mapToInt(steps::get).toArray();
        }
    }

    private StridedCopy() {}

    /** {@return a kernel that copies along axes of those sizes} */
    public static Kernel of(List<Integer> sizes, Side from, Side to) {
        var axes = IntStream.range(0, sizes.size())
                .boxed()
                .sorted(Comparator.comparing(to.steps::get, Comparator.reverseOrder()))
                .toList();
        var nest = Nest.of(axes.stream().mapToInt(sizes::get).toArray(), from.steps(axes), to.steps(axes));
        return isTransposition(nest, from, to)
                ? new TransposeKernel(nest, from.slot, to.slot)
                : Mover.kernel(nest, from.slot, from.at, to.slot, to.at);
    }

    private static boolean isTransposition(Nest nest, Side from, Side to) {
        return from.at == 0
                && to.at == 0
                && to.slot.type().dtype().bytes() == Integer.BYTES
                && TransposeKernel.fits(nest)
                && nest.toStride(nest.rank() - 1) == 1;
    }
}
