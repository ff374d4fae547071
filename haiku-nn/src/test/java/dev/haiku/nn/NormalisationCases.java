package dev.haiku.nn;

import dev.haiku.Params;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Rows of the table of modules: normalisations and moving averages. */
final class NormalisationCases {

    private static final Shape BATCH = Shape.of(4, 5);
    private static final Shape IMAGES = Shape.of(2, 3, 4);
    private static final Shape CHANNELS_FIRST = Shape.of(2, 4, 3);

    private NormalisationCases() {}

    static List<ModuleCase> all() {
        return List.of(
                ModuleCase.of(
                        "LayerNorm",
                        () -> new LayerNorm(-1, true, true),
                        BATCH,
                        "layer_norm/scale",
                        "layer_norm/offset"),
                ModuleCase.of(
                        "LayerNorm over two axes, fast",
                        () -> new LayerNorm(Axes.from(1), true, false, o -> o.useFastVariance(true)),
                        IMAGES,
                        "layer_norm/scale"),
                ModuleCase.of(
                        "BatchNorm",
                        () -> {
                            var norm = new BatchNorm(true, true, 0.9);
                            return x -> norm.apply(x, false, o -> o.testLocalStats(true));
                        },
                        BATCH,
                        "batch_norm/scale",
                        "batch_norm/offset"),
                ModuleCase.of("RmsNorm", () -> new RmsNorm(-1), BATCH, "rms_norm/scale"),
                ModuleCase.of(
                        "BatchNorm in training, channels first",
                        () -> {
                            var norm = new BatchNorm(true, false, 0.9, o -> o.dataFormat(DataFormat.CHANNELS_FIRST));
                            return x -> norm.apply(x, true);
                        },
                        CHANNELS_FIRST,
                        "batch_norm/scale"),
                ModuleCase.of(
                        "InstanceNorm",
                        () -> new InstanceNorm(true, true),
                        IMAGES,
                        "instance_norm/scale",
                        "instance_norm/offset"),
                ModuleCase.of(
                        "InstanceNorm, channels first",
                        () -> new InstanceNorm(true, false, o -> o.dataFormat(DataFormat.CHANNELS_FIRST)),
                        CHANNELS_FIRST,
                        "instance_norm/scale"),
                ModuleCase.of("GroupNorm", () -> new GroupNorm(2), IMAGES, "group_norm/scale", "group_norm/offset"),
                ModuleCase.of(
                        "GroupNorm, channels first",
                        () -> new GroupNorm(
                                2, o -> o.dataFormat(DataFormat.CHANNELS_FIRST).createOffset(false)),
                        CHANNELS_FIRST,
                        "group_norm/scale"),
                ModuleCase.of("ExponentialMovingAverage", () -> new ExponentialMovingAverage(0.9), BATCH),
                ModuleCase.of("SpectralNorm", () -> new SpectralNorm(o -> o.numSteps(2)), BATCH)
                        .withoutDifferences(),
                ModuleCase.of(
                        "EmaParamsTree",
                        () -> x -> new EmaParamsTree(0.9).apply(tree(x)).get("linear", "w"),
                        BATCH),
                ModuleCase.of(
                                "SnParamsTree",
                                () -> x -> new SnParamsTree().apply(tree(x)).get("linear", "w"),
                                BATCH)
                        .withoutDifferences());
    }

    private static Params tree(Tensor w) {
        return Params.of(Map.of("linear", Map.of("w", w)));
    }
}
