package dev.haiku.nn.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.haiku.array.DType;
import dev.haiku.nn.DataFormat;
import dev.haiku.nn.Dropout;
import dev.haiku.nn.Multinomial;
import dev.haiku.nn.Pooling;
import dev.haiku.nn.WindowSize;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Padding;
import dev.haiku.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
     * @param run calls it; the result is a tensor or another tree
     */
    record Row(String name, List<String> parameters, Function<Arguments, ?> run) {

        Object apply(Spec spec, Iterable<JsonNode> positional, JsonNode keywords) {
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
        row(
                "hk.multinomial",
                "rng logits num_samples",
                a -> Multinomial.multinomial(a.key("rng"), a.tensor("logits"), a.integer("num_samples")));
        row(
                "hk.get_channel_index",
                "data_format",
                a -> number(DataFormat.of(a.text("data_format")).channelIndex()));
        pooling("hk.max_pool", Pooling::maxPool);
        pooling("hk.avg_pool", Pooling::avgPool);
        paddings();
        activations();
    }

    private FunctionTable() {}

    private static void row(String name, String parameters, Function<Arguments, ?> run) {
        ROWS.put(name, new Row(name, List.of(parameters.split(" ")), run));
    }

    private interface Pool {
        Tensor apply(Tensor x, WindowSize window, WindowSize strides, Padding padding, int channelAxis);
    }

    private static void pooling(String name, Pool pool) {
        row(
                name,
                "value window_shape strides padding channel_axis",
                a -> pool.apply(
                        a.tensor("value"),
                        ConvolutionTargets.windowSize(a, "window_shape"),
                        ConvolutionTargets.windowSize(a, "strides"),
                        Padding.of(a.text("padding")),
                        a.integer("channel_axis", -1)));
    }

    private static void paddings() {
        for (var name : List.of("valid", "same", "full", "causal", "reverse_causal")) {
            row("hk.pad." + name, "effective_kernel_size", a -> {
                var extent = List.of(a.integer("effective_kernel_size"));
                var one = List.of(1);
                return pairs(ConvolutionTargets.named(name).pads(one, extent, one, one))
                        .get(0);
            });
        }
        row("hk.pad.create_from_padfn", "padding kernel rate n", a -> {
            int n = a.integer("n");
            var ones = Collections.nCopies(n, 1);
            var padding = ConvolutionTargets.padding(a.raw("padding"));
            return pairs(padding.pads(ones, replicated(a, "kernel", n), ones, replicated(a, "rate", n)));
        });
        row("hk.pad.create_from_tuple", "padding n", a -> {
            var ones = Collections.nCopies(a.integer("n"), 1);
            return pairs(ConvolutionTargets.padding(a.raw("padding")).pads(ones, ones, ones, ones));
        });
    }

    private static List<Integer> replicated(Arguments a, String name, int n) {
        var values = ConvolutionTargets.integers(a, name);
        return values.size() == 1 ? Collections.nCopies(n, values.get(0)) : values;
    }

    private static List<List<Tensor>> pairs(List<Padding.PadPair> pads) {
        return pads.stream()
                .map(pad -> List.of(number(pad.low()), number(pad.high())))
                .toList();
    }

    /** {@return a Python number} */
    private static Tensor number(int value) {
        return Tensor.scalar(DType.I64, value);
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
        activation("sparse_plus", Nn::sparsePlus);
        activation("sparse_sigmoid", Nn::sparseSigmoid);
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

    private static Tensor dropout(Arguments a) {
        int[] dims = a.has("broadcast_dims") ? a.intArray("broadcast_dims") : new int[0];
        return Dropout.dropout(a.key("rng"), a.number("rate"), a.tensor("x"), dims);
    }

    private static Row row(Spec spec, String name) {
        var row = ROWS.get(name);
        if (row == null) {
            throw spec.fail("the table of functions lacks '" + name + "'; it has " + ROWS.keySet() + ".");
        }
        return row;
    }

    /** {@return the result of the function that a spec calls} */
    static Object run(Spec spec, JsonNode json) {
        var fn = json.path("fn");
        var name = fn.isTextual() ? fn.asText() : fn.path("$call").asText();
        return row(spec, name).apply(spec, json.path("args"), json.path("kwargs"));
    }

    /** {@return the function of that name and keyword arguments of a tensor} */
    static Tensor layer(Spec spec, String name, JsonNode keywords, Tensor x) {
        var input = JsonNodeFactory.instance.objectNode().put("$tensor", "x");
        return (Tensor) row(spec, name).apply(new Spec(spec.golden(), key -> x), List.of(input), keywords);
    }
}
