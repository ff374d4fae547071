package dev.haiku.nn.golden;

import dev.haiku.array.DType;
import dev.haiku.nn.nets.VectorQuantizer;
import dev.haiku.nn.nets.VectorQuantizerEma;
import java.util.function.UnaryOperator;

/** The rows of {@link ModuleTable} for vector quantizers. */
final class QuantizerTargets {

    private QuantizerTargets() {}

    static void register() {
        ModuleTable.row(
                "hk.nets.VectorQuantizer",
                a -> new VectorQuantizer(
                        a.integer("embedding_dim"),
                        a.integer("num_embeddings"),
                        a.number("commitment_cost"),
                        options(a)),
                "inputs is_training",
                (m, a) -> m.apply(a.tensor("inputs"), a.truth("is_training")));
        ModuleTable.row(
                "hk.nets.VectorQuantizerEMA",
                a -> new VectorQuantizerEma(
                        a.integer("embedding_dim"),
                        a.integer("num_embeddings"),
                        a.number("commitment_cost"),
                        a.number("decay"),
                        averagingOptions(a)),
                "inputs is_training",
                (m, a) -> m.apply(a.tensor("inputs"), a.truth("is_training")));
    }

    private static UnaryOperator<VectorQuantizer.Options> options(Arguments a) {
        return a.<VectorQuantizer.Options>edit()
                .set("dtype", name -> a.dtype(name, DType.F32), VectorQuantizer.Options::dtype)
                .set("cross_replica_axis", a::text, VectorQuantizer.Options::crossReplicaAxis)
                .set("name", a::text, VectorQuantizer.Options::name)
                .operator();
    }

    private static UnaryOperator<VectorQuantizerEma.Options> averagingOptions(Arguments a) {
        return a.<VectorQuantizerEma.Options>edit()
                .set("epsilon", a::number, VectorQuantizerEma.Options::epsilon)
                .set("dtype", name -> a.dtype(name, DType.F32), VectorQuantizerEma.Options::dtype)
                .set("cross_replica_axis", a::text, VectorQuantizerEma.Options::crossReplicaAxis)
                .set("name", a::text, VectorQuantizerEma.Options::name)
                .operator();
    }
}
