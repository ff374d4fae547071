package dev.haiku.optim;

import dev.haiku.optim.contrib.Contrib;
import dev.haiku.random.Key;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Every optimiser once, with the learning rate and the number of steps that solve the small problems of
 * {@link ConvergenceTest}: those of optax's own tests where it has the optimiser there.
 */
final class OptimizerCases {

    /** What an optimiser asks of its caller besides gradients and parameters. */
    enum Needs {
        /** No more than the loss, which is given to all. */
        NUMBERS,
        /** The loss or its gradient as a function of all parameters, which wrappers do not cut to a part of them. */
        FUNCTIONS
    }

    /**
     * An optimiser, made from its learning rate.
     *
     * @param notInTheValley why it does not find the end of Rosenbrock's valley, if it does not
     */
    record OptimizerCase(
            String name,
            int steps,
            Needs needs,
            Number learningRate,
            Function<Number, GradientTransformation<?>> factory,
            String notInTheValley) {

        GradientTransformation<?> optimizer() {
            return factory.apply(learningRate);
        }

        OptimizerCase steps(int steps) {
            return new OptimizerCase(name, steps, needs, learningRate, factory, notInTheValley);
        }

        OptimizerCase needsFunctions() {
            return new OptimizerCase(name, steps, Needs.FUNCTIONS, learningRate, factory, notInTheValley);
        }

        OptimizerCase notInTheValley(String reason) {
            return new OptimizerCase(name, steps, needs, learningRate, factory, reason);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final int STEPS = 10_000;
    private static final int CONTRIBUTED_STEPS = 30_000;

    private OptimizerCases() {}

    private static OptimizerCase of(
            String name, Number learningRate, Function<Number, GradientTransformation<?>> factory) {
        return new OptimizerCase(name, STEPS, Needs.NUMBERS, learningRate, factory, "");
    }

    static Stream<OptimizerCase> all() {
        return Stream.of(descents(), adams(), squares(), wrapped(), contributed(), mechanized())
                .flatMap(List::stream);
    }

    static List<OptimizerCase> descents() {
        var needsASchedule = "optax: requires learning rate scheduling to solve the Rosenbrock function";
        return List.of(
                of("sgd", 1e-3, r -> Optimizers.sgd(r, 0.9, false)),
                of("nesterov", 1e-3, r -> Optimizers.sgd(r, 0.9, true)),
                of("noisySgd", 1e-3, r -> Optimizers.noisySgd(r, Key.of(0), 1e-4, 0.55)),
                of("signSgd", 1e-1, Optimizers::signSgd).notInTheValley(needsASchedule),
                of("signum", 1e-2, Optimizers::signum).notInTheValley(needsASchedule),
                of("scheduledSignum", 1e-2, r -> Optimizers.signum(falling(r))),
                of("rprop", 1e-1, Optimizers::rprop),
                of("optimisticGradientDescent", 2e-3, r -> Optimizers.optimisticGradientDescent(r, 0.7, 0.1)),
                of("fromage", 5e-3, Optimizers::fromage),
                of("lars", 1.0, Optimizers::lars),
                of("sm3", 1.0, Optimizers::sm3),
                of("polyakSgd", 1.0, r -> Optimizers.polyakSgd(o -> o.maxLearningRate(r))),
                of("lbfgs", 1.0, r -> Optimizers.lbfgs(o -> o.learningRate(r)))
                        .steps(100)
                        .needsFunctions());
    }

    private static Schedule falling(Number first) {
        var share = Schedules.linear(1, 0, STEPS);
        return count -> Hyperparameter.of(first).times(share.at(count));
    }

    static List<OptimizerCase> adams() {
        return List.of(
                of("adam", 1e-1, Optimizers::adam),
                of("adamw", 1e-1, Optimizers::adamw),
                of("nadam", 1e-2, Optimizers::nadam),
                of("nadamw", 1e-2, Optimizers::nadamw),
                of("amsgrad", 1e-1, Optimizers::amsgrad),
                of("adamax", 1e-1, Optimizers::adamax),
                of("adamaxw", 1e-1, Optimizers::adamaxw),
                of("adabelief", 1e-2, Optimizers::adabelief),
                of("yogi", 1e-1, Optimizers::yogi),
                of("radam", 5e-3, Optimizers::radam),
                of("adan", 1e-1, Optimizers::adan),
                of("lion", 1e-2, r -> Optimizers.lion(r, o -> o.weightDecay(1e-4))),
                of("lamb", 1e-3, Optimizers::lamb),
                of("novograd", 1e-3, Optimizers::novograd),
                of("optimisticAdam", 2e-3, Optimizers::optimisticAdam),
                of("optimisticAdamV2", 2e-3, Optimizers::optimisticAdamV2));
    }

    static List<OptimizerCase> squares() {
        return List.of(
                of("rmsprop", 5e-3, Optimizers::rmsprop),
                of("rmspropWithMomentum", 5e-3, r -> Optimizers.rmsprop(r, o -> o.momentum(0.9))),
                of("centeredRmsprop", 5e-3, r -> Optimizers.rmsprop(r, o -> o.centered(true))),
                of("adagrad", 1.0, Optimizers::adagrad),
                of("adadelta", 0.1, r -> Optimizers.adadelta(o -> o.learningRate(r))),
                of("adafactor", 5e-3, r -> Optimizers.adafactor(o -> o.learningRate(r))));
    }

    static List<OptimizerCase> wrapped() {
        return List.of(
                of("applyIfFinite", 1e-1, r -> Optimizers.applyIfFinite(Optimizers.adam(r), 3)),
                of("multiSteps", 1e-1, r -> Optimizers.multiSteps(Optimizers.adam(r), 2)),
                of("masked", 1e-1, r -> Optimizers.masked(Optimizers.adam(r), Mask.all())),
                of("flatten", 1e-1, r -> Optimizers.flatten(Optimizers.adam(r))),
                of("clipped", 1e-1, r -> Optimizers.chain(Optimizers.clipByGlobalNorm(1), Optimizers.adam(r))),
                of("adaptivelyClipped", 1e-1, r -> Optimizers.chain(adaptiveClip(), Optimizers.adam(r))),
                of("centralized", 1e-1, r -> Optimizers.chain(Optimizers.centralize(), Optimizers.adam(r))));
    }

    private static GradientTransformation<?> adaptiveClip() {
        return Optimizers.adaptiveGradClip(1, 1);
    }

    static List<OptimizerCase> contributed() {
        return Stream.of(
                        of("acprop", 1e-3, Contrib::acprop),
                        of("ademamix", 1e-3, Contrib::ademamix),
                        of("simplifiedAdemamix", 1e-3, Contrib::simplifiedAdemamix),
                        of("adopt", 1e-2, Contrib::adopt),
                        of("cocob", 1.0, r -> Contrib.cocob(o -> o.learningRate(r))),
                        of(
                                "decayingCocob",
                                1.0,
                                r -> Contrib.cocob(o -> o.learningRate(r).weightDecay(1e-2))),
                        of("dadaptAdamw", 1e-1, r -> Contrib.dadaptAdamw(o -> o.learningRate(r))),
                        of("dog", 1.0, r -> Contrib.dog(o -> o.learningRate(r))),
                        of("dowg", 1.0, r -> Contrib.dowg(o -> o.learningRate(r))),
                        of("madgrad", 1e-2, Contrib::madgrad),
                        of("momo", 1e-1, r -> Contrib.momo(o -> o.learningRate(r))),
                        of("momoAdam", 1e-1, r -> Contrib.momoAdam(o -> o.learningRate(r))),
                        of("muon", 1e-2, Contrib::muon),
                        of("prodigy", 1e-1, r -> Contrib.prodigy(o -> o.learningRate(r))),
                        of(
                                "scheduleFreeSgd",
                                1e-2,
                                r -> Contrib.scheduleFreeSgd(
                                        o -> o.learningRate(r).warmupSteps(5000))),
                        of(
                                "scheduleFreeAdamw",
                                1e-2,
                                r -> Contrib.scheduleFreeAdamw(
                                        o -> o.learningRate(r).warmupSteps(5000))),
                        of("scheduleFree", 1e-2, r -> Contrib.scheduleFree(Optimizers.sgd(r), r)),
                        of("sophia", 1e-2, Contrib::sophia).needsFunctions(),
                        of("galore", 1e-2, r -> Contrib.galore(r, o -> o.rank(8))),
                        of("mechanize", 1e-1, r -> mechanized(Optimizers.sgd(r))),
                        of(
                                "reduceOnPlateau",
                                1e-3,
                                r -> Optimizers.chain(Optimizers.sgd(r), Contrib.reduceOnPlateau())),
                        of("sam", 1e-3, OptimizerCases::sam).needsFunctions())
                .map(of -> of.steps(CONTRIBUTED_STEPS))
                .toList();
    }

    private static GradientTransformation<?> sam(Number learningRate) {
        return Contrib.sam(
                Optimizers.sgd(learningRate),
                Optimizers.chain(Contrib.normalize(), Optimizers.sgd(1e-3)),
                o -> o.opaqueMode(true));
    }

    /** Optimisers with a learning rate that is far too large, which {@code mechanize} makes right. */
    static List<OptimizerCase> mechanized() {
        Function<Number, GradientTransformation<?>> noisy = r -> Optimizers.noisySgd(r, Key.of(0), 1e-4, 0.55);
        return Stream.of(
                        of("sgd", 1.0, Optimizers::sgd),
                        of("momentum", 1.0, r -> Optimizers.sgd(r, 0.9, false)),
                        of("adam", 1.0, Optimizers::adam),
                        of("adamw", 1.0, Optimizers::adamw),
                        of("adamax", 1.0, Optimizers::adamax),
                        of("adamaxw", 1.0, Optimizers::adamaxw),
                        of("adan", 1.0, Optimizers::adan),
                        of("amsgrad", 1.0, Optimizers::amsgrad),
                        of("lamb", 1.0, Optimizers::lamb),
                        of("lion", 1.0, r -> Optimizers.lion(r, o -> o.b1(0.99))),
                        of("noisySgd", 1.0, noisy),
                        of("novograd", 1.0, Optimizers::novograd),
                        of("optimisticGradientDescent", 1.0, r -> Optimizers.optimisticGradientDescent(r, 0.7, 0.1)),
                        of("rmsprop", 1.0, Optimizers::rmsprop),
                        of("rmspropWithMomentum", 1.0, r -> Optimizers.rmsprop(r, o -> o.momentum(0.9))),
                        of("adabelief", 1.0, Optimizers::adabelief),
                        of("radam", 1.0, Optimizers::radam),
                        of("sm3", 3.0, Optimizers::sm3),
                        of("yogi", 1.0, r -> Optimizers.yogi(r, o -> o.b1(0.99))))
                .map(of -> of(
                                "mechanized " + of.name(),
                                of.learningRate(),
                                r -> mechanized(of.factory().apply(r)))
                        .steps(CONTRIBUTED_STEPS))
                .toList();
    }

    private static GradientTransformation<?> mechanized(GradientTransformation<?> optimizer) {
        return Contrib.mechanize(optimizer, o -> o.weightDecay(0));
    }
}
