package dev.haiku.optim;

import dev.haiku.optim.contrib.Contrib;
import dev.haiku.optim.contrib.DogInitStep;
import dev.haiku.random.Key;
import java.util.List;
import java.util.stream.Stream;

/** Every optimiser once, with a learning rate that solves the small problems of {@link ConvergenceTest}. */
final class OptimizerCases {

    /** An optimiser and its name. */
    record OptimizerCase(String name, GradientTransformation<?> optimizer) {

        @Override
        public String toString() {
            return name;
        }
    }

    private OptimizerCases() {}

    private static OptimizerCase of(String name, GradientTransformation<?> optimizer) {
        return new OptimizerCase(name, optimizer);
    }

    static Stream<OptimizerCase> all() {
        return Stream.of(descents(), adams(), squares(), wrapped(), contributed())
                .flatMap(List::stream);
    }

    static List<OptimizerCase> descents() {
        return List.of(
                of("sgd", Optimizers.sgd(1e-3, 0.9, false)),
                of("nesterov", Optimizers.sgd(1e-3, 0.9, true)),
                of("noisySgd", Optimizers.noisySgd(1e-3, Key.of(0), 1e-4, 0.55)),
                of("signSgd", Optimizers.signSgd(Schedules.polynomial(1e-2, 0, 1, 10_000))),
                of("signum", Optimizers.signum(Schedules.polynomial(1e-2, 0, 1, 10_000))),
                of("rprop", Optimizers.rprop(1e-1)),
                of("optimisticGradientDescent", Optimizers.optimisticGradientDescent(2e-3, 0.7, 0.1)),
                of("fromage", Optimizers.fromage(5e-3)),
                of("lars", Optimizers.lars(1.0)),
                of("sm3", Optimizers.sm3(1.0)),
                of("polyakSgd", Optimizers.polyakSgd(o -> o.maxLearningRate(1))),
                of("lbfgs", Optimizers.lbfgs()));
    }

    static List<OptimizerCase> adams() {
        return List.of(
                of("adam", Optimizers.adam(1e-1)),
                of("adamw", Optimizers.adamw(1e-1, o -> o.weightDecay(1e-4))),
                of("nadam", Optimizers.nadam(1e-2)),
                of("nadamw", Optimizers.nadamw(1e-2)),
                of("amsgrad", Optimizers.amsgrad(1e-1)),
                of("adamax", Optimizers.adamax(1e-1)),
                of("adamaxw", Optimizers.adamaxw(1e-1)),
                of("adabelief", Optimizers.adabelief(1e-2)),
                of("yogi", Optimizers.yogi(1e-1)),
                of("radam", Optimizers.radam(5e-3)),
                of("adan", Optimizers.adan(1e-1)),
                of("lion", Optimizers.lion(1e-2, o -> o.weightDecay(1e-4))),
                of("lamb", Optimizers.lamb(1e-3)),
                of("novograd", Optimizers.novograd(1e-3)),
                of("optimisticAdam", Optimizers.optimisticAdam(2e-3)),
                of("optimisticAdamV2", Optimizers.optimisticAdamV2(2e-3)));
    }

    static List<OptimizerCase> squares() {
        return List.of(
                of("rmsprop", Optimizers.rmsprop(5e-3)),
                of("rmspropWithMomentum", Optimizers.rmsprop(5e-3, o -> o.momentum(0.9))),
                of("centeredRmsprop", Optimizers.rmsprop(5e-3, o -> o.centered(true))),
                of("adagrad", Optimizers.adagrad(1.0)),
                of("adadelta", Optimizers.adadelta(o -> o.learningRate(0.1))),
                of("adafactor", Optimizers.adafactor(o -> o.learningRate(5e-3))));
    }

    static List<OptimizerCase> wrapped() {
        return List.of(
                of("applyIfFinite", Optimizers.applyIfFinite(Optimizers.adam(1e-1), 3)),
                of("multiSteps", Optimizers.multiSteps(Optimizers.adam(1e-1), 2)),
                of("masked", Optimizers.masked(Optimizers.adam(1e-1), Mask.all())),
                of("flatten", Optimizers.flatten(Optimizers.adam(1e-1))),
                of(
                        "injectHyperparams",
                        Optimizers.injectHyperparams(
                                d -> d.number("learningRate", 1e-1), h -> Optimizers.adam(h.get("learningRate")))),
                of("clipped", Optimizers.chain(Optimizers.clipByGlobalNorm(1), Optimizers.adam(1e-1))),
                of("adaptivelyClipped", Optimizers.chain(Optimizers.adaptiveGradClip(1, 1), Optimizers.adam(1e-1))),
                of("centralized", Optimizers.chain(Optimizers.centralize(), Optimizers.adam(1e-1))));
    }

    static List<OptimizerCase> contributed() {
        return List.of(
                of("acprop", Contrib.acprop(1e-3)),
                of("ademamix", Contrib.ademamix(1e-3)),
                of("simplifiedAdemamix", Contrib.simplifiedAdemamix(1e-3)),
                of("adopt", Contrib.adopt(1e-2)),
                of("cocob", Contrib.cocob()),
                of("cocobRated", Contrib.cocob(o -> o.learningRate(1.0))),
                of("dadaptAdamw", Contrib.dadaptAdamw(o -> o.learningRate(1e-1))),
                of("dog", Contrib.dog(o -> o.initStep(DogInitStep.learningRate(1e-4)))),
                of("dowg", Contrib.dowg()),
                of("madgrad", Contrib.madgrad(1e-2)),
                of(
                        "mechanize",
                        Contrib.mechanize(
                                Optimizers.sgd(1e-3), o -> o.weightDecay(0).sInit(1e-2))),
                of("momo", Contrib.momo(o -> o.learningRate(1e-1))),
                of("momoAdam", Contrib.momoAdam(o -> o.learningRate(1e-1))),
                of("muon", Contrib.muon(1e-2)),
                of("prodigy", Contrib.prodigy(o -> o.learningRate(1e-1))),
                of(
                        "scheduleFreeSgd",
                        Contrib.scheduleFreeSgd(o -> o.learningRate(1e-2).warmupSteps(5000))),
                of(
                        "scheduleFreeAdamw",
                        Contrib.scheduleFreeAdamw(o -> o.learningRate(1e-2).warmupSteps(5000))),
                of("sophia", Contrib.sophia(1e-2)),
                of(
                        "reduceOnPlateau",
                        Optimizers.chain(Optimizers.adam(1e-1), Contrib.reduceOnPlateau(o -> o.patience(100)))),
                of(
                        "sam",
                        Contrib.sam(
                                Optimizers.sgd(1e-3),
                                Optimizers.chain(Contrib.normalize(), Optimizers.sgd(1e-3)),
                                o -> o.opaqueMode(true))));
    }
}
