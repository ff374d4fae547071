package dev.haiku.optim;

import dev.haiku.array.ShapeException;
import dev.haiku.func.Control;
import dev.haiku.func.Func;
import dev.haiku.func.MappedAxis;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.function.Function;

/**
 * The rule of {@link Optimizers#microbatch(Function, int)}.
 *
 * @param f the function of a batch
 * @param size the number of examples in a part
 * @param o what is chosen
 */
record Microbatches<B, R>(Function<B, R> f, int size, MicrobatchOptions o) {

    private static final String ACCUMULATIONS = "map of accumulations";

    Microbatches {
        if (size < 1) {
            throw new IllegalArgumentException("microbatch needs a size >= 1, but got " + size + ".");
        }
    }

    /** {@return the rule for the function of a batch that a function of one example gives} */
    static <E, R> Microbatches<E, R> ofExamples(Function<E, R> f, int size, MicrobatchOptions o) {
        var names = new NamePrefixes<>(ACCUMULATIONS, o.accumulations());
        var examples = Func.vmap(f, v -> v.in(MappedAxis.at(o.axis())));
        return new Microbatches<>(
                part -> TreeMath.mapWithName(
                        examples.apply(part), (name, x) -> names.get(name).overExamples(x)),
                size,
                o);
    }

    R apply(B batch) {
        int parts = parts(batch);
        var split = Trees.map(batch, (Tensor x) -> split(x, parts));
        var names = new NamePrefixes<>(ACCUMULATIONS, o.accumulations());
        var types = Func.evalShape((Tensor index) -> f.apply(part(split, index)), Tensor.scalar(0));
        var begin = TreeMath.mapWithName(types, (name, type) -> names.get(name).begin(type, parts));
        var count = o.count();
        var end = count == null
                ? Control.foriLoop(0, parts, (index, soFar) -> next(names, split, index, soFar), begin)
                : Control.foriLoop(Tensor.scalar(0), count, (index, soFar) -> next(names, split, index, soFar), begin);
        return TreeMath.mapWithName(end, (name, all) -> names.get(name).end(all, parts));
    }

    private R next(NamePrefixes<Accumulation> names, B split, Tensor index, R soFar) {
        var results = Trees.leaves(f.apply(part(split, index))).iterator();
        return TreeMath.mapWithName(soFar, (name, x) -> names.get(name).add(x, results.next(), index));
    }

    private B part(B split, Tensor index) {
        return Trees.map(split, (Tensor x) -> Ops.get(x, index));
    }

    private int parts(B batch) {
        var sizes = Trees.leaves(batch).stream()
                .map(x -> x.dim(x.shape().axis(o.axis())))
                .distinct()
                .toList();
        if (sizes.size() != 1) {
            throw new ShapeException("microbatch needs batches with one number of examples, but got " + sizes + ".");
        }
        int examples = sizes.get(0);
        if (examples % size != 0) {
            throw new ShapeException("microbatch needs a number of examples that is a multiple of the size " + size
                    + ", but got " + examples + ".");
        }
        return examples / size;
    }

    /** {@return the tensor with an axis of parts in front; a part has every so many-th example} */
    private Tensor split(Tensor x, int parts) {
        int axis = x.shape().axis(o.axis());
        return Ops.moveAxis(x.reshape(x.shape().with(axis, size).insert(axis + 1, parts)), axis + 1, 0);
    }
}
