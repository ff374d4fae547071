package dev.haiku.nn.golden;

import static dev.haiku.nn.golden.ScriptRun.named;
import static dev.haiku.nn.golden.TrainingTable.meanCrossEntropy;

import dev.haiku.Haiku;
import dev.haiku.array.Shape;
import dev.haiku.golden.GoldenCase;
import dev.haiku.nn.Batching;
import dev.haiku.nn.Embed;
import dev.haiku.nn.LayerNorm;
import dev.haiku.nn.Linear;
import dev.haiku.nn.MultiHeadAttention;
import dev.haiku.nn.Sequential;
import dev.haiku.nn.init.Initializers;
import dev.haiku.nn.recurrent.DeepRnn;
import dev.haiku.nn.recurrent.Gru;
import dev.haiku.nn.recurrent.Lstm;
import dev.haiku.nn.recurrent.Recurrent;
import dev.haiku.nn.recurrent.RnnCore;
import dev.haiku.nn.recurrent.VanillaRnn;
import dev.haiku.optim.ChainState;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Optimizers;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Training runs on text: recurrent cores and a transformer that predict the next character. */
final class SequenceTrainings {

    private static final int STEPS = 20;
    private static final int BATCH = 4;

    private static final Map<String, Supplier<RnnCore<Tensor, ?, Tensor>>> CORES = new TreeMap<>(Map.of(
            "LSTM", () -> new Lstm(16),
            "GRU", () -> new Gru(16),
            "VanillaRNN", () -> new VanillaRnn(16),
            "DeepLSTM", () -> new DeepRnn(new Lstm(12), Recurrent.layer(Nn::relu), new Lstm(12))));

    private static final Map<String, Supplier<GradientTransformation<ChainState>>> OPTIMIZERS = new TreeMap<>(Map.of(
            "adam", () -> Optimizers.adam(3e-3),
            "sgd", () -> Optimizers.sgd(0.1),
            "adamw",
                    () -> Optimizers.chain(
                            Optimizers.clipByGlobalNorm(1.0), Optimizers.adamw(3e-3, o -> o.weightDecay(0.1)))));

    private SequenceTrainings() {}

    /**
     * {@return windows of a text, which it continues at its beginning}
     *
     * @param ids the characters
     * @param offsets where each row begins, {@code [rows, 1]}
     * @param length how many characters a row has
     */
    private static Tensor windows(Tensor ids, Tensor offsets, int length) {
        var indices = offsets.add(Ops.arange(length));
        return Ops.take(ids, Ops.mod(indices, Tensor.scalar((int) ids.size())), 0);
    }

    private static Tensor offsets(int distance, int start) {
        return Ops.arange(BATCH).mul(distance).add(start).expandDims(1);
    }

    /** {@return all characters of each window but the last, and those that follow them} */
    private static Map<String, Tensor> pairs(Tensor windows, int timeAxis) {
        int last = windows.shape().dim(timeAxis) - 1;
        return Map.of("x", Ops.slice(windows, timeAxis, 0, last), "y", Ops.slice(windows, timeAxis, 1, last + 1));
    }

    static Training recurrent(GoldenCase golden) {
        int vocab = golden.spec().path("vocab").asInt();
        var core = named(CORES, golden.spec().path("core").asText(), golden);
        var ids = Tensor.of(golden.tensor("in:ids"));
        return Training.of(
                batch -> {
                    var x = new Embed(vocab, 8).apply(batch.get("x"));
                    var outputs = unroll(core.get(), x);
                    var logits = Batching.batchApply(new Linear(vocab)).apply(outputs);
                    return meanCrossEntropy(logits, batch.get("y"));
                },
                Optimizers.adam(0.01),
                STEPS,
                i -> pairs(windows(ids, offsets(17, 5 * i), 13).transpose(), 0));
    }

    private static <S> Tensor unroll(RnnCore<Tensor, S, Tensor> core, Tensor x) {
        return Recurrent.dynamicUnroll(core, x, core.initialState(BATCH)).outputs();
    }

    /** The sizes of a transformer. */
    private record Sizes(int vocab, int heads, int keySize, int layers) {

        int model() {
            return heads * keySize;
        }
    }

    static Training transformer(GoldenCase golden) {
        var spec = golden.spec();
        var sizes = new Sizes(
                spec.path("vocab").asInt(),
                spec.path("heads").asInt(),
                spec.path("key_size").asInt(),
                spec.path("layers").asInt());
        var ids = Tensor.of(golden.tensor("in:ids"));
        return Training.of(
                batch -> meanCrossEntropy(transformer(batch.get("x"), sizes), batch.get("y")),
                named(OPTIMIZERS, spec.path("optimizer").asText(), golden).get(),
                STEPS,
                i -> pairs(windows(ids, offsets(13, 7 * i), 11), 1));
    }

    private static Tensor transformer(Tensor ids, Sizes sizes) {
        int length = ids.shape().dim(1);
        var init = Initializers.varianceScaling(2.0 / sizes.layers());
        var small = Initializers.truncatedNormal(0.02);
        var embed = new Embed(sizes.vocab(), sizes.model(), o -> o.wInit(small));
        var positions = Haiku.getParameter("pos", Shape.of(length, sizes.model()), small);
        var h = embed.apply(ids).add(positions);
        var mask = Ops.tril(Ops.ones(1, 1, length, length));
        for (int i = 0; i < sizes.layers(); i++) {
            var normed = norm(h);
            var attention =
                    new MultiHeadAttention(sizes.heads(), sizes.keySize(), init, o -> o.modelSize(sizes.model()));
            h = h.add(attention.apply(normed, normed, normed, mask));
            normed = norm(h);
            var dense = new Sequential(
                    new Linear(2 * sizes.model(), o -> o.wInit(init)),
                    Nn::gelu,
                    new Linear(sizes.model(), o -> o.wInit(init)));
            h = h.add(dense.apply(normed));
        }
        h = norm(h);
        return new Linear(sizes.vocab()).apply(h);
    }

    private static Tensor norm(Tensor x) {
        return new LayerNorm(-1, true, true).apply(x);
    }
}
