package dev.haiku.optim;

import java.util.ArrayList;
import java.util.function.UnaryOperator;

/** The part of {@link Optimizers} with optimisers that divide gradients by a root of their squares. */
abstract class SquareOptimizers extends AdamOptimizers {

    SquareOptimizers() {}

    /** {@return RMSProp; Hinton, <em>Neural networks for machine learning</em>, lecture 6, 2012} */
    public static GradientTransformation<ChainState> rmsprop(Number learningRate) {
        return rmsprop(learningRate, o -> o);
    }

    /**
     * {@return RMSProp with edited options, such as {@code o -> o.decay(0.99)}}
     *
     * <p>Momentum sums up steps, after the learning rate.
     *
     * <p>Source: Hinton, <em>Neural networks for machine learning</em>, lecture 6, 2012; centred: Graves,
     * <em>Generating sequences with recurrent neural networks</em>, 2013.
     *
     * @param learningRate the size of steps
     * @param edit edits the options
     */
    public static GradientTransformation<ChainState> rmsprop(Number learningRate, UnaryOperator<RmspropOptions> edit) {
        var o = edit.apply(RmspropOptions.DEFAULTS);
        var momentum = o.momentum();
        return chain(
                o.centered() ? scaleByStddev(o.rms()) : scaleByRms(o.rms()),
                descend(learningRate),
                momentum == null ? identity() : trace(momentum, o.nesterov()));
    }

    /** {@return {@link #rmsprop(Number)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> rmsprop(Schedule learningRate) {
        return rmsprop(Hyperparameter.of(learningRate), o -> o);
    }

    /** {@return {@link #rmsprop(Number, UnaryOperator)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> rmsprop(
            Schedule learningRate, UnaryOperator<RmspropOptions> edit) {
        return rmsprop(Hyperparameter.of(learningRate), edit);
    }

    /** {@return {@link #adagrad(Number, UnaryOperator)} without edited options} */
    public static GradientTransformation<ChainState> adagrad(Number learningRate) {
        return adagrad(learningRate, o -> o);
    }

    /**
     * {@return AdaGrad: steps shrink with the sum of all squares}
     *
     * <p>Source: Duchi et al., <em>Adaptive subgradient methods for online learning and stochastic optimization</em>,
     * 2011.
     *
     * @param learningRate the size of steps
     * @param edit edits the options
     */
    public static GradientTransformation<ChainState> adagrad(Number learningRate, UnaryOperator<AdagradOptions> edit) {
        return chain(scaleByRss(edit), descend(learningRate));
    }

    /** {@return {@link #adagrad(Number)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> adagrad(Schedule learningRate) {
        return adagrad(Hyperparameter.of(learningRate), o -> o);
    }

    /** {@return {@link #adagrad(Number, UnaryOperator)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> adagrad(
            Schedule learningRate, UnaryOperator<AdagradOptions> edit) {
        return adagrad(Hyperparameter.of(learningRate), edit);
    }

    /** {@return {@link #adadelta(UnaryOperator)} without edited options} */
    public static GradientTransformation<ChainState> adadelta() {
        return adadelta(o -> o);
    }

    /**
     * {@return AdaDelta: steps of the size of the last ones}
     *
     * <p>Without a learning rate its steps go uphill, as in optax. Source: Zeiler, <em>ADADELTA: an adaptive learning
     * rate method</em>, 2012.
     */
    public static GradientTransformation<ChainState> adadelta(UnaryOperator<AdadeltaOptions> edit) {
        var o = edit.apply(AdadeltaOptions.DEFAULTS);
        var rate = o.learningRate();
        return chain(
                addDecayedWeights(o.weightDecay(), o.mask()),
                scaleByAdadelta(o.rho(), o.eps()),
                rate == null ? identity() : descend(rate));
    }

    /** {@return {@link #adafactor(UnaryOperator)} without edited options} */
    public static GradientTransformation<ChainState> adafactor() {
        return adafactor(o -> o);
    }

    /**
     * {@return Adafactor: little memory, and steps relative to the parameters}
     *
     * <p>Weight decay is not multiplied by the learning rate. Source: Shazeer and Stern, <em>Adafactor: adaptive
     * learning rates with sublinear memory cost</em>, 2018.
     */
    public static GradientTransformation<ChainState> adafactor(UnaryOperator<AdafactorOptions> edit) {
        var o = edit.apply(AdafactorOptions.DEFAULTS);
        var members = new ArrayList<GradientTransformation<?>>();
        members.add(scaleByFactoredRms(o.factoredRms()));
        if (!o.clippingThreshold().isFixed(Double.POSITIVE_INFINITY)) {
            members.add(clipByBlockRms(o.clippingThreshold()));
        }
        var rate = o.learningRate();
        if (rate != null) {
            members.add(scale(rate));
        }
        if (o.multiplyByParameterScale()) {
            members.add(scaleByParamBlockRms());
        }
        var momentum = o.momentum();
        if (momentum != null) {
            members.add(ema(momentum, false, o.dtypeMomentum()));
        }
        var decayRate = o.weightDecayRate();
        if (decayRate != null) {
            members.add(addDecayedWeights(decayRate, o.mask()));
        }
        members.add(scale(-1));
        return chain(members.toArray(GradientTransformation<?>[]::new));
    }
}
