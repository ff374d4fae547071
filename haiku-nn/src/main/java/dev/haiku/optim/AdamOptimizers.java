package dev.haiku.optim;

import java.util.function.UnaryOperator;

/** The part of {@link Optimizers} with Adam and its relatives. */
abstract class AdamOptimizers extends DescentOptimizers {

    private static final double LAMB_EPS = 1e-6;

    AdamOptimizers() {}

    /** {@return Adam; Kingma and Ba, <em>Adam: a method for stochastic optimization</em>, 2014} */
    public static GradientTransformation<ChainState> adam(Number learningRate) {
        return adam(learningRate, o -> o);
    }

    /**
     * {@return Adam with edited options, such as {@code o -> o.b2(0.95)}}
     *
     * <p>Source: Kingma and Ba, <em>Adam: a method for stochastic optimization</em>, 2014.
     *
     * @param learningRate the size of steps
     * @param edit edits the options
     */
    public static GradientTransformation<ChainState> adam(Number learningRate, UnaryOperator<AdamOptions> edit) {
        return chain(scaleByAdam(edit), descend(learningRate));
    }

    /** {@return {@link #adam(Number)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> adam(Schedule learningRate) {
        return adam(Hyperparameter.of(learningRate), o -> o);
    }

    /** {@return {@link #adam(Number, UnaryOperator)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> adam(Schedule learningRate, UnaryOperator<AdamOptions> edit) {
        return adam(Hyperparameter.of(learningRate), edit);
    }

    /** {@return Adam with weight decay 1e-4} */
    public static GradientTransformation<ChainState> adamw(Number learningRate) {
        return adamw(learningRate, o -> o);
    }

    /**
     * {@return Adam with weight decay, which is multiplied by the learning rate}
     *
     * <p>Source: Loshchilov and Hutter, <em>Decoupled weight decay regularization</em>, 2017.
     *
     * @param learningRate the size of steps
     * @param edit edits the options
     */
    public static GradientTransformation<ChainState> adamw(Number learningRate, UnaryOperator<AdamwOptions> edit) {
        var o = edit.apply(AdamwOptions.DEFAULTS);
        return chain(
                scaleByAdam(adam -> o.adam()), addDecayedWeights(o.weightDecay(), o.mask()), descend(learningRate));
    }

    /** {@return {@link #adamw(Number)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> adamw(Schedule learningRate) {
        return adamw(Hyperparameter.of(learningRate), o -> o);
    }

    /** {@return {@link #adamw(Number, UnaryOperator)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> adamw(Schedule learningRate, UnaryOperator<AdamwOptions> edit) {
        return adamw(Hyperparameter.of(learningRate), edit);
    }

    /** {@return {@link #nadam(Number, UnaryOperator)} without edited options} */
    public static GradientTransformation<ChainState> nadam(Number learningRate) {
        return nadam(learningRate, o -> o);
    }

    /**
     * {@return Adam whose gradients look one step ahead}
     *
     * <p>Source: Dozat, <em>Incorporating Nesterov momentum into Adam</em>, 2016.
     *
     * @param learningRate the size of steps
     * @param edit edits the options
     */
    public static GradientTransformation<ChainState> nadam(Number learningRate, UnaryOperator<AdamOptions> edit) {
        return adam(learningRate, o -> edit.apply(o.nesterov(true)));
    }

    /** {@return {@link #nadam(Number)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> nadam(Schedule learningRate) {
        return nadam(Hyperparameter.of(learningRate), o -> o);
    }

    /** {@return {@link #nadam(Number, UnaryOperator)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> nadam(Schedule learningRate, UnaryOperator<AdamOptions> edit) {
        return nadam(Hyperparameter.of(learningRate), edit);
    }

    /** {@return {@link #nadamw(Number, UnaryOperator)} without edited options} */
    public static GradientTransformation<ChainState> nadamw(Number learningRate) {
        return nadamw(learningRate, o -> o);
    }

    /**
     * {@return Adam with weight decay whose gradients look one step ahead}
     *
     * <p>Source: Dozat, <em>Incorporating Nesterov momentum into Adam</em>, 2016.
     *
     * @param learningRate the size of steps
     * @param edit edits the options
     */
    public static GradientTransformation<ChainState> nadamw(Number learningRate, UnaryOperator<AdamwOptions> edit) {
        return adamw(learningRate, o -> edit.apply(o.nesterov(true)));
    }

    /** {@return {@link #nadamw(Number)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> nadamw(Schedule learningRate) {
        return nadamw(Hyperparameter.of(learningRate), o -> o);
    }

    /** {@return {@link #nadamw(Number, UnaryOperator)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> nadamw(Schedule learningRate, UnaryOperator<AdamwOptions> edit) {
        return nadamw(Hyperparameter.of(learningRate), edit);
    }

    /** {@return {@link #amsgrad(Number, UnaryOperator)} without edited options} */
    public static GradientTransformation<ChainState> amsgrad(Number learningRate) {
        return amsgrad(learningRate, o -> o);
    }

    /**
     * {@return AMSGrad: Adam whose steps do not become larger again}
     *
     * <p>Source: Reddi et al., <em>On the convergence of Adam and beyond</em>, 2018.
     *
     * @param learningRate the size of steps
     * @param edit edits the options
     */
    public static GradientTransformation<ChainState> amsgrad(Number learningRate, UnaryOperator<AmsgradOptions> edit) {
        return chain(scaleByAmsgrad(edit), descend(learningRate));
    }

    /** {@return {@link #amsgrad(Number)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> amsgrad(Schedule learningRate) {
        return amsgrad(Hyperparameter.of(learningRate), o -> o);
    }

    /** {@return {@link #amsgrad(Number, UnaryOperator)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> amsgrad(
            Schedule learningRate, UnaryOperator<AmsgradOptions> edit) {
        return amsgrad(Hyperparameter.of(learningRate), edit);
    }

    /** {@return {@link #adamax(Number, UnaryOperator)} without edited options} */
    public static GradientTransformation<ChainState> adamax(Number learningRate) {
        return adamax(learningRate, o -> o);
    }

    /**
     * {@return Adamax: Adam with the largest gradient in the place of the average square}
     *
     * <p>Source: Kingma and Ba, <em>Adam: a method for stochastic optimization</em>, 2014.
     *
     * @param learningRate the size of steps
     * @param edit edits the options
     */
    public static GradientTransformation<ChainState> adamax(Number learningRate, UnaryOperator<AdamaxOptions> edit) {
        return chain(scaleByAdamax(edit), descend(learningRate));
    }

    /** {@return {@link #adamax(Number)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> adamax(Schedule learningRate) {
        return adamax(Hyperparameter.of(learningRate), o -> o);
    }

    /** {@return {@link #adamax(Number, UnaryOperator)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> adamax(Schedule learningRate, UnaryOperator<AdamaxOptions> edit) {
        return adamax(Hyperparameter.of(learningRate), edit);
    }

    /** {@return {@link #adamaxw(Number, UnaryOperator)} without edited options} */
    public static GradientTransformation<ChainState> adamaxw(Number learningRate) {
        return adamaxw(learningRate, o -> o);
    }

    /**
     * {@return Adamax with weight decay}
     *
     * <p>Source: Loshchilov and Hutter, <em>Decoupled weight decay regularization</em>, 2017.
     *
     * @param learningRate the size of steps
     * @param edit edits the options
     */
    public static GradientTransformation<ChainState> adamaxw(Number learningRate, UnaryOperator<AdamaxwOptions> edit) {
        var o = edit.apply(AdamaxwOptions.DEFAULTS);
        return chain(scaleByAdamax(o.adamax()), addDecayedWeights(o.weightDecay(), o.mask()), descend(learningRate));
    }

    /** {@return {@link #adamaxw(Number)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> adamaxw(Schedule learningRate) {
        return adamaxw(Hyperparameter.of(learningRate), o -> o);
    }

    /** {@return {@link #adamaxw(Number, UnaryOperator)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> adamaxw(
            Schedule learningRate, UnaryOperator<AdamaxwOptions> edit) {
        return adamaxw(Hyperparameter.of(learningRate), edit);
    }

    /** {@return {@link #adabelief(Number, UnaryOperator)} without edited options} */
    public static GradientTransformation<ChainState> adabelief(Number learningRate) {
        return adabelief(learningRate, o -> o);
    }

    /**
     * {@return AdaBelief: long steps where gradients are as expected}
     *
     * <p>Source: Zhuang et al., <em>AdaBelief optimizer: adapting stepsizes by the belief in observed gradients</em>,
     * 2020.
     *
     * @param learningRate the size of steps
     * @param edit edits the options
     */
    public static GradientTransformation<ChainState> adabelief(
            Number learningRate, UnaryOperator<AdabeliefOptions> edit) {
        var o = edit.apply(AdabeliefOptions.DEFAULTS);
        var direction = scaleByBelief(o.belief());
        return o.weightDecay().isFixed(0)
                ? chain(direction, descend(learningRate))
                : chain(direction, addDecayedWeights(o.weightDecay(), o.mask()), descend(learningRate));
    }

    /** {@return {@link #adabelief(Number)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> adabelief(Schedule learningRate) {
        return adabelief(Hyperparameter.of(learningRate), o -> o);
    }

    /** {@return {@link #adabelief(Number, UnaryOperator)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> adabelief(
            Schedule learningRate, UnaryOperator<AdabeliefOptions> edit) {
        return adabelief(Hyperparameter.of(learningRate), edit);
    }

    /** {@return {@link #yogi(Number, UnaryOperator)} without edited options} */
    public static GradientTransformation<ChainState> yogi(Number learningRate) {
        return yogi(learningRate, o -> o);
    }

    /**
     * {@return Yogi: Adam whose average of squares changes slowly}
     *
     * <p>Source: Zaheer et al., <em>Adaptive methods for nonconvex optimization</em>, 2018.
     *
     * @param learningRate the size of steps
     * @param edit edits the options
     */
    public static GradientTransformation<ChainState> yogi(Number learningRate, UnaryOperator<YogiOptions> edit) {
        return chain(scaleByYogi(edit), descend(learningRate));
    }

    /** {@return {@link #yogi(Number)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> yogi(Schedule learningRate) {
        return yogi(Hyperparameter.of(learningRate), o -> o);
    }

    /** {@return {@link #yogi(Number, UnaryOperator)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> yogi(Schedule learningRate, UnaryOperator<YogiOptions> edit) {
        return yogi(Hyperparameter.of(learningRate), edit);
    }

    /** {@return {@link #radam(Number, UnaryOperator)} without edited options} */
    public static GradientTransformation<ChainState> radam(Number learningRate) {
        return radam(learningRate, o -> o);
    }

    /**
     * {@return RAdam: Adam that trusts its average of squares only when that is long enough}
     *
     * <p>Source: Liu et al., <em>On the variance of the adaptive learning rate and beyond</em>, 2019.
     *
     * @param learningRate the size of steps
     * @param edit edits the options
     */
    public static GradientTransformation<ChainState> radam(Number learningRate, UnaryOperator<RadamOptions> edit) {
        return chain(scaleByRadam(edit), descend(learningRate));
    }

    /** {@return {@link #radam(Number)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> radam(Schedule learningRate) {
        return radam(Hyperparameter.of(learningRate), o -> o);
    }

    /** {@return {@link #radam(Number, UnaryOperator)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> radam(Schedule learningRate, UnaryOperator<RadamOptions> edit) {
        return radam(Hyperparameter.of(learningRate), edit);
    }

    /** {@return {@link #adan(Number, UnaryOperator)} without edited options} */
    public static GradientTransformation<ChainState> adan(Number learningRate) {
        return adan(learningRate, o -> o);
    }

    /**
     * {@return Adan: Adam with the average change of gradients}
     *
     * <p>Source: Xie et al., <em>Adan: adaptive Nesterov momentum algorithm for faster optimizing deep models</em>,
     * 2022.
     *
     * @param learningRate the size of steps
     * @param edit edits the options
     */
    public static GradientTransformation<ChainState> adan(Number learningRate, UnaryOperator<AdanOptions> edit) {
        var o = edit.apply(AdanOptions.DEFAULTS);
        return chain(scaleByAdan(o.core()), addDecayedWeights(o.weightDecay(), o.mask()), descend(learningRate));
    }

    /** {@return {@link #adan(Number)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> adan(Schedule learningRate) {
        return adan(Hyperparameter.of(learningRate), o -> o);
    }

    /** {@return {@link #adan(Number, UnaryOperator)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> adan(Schedule learningRate, UnaryOperator<AdanOptions> edit) {
        return adan(Hyperparameter.of(learningRate), edit);
    }

    /**
     * {@return Lion with weight decay 1e-3; Chen et al., <em>Symbolic discovery of optimization algorithms</em>, 2023}
     */
    public static GradientTransformation<ChainState> lion(Number learningRate) {
        return lion(learningRate, o -> o);
    }

    /**
     * {@return Lion: the sign of an average of gradients}
     *
     * <p>Source: Chen et al., <em>Symbolic discovery of optimization algorithms</em>, 2023.
     *
     * @param learningRate the size of steps
     * @param edit edits the options
     */
    public static GradientTransformation<ChainState> lion(Number learningRate, UnaryOperator<LionOptions> edit) {
        var o = edit.apply(LionOptions.DEFAULTS);
        return chain(scaleByLion(o.core()), addDecayedWeights(o.weightDecay(), o.mask()), descend(learningRate));
    }

    /** {@return {@link #lion(Number)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> lion(Schedule learningRate) {
        return lion(Hyperparameter.of(learningRate), o -> o);
    }

    /** {@return {@link #lion(Number, UnaryOperator)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> lion(Schedule learningRate, UnaryOperator<LionOptions> edit) {
        return lion(Hyperparameter.of(learningRate), edit);
    }

    /** {@return {@link #lamb(Number, UnaryOperator)} without edited options} */
    public static GradientTransformation<ChainState> lamb(Number learningRate) {
        return lamb(learningRate, o -> o);
    }

    /**
     * {@return LAMB: Adam with steps in proportion to the parameters of each tensor}
     *
     * <p>The default of {@code eps} is 1e-6 here, and that of {@code weightDecay} 0.
     *
     * <p>Source: You et al., <em>Large batch optimization for deep learning: training BERT in 76 minutes</em>, 2019.
     *
     * @param learningRate the size of steps
     * @param edit edits the options
     */
    public static GradientTransformation<ChainState> lamb(Number learningRate, UnaryOperator<AdamwOptions> edit) {
        var o = edit.apply(AdamwOptions.DEFAULTS.eps(LAMB_EPS).weightDecay(0));
        return chain(
                scaleByAdam(adam -> o.adam()),
                addDecayedWeights(o.weightDecay(), o.mask()),
                scaleByTrustRatio(),
                descend(learningRate));
    }

    /** {@return {@link #lamb(Number)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> lamb(Schedule learningRate) {
        return lamb(Hyperparameter.of(learningRate), o -> o);
    }

    /** {@return {@link #lamb(Number, UnaryOperator)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> lamb(Schedule learningRate, UnaryOperator<AdamwOptions> edit) {
        return lamb(Hyperparameter.of(learningRate), edit);
    }

    /** {@return {@link #novograd(Number, UnaryOperator)} without edited options} */
    public static GradientTransformation<ChainState> novograd(Number learningRate) {
        return novograd(learningRate, o -> o);
    }

    /**
     * {@return NovoGrad: Adam with one average square for each tensor}
     *
     * <p>Source: Ginsburg et al., <em>Stochastic gradient methods with layer-wise adaptive moments for training of deep
     * networks</em>, 2019.
     *
     * @param learningRate the size of steps
     * @param edit edits the options
     */
    public static GradientTransformation<ChainState> novograd(
            Number learningRate, UnaryOperator<NovogradOptions> edit) {
        return chain(scaleByNovograd(edit.apply(NovogradOptions.DEFAULTS)), descend(learningRate));
    }

    /** {@return {@link #novograd(Number)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> novograd(Schedule learningRate) {
        return novograd(Hyperparameter.of(learningRate), o -> o);
    }

    /** {@return {@link #novograd(Number, UnaryOperator)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> novograd(
            Schedule learningRate, UnaryOperator<NovogradOptions> edit) {
        return novograd(Hyperparameter.of(learningRate), edit);
    }

    /** {@return {@link #optimisticAdamV2(Number, UnaryOperator)} without edited options} */
    public static GradientTransformation<ChainState> optimisticAdamV2(Number learningRate) {
        return optimisticAdamV2(learningRate, o -> o);
    }

    /**
     * {@return Adam that adds the change of its direction, for games}
     *
     * <p>Source: Daskalakis et al., <em>Training GANs with optimism</em>, 2017.
     *
     * @param learningRate the size of steps
     * @param edit edits the options
     */
    public static GradientTransformation<ChainState> optimisticAdamV2(
            Number learningRate, UnaryOperator<OptimisticAdamOptions> edit) {
        var o = edit.apply(OptimisticAdamOptions.DEFAULTS);
        return chain(
                scaleByAdam(adam -> o.adam()), scaleByOptimisticGradient(o.alpha(), o.beta()), descend(learningRate));
    }

    /** {@return {@link #optimisticAdamV2(Number)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> optimisticAdamV2(Schedule learningRate) {
        return optimisticAdamV2(Hyperparameter.of(learningRate), o -> o);
    }

    /** {@return {@link #optimisticAdamV2(Number, UnaryOperator)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> optimisticAdamV2(
            Schedule learningRate, UnaryOperator<OptimisticAdamOptions> edit) {
        return optimisticAdamV2(Hyperparameter.of(learningRate), edit);
    }

    /** {@return {@link #optimisticAdam(Number, Number, UnaryOperator)} with the learning rate as weight of the change} */
    public static GradientTransformation<ChainState> optimisticAdam(Number learningRate) {
        return optimisticAdam(learningRate, learningRate, o -> o);
    }

    /**
     * {@return optimistic Adam as optax had it first: the change has a weight of its own, beside the learning rate}
     *
     * <p>Gradients look one step ahead by default. Prefer {@link #optimisticAdamV2(Number)}, which takes schedules.
     *
     * @param learningRate the size of steps
     * @param optimism the weight of the change
     * @param edit edits the options of Adam
     */
    public static GradientTransformation<ChainState> optimisticAdam(
            Number learningRate, Number optimism, UnaryOperator<AdamOptions> edit) {
        return chain(
                scaleByAdam(o -> edit.apply(o.nesterov(true))),
                scaleByOptimisticGradient(learningRate, optimism),
                scale(-1));
    }
}
