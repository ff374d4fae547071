package dev.haiku.nn;

import dev.haiku.array.Shape;
import dev.haiku.nn.init.Initializers;
import dev.haiku.tensor.Nn;
import java.util.List;
import java.util.stream.Stream;

/** The table of modules; a new one gets a row, or {@link ModuleCaseTest} fails. */
final class ModuleCases {

    private static final Shape BATCH = Shape.of(4, 5);
    private static final Shape IMAGES = Shape.of(2, 3, 4);

    private ModuleCases() {}

    static List<ModuleCase> all() {
        return Stream.of(
                        basic(),
                        ConvolutionCases.all(),
                        NormalisationCases.all(),
                        RecurrentCases.all(),
                        NetworkCases.all(),
                        TransformerCases.all())
                .flatMap(List::stream)
                .toList();
    }

    private static List<ModuleCase> basic() {
        return List.of(
                ModuleCase.of("Linear", () -> new Linear(3), BATCH, "linear/w", "linear/b"),
                ModuleCase.of("Linear on a vector", () -> new Linear(3), Shape.of(5), "linear/w", "linear/b"),
                ModuleCase.of("Linear on no examples", () -> new Linear(3), Shape.of(0, 5), "linear/w", "linear/b"),
                ModuleCase.of("Linear without bias", () -> new Linear(3, o -> o.withBias(false)), IMAGES, "linear/w"),
                ModuleCase.of(
                        "Linear, named",
                        () -> new Linear(
                                2,
                                o -> o.name("head")
                                        .wInit(Initializers.heNormal())
                                        .bInit(Initializers.ones())),
                        BATCH,
                        "head/w",
                        "head/b"),
                ModuleCase.of("Bias", Bias::new, IMAGES, "bias/b"),
                ModuleCase.of("Bias along an axis", () -> new Bias(o -> o.biasDims(List.of(1))), IMAGES, "bias/b"),
                ModuleCase.of("Bias of one number", () -> new Bias(o -> o.biasDims(List.of())), IMAGES, "bias/b"),
                ModuleCase.of(
                        "Sequential",
                        () -> new Sequential(new Linear(4), Nn::silu, new Linear(2)),
                        BATCH,
                        "linear/w",
                        "linear/b",
                        "linear_1/w",
                        "linear_1/b"),
                ModuleCase.of("Sequential without layers", () -> new Sequential(List.of(), o -> o.name("none")), BATCH),
                ModuleCase.of("Identity", Identity::new, BATCH),
                ModuleCase.of("Reshape", () -> new Reshape(List.of(-1, 2)), IMAGES),
                ModuleCase.of("Flatten", Flatten::new, IMAGES),
                ModuleCase.of(
                        "MultiHeadAttention",
                        () -> {
                            var attention = new MultiHeadAttention(2, 3, Initializers.varianceScaling());
                            return x -> attention.apply(x, x, x);
                        },
                        IMAGES,
                        "multi_head_attention/query/w",
                        "multi_head_attention/query/b",
                        "multi_head_attention/key/w",
                        "multi_head_attention/key/b",
                        "multi_head_attention/value/w",
                        "multi_head_attention/value/b",
                        "multi_head_attention/linear/w",
                        "multi_head_attention/linear/b"),
                ModuleCase.of("Embed", () -> new Embed(4, 3), Shape.of(2, 3), "embed/embeddings")
                        .ofIntegers(),
                ModuleCase.of(
                                "Embed by one-hot vectors",
                                () -> new Embed(4, 3, o -> o.lookupStyle(Embed.LookupStyle.ONE_HOT)),
                                Shape.of(5),
                                "embed/embeddings")
                        .ofIntegers());
    }
}
