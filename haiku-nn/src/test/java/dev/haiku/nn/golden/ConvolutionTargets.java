package dev.haiku.nn.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.haiku.nn.AvgPool;
import dev.haiku.nn.Conv1D;
import dev.haiku.nn.Conv1DTranspose;
import dev.haiku.nn.Conv2D;
import dev.haiku.nn.Conv2DTranspose;
import dev.haiku.nn.Conv3D;
import dev.haiku.nn.Conv3DTranspose;
import dev.haiku.nn.ConvNd;
import dev.haiku.nn.ConvNdTranspose;
import dev.haiku.nn.DataFormat;
import dev.haiku.nn.DepthwiseConv1D;
import dev.haiku.nn.DepthwiseConv2D;
import dev.haiku.nn.DepthwiseConv3D;
import dev.haiku.nn.DepthwiseConvNd;
import dev.haiku.nn.Linear;
import dev.haiku.nn.MaxPool;
import dev.haiku.nn.Pads;
import dev.haiku.nn.PoolOptions;
import dev.haiku.nn.SeparableDepthwiseConv2D;
import dev.haiku.nn.WindowSize;
import dev.haiku.nn.nets.BatchNormConfig;
import dev.haiku.nn.nets.MobileNetV1;
import dev.haiku.nn.nets.ResNet;
import dev.haiku.tensor.Padding;
import dev.haiku.tensor.Padding.PadPair;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The rows of {@link ModuleTable} for convolutions and the networks made of them. */
final class ConvolutionTargets {

    private static final List<Boolean> ALL = List.of(true, true, true, true);

    private ConvolutionTargets() {}

    static void register() {
        ModuleTable.layer(
                "hk.Conv1D", a -> new Conv1D(a.integer("output_channels"), integers(a, "kernel_shape"), options(a)));
        ModuleTable.layer(
                "hk.Conv2D", a -> new Conv2D(a.integer("output_channels"), integers(a, "kernel_shape"), options(a)));
        ModuleTable.layer(
                "hk.Conv3D", a -> new Conv3D(a.integer("output_channels"), integers(a, "kernel_shape"), options(a)));
        ModuleTable.layer(
                "hk.ConvND",
                a -> new ConvNd(
                        a.integer("num_spatial_dims"),
                        a.integer("output_channels"),
                        integers(a, "kernel_shape"),
                        options(a)));
        transposed();
        depthwise();
        pooling();
        ModuleTable.row(
                "hk.nets.MobileNetV1",
                a -> new MobileNetV1(a.integer("num_classes", 1000), mobileOptions(a)),
                "inputs is_training",
                (m, a) -> m.apply(a.tensor("inputs"), a.truth("is_training")));
        ModuleTable.row(
                "hk.nets.ResNet",
                a -> new ResNet(a.integer("num_classes"), sizes(a), resNetOptions(a)),
                "inputs is_training test_local_stats",
                (m, a) -> m.apply(a.tensor("inputs"), a.truth("is_training"), a.truth("test_local_stats", false)));
    }

    private static void transposed() {
        ModuleTable.layer(
                "hk.Conv1DTranspose",
                a -> new Conv1DTranspose(a.integer("output_channels"), integers(a, "kernel_shape"), transposed(a)));
        ModuleTable.layer(
                "hk.Conv2DTranspose",
                a -> new Conv2DTranspose(a.integer("output_channels"), integers(a, "kernel_shape"), transposed(a)));
        ModuleTable.layer(
                "hk.Conv3DTranspose",
                a -> new Conv3DTranspose(a.integer("output_channels"), integers(a, "kernel_shape"), transposed(a)));
        ModuleTable.layer(
                "hk.ConvNDTranspose",
                a -> new ConvNdTranspose(
                        a.integer("num_spatial_dims"),
                        a.integer("output_channels"),
                        integers(a, "kernel_shape"),
                        transposed(a)));
    }

    private static UnaryOperator<ConvNdTranspose.Options> transposed(Arguments a) {
        return a.<ConvNdTranspose.Options>edit()
                .set("stride", name -> integers(a, name), ConvNdTranspose.Options::stride)
                .set("output_shape", name -> integers(a, name), ConvNdTranspose.Options::outputShape)
                .set("padding", name -> padding(a.raw(name)), ConvNdTranspose.Options::padding)
                .set("with_bias", a::truth, ConvNdTranspose.Options::withBias)
                .set("w_init", a::initializer, ConvNdTranspose.Options::wInit)
                .set("b_init", a::initializer, ConvNdTranspose.Options::bInit)
                .set("data_format", name -> DataFormat.of(a.text(name)), ConvNdTranspose.Options::dataFormat)
                .set("mask", a::tensor, ConvNdTranspose.Options::mask)
                .set("name", a::text, ConvNdTranspose.Options::name)
                .operator();
    }

    private static void depthwise() {
        ModuleTable.layer(
                "hk.DepthwiseConv1D",
                a -> new DepthwiseConv1D(a.integer("channel_multiplier"), integers(a, "kernel_shape"), depthwise(a)));
        ModuleTable.layer(
                "hk.DepthwiseConv2D",
                a -> new DepthwiseConv2D(a.integer("channel_multiplier"), integers(a, "kernel_shape"), depthwise(a)));
        ModuleTable.layer(
                "hk.DepthwiseConv3D",
                a -> new DepthwiseConv3D(a.integer("channel_multiplier"), integers(a, "kernel_shape"), depthwise(a)));
        ModuleTable.layer(
                "hk.SeparableDepthwiseConv2D",
                a -> new SeparableDepthwiseConv2D(
                        a.integer("channel_multiplier"), integers(a, "kernel_shape"), separable(a)));
    }

    private static UnaryOperator<DepthwiseConvNd.Options> depthwise(Arguments a) {
        return a.<DepthwiseConvNd.Options>edit()
                .set("stride", name -> integers(a, name), DepthwiseConvNd.Options::stride)
                .set("rate", name -> integers(a, name), DepthwiseConvNd.Options::rate)
                .set("padding", name -> padding(a.raw(name)), DepthwiseConvNd.Options::padding)
                .set("with_bias", a::truth, DepthwiseConvNd.Options::withBias)
                .set("w_init", a::initializer, DepthwiseConvNd.Options::wInit)
                .set("b_init", a::initializer, DepthwiseConvNd.Options::bInit)
                .set("data_format", name -> DataFormat.of(a.text(name)), DepthwiseConvNd.Options::dataFormat)
                .set("name", a::text, DepthwiseConvNd.Options::name)
                .operator();
    }

    private static UnaryOperator<SeparableDepthwiseConv2D.Options> separable(Arguments a) {
        return a.<SeparableDepthwiseConv2D.Options>edit()
                .set("stride", name -> integers(a, name), SeparableDepthwiseConv2D.Options::stride)
                .set("padding", name -> padding(a.raw(name)), SeparableDepthwiseConv2D.Options::padding)
                .set("with_bias", a::truth, SeparableDepthwiseConv2D.Options::withBias)
                .set("w_init", a::initializer, SeparableDepthwiseConv2D.Options::wInit)
                .set("b_init", a::initializer, SeparableDepthwiseConv2D.Options::bInit)
                .set("data_format", name -> DataFormat.of(a.text(name)), SeparableDepthwiseConv2D.Options::dataFormat)
                .set("name", a::text, SeparableDepthwiseConv2D.Options::name)
                .operator();
    }

    private static void pooling() {
        ModuleTable.row(
                "hk.MaxPool",
                a -> new MaxPool(
                        windowSize(a, "window_shape"),
                        windowSize(a, "strides"),
                        Padding.of(a.text("padding")),
                        poolOptions(a)),
                "value",
                (m, a) -> m.apply(a.tensor("value")));
        ModuleTable.row(
                "hk.AvgPool",
                a -> new AvgPool(
                        windowSize(a, "window_shape"),
                        windowSize(a, "strides"),
                        Padding.of(a.text("padding")),
                        poolOptions(a)),
                "value",
                (m, a) -> m.apply(a.tensor("value")));
    }

    private static UnaryOperator<PoolOptions> poolOptions(Arguments a) {
        return a.<PoolOptions>edit()
                .set("channel_axis", a::integer, PoolOptions::channelAxis)
                .set("name", a::text, PoolOptions::name)
                .operator();
    }

    /** A single number is the size of all axes but those of batch and channels, of which there may be none. */
    static WindowSize windowSize(Arguments a, String name) {
        if (!a.raw(name).isIntegralNumber()) {
            return WindowSize.of(a.integers(name));
        }
        return a.isNone("channel_axis")
                ? WindowSize.withChannels(a.integer(name))
                : WindowSize.spatial(a.integer(name));
    }

    private static UnaryOperator<MobileNetV1.Options> mobileOptions(Arguments a) {
        return a.<MobileNetV1.Options>edit()
                .set("strides", a::integers, MobileNetV1.Options::strides)
                .set("channels", a::integers, MobileNetV1.Options::channels)
                .set("use_bn", a::truth, MobileNetV1.Options::useBatchNorm)
                .set("name", a::text, MobileNetV1.Options::name)
                .operator();
    }

    static List<Integer> integers(Arguments a, String name) {
        return a.raw(name).isIntegralNumber() ? List.of(a.integer(name)) : a.integers(name);
    }

    private static UnaryOperator<ConvNd.Options> options(Arguments a) {
        return a.<ConvNd.Options>edit()
                .set("stride", name -> integers(a, name), ConvNd.Options::stride)
                .set("rate", name -> integers(a, name), ConvNd.Options::rate)
                .set("padding", name -> padding(a.raw(name)), ConvNd.Options::padding)
                .set("with_bias", a::truth, ConvNd.Options::withBias)
                .set("w_init", a::initializer, ConvNd.Options::wInit)
                .set("b_init", a::initializer, ConvNd.Options::bInit)
                .set("data_format", name -> DataFormat.of(a.text(name)), ConvNd.Options::dataFormat)
                .set("mask", a::tensor, ConvNd.Options::mask)
                .set("feature_group_count", a::integer, ConvNd.Options::groups)
                .set("name", a::text, ConvNd.Options::name)
                .operator();
    }

    static Padding padding(JsonNode json) {
        if (json.has("$pad")) {
            return named(json.get("$pad").asText());
        }
        if (json.isTextual()) {
            return Padding.of(json.asText());
        }
        if (json.get(0).has("$pad")) {
            List<Padding.Rule> rules = new ArrayList<>();
            json.forEach(
                    item -> rules.add(((Padding.Computed) padding(item)).rules().get(0)));
            return new Padding.Computed(rules);
        }
        List<PadPair> pairs = new ArrayList<>();
        if (json.get(0).isIntegralNumber()) {
            pairs.add(pair(json));
        } else {
            json.forEach(item -> pairs.add(pair(item)));
        }
        return new Padding.Explicit(pairs);
    }

    private static PadPair pair(JsonNode json) {
        return new PadPair(json.get(0).asInt(), json.get(1).asInt());
    }

    /** {@return the padding that a function of {@code hk.pad} gives} */
    static Padding named(String function) {
        return switch (function) {
            case "valid" -> Pads.valid();
            case "same" -> Pads.same();
            case "full" -> Pads.full();
            case "causal" -> Pads.causal();
            case "reverse_causal" -> Pads.reverseCausal();
            default -> throw new AssertionError("The table of paddings lacks 'hk.pad." + function + "'.");
        };
    }

    private static ResNet.Sizes sizes(Arguments a) {
        return new ResNet.Sizes(
                a.integers("blocks_per_group"),
                a.truth("bottleneck", true),
                a.has("channels_per_group") ? a.integers("channels_per_group") : List.of(256, 512, 1024, 2048),
                a.has("use_projection") ? a.list("use_projection", JsonNode::asBoolean) : ALL);
    }

    private static UnaryOperator<ResNet.Options> resNetOptions(Arguments a) {
        return a.<ResNet.Options>edit()
                .set("resnet_v2", a::truth, ResNet.Options::v2)
                .set("strides", a::integers, ResNet.Options::strides)
                .set("bn_config", name -> batchNorm(a.nested(name)), ResNet.Options::batchNorm)
                .set("logits_config", name -> logits(a.nested(name)), ResNet.Options::logits)
                .set("initial_conv_config", name -> initialConv(a.nested(name)), ResNet.Options::initialConv)
                .set("name", a::text, ResNet.Options::name)
                .operator();
    }

    private static UnaryOperator<BatchNormConfig> batchNorm(Arguments a) {
        var edit = NormalisationTargets.batchNormOptions(a);
        double decayRate = a.number("decay_rate", 0.9);
        boolean createScale = a.truth("create_scale", true);
        boolean createOffset = a.truth("create_offset", true);
        a.requireAllRead();
        return bn -> new BatchNormConfig(decayRate, createScale, createOffset, edit);
    }

    private static UnaryOperator<Linear.Options> logits(Arguments a) {
        var edit = ModuleTable.linearOptions(a);
        a.requireAllRead();
        return edit;
    }

    private static ResNet.InitialConv initialConv(Arguments a) {
        int channels = a.integer("output_channels", 64);
        var kernel = a.has("kernel_shape") ? integers(a, "kernel_shape") : List.of(7);
        var edit = options(a);
        a.requireAllRead();
        return new ResNet.InitialConv(channels, kernel, edit);
    }
}
