package dev.haiku.nn;

import dev.haiku.array.Shape;
import dev.haiku.nn.transformer.GatedMlp;
import dev.haiku.nn.transformer.GroupedQueryAttention;
import dev.haiku.nn.transformer.Norm;
import dev.haiku.nn.transformer.Transformer;
import dev.haiku.nn.transformer.TransformerBlock;
import dev.haiku.tensor.Nn;
import java.util.List;

/** Rows of the table of modules: transformers. */
final class TransformerCases {

    private static final Shape SEQUENCES = Shape.of(2, 3, 4);

    private TransformerCases() {}

    static List<ModuleCase> all() {
        return List.of(
                ModuleCase.of(
                        "GatedMlp",
                        () -> new GatedMlp(3),
                        SEQUENCES,
                        "gated_mlp/gate/w",
                        "gated_mlp/up/w",
                        "gated_mlp/down/w"),
                ModuleCase.of(
                        "GroupedQueryAttention",
                        () -> {
                            var attention = new GroupedQueryAttention(4, 2, o -> o.groups(1));
                            return attention::apply;
                        },
                        SEQUENCES,
                        "grouped_query_attention/~/query/w",
                        "grouped_query_attention/~/key/w",
                        "grouped_query_attention/~/value/w",
                        "grouped_query_attention/~/linear/w"),
                ModuleCase.of(
                        "TransformerBlock",
                        () -> {
                            var block = new TransformerBlock(4, 2, o -> o.mlpSize(3));
                            return x -> block.apply(x, false);
                        },
                        SEQUENCES,
                        "transformer_block/~/attention_norm/scale",
                        "transformer_block/~/attention/~/query/w",
                        "transformer_block/~/attention/~/key/w",
                        "transformer_block/~/attention/~/value/w",
                        "transformer_block/~/attention/~/linear/w",
                        "transformer_block/~/mlp_norm/scale",
                        "transformer_block/~/mlp/gate/w",
                        "transformer_block/~/mlp/up/w",
                        "transformer_block/~/mlp/down/w"),
                ModuleCase.of(
                        "Transformer with a plain perceptron, one sequence",
                        () -> {
                            var transformer = new Transformer(
                                    1,
                                    4,
                                    2,
                                    o -> o.norm(Norm.LAYER)
                                            .block(b -> b.gated(false)
                                                    .mlpSize(3)
                                                    .activation(Nn::gelu)
                                                    .attention(
                                                            a -> a.rotary(false).causal(false))));
                            return x -> transformer.apply(x, false);
                        },
                        Shape.of(3, 4),
                        "transformer/~/block_0/~/attention_norm/scale",
                        "transformer/~/block_0/~/attention_norm/offset",
                        "transformer/~/block_0/~/attention/~/query/w",
                        "transformer/~/block_0/~/attention/~/key/w",
                        "transformer/~/block_0/~/attention/~/value/w",
                        "transformer/~/block_0/~/attention/~/linear/w",
                        "transformer/~/block_0/~/mlp_norm/scale",
                        "transformer/~/block_0/~/mlp_norm/offset",
                        "transformer/~/block_0/~/mlp/~/linear_0/w",
                        "transformer/~/block_0/~/mlp/~/linear_0/b",
                        "transformer/~/block_0/~/mlp/~/linear_1/w",
                        "transformer/~/block_0/~/mlp/~/linear_1/b",
                        "transformer/~/final_norm/scale",
                        "transformer/~/final_norm/offset"));
    }
}
