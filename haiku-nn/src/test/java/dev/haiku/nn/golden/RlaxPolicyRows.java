package dev.haiku.nn.golden;

import static dev.haiku.nn.golden.RlaxTable.made;
import static dev.haiku.nn.golden.RlaxTable.row;
import static dev.haiku.nn.golden.RlaxTable.scalarOrVector;

import com.fasterxml.jackson.databind.JsonNode;
import dev.haiku.rl.DpgOptions;
import dev.haiku.rl.KlConstraint;
import dev.haiku.rl.LagrangePenalty;
import dev.haiku.rl.MpoLoss;
import dev.haiku.rl.MpoOptions;
import dev.haiku.rl.MpoWeights;
import dev.haiku.rl.PolicyDistribution;
import dev.haiku.rl.PolicyGradientOptions;
import dev.haiku.rl.PolicyTarget;
import dev.haiku.rl.PopArt;
import dev.haiku.rl.PopArtLayer;
import dev.haiku.rl.PopArtState;
import dev.haiku.rl.Rlax;
import dev.haiku.rl.VmpoOptions;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The rows of functions that learn policies, and of PopArt. */
final class RlaxPolicyRows {

    private RlaxPolicyRows() {}

    static void add() {
        gradients();
        targets();
        mpo();
        popArt();
    }

    private static UnaryOperator<PolicyGradientOptions> stop(Arguments a) {
        return a.<PolicyGradientOptions>edit()
                .set("use_stop_gradient", a::truth, PolicyGradientOptions::useStopGradient)
                .operator();
    }

    private static void gradients() {
        row(
                "dpg_loss",
                "a_t dqda_t dqda_clipping use_stop_gradient",
                a -> Rlax.dpgLoss(
                        a.tensor("a_t"),
                        a.tensor("dqda_t"),
                        a.<DpgOptions>edit()
                                .set("dqda_clipping", a::number, DpgOptions::dqdaClipping)
                                .set("use_stop_gradient", a::truth, DpgOptions::useStopGradient)
                                .operator()));
        row(
                "policy_gradient_loss",
                "logits_t a_t adv_t w_t use_stop_gradient",
                a -> Rlax.policyGradientLoss(
                        a.tensor("logits_t"), a.tensor("a_t"), a.tensor("adv_t"), a.tensor("w_t"), stop(a)));
        row("entropy_loss", "logits_t w_t", a -> Rlax.entropyLoss(a.tensor("logits_t"), a.tensor("w_t")));
        var parameters = "logits_t q_t use_stop_gradient";
        row("qpg_loss", parameters, a -> Rlax.qpgLoss(a.tensor("logits_t"), a.tensor("q_t"), stop(a)));
        row("rm_loss", parameters, a -> Rlax.rmLoss(a.tensor("logits_t"), a.tensor("q_t"), stop(a)));
        row("rpg_loss", parameters, a -> Rlax.rpgLoss(a.tensor("logits_t"), a.tensor("q_t"), stop(a)));
        row(
                "clipped_surrogate_pg_loss",
                "prob_ratios_t adv_t epsilon use_stop_gradient",
                a -> Rlax.clippedSurrogatePgLoss(
                        a.tensor("prob_ratios_t"), a.tensor("adv_t"), a.number("epsilon"), stop(a)));
    }

    private static PolicyDistribution distribution(Arguments a) {
        var json = a.raw("distribution");
        var name = json.path("$call").asText();
        var arguments = json.path("args");
        return switch (name) {
            case "distrax.Categorical" -> PolicyDistribution.categorical(a.tensorOf(arguments.get(0)));
            case "distrax.MultivariateNormalDiag" ->
                PolicyDistribution.gaussianDiagonal(a.tensorOf(arguments.get(0)), a.tensorOf(arguments.get(1)));
            default -> throw new AssertionError("There is no distribution for '" + name + "'.");
        };
    }

    private static Map<String, Tensor> target(PolicyTarget target) {
        return Map.of("actions", target.actions(), "weights", target.weights());
    }

    private static void targets() {
        row(
                "constant_policy_targets",
                "distribution rng_key num_samples weights_scale",
                a -> target(Rlax.constantPolicyTargets(
                        distribution(a), a.key("rng_key"), a.integer("num_samples"), a.number("weights_scale", 1))));
        row(
                "zero_policy_targets",
                "distribution rng_key num_samples",
                a -> target(Rlax.zeroPolicyTargets(distribution(a), a.key("rng_key"), a.integer("num_samples"))));
        row("sampled_policy_distillation_loss", "distribution policy_targets stop_target_gradients", a -> {
            var given = a.raw("policy_targets").path("kwargs");
            var targets = new PolicyTarget(a.tensorOf(given.path("actions")), a.tensorOf(given.path("weights")));
            return Rlax.sampledPolicyDistillationLoss(distribution(a), targets, RlaxRows.stop(a));
        });
    }

    private static LagrangePenalty penalty(Arguments a, JsonNode json) {
        var arguments = json.path("args");
        return new LagrangePenalty(
                scalarOrVector(a, arguments.get(0)),
                arguments.get(1).asDouble(),
                json.path("kwargs").path("per_dimension").asBoolean(false));
    }

    private static LagrangePenalty temperature(Arguments a) {
        return penalty(a, a.raw("temperature_constraint"));
    }

    private static List<KlConstraint> constraints(Arguments a) {
        return a.list("kl_constraints", pair -> {
            var items = OptimizerCall.items(pair);
            return new KlConstraint(a.tensorOf(items.get(0)), penalty(a, items.get(1)));
        });
    }

    private static UnaryOperator<Tensor> projection(Arguments a) {
        var json = a.raw("projection_operator");
        if (!json.path("$fn").asText().equals("jnp.clip")
                || json.path("partial").size() != 1) {
            throw new AssertionError("There is no projection for " + json + ".");
        }
        double min = json.path("partial").path("min").asDouble();
        return x -> x.maximum(min);
    }

    private static List<Tensor> weights(MpoWeights weights) {
        return List.of(weights.temperatureLoss(), weights.weights(), weights.numSamples());
    }

    private static List<Object> loss(MpoLoss loss) {
        var parts = loss.outputs();
        return List.of(
                loss.loss(),
                Map.of(
                        "temperature_loss", parts.temperatureLoss(),
                        "policy_loss", parts.policyLoss(),
                        "kl_loss", parts.klLoss(),
                        "alpha_loss", parts.alphaLoss(),
                        "normalized_weights", parts.normalizedWeights(),
                        "num_samples", parts.numSamples()));
    }

    private static void mpo() {
        row(
                "mpo_compute_weights_and_temperature_loss",
                "sample_q_values temperature_constraint projection_operator sample_axis",
                a -> weights(Rlax.mpoComputeWeightsAndTemperatureLoss(
                        a.tensor("sample_q_values"), temperature(a), projection(a), a.integer("sample_axis", 0))));
        row(
                "compute_parametric_kl_penalty_and_dual_loss",
                "kl_constraints projection_operator use_stop_gradient",
                a -> {
                    var losses = Rlax.computeParametricKlPenaltyAndDualLoss(
                            constraints(a), projection(a), a.truth("use_stop_gradient", true));
                    return List.of(losses.klLoss(), losses.alphaLoss());
                });
        row(
                "mpo_loss",
                "sample_log_probs sample_q_values temperature_constraint kl_constraints projection_operator"
                        + " policy_loss_weight temperature_loss_weight kl_loss_weight alpha_loss_weight sample_axis"
                        + " use_stop_gradient",
                a -> loss(Rlax.mpoLoss(
                        a.tensor("sample_log_probs"),
                        a.tensor("sample_q_values"),
                        temperature(a),
                        constraints(a),
                        mpoOptions(a))));
        row(
                "vmpo_compute_weights_and_temperature_loss",
                "advantages restarting_weights importance_weights temperature_constraint projection_operator"
                        + " top_k_fraction axis_name use_stop_gradient",
                a -> weights(Rlax.vmpoComputeWeightsAndTemperatureLoss(
                        a.tensor("advantages"),
                        a.tensor("restarting_weights"),
                        a.tensor("importance_weights"),
                        temperature(a),
                        vmpoOptions(a))));
        row(
                "vmpo_loss",
                "sample_log_probs advantages temperature_constraint kl_constraints projection_operator"
                        + " restarting_weights importance_weights top_k_fraction policy_loss_weight"
                        + " temperature_loss_weight kl_loss_weight alpha_loss_weight axis_name use_stop_gradient",
                a -> loss(Rlax.vmpoLoss(
                        a.tensor("sample_log_probs"),
                        a.tensor("advantages"),
                        temperature(a),
                        constraints(a),
                        vmpoOptions(a))));
    }

    private static UnaryOperator<MpoOptions> mpoOptions(Arguments a) {
        return a.<MpoOptions>edit()
                .set("projection_operator", name -> projection(a), MpoOptions::projectionOperator)
                .set("policy_loss_weight", a::number, MpoOptions::policyLossWeight)
                .set("temperature_loss_weight", a::number, MpoOptions::temperatureLossWeight)
                .set("kl_loss_weight", a::number, MpoOptions::klLossWeight)
                .set("alpha_loss_weight", a::number, MpoOptions::alphaLossWeight)
                .set("sample_axis", a::integer, MpoOptions::sampleAxis)
                .set("use_stop_gradient", a::truth, MpoOptions::useStopGradient)
                .operator();
    }

    private static UnaryOperator<VmpoOptions> vmpoOptions(Arguments a) {
        return a.<VmpoOptions>edit()
                .set("projection_operator", name -> projection(a), VmpoOptions::projectionOperator)
                .set("restarting_weights", a::tensor, VmpoOptions::restartingWeights)
                .set("importance_weights", a::tensor, VmpoOptions::importanceWeights)
                .set("top_k_fraction", a::number, VmpoOptions::topKFraction)
                .set("policy_loss_weight", a::number, VmpoOptions::policyLossWeight)
                .set("temperature_loss_weight", a::number, VmpoOptions::temperatureLossWeight)
                .set("kl_loss_weight", a::number, VmpoOptions::klLossWeight)
                .set("alpha_loss_weight", a::number, VmpoOptions::alphaLossWeight)
                .set("use_stop_gradient", a::truth, VmpoOptions::useStopGradient)
                .operator();
    }

    private static PopArtState state(Arguments a, String name) {
        var arguments = a.raw(name).path("args");
        return new PopArtState(
                a.tensorOf(arguments.get(0)), a.tensorOf(arguments.get(1)), a.tensorOf(arguments.get(2)));
    }

    static Map<String, Tensor> state(PopArtState state) {
        return Map.of("shift", state.shift(), "scale", state.scale(), "second_moment", state.secondMoment());
    }

    private static PopArtLayer layer(Arguments a) {
        var json = a.raw("params");
        return new PopArtLayer(a.tensorOf(json.path("w")), a.tensorOf(json.path("b")));
    }

    private static Map<String, Tensor> layer(PopArtLayer layer) {
        return Map.of("w", layer.w(), "b", layer.b());
    }

    private static void popArt() {
        row("normalize", "state x indices", a -> Rlax.normalize(state(a, "state"), a.tensor("x"), a.tensor("indices")));
        row(
                "unnormalize",
                "state x indices",
                a -> Rlax.unnormalize(state(a, "state"), a.tensor("x"), a.tensor("indices")));
        row("unnormalize_linear", "state inputs indices", a -> {
            var output = Rlax.unnormalizeLinear(state(a, "state"), a.tensor("inputs"), a.tensor("indices"));
            return Map.of("normalized", output.normalized(), "unnormalized", output.unnormalized());
        });
        row(
                "art",
                "state targets indices step_size scale_lb scale_ub",
                a -> state(Rlax.art(
                        state(a, "state"),
                        a.tensor("targets"),
                        a.tensor("indices"),
                        a.number("step_size"),
                        a.number("scale_lb"),
                        a.number("scale_ub"))));
        row("pop", "params old new", a -> layer(Rlax.pop(layer(a), state(a, "old"), state(a, "new"))));
        var makers = "num_outputs step_size scale_lb scale_ub";
        made("popart.0", makers, "", (maker, a) -> state(popArt(maker).initialState()));
        made("popart.1", makers, "params state targets indices", (maker, a) -> {
            var update = popArt(maker).update(layer(a), state(a, "state"), a.tensor("targets"), a.tensor("indices"));
            return List.of(layer(update.params()), state(update.state()));
        });
    }

    private static PopArt popArt(Arguments maker) {
        return maker.has("step_size")
                ? Rlax.popart(
                        maker.integer("num_outputs"),
                        maker.number("step_size"),
                        maker.number("scale_lb"),
                        maker.number("scale_ub"))
                : Rlax.popart(maker.integer("num_outputs"));
    }
}
