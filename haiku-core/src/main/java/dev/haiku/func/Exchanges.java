package dev.haiku.func;

import dev.haiku.array.ShapeException;
import dev.haiku.ir.Collective.AllToAll;
import dev.haiku.ir.Collective.Ppermute;
import dev.haiku.ir.Collective.PsumScatter;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collectives that give each index a part of the others' tensors, in one piece or in blocks. */
final class Exchanges {

    private Exchanges() {}

    static Tensor scatter(String op, String axisName, int size, int axis, Tensor x) {
        int position = Axes.normal(op, axis, x.rank(), x);
        requireSize(op, axisName, size, position, x);
        return Ops.bind(new PsumScatter(axisName, size, position), x);
    }

    static Tensor scatterTiled(String op, String axisName, int size, int axis, Tensor x) {
        int position = Axes.normal(op, axis, x.rank(), x);
        return Ops.bind(new PsumScatter(axisName, size, position), blocks(op, axisName, size, position, x));
    }

    static Tensor exchange(String op, String axisName, int size, int splitAxis, int concatAxis, Tensor x) {
        int split = Axes.normal(op, splitAxis, x.rank(), x);
        int concat = Axes.normal(op, concatAxis, x.rank(), x);
        requireSize(op, axisName, size, split, x);
        return Ops.bind(new AllToAll(axisName, size, split, concat), x);
    }

    static Tensor exchangeTiled(String op, String axisName, int size, int splitAxis, int concatAxis, Tensor x) {
        int split = Axes.normal(op, splitAxis, x.rank(), x);
        int concat = Axes.normal(op, concatAxis, x.rank(), x);
        var blocks = blocks(op, axisName, size, split, x);
        return Axes.joined(Ops.bind(new AllToAll(axisName, size, split, concat), blocks), concat);
    }

    /** {@return the tensor with an axis cut into as many blocks as there are indices, the blocks being an axis of their own} */
    private static Tensor blocks(String op, String axisName, int size, int axis, Tensor x) {
        int elements = x.shape().dim(axis);
        if (elements % size != 0) {
            throw new ShapeException(
                    op + " cuts axis " + axis + " of " + x.type() + " into a block for each index of the axis '"
                            + axisName + "', but " + elements + " is no multiple of its size " + size + ".");
        }
        return Axes.parted(x, axis, size);
    }

    private static void requireSize(String op, String axisName, int size, int axis, Tensor x) {
        if (x.shape().dim(axis) != size) {
            throw new ShapeException(op + " needs an element for each index of the axis '" + axisName + "' of size "
                    + size + ", but axis " + axis + " of " + x.type() + " has size "
                    + x.shape().dim(axis) + ".");
        }
    }

    /** {@return for each index the one that sends to it} */
    static List<Integer> sources(int size, Map<Integer, Integer> destinations) {
        List<Integer> sources = new ArrayList<>(Collections.nCopies(size, Ppermute.NOBODY));
        new TreeMap<>(destinations).forEach((source, destination) -> {
            if (source < 0 || source >= size || destination < 0 || destination >= size) {
                throw new IllegalArgumentException("ppermute sends from " + source + " to " + destination
                        + ", but the indices of the axis are 0 to " + (size - 1) + ".");
            }
            if (sources.get(destination) != Ppermute.NOBODY) {
                throw new IllegalArgumentException("ppermute sends from both " + sources.get(destination) + " and "
                        + source + " to " + destination + ". Each index gets from one.");
            }
            sources.set(destination, source);
        });
        return sources;
    }
}
