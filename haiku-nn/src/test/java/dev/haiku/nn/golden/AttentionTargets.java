package dev.haiku.nn.golden;

import dev.haiku.nn.MultiHeadAttention;
import dev.haiku.nn.init.Initializers;
import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;

/** The row of {@link ModuleTable} for attention. */
final class AttentionTargets {

    private AttentionTargets() {}

    static void register() {
        ModuleTable.row(
                "hk.MultiHeadAttention", AttentionTargets::create, "query key value mask", AttentionTargets::call);
    }

    private static MultiHeadAttention create(Arguments a) {
        UnaryOperator<MultiHeadAttention.Options> edit = a.<MultiHeadAttention.Options>edit()
                .set("with_bias", a::truth, MultiHeadAttention.Options::withBias)
                .set("b_init", a::initializer, MultiHeadAttention.Options::bInit)
                .set("value_size", a::integer, MultiHeadAttention.Options::valueSize)
                .set("model_size", a::integer, MultiHeadAttention.Options::modelSize)
                .set("name", a::text, MultiHeadAttention.Options::name)
                .operator();
        var wInit = a.has("w_init_scale")
                ? Initializers.varianceScaling(a.number("w_init_scale"))
                : a.initializer("w_init");
        return new MultiHeadAttention(a.integer("num_heads"), a.integer("key_size"), wInit, edit);
    }

    private static Tensor call(MultiHeadAttention attention, Arguments a) {
        return a.has("mask")
                ? attention.apply(a.tensor("query"), a.tensor("key"), a.tensor("value"), a.tensor("mask"))
                : attention.apply(a.tensor("query"), a.tensor("key"), a.tensor("value"));
    }
}
