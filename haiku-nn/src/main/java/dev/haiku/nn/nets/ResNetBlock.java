package dev.haiku.nn.nets;

import dev.haiku.Module;
import dev.haiku.nn.BatchNorm;
import dev.haiku.nn.Conv2D;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A residual block: two or three convolutions with normalisations, and a shortcut around them. */
final class ResNetBlock extends Module {

    private static final int NARROWING = 4;

    /** What a block is made of. */
    record Settings(
            int channels,
            int stride,
            boolean hasProjection,
            boolean isBottleneck,
            boolean isV2,
            BatchNormConfig batchNorm) {

        /** {@return those of the blocks of a group after the first} */
        Settings further() {
            return new Settings(channels, 1, false, isBottleneck, isV2, batchNorm);
        }
    }

    /** How a call normalises. */
    record Mode(boolean isTraining, boolean testLocalStats) {

        Tensor normalise(BatchNorm norm, Tensor x) {
            return norm.apply(x, isTraining, o -> o.testLocalStats(testLocalStats));
        }
    }

    private final Settings settings;
    private final @Nullable Conv2D shortcutConv;
    private final @Nullable BatchNorm shortcutNorm;
    private final List<Conv2D> convs = new ArrayList<>();
    private final List<BatchNorm> norms = new ArrayList<>();

    ResNetBlock(Settings settings, String name) {
        super(name);
        this.settings = settings;
        this.shortcutConv =
                settings.hasProjection() ? conv(settings.channels(), 1, settings.stride(), "shortcut_conv") : null;
        this.shortcutNorm = settings.hasProjection() && !settings.isV2()
                ? settings.batchNorm().create("shortcut_batchnorm")
                : null;
        addLayers();
    }

    private void addLayers() {
        boolean isNarrow = settings.isBottleneck();
        int inner = settings.channels() / (isNarrow ? NARROWING : 1);
        add(conv(inner, isNarrow ? 1 : 3, isNarrow ? 1 : settings.stride(), "conv_0"), false);
        add(conv(inner, 3, isNarrow ? settings.stride() : 1, "conv_1"), false);
        if (isNarrow) {
            add(conv(settings.channels(), 1, 1, "conv_2"), !settings.isV2());
        }
    }

    private void add(Conv2D conv, boolean startsAtZero) {
        var name = "batchnorm_" + norms.size();
        convs.add(conv);
        norms.add(
                startsAtZero
                        ? settings.batchNorm().createZero(name)
                        : settings.batchNorm().create(name));
    }

    private static Conv2D conv(int channels, int kernel, int stride, String name) {
        return new Conv2D(
                channels, kernel, o -> o.stride(stride).withBias(false).name(name));
    }

    Tensor apply(Tensor x, Mode mode) {
        return mainMethod(x, input -> settings.isV2() ? version2(input, mode) : version1(input, mode));
    }

    private Tensor version1(Tensor x, Mode mode) {
        var shortcut = x;
        if (shortcutConv != null && shortcutNorm != null) {
            shortcut = mode.normalise(shortcutNorm, shortcutConv.apply(x));
        }
        var y = x;
        for (int i = 0; i < convs.size(); i++) {
            y = mode.normalise(norms.get(i), convs.get(i).apply(y));
            y = i < convs.size() - 1 ? Nn.relu(y) : y;
        }
        return Nn.relu(y.add(shortcut));
    }

    /** A projection starts from the first activation. */
    private Tensor version2(Tensor x, Mode mode) {
        var shortcut = x;
        var y = x;
        for (int i = 0; i < convs.size(); i++) {
            y = Nn.relu(mode.normalise(norms.get(i), y));
            if (i == 0 && shortcutConv != null) {
                shortcut = shortcutConv.apply(y);
            }
            y = convs.get(i).apply(y);
        }
        return y.add(shortcut);
    }
}
