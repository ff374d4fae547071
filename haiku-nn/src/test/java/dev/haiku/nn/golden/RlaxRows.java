package dev.haiku.nn.golden;

import static dev.haiku.nn.golden.RlaxTable.lambda;
import static dev.haiku.nn.golden.RlaxTable.made;
import static dev.haiku.nn.golden.RlaxTable.row;

import com.fasterxml.jackson.databind.JsonNode;
import dev.haiku.array.DType;
import dev.haiku.rl.AllSum;
import dev.haiku.rl.CumulantType;
import dev.haiku.rl.NStepOptions;
import dev.haiku.rl.Rlax;
import dev.haiku.rl.TargetOptions;
import dev.haiku.rl.TxPair;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The rows of element-wise functions, transformations, returns and auxiliary functions. */
final class RlaxRows {

    private static final Map<String, TxPair> PAIRS = Map.of(
            "rlax.IDENTITY_PAIR", Rlax.IDENTITY_PAIR,
            "rlax.SIGNED_LOGP1_PAIR", Rlax.SIGNED_LOGP1_PAIR,
            "rlax.SIGNED_HYPERBOLIC_PAIR", Rlax.SIGNED_HYPERBOLIC_PAIR,
            "rlax.HYPERBOLIC_SIN_PAIR", Rlax.HYPERBOLIC_SIN_PAIR,
            "rlax.DISCOUNT_TRANSFORM_PAIR", Rlax.DISCOUNT_TRANSFORM_PAIR);

    private RlaxRows() {}

    static void add() {
        base();
        elements();
        pairs();
        returns();
        auxiliary();
    }

    private static void base() {
        made("AllSum", "axis_name", "x axis", (maker, a) -> {
            var sum = new AllSum(maker.has("axis_name") ? List.of(maker.text("axis_name")) : List.of());
            return a.has("axis") ? sum.apply(a.tensor("x"), a.integer("axis")) : sum.apply(a.tensor("x"));
        });
        row(
                "batched_index",
                "values indices keepdims",
                a -> Rlax.batchedIndex(a.tensor("values"), a.tensor("indices"), a.truth("keepdims", false)));
        row(
                "one_hot",
                "indices num_classes dtype",
                a -> a.has("dtype")
                        ? Rlax.oneHot(a.tensor("indices"), a.integer("num_classes"), a.dtype("dtype", DType.F32))
                        : Rlax.oneHot(a.tensor("indices"), a.integer("num_classes")));
        row("lhs_broadcast", "source target", a -> Rlax.lhsBroadcast(a.tensor("source"), a.tensor("target")));
        row(
                "replace_masked",
                "data replacement mask",
                a -> a.has("replacement")
                        ? Rlax.replaceMasked(a.tensor("data"), a.tensor("replacement"), a.tensor("mask"))
                        : Rlax.replaceMasked(a.tensor("data"), a.tensor("mask")));
        row(
                "clip_gradient",
                "x gradient_min gradient_max",
                a -> Rlax.clipGradient(a.tensor("x"), a.number("gradient_min"), a.number("gradient_max")));
    }

    private static void element(String name, UnaryOperator<Tensor> f) {
        row(name, "x", a -> f.apply(a.tensor("x")));
    }

    private static void elements() {
        element("identity", Rlax::identity);
        element("sigmoid", Rlax::sigmoid);
        element("logit", Rlax::logit);
        element("signed_logp1", Rlax::signedLogp1);
        element("signed_expm1", Rlax::signedExpm1);
        row("signed_hyperbolic", "x eps", a -> Rlax.signedHyperbolic(a.tensor("x"), a.number("eps", 1e-3)));
        row("signed_parabolic", "x eps", a -> Rlax.signedParabolic(a.tensor("x"), a.number("eps", 1e-3)));
        row("power", "x p", a -> Rlax.power(a.tensor("x"), a.number("p")));
        row("huber_loss", "x delta", a -> Rlax.huberLoss(a.tensor("x"), a.number("delta", 1)));
        row(
                "transform_to_2hot",
                "scalar min_value max_value num_bins",
                a -> Rlax.transformTo2hot(
                        a.tensor("scalar"), a.number("min_value"), a.number("max_value"), a.integer("num_bins")));
        row(
                "transform_from_2hot",
                "probs min_value max_value num_bins",
                a -> Rlax.transformFrom2hot(
                        a.tensor("probs"), a.number("min_value"), a.number("max_value"), a.integer("num_bins")));
        row(
                "l2_loss",
                "predictions targets",
                a -> a.has("targets")
                        ? Rlax.l2Loss(a.tensor("predictions"), a.tensor("targets"))
                        : Rlax.l2Loss(a.tensor("predictions")));
        row("likelihood", "predictions targets", a -> Rlax.likelihood(a.tensor("predictions"), a.tensor("targets")));
        row("log_loss", "predictions targets", a -> Rlax.logLoss(a.tensor("predictions"), a.tensor("targets")));
        row(
                "expectile_loss",
                "predictions targets expectile",
                a -> Rlax.expectileLoss(a.tensor("predictions"), a.tensor("targets"), a.number("expectile")));
    }

    static TxPair pair(JsonNode json) {
        var name = json.path("$fn").asText();
        if (!PAIRS.containsKey(name)) {
            throw new AssertionError("There is no pair of transformations for '" + name + "'.");
        }
        return PAIRS.get(name);
    }

    private static void pair(String name, String parameters, Function<Arguments, TxPair> pair) {
        made(name + ".apply", parameters, "x", (maker, a) -> pair.apply(maker).apply(a.tensor("x")));
        made(
                name + ".apply_inv",
                parameters,
                "x",
                (maker, a) -> pair.apply(maker).applyInv(a.tensor("x")));
    }

    private static void pairs() {
        PAIRS.forEach((name, pair) -> pair(name.substring("rlax.".length()), "", maker -> pair));
        pair("compose_tx", "first second third", maker -> {
            var composed = Rlax.composeTx(pair(maker.raw("first")), pair(maker.raw("second")));
            return maker.has("third") ? Rlax.composeTx(composed, pair(maker.raw("third"))) : composed;
        });
        pair(
                "twohot_pair",
                "min_value max_value num_bins",
                maker -> Rlax.twohotPair(
                        maker.number("min_value"), maker.number("max_value"), maker.integer("num_bins")));
        pair(
                "muzero_pair",
                "min_value max_value num_bins tx",
                maker -> Rlax.muzeroPair(
                        maker.number("min_value"),
                        maker.number("max_value"),
                        maker.integer("num_bins"),
                        pair(maker.raw("tx"))));
        pair(
                "unbiased_transform_pair",
                "min_value max_value num_bins tx",
                maker -> Rlax.unbiasedTransformPair(
                        maker.number("min_value"),
                        maker.number("max_value"),
                        maker.integer("num_bins"),
                        pair(maker.raw("tx"))));
    }

    static UnaryOperator<TargetOptions> stop(Arguments a) {
        return a.<TargetOptions>edit()
                .set("stop_target_gradients", a::truth, TargetOptions::stopTargetGradients)
                .operator();
    }

    static UnaryOperator<NStepOptions> nStep(Arguments a) {
        return a.<NStepOptions>edit()
                .set("stop_target_gradients", a::truth, NStepOptions::stopTargetGradients)
                .set("lambda_t", name -> lambda(a, name), NStepOptions::lambdaT)
                .operator();
    }

    private static Tensor lambdaOrOne(Arguments a) {
        return a.has("lambda_") ? lambda(a, "lambda_") : Tensor.scalar(1.0);
    }

    private static void returns() {
        row(
                "lambda_returns",
                "r_t discount_t v_t lambda_ stop_target_gradients",
                a -> Rlax.lambdaReturns(
                        a.tensor("r_t"), a.tensor("discount_t"), a.tensor("v_t"), lambdaOrOne(a), stop(a)));
        row(
                "n_step_bootstrapped_returns",
                "r_t discount_t v_t n lambda_t stop_target_gradients",
                a -> Rlax.nStepBootstrappedReturns(
                        a.tensor("r_t"), a.tensor("discount_t"), a.tensor("v_t"), a.integer("n"), nStep(a)));
        row(
                "discounted_returns",
                "r_t discount_t v_t stop_target_gradients",
                a -> Rlax.discountedReturns(a.tensor("r_t"), a.tensor("discount_t"), lambda(a, "v_t"), stop(a)));
        row(
                "truncated_generalized_advantage_estimation",
                "r_t discount_t lambda_ values stop_target_gradients",
                a -> Rlax.truncatedGeneralizedAdvantageEstimation(
                        a.tensor("r_t"), a.tensor("discount_t"), lambda(a, "lambda_"), a.tensor("values"), stop(a)));
        row(
                "_src.multistep.importance_corrected_td_errors",
                "r_t discount_t rho_tm1 lambda_ values stop_target_gradients",
                a -> Rlax.importanceCorrectedTdErrors(
                        a.tensor("r_t"),
                        a.tensor("discount_t"),
                        a.tensor("rho_tm1"),
                        lambda(a, "lambda_"),
                        a.tensor("values"),
                        stop(a)));
        row(
                "general_off_policy_returns_from_q_and_v",
                "q_t v_t r_t discount_t c_t stop_target_gradients",
                a -> Rlax.generalOffPolicyReturnsFromQAndV(
                        a.tensor("q_t"),
                        a.tensor("v_t"),
                        a.tensor("r_t"),
                        a.tensor("discount_t"),
                        a.tensor("c_t"),
                        stop(a)));
        row(
                "general_off_policy_returns_from_action_values",
                "q_t a_t r_t discount_t c_t pi_t stop_target_gradients",
                a -> Rlax.generalOffPolicyReturnsFromActionValues(
                        a.tensor("q_t"),
                        a.tensor("a_t"),
                        a.tensor("r_t"),
                        a.tensor("discount_t"),
                        a.tensor("c_t"),
                        a.tensor("pi_t"),
                        stop(a)));
    }

    private static void auxiliary() {
        row(
                "embed_oar",
                "features action reward num_actions",
                a -> Rlax.embedOar(
                        a.tensor("features"), a.tensor("action"), a.tensor("reward"), a.integer("num_actions")));
        row("knn_query", "data query_points num_neighbors", a -> {
            var nearest = Rlax.knnQuery(a.tensor("data"), a.tensor("query_points"), a.integer("num_neighbors"));
            return Map.of(
                    "neighbors", nearest.neighbors(),
                    "neighbor_indices", nearest.neighborIndices(),
                    "neighbor_neg_distances", nearest.neighborNegDistances());
        });
        row(
                "add_gaussian_noise",
                "key action stddev",
                a -> Rlax.addGaussianNoise(a.key("key"), a.tensor("action"), a.number("stddev")));
        row(
                "add_ornstein_uhlenbeck_noise",
                "key action noise_tm1 damping stddev",
                a -> Rlax.addOrnsteinUhlenbeckNoise(
                        a.key("key"),
                        a.tensor("action"),
                        a.tensor("noise_tm1"),
                        a.number("damping"),
                        a.number("stddev")));
        row(
                "add_dirichlet_noise",
                "key prior dirichlet_alpha dirichlet_fraction",
                a -> Rlax.addDirichletNoise(
                        a.key("key"), a.tensor("prior"), a.number("dirichlet_alpha"), a.number("dirichlet_fraction")));
        row(
                "pixel_control_rewards",
                "observations cell_size",
                a -> Rlax.pixelControlRewards(a.tensor("observations"), a.integer("cell_size")));
        row(
                "pixel_control_loss",
                "observations actions action_values discount_factor cell_size",
                a -> Rlax.pixelControlLoss(
                        a.tensor("observations"),
                        a.tensor("actions"),
                        a.tensor("action_values"),
                        lambda(a, "discount_factor"),
                        a.integer("cell_size")));
        row("feature_control_rewards", "features cumulant_type discount", RlaxRows::featureControl);
        row("fix_step_type_on_interruptions", "step_type", a -> Rlax.fixStepTypeOnInterruptions(a.tensor("step_type")));
        row(
                "extract_subsequences",
                "trajectories start_indices subsequence_len max_valid_start_idx",
                a -> a.has("max_valid_start_idx")
                        ? Rlax.extractSubsequences(
                                a.tensor("trajectories"),
                                a.tensor("start_indices"),
                                a.integer("subsequence_len", 1),
                                a.integer("max_valid_start_idx"))
                        : Rlax.extractSubsequences(
                                a.tensor("trajectories"), a.tensor("start_indices"), a.integer("subsequence_len", 1)));
        row(
                "sample_start_indices",
                "rng_key batch_size num_start_indices max_valid_start_idx",
                a -> Rlax.sampleStartIndices(
                        a.key("rng_key"),
                        a.integer("batch_size"),
                        a.integer("num_start_indices"),
                        a.integer("max_valid_start_idx")));
    }

    private static Tensor featureControl(Arguments a) {
        var features = a.tensor("features");
        if (!a.has("cumulant_type")) {
            return Rlax.featureControlRewards(features);
        }
        var type = CumulantType.valueOf(a.text("cumulant_type").toUpperCase(Locale.ROOT));
        return a.has("discount")
                ? Rlax.featureControlRewards(features, type, a.number("discount"))
                : Rlax.featureControlRewards(features, type);
    }
}
