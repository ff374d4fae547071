package dev.haiku.nn.nets;

import java.util.function.UnaryOperator;

/** The residual network of 34 layers; {@code hk.nets.ResNet34}. */
public final class ResNet34 extends ResNet {

    private static final Sizes SIZES = Sizes.plain(3, 4, 6, 3);

    /** Creates one with {@code classes} outputs. */
    public ResNet34(int classes) {
        super(classes, SIZES);
    }

    /** Creates one with edited options, such as {@code o -> o.v2(true)}. */
    public ResNet34(int classes, UnaryOperator<Options> edit) {
        super(classes, SIZES, edit);
    }
}
