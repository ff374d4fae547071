package dev.haiku.nn;

import dev.haiku.array.Shape;
import dev.haiku.nn.nets.Mlp;
import dev.haiku.nn.nets.MobileNetV1;
import dev.haiku.nn.nets.VectorQuantizer;
import dev.haiku.nn.nets.VectorQuantizerEma;
import dev.haiku.tensor.Ops;
import java.util.List;

/** Rows of the table of modules: networks made of other modules. */
final class NetworkCases {

    private static final Shape BATCH = Shape.of(4, 5);

    private NetworkCases() {}

    static List<ModuleCase> all() {
        return List.of(
                ModuleCase.of(
                        "Mlp",
                        () -> new Mlp(List.of(4, 2), o -> o.activation(Ops::tanh)),
                        BATCH,
                        "mlp/~/linear_0/w",
                        "mlp/~/linear_0/b",
                        "mlp/~/linear_1/w",
                        "mlp/~/linear_1/b"),
                ModuleCase.of(
                                "MobileNetV1",
                                () -> {
                                    var net = new MobileNetV1(
                                            2,
                                            o -> o.strides(List.of(2))
                                                    .channels(List.of(2))
                                                    .useBatchNorm(false));
                                    return x -> net.apply(x, true);
                                },
                                Shape.of(2, 9, 9, 1),
                                "mobile_net_v1/conv2_d/w",
                                "mobile_net_v1/conv2_d/b",
                                "mobile_net_v1/mobile_net_v1_block/depthwise_conv/w",
                                "mobile_net_v1/mobile_net_v1_block/depthwise_conv/b",
                                "mobile_net_v1/mobile_net_v1_block/pointwise_conv/w",
                                "mobile_net_v1/mobile_net_v1_block/pointwise_conv/b",
                                "mobile_net_v1/logits/w",
                                "mobile_net_v1/logits/b")
                        .withoutDifferences(),
                ModuleCase.of(
                        "VectorQuantizer",
                        () -> x -> new VectorQuantizer(5, 3, 0.25, o -> o.dtype(x.dtype()))
                                .apply(x, true)
                                .distances(),
                        BATCH,
                        "vector_quantizer/embeddings"),
                ModuleCase.of(
                        "VectorQuantizerEma",
                        () -> x -> new VectorQuantizerEma(5, 3, 0.25, 0.9, o -> o.dtype(x.dtype()))
                                .apply(x, true)
                                .distances(),
                        BATCH));
    }
}
