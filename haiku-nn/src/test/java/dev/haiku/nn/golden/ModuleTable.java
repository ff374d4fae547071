package dev.haiku.nn.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.haiku.Layer;
import dev.haiku.LayerModule;
import dev.haiku.nn.Affine;
import dev.haiku.nn.Bias;
import dev.haiku.nn.Embed;
import dev.haiku.nn.Flatten;
import dev.haiku.nn.LayerNorm;
import dev.haiku.nn.Linear;
import dev.haiku.nn.Reshape;
import dev.haiku.nn.RmsNorm;
import dev.haiku.nn.Sequential;
import dev.haiku.nn.nets.Mlp;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** From the names of Haiku's modules, their arguments and those of their calls to Java. */
final class ModuleTable {

    private static final Map<String, Row<?>> ROWS = new TreeMap<>();

    /**
     * One module.
     *
     * @param name its name in Haiku
     * @param maker makes it from the arguments of its constructor
     * @param parameters the parameters of its call, in the order of the Python signature
     * @param caller calls it; the output is a tensor or another tree
     * @param <M> the module's class
     */
    record Row<M>(
            String name, Function<Arguments, M> maker, List<String> parameters, BiFunction<M, Arguments, ?> caller) {

        M create(Spec spec, JsonNode args) {
            var arguments = Arguments.of(spec, name, args);
            var module = maker.apply(arguments);
            arguments.requireAllRead();
            return module;
        }

        Object run(Spec spec, JsonNode args, JsonNode call, JsonNode keywords) {
            var method = call.path("method").asText("__call__");
            if (!method.equals("__call__")) {
                throw spec.fail("the table of " + name + " lacks the method '" + method + "'.");
            }
            var module = create(spec, args);
            var arguments = Arguments.bind(spec, name + ".__call__", parameters, call.path("args"), keywords);
            var out = caller.apply(module, arguments);
            arguments.requireAllRead();
            return out;
        }
    }

    static {
        NormalisationTargets.register();
        ParameterTreeTargets.register();
        QuantizerTargets.register();
        AttentionTargets.register();
        ConvolutionTargets.register();
        layer("hk.Linear", a -> new Linear(a.integer("output_size"), linearOptions(a)));
        row("hk.Bias", a -> new Bias(biasOptions(a)), "inputs multiplier", ModuleTable::callBias);
        layer(
                "hk.Sequential",
                a -> new Sequential(
                        a.layers("layers"),
                        a.<Sequential.Options>edit()
                                .set("name", a::text, Sequential.Options::name)
                                .operator()));
        layer(
                "hk.Reshape",
                a -> new Reshape(
                        a.integers("output_shape"),
                        a.<Reshape.Options>edit()
                                .set("preserve_dims", a::integer, Reshape.Options::preserveDims)
                                .set("name", a::text, Reshape.Options::name)
                                .operator()));
        layer(
                "hk.Flatten",
                a -> new Flatten(a.<Flatten.Options>edit()
                        .set("preserve_dims", a::integer, Flatten.Options::preserveDims)
                        .set("name", a::text, Flatten.Options::name)
                        .operator()));
        row(
                "hk.Embed",
                ModuleTable::embed,
                "ids lookup_style",
                (m, a) -> a.has("lookup_style") ? m.apply(a.tensor("ids"), lookupStyle(a)) : m.apply(a.tensor("ids")));
        row(
                "hk.LayerNorm",
                a -> new LayerNorm(
                        a.axes("axis"), a.truth("create_scale"), a.truth("create_offset"), layerNormOptions(a)),
                "inputs scale offset",
                ModuleTable::callNorm);
        layer("hk.RMSNorm", a -> new RmsNorm(a.axes("axis"), rmsNormOptions(a)));
        row(
                "hk.nets.MLP",
                a -> new Mlp(a.integers("output_sizes"), mlpOptions(a)),
                "inputs dropout_rate rng",
                (m, a) -> a.has("dropout_rate")
                        ? m.apply(a.tensor("inputs"), a.number("dropout_rate"), a.key("rng"))
                        : m.apply(a.tensor("inputs")));
    }

    private ModuleTable() {}

    static <M> void row(
            String name, Function<Arguments, M> maker, String parameters, BiFunction<M, Arguments, ?> caller) {
        ROWS.put(name, new Row<>(name, maker, List.of(parameters.split(" ")), caller));
    }

    static <M extends LayerModule> void layer(String name, Function<Arguments, M> maker) {
        row(name, maker, "inputs", (module, a) -> ((Layer) module).apply(a.tensor("inputs")));
    }

    static UnaryOperator<Linear.Options> linearOptions(Arguments a) {
        return a.<Linear.Options>edit()
                .set("with_bias", a::truth, Linear.Options::withBias)
                .set("w_init", a::initializer, Linear.Options::wInit)
                .set("b_init", a::initializer, Linear.Options::bInit)
                .set("name", a::text, Linear.Options::name)
                .operator();
    }

    private static UnaryOperator<Bias.Options> biasOptions(Arguments a) {
        return a.<Bias.Options>edit()
                .set("output_size", a::shape, Bias.Options::outputSize)
                .set("bias_dims", a::integers, Bias.Options::biasDims)
                .set("b_init", a::initializer, Bias.Options::bInit)
                .set("name", a::text, Bias.Options::name)
                .operator();
    }

    private static Tensor callBias(Bias bias, Arguments a) {
        var x = a.tensor("inputs");
        if (!a.has("multiplier")) {
            return bias.apply(x);
        }
        return a.isTensor("multiplier") ? bias.apply(x, a.tensor("multiplier")) : bias.apply(x, a.number("multiplier"));
    }

    private static Embed embed(Arguments a) {
        UnaryOperator<Embed.Options> edit = a.<Embed.Options>edit()
                .set("embedding_matrix", a::tensor, Embed.Options::embeddingMatrix)
                .set("w_init", a::initializer, Embed.Options::wInit)
                .set("lookup_style", name -> lookupStyle(a), Embed.Options::lookupStyle)
                .set("name", a::text, Embed.Options::name)
                .operator();
        boolean hasMatrix = a.has("embedding_matrix");
        int vocabSize = hasMatrix ? a.tensor("embedding_matrix").dim(0) : a.integer("vocab_size");
        int embedDim = hasMatrix ? a.tensor("embedding_matrix").dim(1) : a.integer("embed_dim");
        return new Embed(a.integer("vocab_size", vocabSize), a.integer("embed_dim", embedDim), edit);
    }

    private static Embed.LookupStyle lookupStyle(Arguments a) {
        return Embed.LookupStyle.valueOf(a.text("lookup_style").toUpperCase(Locale.ROOT));
    }

    private static UnaryOperator<LayerNorm.Options> layerNormOptions(Arguments a) {
        return a.<LayerNorm.Options>edit()
                .set("eps", a::number, LayerNorm.Options::eps)
                .set("scale_init", a::initializer, LayerNorm.Options::scaleInit)
                .set("offset_init", a::initializer, LayerNorm.Options::offsetInit)
                .set("use_fast_variance", a::truth, LayerNorm.Options::useFastVariance)
                .set("param_axis", a::axes, LayerNorm.Options::paramAxis)
                .set("name", a::text, LayerNorm.Options::name)
                .operator();
    }

    private static Tensor callNorm(LayerNorm norm, Arguments a) {
        return norm.apply(a.tensor("inputs"), affine(a));
    }

    static Affine affine(Arguments a) {
        var scale = a.has("scale") ? a.tensor("scale") : null;
        var offset = a.has("offset") ? a.tensor("offset") : null;
        return new Affine(scale, offset);
    }

    private static UnaryOperator<RmsNorm.Options> rmsNormOptions(Arguments a) {
        return a.<RmsNorm.Options>edit()
                .set("eps", a::number, RmsNorm.Options::eps)
                .set("scale_init", a::initializer, RmsNorm.Options::scaleInit)
                .set("create_scale", a::truth, RmsNorm.Options::createScale)
                .set("param_axis", a::axes, RmsNorm.Options::paramAxis)
                .set("name", a::text, RmsNorm.Options::name)
                .operator();
    }

    private static UnaryOperator<Mlp.Options> mlpOptions(Arguments a) {
        return a.<Mlp.Options>edit()
                .set("w_init", a::initializer, Mlp.Options::wInit)
                .set("b_init", a::initializer, Mlp.Options::bInit)
                .set("with_bias", a::truth, Mlp.Options::withBias)
                .set("activation", a::layer, Mlp.Options::activation)
                .set("activate_final", a::truth, Mlp.Options::activateFinal)
                .set("name", a::text, Mlp.Options::name)
                .operator();
    }

    static Row<?> row(Spec spec, String name) {
        var row = ROWS.get(name);
        if (row == null) {
            throw spec.fail("the table of modules lacks '" + name + "'; it has " + ROWS.keySet() + ".");
        }
        return row;
    }
}
