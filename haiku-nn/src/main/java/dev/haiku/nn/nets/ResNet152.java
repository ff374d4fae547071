package dev.haiku.nn.nets;

import java.util.function.UnaryOperator;

/** The residual network of 152 layers; {@code hk.nets.ResNet152}. */
public final class ResNet152 extends ResNet {

    private static final Sizes SIZES = Sizes.bottleneck(3, 8, 36, 3);

    /** Creates one with {@code classes} outputs. */
    public ResNet152(int classes) {
        super(classes, SIZES);
    }

    /** Creates one with edited options, such as {@code o -> o.v2(true)}. */
    public ResNet152(int classes, UnaryOperator<Options> edit) {
        super(classes, SIZES, edit);
    }
}
