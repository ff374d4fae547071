package dev.haiku.nn.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.haiku.nn.recurrent.Conv1DLstm;
import dev.haiku.nn.recurrent.Conv2DLstm;
import dev.haiku.nn.recurrent.Conv3DLstm;
import dev.haiku.nn.recurrent.ConvNdLstm;
import dev.haiku.nn.recurrent.DeepRnn;
import dev.haiku.nn.recurrent.Gru;
import dev.haiku.nn.recurrent.IdentityCore;
import dev.haiku.nn.recurrent.Lstm;
import dev.haiku.nn.recurrent.Recurrent;
import dev.haiku.nn.recurrent.ResetCore;
import dev.haiku.nn.recurrent.RnnCore;
import dev.haiku.nn.recurrent.VanillaRnn;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** From the names of Haiku's recurrent cores and their arguments to Java. */
final class RecurrentTable {

    private static final Map<String, BiFunction<Spec, Arguments, RnnCore<?, ?, ?>>> ROWS = new TreeMap<>(Map.of(
            "hk.VanillaRNN",
            (spec, a) -> new VanillaRnn(
                    a.integer("hidden_size"),
                    a.<VanillaRnn.Options>edit()
                            .set("double_bias", a::truth, VanillaRnn.Options::doubleBias)
                            .set("name", a::text, VanillaRnn.Options::name)
                            .operator()),
            "hk.LSTM",
            (spec, a) -> new Lstm(
                    a.integer("hidden_size"),
                    a.<Lstm.Options>edit()
                            .set("name", a::text, Lstm.Options::name)
                            .operator()),
            "hk.GRU",
            (spec, a) -> new Gru(
                    a.integer("hidden_size"),
                    a.<Gru.Options>edit()
                            .set("w_i_init", a::initializer, Gru.Options::wIInit)
                            .set("w_h_init", a::initializer, Gru.Options::wHInit)
                            .set("b_init", a::initializer, Gru.Options::bInit)
                            .set("name", a::text, Gru.Options::name)
                            .operator()),
            "hk.Conv1DLSTM",
            (spec, a) -> new Conv1DLstm(
                    a.integers("input_shape"), a.integer("output_channels"), kernelShape(a), convOptions(a)),
            "hk.Conv2DLSTM",
            (spec, a) -> new Conv2DLstm(
                    a.integers("input_shape"), a.integer("output_channels"), kernelShape(a), convOptions(a)),
            "hk.Conv3DLSTM",
            (spec, a) -> new Conv3DLstm(
                    a.integers("input_shape"), a.integer("output_channels"), kernelShape(a), convOptions(a)),
            "hk.IdentityCore",
            (spec, a) -> new IdentityCore<>(a.<IdentityCore.Options>edit()
                    .set("name", a::text, IdentityCore.Options::name)
                    .operator()),
            "hk.ResetCore",
            (spec, a) -> new ResetCore<>(
                    core(spec, a.raw("core")),
                    a.<ResetCore.Options>edit()
                            .set("name", a::text, ResetCore.Options::name)
                            .operator()),
            "hk.DeepRNN",
            (spec, a) -> new DeepRnn(layers(spec, a), deepOptions(a).operator()),
            "hk.deep_rnn_with_skip_connections",
            (spec, a) -> Recurrent.deepRnnWithSkipConnections(
                    layers(spec, a), deepOptions(a).operator())));

    private RecurrentTable() {}

    static Set<String> names() {
        return ROWS.keySet();
    }

    /** {@return the core of {@code {"$module": name, "args": {...}}} or {@code {"$call": name, "args": [...], "kwargs": {...}}}} */
    static RnnCore<?, ?, ?> core(Spec spec, JsonNode node) {
        boolean isCall = node.has("$call");
        var name = node.path(isCall ? "$call" : "$module").asText();
        var row = ROWS.get(name);
        if (row == null) {
            throw spec.fail("the table of cores lacks '" + name + "'; it has " + names() + ".");
        }
        var arguments = isCall
                ? Arguments.bind(spec, name, List.of("layers", "name"), node.path("args"), node.path("kwargs"))
                : Arguments.of(spec, name, node.path("args"));
        var core = row.apply(spec, arguments);
        arguments.requireAllRead();
        return core;
    }

    private static List<Integer> kernelShape(Arguments a) {
        return ConvolutionTargets.integers(a, "kernel_shape");
    }

    private static UnaryOperator<ConvNdLstm.Options> convOptions(Arguments a) {
        return a.<ConvNdLstm.Options>edit()
                .set("name", a::text, ConvNdLstm.Options::name)
                .operator();
    }

    private static Arguments.Edit<DeepRnn.Options> deepOptions(Arguments a) {
        return a.<DeepRnn.Options>edit().set("name", a::text, DeepRnn.Options::name);
    }

    private static List<RnnCore<Tensor, ?, Tensor>> layers(Spec spec, Arguments a) {
        return a.list("layers", node -> layer(spec, node));
    }

    @SuppressWarnings("unchecked") // the cases nest only cores from tensors to tensors
    private static RnnCore<Tensor, ?, Tensor> layer(Spec spec, JsonNode node) {
        return names().contains(node.path("$module").asText())
                ? (RnnCore<Tensor, ?, Tensor>) core(spec, node)
                : Recurrent.layer(spec.layer(node));
    }
}
