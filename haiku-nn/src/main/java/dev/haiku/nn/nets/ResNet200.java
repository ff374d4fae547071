package dev.haiku.nn.nets;

import java.util.function.UnaryOperator;

/** The residual network of 200 layers; {@code hk.nets.ResNet200}. */
public final class ResNet200 extends ResNet {

    private static final Sizes SIZES = Sizes.bottleneck(3, 24, 36, 3);

    /** Creates one with {@code classes} outputs. */
    public ResNet200(int classes) {
        super(classes, SIZES);
    }

    /** Creates one with edited options, such as {@code o -> o.v2(true)}. */
    public ResNet200(int classes, UnaryOperator<Options> edit) {
        super(classes, SIZES, edit);
    }
}
