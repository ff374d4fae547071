package dev.haiku.nn.golden;

import static dev.haiku.nn.golden.RlaxRows.nStep;
import static dev.haiku.nn.golden.RlaxRows.pair;
import static dev.haiku.nn.golden.RlaxRows.stop;
import static dev.haiku.nn.golden.RlaxTable.lambda;
import static dev.haiku.nn.golden.RlaxTable.row;

import dev.haiku.rl.QuantileLearningOptions;
import dev.haiku.rl.RetraceOptions;
import dev.haiku.rl.Rlax;
import dev.haiku.rl.TargetOptions;
import dev.haiku.rl.TransformedOptions;
import dev.haiku.rl.TransformedRetraceOptions;
import dev.haiku.rl.VtraceOptions;
import dev.haiku.rl.VtraceOutput;
import dev.haiku.tensor.Tensor;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The rows of functions that learn values. */
final class RlaxLearningRows {

    private static final String STOP = " stop_target_gradients";

    /** The arguments by their Python names. */
    private record Given(Arguments a) {

        Tensor get(String name) {
            return a.tensor(name);
        }
    }

    /** A function of tensors and options. */
    private interface Learning {

        Object apply(Given t, UnaryOperator<TargetOptions> stop);
    }

    private RlaxLearningRows() {}

    static void add() {
        transitions();
        sequences();
        distributional();
        transformed();
        vtrace();
    }

    private static void learning(String name, String parameters, Learning f) {
        row(name, parameters + STOP, a -> f.apply(new Given(a), stop(a)));
    }

    private static void transitions() {
        learning(
                "td_learning",
                "v_tm1 r_t discount_t v_t",
                (t, o) -> Rlax.tdLearning(t.get("v_tm1"), t.get("r_t"), t.get("discount_t"), t.get("v_t"), o));
        learning(
                "sarsa",
                "q_tm1 a_tm1 r_t discount_t q_t a_t",
                (t, o) -> Rlax.sarsa(
                        t.get("q_tm1"),
                        t.get("a_tm1"),
                        t.get("r_t"),
                        t.get("discount_t"),
                        t.get("q_t"),
                        t.get("a_t"),
                        o));
        learning(
                "expected_sarsa",
                "q_tm1 a_tm1 r_t discount_t q_t probs_a_t",
                (t, o) -> Rlax.expectedSarsa(
                        t.get("q_tm1"),
                        t.get("a_tm1"),
                        t.get("r_t"),
                        t.get("discount_t"),
                        t.get("q_t"),
                        t.get("probs_a_t"),
                        o));
        learning(
                "q_learning",
                "q_tm1 a_tm1 r_t discount_t q_t",
                (t, o) -> Rlax.qLearning(
                        t.get("q_tm1"), t.get("a_tm1"), t.get("r_t"), t.get("discount_t"), t.get("q_t"), o));
        learning(
                "double_q_learning",
                "q_tm1 a_tm1 r_t discount_t q_t_value q_t_selector",
                (t, o) -> Rlax.doubleQLearning(
                        t.get("q_tm1"),
                        t.get("a_tm1"),
                        t.get("r_t"),
                        t.get("discount_t"),
                        t.get("q_t_value"),
                        t.get("q_t_selector"),
                        o));
        learning(
                "persistent_q_learning",
                "q_tm1 a_tm1 r_t discount_t q_t action_gap_scale",
                (t, o) -> Rlax.persistentQLearning(
                        t.get("q_tm1"),
                        t.get("a_tm1"),
                        t.get("r_t"),
                        t.get("discount_t"),
                        t.get("q_t"),
                        t.a().number("action_gap_scale"),
                        o));
        learning(
                "qv_learning",
                "q_tm1 a_tm1 r_t discount_t v_t",
                (t, o) -> Rlax.qvLearning(
                        t.get("q_tm1"), t.get("a_tm1"), t.get("r_t"), t.get("discount_t"), t.get("v_t"), o));
        learning(
                "qv_max",
                "v_tm1 r_t discount_t q_t",
                (t, o) -> Rlax.qvMax(t.get("v_tm1"), t.get("r_t"), t.get("discount_t"), t.get("q_t"), o));
    }

    private static void sequences() {
        learning(
                "td_lambda",
                "v_tm1 r_t discount_t v_t lambda_",
                (t, o) -> Rlax.tdLambda(
                        t.get("v_tm1"), t.get("r_t"), t.get("discount_t"), t.get("v_t"), lambda(t.a(), "lambda_"), o));
        learning(
                "sarsa_lambda",
                "q_tm1 a_tm1 r_t discount_t q_t a_t lambda_",
                (t, o) -> Rlax.sarsaLambda(
                        t.get("q_tm1"),
                        t.get("a_tm1"),
                        t.get("r_t"),
                        t.get("discount_t"),
                        t.get("q_t"),
                        t.get("a_t"),
                        lambda(t.a(), "lambda_"),
                        o));
        learning(
                "q_lambda",
                "q_tm1 a_tm1 r_t discount_t q_t lambda_",
                (t, o) -> Rlax.qLambda(
                        t.get("q_tm1"),
                        t.get("a_tm1"),
                        t.get("r_t"),
                        t.get("discount_t"),
                        t.get("q_t"),
                        lambda(t.a(), "lambda_"),
                        o));
        row(
                "retrace",
                "q_tm1 q_t a_tm1 a_t r_t discount_t pi_t mu_t lambda_ eps" + STOP,
                a -> Rlax.retrace(
                        a.tensor("q_tm1"),
                        a.tensor("q_t"),
                        a.tensor("a_tm1"),
                        a.tensor("a_t"),
                        a.tensor("r_t"),
                        a.tensor("discount_t"),
                        a.tensor("pi_t"),
                        a.tensor("mu_t"),
                        lambda(a, "lambda_"),
                        a.<RetraceOptions>edit()
                                .set("eps", a::number, RetraceOptions::eps)
                                .set("stop_target_gradients", a::truth, RetraceOptions::stopTargetGradients)
                                .operator()));
        learning(
                "retrace_continuous",
                "q_tm1 q_t v_t r_t discount_t log_rhos lambda_",
                (t, o) -> Rlax.retraceContinuous(
                        t.get("q_tm1"),
                        t.get("q_t"),
                        t.get("v_t"),
                        t.get("r_t"),
                        t.get("discount_t"),
                        t.get("log_rhos"),
                        lambda(t.a(), "lambda_"),
                        o));
    }

    private static UnaryOperator<QuantileLearningOptions> quantiles(Arguments a) {
        return a.<QuantileLearningOptions>edit()
                .set("huber_param", a::number, QuantileLearningOptions::huberParam)
                .set("stop_target_gradients", a::truth, QuantileLearningOptions::stopTargetGradients)
                .operator();
    }

    private static void distributional() {
        row(
                "categorical_l2_project",
                "z_p probs z_q",
                a -> Rlax.categoricalL2Project(a.tensor("z_p"), a.tensor("probs"), a.tensor("z_q")));
        learning(
                "categorical_td_learning",
                "v_atoms_tm1 v_logits_tm1 r_t discount_t v_atoms_t v_logits_t",
                (t, o) -> Rlax.categoricalTdLearning(
                        t.get("v_atoms_tm1"),
                        t.get("v_logits_tm1"),
                        t.get("r_t"),
                        t.get("discount_t"),
                        t.get("v_atoms_t"),
                        t.get("v_logits_t"),
                        o));
        learning(
                "categorical_q_learning",
                "q_atoms_tm1 q_logits_tm1 a_tm1 r_t discount_t q_atoms_t q_logits_t",
                (t, o) -> Rlax.categoricalQLearning(
                        t.get("q_atoms_tm1"),
                        t.get("q_logits_tm1"),
                        t.get("a_tm1"),
                        t.get("r_t"),
                        t.get("discount_t"),
                        t.get("q_atoms_t"),
                        t.get("q_logits_t"),
                        o));
        learning(
                "categorical_double_q_learning",
                "q_atoms_tm1 q_logits_tm1 a_tm1 r_t discount_t q_atoms_t q_logits_t q_t_selector",
                (t, o) -> Rlax.categoricalDoubleQLearning(
                        t.get("q_atoms_tm1"),
                        t.get("q_logits_tm1"),
                        t.get("a_tm1"),
                        t.get("r_t"),
                        t.get("discount_t"),
                        t.get("q_atoms_t"),
                        t.get("q_logits_t"),
                        t.get("q_t_selector"),
                        o));
        row(
                "quantile_regression_loss",
                "dist_src tau_src dist_target huber_param" + STOP,
                a -> Rlax.quantileRegressionLoss(
                        a.tensor("dist_src"), a.tensor("tau_src"), a.tensor("dist_target"), quantiles(a)));
        row(
                "quantile_q_learning",
                "dist_q_tm1 tau_q_tm1 a_tm1 r_t discount_t dist_q_t_selector dist_q_t huber_param" + STOP,
                a -> Rlax.quantileQLearning(
                        a.tensor("dist_q_tm1"),
                        a.tensor("tau_q_tm1"),
                        a.tensor("a_tm1"),
                        a.tensor("r_t"),
                        a.tensor("discount_t"),
                        a.tensor("dist_q_t_selector"),
                        a.tensor("dist_q_t"),
                        quantiles(a)));
        row(
                "quantile_expected_sarsa",
                "dist_q_tm1 tau_q_tm1 a_tm1 r_t discount_t dist_q_t probs_a_t huber_param" + STOP,
                a -> Rlax.quantileExpectedSarsa(
                        a.tensor("dist_q_tm1"),
                        a.tensor("tau_q_tm1"),
                        a.tensor("a_tm1"),
                        a.tensor("r_t"),
                        a.tensor("discount_t"),
                        a.tensor("dist_q_t"),
                        a.tensor("probs_a_t"),
                        quantiles(a)));
    }

    private static UnaryOperator<TransformedOptions> transformed(Arguments a) {
        return a.<TransformedOptions>edit()
                .set("tx_pair", name -> pair(a.raw(name)), TransformedOptions::txPair)
                .set("stop_target_gradients", a::truth, TransformedOptions::stopTargetGradients)
                .operator();
    }

    private static void transformed() {
        row(
                "transformed_lambda_returns",
                "tx_pair r_t discount_t v_t lambda_" + STOP,
                a -> Rlax.transformedLambdaReturns(
                        pair(a.raw("tx_pair")),
                        a.tensor("r_t"),
                        a.tensor("discount_t"),
                        a.tensor("v_t"),
                        a.has("lambda_") ? lambda(a, "lambda_") : Tensor.scalar(1.0),
                        stop(a)));
        row(
                "transformed_n_step_returns",
                "tx_pair r_t discount_t v_t n lambda_t" + STOP,
                a -> Rlax.transformedNStepReturns(
                        pair(a.raw("tx_pair")),
                        a.tensor("r_t"),
                        a.tensor("discount_t"),
                        a.tensor("v_t"),
                        a.integer("n"),
                        nStep(a)));
        row(
                "transformed_general_off_policy_returns_from_action_values",
                "tx_pair q_t a_t r_t discount_t c_t pi_t" + STOP,
                a -> Rlax.transformedGeneralOffPolicyReturnsFromActionValues(
                        pair(a.raw("tx_pair")),
                        a.tensor("q_t"),
                        a.tensor("a_t"),
                        a.tensor("r_t"),
                        a.tensor("discount_t"),
                        a.tensor("c_t"),
                        a.tensor("pi_t"),
                        stop(a)));
        row(
                "transformed_q_lambda",
                "q_tm1 a_tm1 r_t discount_t q_t lambda_" + STOP + " tx_pair",
                a -> Rlax.transformedQLambda(
                        a.tensor("q_tm1"),
                        a.tensor("a_tm1"),
                        a.tensor("r_t"),
                        a.tensor("discount_t"),
                        a.tensor("q_t"),
                        lambda(a, "lambda_"),
                        transformed(a)));
        row(
                "transformed_n_step_q_learning",
                "q_tm1 a_tm1 target_q_t a_t r_t discount_t n" + STOP + " tx_pair",
                a -> Rlax.transformedNStepQLearning(
                        a.tensor("q_tm1"),
                        a.tensor("a_tm1"),
                        a.tensor("target_q_t"),
                        a.tensor("a_t"),
                        a.tensor("r_t"),
                        a.tensor("discount_t"),
                        a.integer("n"),
                        transformed(a)));
        row(
                "transformed_retrace",
                "q_tm1 q_t a_tm1 a_t r_t discount_t pi_t mu_t lambda_ eps" + STOP + " tx_pair",
                a -> Rlax.transformedRetrace(
                        a.tensor("q_tm1"),
                        a.tensor("q_t"),
                        a.tensor("a_tm1"),
                        a.tensor("a_t"),
                        a.tensor("r_t"),
                        a.tensor("discount_t"),
                        a.tensor("pi_t"),
                        a.tensor("mu_t"),
                        lambda(a, "lambda_"),
                        a.<TransformedRetraceOptions>edit()
                                .set("eps", a::number, TransformedRetraceOptions::eps)
                                .set("tx_pair", name -> pair(a.raw(name)), TransformedRetraceOptions::txPair)
                                .set("stop_target_gradients", a::truth, TransformedRetraceOptions::stopTargetGradients)
                                .operator()));
    }

    private static UnaryOperator<VtraceOptions> vtraceOptions(Arguments a) {
        return a.<VtraceOptions>edit()
                .set("lambda_", name -> lambda(a, name), VtraceOptions::lambda)
                .set("clip_rho_threshold", a::number, VtraceOptions::clipRhoThreshold)
                .set("clip_pg_rho_threshold", a::number, VtraceOptions::clipPgRhoThreshold)
                .set("stop_target_gradients", a::truth, VtraceOptions::stopTargetGradients)
                .set("sample_mask", a::tensor, VtraceOptions::sampleMask)
                .operator();
    }

    private static void vtraceRow(String name, String more, Function<Arguments, Object> run) {
        row(name, "v_tm1 v_t r_t discount_t rho_tm1 " + more + STOP + " sample_mask", run);
    }

    private static void vtrace() {
        vtraceRow(
                "vtrace",
                "lambda_ clip_rho_threshold",
                a -> Rlax.vtrace(
                        a.tensor("v_tm1"),
                        a.tensor("v_t"),
                        a.tensor("r_t"),
                        a.tensor("discount_t"),
                        a.tensor("rho_tm1"),
                        vtraceOptions(a)));
        vtraceRow(
                "leaky_vtrace",
                "alpha_ lambda_ clip_rho_threshold",
                a -> Rlax.leakyVtrace(
                        a.tensor("v_tm1"),
                        a.tensor("v_t"),
                        a.tensor("r_t"),
                        a.tensor("discount_t"),
                        a.tensor("rho_tm1"),
                        a.number("alpha_", 1),
                        vtraceOptions(a)));
        vtraceRow(
                "vtrace_td_error_and_advantage",
                "lambda_ clip_rho_threshold clip_pg_rho_threshold",
                a -> output(Rlax.vtraceTdErrorAndAdvantage(
                        a.tensor("v_tm1"),
                        a.tensor("v_t"),
                        a.tensor("r_t"),
                        a.tensor("discount_t"),
                        a.tensor("rho_tm1"),
                        vtraceOptions(a))));
        vtraceRow(
                "leaky_vtrace_td_error_and_advantage",
                "alpha lambda_ clip_rho_threshold clip_pg_rho_threshold",
                a -> output(Rlax.leakyVtraceTdErrorAndAdvantage(
                        a.tensor("v_tm1"),
                        a.tensor("v_t"),
                        a.tensor("r_t"),
                        a.tensor("discount_t"),
                        a.tensor("rho_tm1"),
                        a.number("alpha", 1),
                        vtraceOptions(a))));
    }

    private static Map<String, Tensor> output(VtraceOutput output) {
        return Map.of(
                "errors", output.errors(),
                "pg_advantage", output.pgAdvantage(),
                "q_estimate", output.qEstimate());
    }
}
