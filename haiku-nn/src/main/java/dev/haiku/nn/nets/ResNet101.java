package dev.haiku.nn.nets;

import java.util.function.UnaryOperator;

/** The residual network of 101 layers; {@code hk.nets.ResNet101}. */
public final class ResNet101 extends ResNet {

    private static final Sizes SIZES = Sizes.bottleneck(3, 4, 23, 3);

    /** Creates one with {@code classes} outputs. */
    public ResNet101(int classes) {
        super(classes, SIZES);
    }

    /** Creates one with edited options, such as {@code o -> o.v2(true)}. */
    public ResNet101(int classes, UnaryOperator<Options> edit) {
        super(classes, SIZES, edit);
    }
}
