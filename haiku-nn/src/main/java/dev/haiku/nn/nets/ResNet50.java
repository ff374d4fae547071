package dev.haiku.nn.nets;

import java.util.function.UnaryOperator;

/** The residual network of 50 layers; {@code hk.nets.ResNet50}. */
public final class ResNet50 extends ResNet {

    private static final Sizes SIZES = Sizes.bottleneck(3, 4, 6, 3);

    /** Creates one with {@code classes} outputs. */
    public ResNet50(int classes) {
        super(classes, SIZES);
    }

    /** Creates one with edited options, such as {@code o -> o.v2(true)}. */
    public ResNet50(int classes, UnaryOperator<Options> edit) {
        super(classes, SIZES, edit);
    }
}
