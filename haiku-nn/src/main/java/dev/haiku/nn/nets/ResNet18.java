package dev.haiku.nn.nets;

import java.util.function.UnaryOperator;

/** The residual network of 18 layers; {@code hk.nets.ResNet18}. */
public final class ResNet18 extends ResNet {

    private static final Sizes SIZES = Sizes.plain(2, 2, 2, 2);

    /** Creates one with {@code classes} outputs. */
    public ResNet18(int classes) {
        super(classes, SIZES);
    }

    /** Creates one with edited options, such as {@code o -> o.v2(true)}. */
    public ResNet18(int classes, UnaryOperator<Options> edit) {
        super(classes, SIZES, edit);
    }
}
