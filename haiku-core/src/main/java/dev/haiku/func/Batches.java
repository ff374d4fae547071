package dev.haiku.func;

import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.List;
import java.util.function.Function;

/** Mapping in batches: one after another, and all indices of a batch at once. */
final class Batches {

    private static final List<Tensor> NOTHING = List.of();

    private Batches() {}

    static <X, Y> Y map(Function<X, Y> f, X xs, MapOptions options) {
        int batch = options.batchSize();
        if (batch == 0) {
            return oneByOne(f, xs);
        }
        int length = Loops.length("map", Trees.flatten(xs), ScanOptions.DEFAULTS);
        int batches = length / batch;
        int inBatches = batches * batch;
        var together = Func.vmap(f);
        if (batches == 0) {
            return together.apply(xs);
        }
        var blocks = Trees.map(xs, x -> Axes.parted(Ops.slice(x, 0, 0, inBatches), 0, batches));
        var results = Trees.map(oneByOne(together, blocks), y -> Axes.joined(y, 0));
        if (inBatches == length) {
            return results;
        }
        var rest = together.apply(Trees.map(xs, x -> Ops.slice(x, 0, inBatches, length)));
        return Trees.map(results, rest, (a, b) -> Ops.concatenate(0, a, b));
    }

    private static <X, Y> Y oneByOne(Function<X, Y> f, X xs) {
        return Loops.scan(
                        "map",
                        (List<Tensor> none, X x) -> new Carried<>(none, f.apply(x)),
                        NOTHING,
                        xs,
                        ScanOptions.DEFAULTS)
                .ys();
    }
}
