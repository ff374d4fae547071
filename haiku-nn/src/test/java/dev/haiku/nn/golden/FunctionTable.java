package dev.haiku.nn.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.haiku.array.DType;
import dev.haiku.loss.Losses;
import dev.haiku.nn.Dropout;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** From the names of Python functions and their arguments to Java. */
final class FunctionTable {

    private static final Map<String, Row> ROWS = new TreeMap<>();

    /**
     * One function.
     *
     * @param name its name in Python
     * @param parameters its parameters, in the order of the Python signature
     * @param run calls it
     */
    record Row(String name, List<String> parameters, Function<Arguments, Tensor> run) {

        Tensor apply(Spec spec, Iterable<JsonNode> positional, JsonNode keywords) {
            var arguments = Arguments.bind(spec, name, parameters, positional, keywords);
            var out = run.apply(arguments);
            arguments.requireAllRead();
            return out;
        }
    }

    static {
        row("hk.dropout", "rng rate x broadcast_dims", FunctionTable::dropout);
        row(
                "hk.one_hot",
                "x num_classes dtype",
                a -> Nn.oneHot(
                        a.tensorOfRank("x", a.outputRank() - 1),
                        a.integer("num_classes"),
                        a.dtype("dtype", DType.F32)));
        activations();
        losses();
    }

    private FunctionTable() {}

    private static void row(String name, String parameters, Function<Arguments, Tensor> run) {
        ROWS.put(name, new Row(name, List.of(parameters.split(" ")), run));
    }

    private static void activation(String name, UnaryOperator<Tensor> f) {
        row("jax.nn." + name, "x", a -> f.apply(a.tensor("x")));
    }

    private static void activations() {
        activation("relu", Nn::relu);
        activation("relu6", Nn::relu6);
        activation("sigmoid", Nn::sigmoid);
        activation("log_sigmoid", Nn::logSigmoid);
        activation("softplus", Nn::softplus);
        activation("soft_sign", Nn::softSign);
        activation("silu", Nn::silu);
        activation("swish", Nn::swish);
        activation("mish", Nn::mish);
        activation("selu", Nn::selu);
        activation("tanh", Ops::tanh);
        activation("hard_tanh", Nn::hardTanh);
        activation("hard_sigmoid", Nn::hardSigmoid);
        activation("hard_silu", Nn::hardSwish);
        activation("hard_swish", Nn::hardSwish);
        activation("standardize", Nn::standardize);
        row("jnp.tanh", "x", a -> Ops.tanh(a.tensor("x")));
        row("jnp.sin", "x", a -> Ops.sin(a.tensor("x")));
        row("jnp.square", "x", a -> Ops.square(a.tensor("x")));
        row(
                "jax.nn.gelu",
                "x approximate",
                a -> a.truth("approximate", true) ? Nn.gelu(a.tensor("x")) : Nn.geluExact(a.tensor("x")));
        row("jax.nn.elu", "x alpha", a -> Nn.elu(a.tensor("x"), a.number("alpha", 1)));
        row("jax.nn.celu", "x alpha", a -> Nn.celu(a.tensor("x"), a.number("alpha", 1)));
        row(
                "jax.nn.leaky_relu",
                "x negative_slope",
                a -> Nn.leakyRelu(a.tensor("x"), a.number("negative_slope", 0.01)));
        row("jax.nn.glu", "x axis", a -> Nn.glu(a.tensor("x"), a.integer("axis", -1)));
        row("jax.nn.softmax", "x axis", a -> Nn.softmax(a.tensor("x"), a.integer("axis", -1)));
        row("jax.nn.log_softmax", "x axis", a -> Nn.logSoftmax(a.tensor("x"), a.integer("axis", -1)));
        row("jax.nn.squareplus", "x b", a -> Nn.squareplus(a.tensor("x"), a.number("b", 4)));
    }

    private static void losses() {
        errors("squared_error", Losses::squaredError, Losses::squaredError);
        errors("l2_loss", Losses::l2Loss, Losses::l2Loss);
        errors("log_cosh", Losses::logCosh, Losses::logCosh);
        loss(
                "huber_loss",
                "predictions targets delta",
                a -> a.has("targets")
                        ? Losses.huberLoss(a.tensor("predictions"), a.tensor("targets"), a.number("delta", 1))
                        : Losses.huberLoss(a.tensor("predictions"), a.number("delta", 1)));
        loss(
                "cosine_similarity",
                "predictions targets epsilon axis",
                a -> Losses.cosineSimilarity(
                        a.tensor("predictions"), a.tensor("targets"), a.integer("axis", -1), a.number("epsilon", 0)));
        loss(
                "cosine_distance",
                "predictions targets epsilon axis",
                a -> Losses.cosineDistance(
                        a.tensor("predictions"), a.tensor("targets"), a.integer("axis", -1), a.number("epsilon", 0)));
        pair("sigmoid_binary_cross_entropy", "logits", "labels", Losses::sigmoidBinaryCrossEntropy);
        loss("softmax_cross_entropy", "logits labels axis where", FunctionTable::softmaxCrossEntropy);
        loss(
                "softmax_cross_entropy_with_integer_labels",
                "logits labels axis",
                a -> Losses.softmaxCrossEntropyWithIntegerLabels(
                        a.tensor("logits"), a.tensor("labels"), a.integer("axis", -1)));
        loss(
                "poly_loss_cross_entropy",
                "logits labels epsilon",
                a -> Losses.polyLossCrossEntropy(a.tensor("logits"), a.tensor("labels"), a.number("epsilon", 2)));
        pair("hinge_loss", "predictor_outputs", "targets", Losses::hingeLoss);
        pair("perceptron_loss", "predictor_outputs", "targets", Losses::perceptronLoss);
        loss("smooth_labels", "labels alpha", a -> Losses.smoothLabels(a.tensor("labels"), a.number("alpha")));
        loss(
                "kl_divergence",
                "log_predictions targets axis",
                a -> Losses.klDivergence(a.tensor("log_predictions"), a.tensor("targets"), a.integer("axis", -1)));
        pair("kl_divergence_with_log_targets", "log_predictions", "log_targets", Losses::klDivergenceWithLogTargets);
    }

    private static void loss(String name, String parameters, Function<Arguments, Tensor> run) {
        row("optax.losses." + name, parameters, run);
    }

    private static void pair(String name, String first, String second, BiFunction<Tensor, Tensor, Tensor> f) {
        loss(name, first + " " + second, a -> f.apply(a.tensor(first), a.tensor(second)));
    }

    private static void errors(String name, UnaryOperator<Tensor> ofErrors, BiFunction<Tensor, Tensor, Tensor> ofBoth) {
        loss(
                name,
                "predictions targets",
                a -> a.has("targets")
                        ? ofBoth.apply(a.tensor("predictions"), a.tensor("targets"))
                        : ofErrors.apply(a.tensor("predictions")));
    }

    private static Tensor dropout(Arguments a) {
        int[] dims = a.has("broadcast_dims") ? a.intArray("broadcast_dims") : new int[0];
        return Dropout.dropout(a.key("rng"), a.number("rate"), a.tensor("x"), dims);
    }

    private static Tensor softmaxCrossEntropy(Arguments a) {
        int axis = a.integer("axis", -1);
        return a.has("where")
                ? Losses.softmaxCrossEntropy(a.tensor("logits"), a.tensor("labels"), axis, a.tensor("where"))
                : Losses.softmaxCrossEntropy(a.tensor("logits"), a.tensor("labels"), axis);
    }

    static Set<String> names() {
        return ROWS.keySet();
    }

    static Row row(Spec spec, String name) {
        var row = ROWS.get(name);
        if (row == null) {
            throw spec.fail("the table of functions lacks '" + name + "'; it has " + ROWS.keySet() + ".");
        }
        return row;
    }

    /** {@return the function of that name and keyword arguments of a tensor} */
    static Tensor layer(Spec spec, String name, JsonNode keywords, Tensor x) {
        var row = row(spec, name);
        var arguments = Arguments.bind(
                new Spec(spec.golden(), key -> x),
                name,
                row.parameters(),
                List.of(JsonNodeFactory.instance.objectNode().put("$tensor", "x")),
                keywords);
        var out = row.run().apply(arguments);
        arguments.requireAllRead();
        return out;
    }
}
