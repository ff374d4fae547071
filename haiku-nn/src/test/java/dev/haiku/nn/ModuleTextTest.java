package dev.haiku.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.haiku.Haiku;
import dev.haiku.Module;
import dev.haiku.NoInput;
import dev.haiku.random.Key;
import dev.haiku.tensor.Padding;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Modules print as in Haiku: class, required arguments, and options that are not the default. */
class ModuleTextTest {

    private static Stream<Arguments> modules() {
        return Stream.of(
                row("Flatten()", Flatten::new),
                row(
                        "Flatten(preserveDims=2, name='flat')",
                        () -> new Flatten(o -> o.preserveDims(2).name("flat"))),
                row("Reshape(outputShape=[3, -1])", () -> new Reshape(List.of(3, -1))),
                row(
                        "Reshape(outputShape=[3], preserveDims=-2)",
                        () -> new Reshape(List.of(3), o -> o.preserveDims(-2))),
                row("MaxPool(window=2, strides=1, padding=SAME)", () -> new MaxPool(2, 1, Padding.SAME)),
                row(
                        "AvgPool(window=[2, 1], strides=3 with channels, padding=VALID, channelAxis=1)",
                        () -> new AvgPool(
                                WindowSize.of(2, 1), WindowSize.withChannels(3), Padding.VALID, o -> o.channelAxis(1))),
                row("Conv2D(spatialAxes=2, outputChannels=4, kernelShape=[3, 3])", () -> new Conv2D(4, 3)),
                row(
                        "Conv1D(spatialAxes=1, outputChannels=4, kernelShape=[3], stride=[2])",
                        () -> new Conv1D(4, 3, o -> o.stride(2))),
                row(
                        "Conv2DTranspose(spatialAxes=2, outputChannels=4, kernelShape=[3, 3])",
                        () -> new Conv2DTranspose(4, 3)),
                row(
                        "DepthwiseConv2D(spatialAxes=2, channelMultiplier=4, kernelShape=[3, 3])",
                        () -> new DepthwiseConv2D(4, 3)),
                row("LayerNorm(axis=-1, createScale=true, createOffset=false)", () -> new LayerNorm(-1, true, false)),
                row(
                        "LayerNorm(axis=1:, createScale=true, createOffset=false)",
                        () -> new LayerNorm(Axes.from(1), true, false)),
                row("RmsNorm(axis=[1, 2])", () -> new RmsNorm(Axes.of(1, 2))),
                row("RmsNorm(axis=1:-1)", () -> new RmsNorm(Axes.range(1, -1))),
                row("EmaParamsTree(decay=0.9)", () -> new EmaParamsTree(0.9)),
                row("SnParamsTree(ignoreRegex='.*b')", () -> new SnParamsTree(o -> o.ignoreRegex(".*b"))));
    }

    private static Arguments row(String text, Supplier<Module> module) {
        return arguments(text, module);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modules")
    void printsItsSettings(String text, Supplier<Module> module) {
        var printed = new AtomicReference<String>();

        Haiku.transform(() -> {
                    printed.set(module.get().toString());
                    return List.of();
                })
                .init(Key.of(0), NoInput.NONE);

        assertThat(printed.get()).isEqualTo(text);
    }
}
