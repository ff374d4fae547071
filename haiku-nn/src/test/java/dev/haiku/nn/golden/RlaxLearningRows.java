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
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The rows of functions that learn values. */
final class RlaxLearningRows {

    private static final String STOP = " stop_target_gradients";

    /** A function of tensors, in the order of the Python parameters, and of options. */
    private interface Learning<O> {

        Object apply(Tensor[] t, UnaryOperator<O> edit);
    }

    private RlaxLearningRows() {}

    static void add() {
        transitions();
        sequences();
        distributional();
        transformed();
        vtrace();
    }

    private static void learning(String name, String tensors, Learning<TargetOptions> f) {
        learning(name, tensors, STOP, RlaxRows::stop, f);
    }

    private static <O> void learning(
            String name, String tensors, String options, Function<Arguments, UnaryOperator<O>> edit, Learning<O> f) {
        row(name, tensors + options, a -> f.apply(tensors(a, tensors), edit.apply(a)));
    }

    private static Tensor[] tensors(Arguments a, String names) {
        return Arrays.stream(names.split(" "))
                .map(name -> name.equals("lambda_") ? lambda(a, name) : a.tensor(name))
                .toArray(Tensor[]::new);
    }

    private static void transitions() {
        learning("td_learning", "v_tm1 r_t discount_t v_t", (t, o) -> Rlax.tdLearning(t[0], t[1], t[2], t[3], o));
        learning(
                "sarsa",
                "q_tm1 a_tm1 r_t discount_t q_t a_t",
                (t, o) -> Rlax.sarsa(t[0], t[1], t[2], t[3], t[4], t[5], o));
        learning(
                "expected_sarsa",
                "q_tm1 a_tm1 r_t discount_t q_t probs_a_t",
                (t, o) -> Rlax.expectedSarsa(t[0], t[1], t[2], t[3], t[4], t[5], o));
        learning(
                "q_learning",
                "q_tm1 a_tm1 r_t discount_t q_t",
                (t, o) -> Rlax.qLearning(t[0], t[1], t[2], t[3], t[4], o));
        learning(
                "double_q_learning",
                "q_tm1 a_tm1 r_t discount_t q_t_value q_t_selector",
                (t, o) -> Rlax.doubleQLearning(t[0], t[1], t[2], t[3], t[4], t[5], o));
        row("persistent_q_learning", "q_tm1 a_tm1 r_t discount_t q_t action_gap_scale" + STOP, a -> {
            var t = tensors(a, "q_tm1 a_tm1 r_t discount_t q_t");
            return Rlax.persistentQLearning(t[0], t[1], t[2], t[3], t[4], a.number("action_gap_scale"), stop(a));
        });
        learning(
                "qv_learning",
                "q_tm1 a_tm1 r_t discount_t v_t",
                (t, o) -> Rlax.qvLearning(t[0], t[1], t[2], t[3], t[4], o));
        learning("qv_max", "v_tm1 r_t discount_t q_t", (t, o) -> Rlax.qvMax(t[0], t[1], t[2], t[3], o));
    }

    private static void sequences() {
        learning(
                "td_lambda",
                "v_tm1 r_t discount_t v_t lambda_",
                (t, o) -> Rlax.tdLambda(t[0], t[1], t[2], t[3], t[4], o));
        learning(
                "sarsa_lambda",
                "q_tm1 a_tm1 r_t discount_t q_t a_t lambda_",
                (t, o) -> Rlax.sarsaLambda(t[0], t[1], t[2], t[3], t[4], t[5], t[6], o));
        learning(
                "q_lambda",
                "q_tm1 a_tm1 r_t discount_t q_t lambda_",
                (t, o) -> Rlax.qLambda(t[0], t[1], t[2], t[3], t[4], t[5], o));
        learning(
                "retrace",
                "q_tm1 q_t a_tm1 a_t r_t discount_t pi_t mu_t lambda_",
                " eps" + STOP,
                a -> a.<RetraceOptions>edit()
                        .set("eps", a::number, RetraceOptions::eps)
                        .set("stop_target_gradients", a::truth, RetraceOptions::stopTargetGradients)
                        .operator(),
                (t, o) -> Rlax.retrace(t[0], t[1], t[2], t[3], t[4], t[5], t[6], t[7], t[8], o));
        learning(
                "retrace_continuous",
                "q_tm1 q_t v_t r_t discount_t log_rhos lambda_",
                (t, o) -> Rlax.retraceContinuous(t[0], t[1], t[2], t[3], t[4], t[5], t[6], o));
    }

    private static void quantile(String name, String tensors, Learning<QuantileLearningOptions> f) {
        learning(
                name,
                tensors,
                " huber_param" + STOP,
                a -> a.<QuantileLearningOptions>edit()
                        .set("huber_param", a::number, QuantileLearningOptions::huberParam)
                        .set("stop_target_gradients", a::truth, QuantileLearningOptions::stopTargetGradients)
                        .operator(),
                f);
    }

    private static void distributional() {
        row(
                "categorical_l2_project",
                "z_p probs z_q",
                a -> Rlax.categoricalL2Project(a.tensor("z_p"), a.tensor("probs"), a.tensor("z_q")));
        learning(
                "categorical_td_learning",
                "v_atoms_tm1 v_logits_tm1 r_t discount_t v_atoms_t v_logits_t",
                (t, o) -> Rlax.categoricalTdLearning(t[0], t[1], t[2], t[3], t[4], t[5], o));
        learning(
                "categorical_q_learning",
                "q_atoms_tm1 q_logits_tm1 a_tm1 r_t discount_t q_atoms_t q_logits_t",
                (t, o) -> Rlax.categoricalQLearning(t[0], t[1], t[2], t[3], t[4], t[5], t[6], o));
        learning(
                "categorical_double_q_learning",
                "q_atoms_tm1 q_logits_tm1 a_tm1 r_t discount_t q_atoms_t q_logits_t q_t_selector",
                (t, o) -> Rlax.categoricalDoubleQLearning(t[0], t[1], t[2], t[3], t[4], t[5], t[6], t[7], o));
        quantile(
                "quantile_regression_loss",
                "dist_src tau_src dist_target",
                (t, o) -> Rlax.quantileRegressionLoss(t[0], t[1], t[2], o));
        quantile(
                "quantile_q_learning",
                "dist_q_tm1 tau_q_tm1 a_tm1 r_t discount_t dist_q_t_selector dist_q_t",
                (t, o) -> Rlax.quantileQLearning(t[0], t[1], t[2], t[3], t[4], t[5], t[6], o));
        quantile(
                "quantile_expected_sarsa",
                "dist_q_tm1 tau_q_tm1 a_tm1 r_t discount_t dist_q_t probs_a_t",
                (t, o) -> Rlax.quantileExpectedSarsa(t[0], t[1], t[2], t[3], t[4], t[5], t[6], o));
    }

    private static UnaryOperator<TransformedOptions> transformed(Arguments a) {
        return a.<TransformedOptions>edit()
                .set("tx_pair", name -> pair(a.raw(name)), TransformedOptions::txPair)
                .set("stop_target_gradients", a::truth, TransformedOptions::stopTargetGradients)
                .operator();
    }

    private static void transformed() {
        row("transformed_lambda_returns", "tx_pair r_t discount_t v_t lambda_" + STOP, a -> {
            var t = tensors(a, "r_t discount_t v_t");
            var lambda = a.has("lambda_") ? lambda(a, "lambda_") : Tensor.scalar(1.0);
            return Rlax.transformedLambdaReturns(pair(a.raw("tx_pair")), t[0], t[1], t[2], lambda, stop(a));
        });
        row("transformed_n_step_returns", "tx_pair r_t discount_t v_t n lambda_t" + STOP, a -> {
            var t = tensors(a, "r_t discount_t v_t");
            return Rlax.transformedNStepReturns(pair(a.raw("tx_pair")), t[0], t[1], t[2], a.integer("n"), nStep(a));
        });
        row(
                "transformed_general_off_policy_returns_from_action_values",
                "tx_pair q_t a_t r_t discount_t c_t pi_t" + STOP,
                a -> {
                    var t = tensors(a, "q_t a_t r_t discount_t c_t pi_t");
                    return Rlax.transformedGeneralOffPolicyReturnsFromActionValues(
                            pair(a.raw("tx_pair")), t[0], t[1], t[2], t[3], t[4], t[5], stop(a));
                });
        learning(
                "transformed_q_lambda",
                "q_tm1 a_tm1 r_t discount_t q_t lambda_",
                STOP + " tx_pair",
                RlaxLearningRows::transformed,
                (t, o) -> Rlax.transformedQLambda(t[0], t[1], t[2], t[3], t[4], t[5], o));
        row("transformed_n_step_q_learning", "q_tm1 a_tm1 target_q_t a_t r_t discount_t n" + STOP + " tx_pair", a -> {
            var t = tensors(a, "q_tm1 a_tm1 target_q_t a_t r_t discount_t");
            return Rlax.transformedNStepQLearning(t[0], t[1], t[2], t[3], t[4], t[5], a.integer("n"), transformed(a));
        });
        learning(
                "transformed_retrace",
                "q_tm1 q_t a_tm1 a_t r_t discount_t pi_t mu_t lambda_",
                " eps" + STOP + " tx_pair",
                a -> a.<TransformedRetraceOptions>edit()
                        .set("eps", a::number, TransformedRetraceOptions::eps)
                        .set("tx_pair", name -> pair(a.raw(name)), TransformedRetraceOptions::txPair)
                        .set("stop_target_gradients", a::truth, TransformedRetraceOptions::stopTargetGradients)
                        .operator(),
                (t, o) -> Rlax.transformedRetrace(t[0], t[1], t[2], t[3], t[4], t[5], t[6], t[7], t[8], o));
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

    private static void vtraceRow(String name, String more, BiFunction<Tensor[], Arguments, Object> run) {
        var tensors = "v_tm1 v_t r_t discount_t rho_tm1";
        row(name, tensors + " " + more + STOP + " sample_mask", a -> run.apply(tensors(a, tensors), a));
    }

    private static void vtrace() {
        vtraceRow(
                "vtrace",
                "lambda_ clip_rho_threshold",
                (t, a) -> Rlax.vtrace(t[0], t[1], t[2], t[3], t[4], vtraceOptions(a)));
        vtraceRow(
                "leaky_vtrace",
                "alpha_ lambda_ clip_rho_threshold",
                (t, a) -> Rlax.leakyVtrace(t[0], t[1], t[2], t[3], t[4], a.number("alpha_", 1), vtraceOptions(a)));
        vtraceRow(
                "vtrace_td_error_and_advantage",
                "lambda_ clip_rho_threshold clip_pg_rho_threshold",
                (t, a) -> output(Rlax.vtraceTdErrorAndAdvantage(t[0], t[1], t[2], t[3], t[4], vtraceOptions(a))));
        vtraceRow(
                "leaky_vtrace_td_error_and_advantage",
                "alpha lambda_ clip_rho_threshold clip_pg_rho_threshold",
                (t, a) -> output(Rlax.leakyVtraceTdErrorAndAdvantage(
                        t[0], t[1], t[2], t[3], t[4], a.number("alpha", 1), vtraceOptions(a))));
    }

    private static Map<String, Tensor> output(VtraceOutput output) {
        return Map.of(
                "errors", output.errors(),
                "pg_advantage", output.pgAdvantage(),
                "q_estimate", output.qEstimate());
    }
}
