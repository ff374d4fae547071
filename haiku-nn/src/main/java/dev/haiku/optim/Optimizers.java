package dev.haiku.optim;

import java.util.function.UnaryOperator;

/**
 * Optimisers and the transformations that they are chained of; optax's vocabulary.
 *
 * <p>Each optimiser is a chain, so that {@code state.states().get(0)} is the state of its first member. A learning rate
 * is a number, or a {@link Schedule} of the number of steps. All compute what their namesakes in optax do, to rounding.
 */
public final class Optimizers extends MomentTransforms {

    private static final double DEFAULT_WEIGHT_DECAY = 1e-4;
    private static final double LION_B1 = 0.9;
    private static final double LION_B2 = 0.99;
    private static final double LION_WEIGHT_DECAY = 1e-3;
    private static final double LAMB_EPS = 1e-6;

    private Optimizers() {}

    /** {@return gradient descent: {@code -learningRate·g}} */
    public static GradientTransformation<ChainState> sgd(double learningRate) {
        return chain(identity(), scaleByLearningRate(learningRate));
    }

    /** {@return gradient descent with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> sgd(Schedule learningRate) {
        return chain(identity(), scaleByLearningRate(learningRate));
    }

    /**
     * {@return gradient descent with momentum}
     *
     * @param learningRate the size of steps
     * @param momentum the share of the last step that is added to each
     * @param nesterov whether the gradient looks one step ahead (Nesterov, 1983)
     */
    public static GradientTransformation<ChainState> sgd(double learningRate, double momentum, boolean nesterov) {
        return chain(trace(momentum, nesterov), scaleByLearningRate(learningRate));
    }

    /** {@return gradient descent with momentum and a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> sgd(Schedule learningRate, double momentum, boolean nesterov) {
        return chain(trace(momentum, nesterov), scaleByLearningRate(learningRate));
    }

    /** {@return Adam; Kingma and Ba, <em>Adam: a method for stochastic optimization</em>, 2014} */
    public static GradientTransformation<ChainState> adam(double learningRate) {
        return adam(learningRate, o -> o);
    }

    /** {@return Adam with edited options, such as {@code o -> o.b2(0.95)}} */
    public static GradientTransformation<ChainState> adam(double learningRate, UnaryOperator<AdamOptions> edit) {
        return chain(scaleByAdam(edit), scaleByLearningRate(learningRate));
    }

    /** {@return Adam with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> adam(Schedule learningRate) {
        return adam(learningRate, o -> o);
    }

    /** {@return Adam with a learning rate that depends on the step, and edited options} */
    public static GradientTransformation<ChainState> adam(Schedule learningRate, UnaryOperator<AdamOptions> edit) {
        return chain(scaleByAdam(edit), scaleByLearningRate(learningRate));
    }

    /** {@return Adam with weight decay 1e-4} */
    public static GradientTransformation<ChainState> adamw(double learningRate) {
        return adamw(learningRate, DEFAULT_WEIGHT_DECAY, o -> o);
    }

    /**
     * {@return Adam with weight decay}
     *
     * <p>Source: Loshchilov and Hutter, <em>Decoupled weight decay regularization</em>, 2017.
     *
     * @param learningRate the size of steps
     * @param weightDecay the share of each parameter that, times the learning rate, is subtracted from it
     * @param edit edits the options of Adam
     */
    public static GradientTransformation<ChainState> adamw(
            double learningRate, double weightDecay, UnaryOperator<AdamOptions> edit) {
        return chain(scaleByAdam(edit), addDecayedWeights(weightDecay), scaleByLearningRate(learningRate));
    }

    /** {@return Adam with weight decay and a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> adamw(
            Schedule learningRate, double weightDecay, UnaryOperator<AdamOptions> edit) {
        return chain(scaleByAdam(edit), addDecayedWeights(weightDecay), scaleByLearningRate(learningRate));
    }

    /** {@return RMSProp; Hinton, <em>Neural networks for machine learning</em>, lecture 6, 2012} */
    public static GradientTransformation<ChainState> rmsprop(double learningRate) {
        return rmsprop(learningRate, o -> o);
    }

    /** {@return RMSProp with edited options, such as {@code o -> o.decay(0.99)}} */
    public static GradientTransformation<ChainState> rmsprop(double learningRate, UnaryOperator<RmsOptions> edit) {
        return chain(scaleByRms(edit), scaleByLearningRate(learningRate));
    }

    /**
     * {@return Lion with weight decay 1e-3; Chen et al., <em>Symbolic discovery of optimization algorithms</em>, 2023}
     */
    public static GradientTransformation<ChainState> lion(double learningRate) {
        return lion(learningRate, LION_B1, LION_B2, LION_WEIGHT_DECAY);
    }

    /**
     * {@return Lion}
     *
     * @param learningRate the size of steps
     * @param b1 the share of the old average in the direction, in [0, 1)
     * @param b2 the decay rate of the average, in [0, 1)
     * @param weightDecay the share of each parameter that, times the learning rate, is subtracted from it
     */
    public static GradientTransformation<ChainState> lion(
            double learningRate, double b1, double b2, double weightDecay) {
        return chain(scaleByLion(b1, b2), addDecayedWeights(weightDecay), scaleByLearningRate(learningRate));
    }

    /**
     * {@return LAMB; You et al., <em>Large batch optimization for deep learning: training BERT in 76 minutes</em>,
     * 2019}
     */
    public static GradientTransformation<ChainState> lamb(double learningRate) {
        return lamb(learningRate, 0, o -> o);
    }

    /** {@return LAMB with that weight decay and edited options of Adam, of which {@code eps} is 1e-6 by default} */
    public static GradientTransformation<ChainState> lamb(
            double learningRate, double weightDecay, UnaryOperator<AdamOptions> edit) {
        return chain(
                scaleByAdam(o -> edit.apply(o.eps(LAMB_EPS))),
                addDecayedWeights(weightDecay),
                scaleByTrustRatio(),
                scaleByLearningRate(learningRate));
    }
}
