package dev.haiku.nn.golden;

import static dev.haiku.nn.golden.RlaxTable.made;
import static dev.haiku.nn.golden.RlaxTable.row;

import dev.haiku.rl.ActionSpec;
import dev.haiku.rl.DiscreteDistribution;
import dev.haiku.rl.EpsilonGreedy;
import dev.haiku.rl.GaussianDiagonal;
import dev.haiku.rl.Rlax;
import dev.haiku.rl.SquashedGaussian;
import dev.haiku.tensor.Tensor;
import java.util.function.BiFunction;

/** The rows of distributions. */
final class RlaxDistributionRows {

    private RlaxDistributionRows() {}

    static void add() {
        discrete("softmax", "temperature", "", (maker, a) -> Rlax.softmax(maker.number("temperature", 1)));
        discrete(
                "clipped_entropy_softmax",
                "temperature entropy_clip",
                "",
                (maker, a) ->
                        Rlax.clippedEntropySoftmax(maker.number("temperature", 1), maker.number("entropy_clip", 1)));
        discrete("greedy", "", "", (maker, a) -> Rlax.greedy());
        discrete("epsilon_greedy", "epsilon", " epsilon", RlaxDistributionRows::epsilonGreedy);
        gaussian();
        squashed();
        categorical();
    }

    private static EpsilonGreedy epsilonGreedy(Arguments maker, Arguments a) {
        var policy = maker.has("epsilon") ? Rlax.epsilonGreedy(maker.number("epsilon")) : Rlax.epsilonGreedy();
        return a.has("epsilon") ? policy.epsilon(a.number("epsilon")) : policy;
    }

    private static void discrete(
            String name, String makers, String more, BiFunction<Arguments, Arguments, DiscreteDistribution> policy) {
        made(
                name + ".sample",
                makers,
                "key x" + more,
                (maker, a) -> policy.apply(maker, a).sample(a.key("key"), a.tensor("x")));
        made(
                name + ".probs",
                makers,
                "x" + more,
                (maker, a) -> policy.apply(maker, a).probs(a.tensor("x")));
        made(
                name + ".logprob",
                makers,
                "sample x" + more,
                (maker, a) -> policy.apply(maker, a).logprob(a.tensor("sample"), a.tensor("x")));
        made(
                name + ".entropy",
                makers,
                "x" + more,
                (maker, a) -> policy.apply(maker, a).entropy(a.tensor("x")));
        made(name + ".kl", makers, "p q", (maker, a) -> policy.apply(maker, a).kl(a.tensor("p"), a.tensor("q")));
    }

    private static GaussianDiagonal gaussian(Arguments maker) {
        return maker.has("sigma") ? Rlax.gaussianDiagonal(maker.number("sigma")) : Rlax.gaussianDiagonal();
    }

    private static void gaussian(
            String function,
            String parameters,
            BiFunction<GaussianDiagonal, Arguments, Tensor> fixed,
            BiFunction<GaussianDiagonal, Arguments, Tensor> given) {
        made(
                "gaussian_diagonal." + function,
                "sigma",
                parameters,
                (maker, a) -> (a.has("sigma") ? given : fixed).apply(gaussian(maker), a));
    }

    private static void gaussian() {
        gaussian(
                "sample",
                "key mu sigma",
                (d, a) -> d.sample(a.key("key"), a.tensor("mu")),
                (d, a) -> d.sample(a.key("key"), a.tensor("mu"), a.tensor("sigma")));
        gaussian(
                "prob",
                "x mu sigma",
                (d, a) -> d.prob(a.tensor("x"), a.tensor("mu")),
                (d, a) -> d.prob(a.tensor("x"), a.tensor("mu"), a.tensor("sigma")));
        gaussian(
                "logprob",
                "x mu sigma",
                (d, a) -> d.logprob(a.tensor("x"), a.tensor("mu")),
                (d, a) -> d.logprob(a.tensor("x"), a.tensor("mu"), a.tensor("sigma")));
        gaussian(
                "entropy",
                "mu sigma",
                (d, a) -> d.entropy(a.tensor("mu")),
                (d, a) -> d.entropy(a.tensor("mu"), a.tensor("sigma")));
        gaussian(
                "kl_to_standard_normal",
                "mu sigma",
                (d, a) -> d.klToStandardNormal(a.tensor("mu")),
                (d, a) -> d.klToStandardNormal(a.tensor("mu"), a.tensor("sigma")));
        made(
                "gaussian_diagonal.kl",
                "sigma",
                "mu_0 sigma_0 mu_1 sigma_1",
                (maker, a) -> gaussian(maker)
                        .kl(a.tensor("mu_0"), a.tensor("sigma_0"), a.tensor("mu_1"), a.tensor("sigma_1")));
    }

    private static SquashedGaussian squashedGaussian(Arguments maker) {
        return Rlax.squashedGaussian(maker.number("sigma_min", -4), maker.number("sigma_max", 0));
    }

    private static void squashed(
            String function, String parameters, BiFunction<SquashedGaussian, Arguments, Tensor> run) {
        made(
                "squashed_gaussian." + function,
                "sigma_min sigma_max",
                parameters,
                (maker, a) -> run.apply(squashedGaussian(maker), a));
    }

    private static ActionSpec spec(Arguments a) {
        var arguments = a.raw("action_spec").path("args");
        return ActionSpec.of(arguments.get(2).asDouble(), arguments.get(3).asDouble());
    }

    private static void squashed() {
        squashed(
                "sample",
                "key mu sigma action_spec",
                (d, a) -> a.has("action_spec")
                        ? d.sample(a.key("key"), a.tensor("mu"), a.tensor("sigma"), spec(a))
                        : d.sample(a.key("key"), a.tensor("mu"), a.tensor("sigma")));
        squashed(
                "prob",
                "x mu sigma action_spec",
                (d, a) -> a.has("action_spec")
                        ? d.prob(a.tensor("x"), a.tensor("mu"), a.tensor("sigma"), spec(a))
                        : d.prob(a.tensor("x"), a.tensor("mu"), a.tensor("sigma")));
        squashed(
                "logprob",
                "x mu sigma action_spec",
                (d, a) -> a.has("action_spec")
                        ? d.logprob(a.tensor("x"), a.tensor("mu"), a.tensor("sigma"), spec(a))
                        : d.logprob(a.tensor("x"), a.tensor("mu"), a.tensor("sigma")));
        squashed("entropy", "mu sigma", (d, a) -> d.entropy(a.tensor("mu"), a.tensor("sigma")));
        squashed(
                "kl_to_standard_normal", "mu sigma", (d, a) -> d.klToStandardNormal(a.tensor("mu"), a.tensor("sigma")));
        squashed(
                "kl",
                "mu_0 sigma_0 mu_1 sigma_1",
                (d, a) -> d.kl(a.tensor("mu_0"), a.tensor("sigma_0"), a.tensor("mu_1"), a.tensor("sigma_1")));
    }

    private static void categorical() {
        row("categorical_sample", "key probs", a -> Rlax.categoricalSample(a.key("key"), a.tensor("probs")));
        row(
                "categorical_importance_sampling_ratios",
                "pi_logits_t mu_logits_t a_t",
                a -> Rlax.categoricalImportanceSamplingRatios(
                        a.tensor("pi_logits_t"), a.tensor("mu_logits_t"), a.tensor("a_t")));
        row(
                "categorical_cross_entropy",
                "labels logits",
                a -> Rlax.categoricalCrossEntropy(a.tensor("labels"), a.tensor("logits")));
        row(
                "categorical_kl_divergence",
                "p_logits q_logits temperature",
                a -> Rlax.categoricalKlDivergence(
                        a.tensor("p_logits"), a.tensor("q_logits"), a.number("temperature", 1)));
        row(
                "multivariate_normal_kl_divergence",
                "mu_0 sigma_0 mu_1 sigma_1",
                a -> Rlax.multivariateNormalKlDivergence(
                        a.tensor("mu_0"), a.tensor("sigma_0"), a.tensor("mu_1"), a.tensor("sigma_1")));
    }
}
