package dev.haiku.internal.autodiff;

import dev.haiku.array.Shape;
import dev.haiku.ir.Indexing.Combine;
import dev.haiku.ir.Indexing.DynamicSlice;
import dev.haiku.ir.Indexing.DynamicUpdateSlice;
import dev.haiku.ir.Indexing.Gather;
import dev.haiku.ir.Indexing.Mode;
import dev.haiku.ir.Indexing.Scatter;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;

/** Transpose rows of primitives that read or write at positions given as data. */
final class IndexingTranspose {

    private IndexingTranspose() {}

    static void fill(TransposeTable table) {
        table.first(
                Gather.class,
                (op, g, step) -> Ops.bind(
                        new Scatter(op.axes(), Combine.ADD, op.mode()), zeros(step.type(0)), step.constant(1), g));
        table.rule(Scatter.class, IndexingTranspose::scatter);
        table.first(DynamicSlice.class, (op, g, step) -> write(zeros(step.type(0)), g, step.constants(1)));
        table.rule(DynamicUpdateSlice.class, IndexingTranspose::updateSlice);
    }

    private static Tensor zeros(TensorType type) {
        return Ops.zeros(type.shape(), type.dtype());
    }

    private static Tensor write(Tensor target, Tensor update, List<Tensor> starts) {
        return Ops.bindAll(new DynamicUpdateSlice(), Lists.concat(List.of(target, update), starts))
                .get(0);
    }

    /** The tensor gets what was not overwritten, the update what stands in its place. */
    private static void updateSlice(DynamicUpdateSlice op, LinearStep step) {
        var starts = step.constants(2);
        if (step.isLinear(0)) {
            step.give(0, write(step.g(), zeros(step.type(1)), starts));
        }
        if (step.isLinear(1)) {
            var read = new DynamicSlice(step.type(1).shape().toList());
            step.give(
                    1,
                    Ops.bindAll(read, Lists.concat(List.of(step.g()), starts)).get(0));
        }
    }

    private static void scatter(Scatter op, LinearStep step) {
        switch (op.combine()) {
            case ADD -> add(op, step);
            case SET -> set(op, step);
            case MUL -> {
                var g = Ops.bind(op, step.g(), step.constant(1), step.constant(2));
                step.give(0, g);
            }
            case MIN, MAX -> throw step.notLinear();
        }
    }

    private static void add(Scatter op, LinearStep step) {
        if (step.isLinear(0)) {
            step.give(0, step.g());
        }
        if (step.isLinear(2)) {
            step.give(2, Gathers.orZero(reading(op, step), step.g(), step.constant(1)));
        }
    }

    private static Gather reading(Scatter op, LinearStep step) {
        return Gathers.reading(op, step.type(0), step.type(2));
    }

    private static void set(Scatter op, LinearStep step) {
        var indices = step.constant(1);
        if (step.isLinear(0)) {
            step.give(0, Ops.bind(op, step.g(), indices, zeros(step.type(2))));
        }
        if (step.isLinear(2)) {
            var g = Gathers.orZero(reading(op, step), step.g(), indices);
            step.give(2, mayCollide(indices) ? Ops.select(winners(op, step), g, Ops.zerosLike(g)) : g);
        }
    }

    private static boolean mayCollide(Tensor indices) {
        var shape = indices.type().shape();
        return shape.subShape(0, shape.rank() - 1).size() > 1;
    }

    /**
     * Where updates meet, only the one that stayed gets the cotangent: it is found by writing numbers in their stead.
     */
    private static Tensor winners(Scatter op, LinearStep step) {
        var updates = step.type(2).shape();
        var numbers = Ops.reshape(Gathers.positions(Shape.of((int) updates.size()), 0), updates);
        var nobody = Ops.full(step.type(0).shape(), -1, numbers.type().dtype());
        var written = Ops.bind(op, nobody, step.constant(1), numbers);
        var read = new Gather(reading(op, step).axes(), reading(op, step).sliceSizes(), Mode.CLIP);
        return Ops.bind(read, written, step.constant(1)).eq(numbers);
    }
}
