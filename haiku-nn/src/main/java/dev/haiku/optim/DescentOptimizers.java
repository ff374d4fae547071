package dev.haiku.optim;

import dev.haiku.random.Key;
import dev.haiku.tensor.Ops;
import java.util.function.UnaryOperator;

/** The part of {@link Optimizers} with optimisers that keep the direction of gradients or of their signs. */
abstract class DescentOptimizers extends SearchTransforms {

    private static final double NOISE = 0.01;
    private static final double NOISE_DECAY = 0.55;
    private static final double LEAST_NORM = 1e-6;
    private static final double MOMENTUM = 0.9;
    private static final double SM3_EPS = 1e-8;

    DescentOptimizers() {}

    /** {@return gradient descent: {@code -learningRate·g}} */
    public static GradientTransformation<ChainState> sgd(Number learningRate) {
        return sgd(learningRate, o -> o);
    }

    /**
     * {@return gradient descent, with momentum if so desired: {@code o -> o.momentum(0.9)}}
     *
     * <p>Source: Sutskever et al., <em>On the importance of initialization and momentum in deep learning</em>, 2013.
     *
     * @param learningRate the size of steps
     * @param edit edits the options
     */
    public static GradientTransformation<ChainState> sgd(Number learningRate, UnaryOperator<SgdOptions> edit) {
        var o = edit.apply(SgdOptions.DEFAULTS);
        var momentum = o.momentum();
        return chain(
                momentum == null ? identity() : traceIn(momentum, o.nesterov(), o.accumulatorDtype()),
                descend(learningRate));
    }

    /** {@return {@link #sgd(Number)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> sgd(Schedule learningRate) {
        return sgd(Hyperparameter.of(learningRate), o -> o);
    }

    /** {@return {@link #sgd(Number, UnaryOperator)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> sgd(Schedule learningRate, UnaryOperator<SgdOptions> edit) {
        return sgd(Hyperparameter.of(learningRate), edit);
    }

    /** {@return gradient descent with momentum, which looks one step ahead if {@code nesterov}} */
    public static GradientTransformation<ChainState> sgd(Number learningRate, Number momentum, boolean nesterov) {
        return sgd(learningRate, o -> o.momentum(momentum).nesterov(nesterov));
    }

    /** {@return gradient descent with momentum and a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> sgd(Schedule learningRate, Number momentum, boolean nesterov) {
        return sgd(learningRate, o -> o.momentum(momentum).nesterov(nesterov));
    }

    /**
     * {@return gradient descent with noise of variance {@code 0.01 / t^0.55}}
     *
     * <p>Source: Neelakantan et al., <em>Adding gradient noise improves learning for very deep networks</em>, 2015.
     */
    public static GradientTransformation<ChainState> noisySgd(Number learningRate, Key key) {
        return noisySgd(learningRate, key, NOISE, NOISE_DECAY);
    }

    /** {@return {@link #noisySgd(Number, Key)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> noisySgd(Schedule learningRate, Key key) {
        return noisySgd(Hyperparameter.of(learningRate), key);
    }

    /** {@return gradient descent with noise of variance {@code eta / t^gamma} in step {@code t}} */
    public static GradientTransformation<ChainState> noisySgd(Number learningRate, Key key, Number eta, Number gamma) {
        return chain(addNoise(eta, gamma, key), descend(learningRate));
    }

    /** {@return gradient descent with such noise and a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> noisySgd(
            Schedule learningRate, Key key, Number eta, Number gamma) {
        return noisySgd(Hyperparameter.of(learningRate), key, eta, gamma);
    }

    /**
     * {@return descent by the signs of gradients: {@code -learningRate·sign(g)}}
     *
     * <p>Source: Bernstein et al., <em>signSGD: compressed optimisation for non-convex problems</em>, 2018.
     */
    public static GradientTransformation<ChainState> signSgd(Number learningRate) {
        return chain(scaleBySign(), descend(learningRate));
    }

    /** {@return {@link #signSgd(Number)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> signSgd(Schedule learningRate) {
        return signSgd(Hyperparameter.of(learningRate));
    }

    /** {@return {@link #signum(Number, UnaryOperator)} without edited options} */
    public static GradientTransformation<ChainState> signum(Number learningRate) {
        return signum(learningRate, o -> o);
    }

    /**
     * {@return descent by the signs of average gradients}
     *
     * <p>Source: Bernstein et al., <em>signSGD: compressed optimisation for non-convex problems</em>, 2018.
     *
     * @param learningRate the size of steps
     * @param edit edits the options
     */
    public static GradientTransformation<ChainState> signum(Number learningRate, UnaryOperator<SignumOptions> edit) {
        var o = edit.apply(SignumOptions.DEFAULTS);
        return chain(emaIn(o.beta(), false, o.accumulatorDtype()), scaleBySign(), descend(learningRate));
    }

    /** {@return {@link #signum(Number)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> signum(Schedule learningRate) {
        return signum(Hyperparameter.of(learningRate), o -> o);
    }

    /** {@return {@link #signum(Number, UnaryOperator)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> signum(Schedule learningRate, UnaryOperator<SignumOptions> edit) {
        return signum(Hyperparameter.of(learningRate), edit);
    }

    /** {@return {@link #rprop(Number, UnaryOperator)} without edited options} */
    public static GradientTransformation<ChainState> rprop(Number learningRate) {
        return rprop(learningRate, o -> o);
    }

    /**
     * {@return Rprop: each element has a step size of its own, which grows while the sign of its gradient stays}
     *
     * <p>It is for gradients of the whole data, not of batches. The first step is zero, as in optax.
     *
     * <p>Source: Riedmiller and Braun, <em>A direct adaptive method for faster backpropagation learning</em>, 1993.
     *
     * @param learningRate the first size of steps
     * @param edit edits the options
     */
    public static GradientTransformation<ChainState> rprop(Number learningRate, UnaryOperator<RpropOptions> edit) {
        return chain(scaleByRprop(learningRate, edit), scale(-1));
    }

    /**
     * {@return gradient descent that adds the change of gradients, for games}
     *
     * <p>Source: Mokhtari et al., <em>A unified analysis of extra-gradient and optimistic gradient methods for saddle
     * point problems</em>, 2019.
     */
    public static GradientTransformation<ChainState> optimisticGradientDescent(Number learningRate) {
        return optimisticGradientDescent(learningRate, 1, 1);
    }

    /** {@return {@link #optimisticGradientDescent(Number)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> optimisticGradientDescent(Schedule learningRate) {
        return optimisticGradientDescent(Hyperparameter.of(learningRate));
    }

    /** {@return optimistic gradient descent by {@code (alpha + beta)·g - beta·last}} */
    public static GradientTransformation<ChainState> optimisticGradientDescent(
            Number learningRate, Number alpha, Number beta) {
        return chain(scaleByOptimisticGradient(alpha, beta), descend(learningRate));
    }

    /** {@return optimistic gradient descent with weights and a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> optimisticGradientDescent(
            Schedule learningRate, Number alpha, Number beta) {
        return optimisticGradientDescent(Hyperparameter.of(learningRate), alpha, beta);
    }

    /**
     * {@return Fromage: steps in proportion to the parameters, which do not grow}
     *
     * <p>The step is {@code -learningRate·c·g·|p| / |g| + (c - 1)·p} with {@code c = 1 / √(1 + learningRate²)}.
     *
     * <p>Source: Bernstein et al., <em>On the distance between two neural networks and the stability of learning</em>,
     * 2020.
     */
    public static GradientTransformation<ChainState> fromage(Number learningRate) {
        return fromage(learningRate, LEAST_NORM);
    }

    /** {@return {@link #fromage(Number)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> fromage(Schedule learningRate) {
        return fromage(Hyperparameter.of(learningRate));
    }

    /** {@return {@link #fromage(Number)} with another least norm than 1e-6} */
    public static GradientTransformation<ChainState> fromage(Number learningRate, Number minNorm) {
        var rate = Hyperparameter.of(learningRate);
        var shrink = rate.map(
                r -> 1 / Math.sqrt(1 + r * r), r -> Ops.rsqrt(r.square().add(1)));
        var step = rate.map(
                r -> r / Math.sqrt(1 + r * r), r -> r.mul(Ops.rsqrt(r.square().add(1))));
        return chain(
                scaleByTrustRatio(minNorm, 1, 0),
                descend(step),
                addDecayedWeights(shrink.map(s -> s - 1, s -> s.sub(1)), Mask.all()));
    }

    /** {@return {@link #fromage(Number, Number)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> fromage(Schedule learningRate, Number minNorm) {
        return fromage(Hyperparameter.of(learningRate), minNorm);
    }

    /** {@return {@link #lars(Number, UnaryOperator)} without edited options} */
    public static GradientTransformation<ChainState> lars(Number learningRate) {
        return lars(learningRate, o -> o);
    }

    /**
     * {@return LARS: momentum with steps in proportion to the parameters of each tensor}
     *
     * <p>Source: You et al., <em>Large batch training of convolutional networks</em>, 2017.
     *
     * @param learningRate the size of steps
     * @param edit edits the options
     */
    public static GradientTransformation<ChainState> lars(Number learningRate, UnaryOperator<LarsOptions> edit) {
        var o = edit.apply(LarsOptions.DEFAULTS);
        return chain(
                addDecayedWeights(o.weightDecay(), o.weightDecayMask()),
                masked(scaleByTrustRatio(0, o.trustCoefficient(), o.eps()), o.trustRatioMask()),
                descend(learningRate),
                trace(o.momentum(), o.nesterov()));
    }

    /** {@return {@link #lars(Number)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> lars(Schedule learningRate) {
        return lars(Hyperparameter.of(learningRate), o -> o);
    }

    /** {@return {@link #lars(Number, UnaryOperator)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> lars(Schedule learningRate, UnaryOperator<LarsOptions> edit) {
        return lars(Hyperparameter.of(learningRate), edit);
    }

    /**
     * {@return SM3: AdaGrad with little memory, and momentum 0.9}
     *
     * <p>Source: Anil et al., <em>Memory-efficient adaptive optimization</em>, 2019.
     */
    public static GradientTransformation<ChainState> sm3(Number learningRate) {
        return sm3(learningRate, MOMENTUM);
    }

    /** {@return {@link #sm3(Number)} with another momentum} */
    public static GradientTransformation<ChainState> sm3(Number learningRate, Number momentum) {
        return chain(scaleBySm3(momentum, 1, SM3_EPS), descend(learningRate));
    }

    /** {@return {@link #polyakSgd(UnaryOperator)} without edited options} */
    public static GradientTransformation<ChainState> polyakSgd() {
        return polyakSgd(o -> o);
    }

    /**
     * {@return gradient descent whose step size follows from the loss and its least value}
     *
     * <p>It needs the loss, {@link UpdateContext#value(dev.haiku.tensor.Tensor)}. Source: Loizou et al., <em>Stochastic
     * Polyak step-size for SGD: an adaptive learning rate for fast convergence</em>, 2020.
     */
    public static GradientTransformation<ChainState> polyakSgd(UnaryOperator<PolyakSgdOptions> edit) {
        var o = edit.apply(PolyakSgdOptions.DEFAULTS);
        return chain(sgd(o.scaling()), scaleByPolyak(o.polyak()));
    }

    /** {@return {@link #lbfgs(UnaryOperator)} without edited options} */
    public static GradientTransformation<ChainState> lbfgs() {
        return lbfgs(o -> o);
    }

    /**
     * {@return L-BFGS: descent along an estimate of Newton's direction, with a line search}
     *
     * <p>It is for losses of the whole data, not of batches, and needs the loss, its gradient and the loss as a
     * function, {@link UpdateContext}; {@link #valueAndGradFromState} saves computing both anew. Source: Liu and
     * Nocedal, <em>On the limited memory BFGS method for large scale optimization</em>, 1989.
     */
    public static GradientTransformation<ChainState> lbfgs(UnaryOperator<LbfgsOptions> edit) {
        var o = edit.apply(LbfgsOptions.DEFAULTS);
        var rate = o.learningRate();
        return chain(
                scaleByLbfgs(o.memorySize(), o.scaleInitPrecond()),
                rate == null ? scale(-1) : descend(rate),
                o.linesearch());
    }
}
