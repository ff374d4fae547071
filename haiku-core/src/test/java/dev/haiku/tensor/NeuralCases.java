package dev.haiku.tensor;

import dev.haiku.array.DType;
import java.util.List;
import java.util.function.UnaryOperator;

/** Rows of {@link Nn}. */
final class NeuralCases {

    private static final List<Integer> COLUMNS = List.of(1);

    private NeuralCases() {}

    static void addTo(FunctionTable t) {
        addActivations(t);
        addSoftmaxes(t);
        addLogarithms(t);
        addCodes(t);
        addAttention(t);
    }

    private static void addActivations(FunctionTable t) {
        t.one("Nn.relu", Nn::relu);
        t.one("Nn.relu6", Nn::relu6);
        t.one("Nn.sigmoid", Nn::sigmoid);
        t.one("Nn.logSigmoid", Nn::logSigmoid);
        t.one("Nn.softplus", Nn::softplus);
        t.one("Nn.softSign", Nn::softSign);
        t.one("Nn.silu", Nn::silu);
        t.one("Nn.swish", Nn::swish);
        t.one("Nn.mish", Nn::mish);
        t.one("Nn.gelu", Nn::gelu);
        t.one("Nn.geluExact", Nn::geluExact);
        t.one("Nn.elu", x -> Nn.elu(x));
        t.one("Nn.selu", Nn::selu);
        t.one("Nn.celu", x -> Nn.celu(x));
        t.one("Nn.leakyRelu", x -> Nn.leakyRelu(x));
        t.one("Nn.hardTanh", Nn::hardTanh);
        t.one("Nn.hardSigmoid", Nn::hardSigmoid);
        t.one("Nn.hardSwish", Nn::hardSwish);
        t.one("Nn.hardSilu", Nn::hardSilu);
        t.one("Nn.sparsePlus", Nn::sparsePlus);
        t.one("Nn.sparseSigmoid", Nn::sparseSigmoid);
        t.one("Nn.squareplus", x -> Nn.squareplus(x));
        t.one("Nn.squareplus b", x -> Nn.squareplus(x, 1.5));
        t.one("Nn.identity", Nn::identity);
        t.one("Nn.log1mexp", Nn::log1mexp);
        t.one("Nn.glu", x -> Nn.glu(x));
        t.one("Nn.glu axis", x -> Nn.glu(x, 1));
    }

    private static void addSoftmaxes(FunctionTable t) {
        t.one("Nn.softmax", x -> Nn.softmax(x));
        t.one("Nn.softmax axes", x -> Nn.softmax(x, 0, 2));
        t.one("Nn.softmax masked", (x, m) -> Nn.softmax(x, COLUMNS, m));
        t.one("Nn.softmax masked row", (x, m) -> Nn.softmax(x, List.of(0), m));
        t.one("Nn.softmax infinite", x -> Nn.softmax(x));
        t.one("Nn.logSoftmax", x -> Nn.logSoftmax(x));
        t.one("Nn.logSoftmax axis", x -> Nn.logSoftmax(x, 0));
        t.one("Nn.logSoftmax masked", (x, m) -> Nn.logSoftmax(x, COLUMNS, m));
        t.one("Nn.standardize", x -> Nn.standardize(x));
        t.one("Nn.standardize axes", x -> Nn.standardize(x, List.of(0, 1), 1e-3));
        t.one("Nn.standardize moments", (x, m, v) -> Nn.standardize(x, m, v, 1e-5));
    }

    private static void addLogarithms(FunctionTable t) {
        t.one("Nn.logsumexp", x -> Nn.logsumexp(x));
        t.one("Nn.logsumexp axes", x -> Nn.logsumexp(x, List.of(0, 2), Dims.KEEP));
        t.one("Nn.logsumexp infinite", x -> Nn.logsumexp(x, 1));
        t.one("Nn.logsumexp weights", (x, w) -> Nn.logsumexp(x, COLUMNS, Dims.DROP, w));
        t.one("Nn.logsumexp masked", (x, m) -> Nn.logsumexp(x, COLUMNS, Dims.DROP, m));
        t.many("Nn.signedLogsumexp", (x, w) -> {
            var result = Nn.signedLogsumexp(x, COLUMNS, Dims.DROP, w);
            return List.of(result.log(), result.sign());
        });
        t.one("Nn.logmeanexp", x -> Nn.logmeanexp(x, 1));
        t.one("Nn.logmeanexp all", x -> Nn.logmeanexp(x));
    }

    private static void addCodes(FunctionTable t) {
        t.one("Nn.oneHot", k -> Nn.oneHot(k, 3));
        t.one("Nn.oneHot axis", k -> Nn.oneHot(k, 3, DType.I32, 0));
        t.one("Nn.oneHot middle", k -> Nn.oneHot(k, 3, DType.BF16, 1));
    }

    private static void addAttention(FunctionTable t) {
        t.one("Nn.dotProductAttention", (q, k, v) -> Nn.dotProductAttention(q, k, v));
        t.one("Nn.dotProductAttention one", (q, k, v) -> Nn.dotProductAttention(q, k, v));
        t.all(
                "Nn.dotProductAttention bias",
                in -> attend(in, o -> o.bias(in.get(3)).scale(0.3)));
        t.all("Nn.dotProductAttention mask", in -> attend(in, o -> o.mask(in.get(3))));
        t.one("Nn.dotProductAttention causal", (q, k, v) -> Nn.dotProductAttention(q, k, v, o -> o.isCausal(true)));
        t.one("Nn.dotProductAttention window", (q, k, v) -> Nn.dotProductAttention(q, k, v, o -> o.window(1, 0)));
        t.all(
                "Nn.dotProductAttention lengths",
                in -> attend(in, o -> o.queryLengths(in.get(3)).keyLengths(in.get(4))));
    }

    private static List<Tensor> attend(List<Tensor> in, UnaryOperator<AttentionOptions> edit) {
        return List.of(Nn.dotProductAttention(in.get(0), in.get(1), in.get(2), edit));
    }
}
