package dev.haiku.rl;

import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;

/** The part of {@link Rlax} that corrects for the actions of another policy: V-trace. */
abstract class VtraceFunctions extends PolicyTargetFunctions {

    VtraceFunctions() {}

    /** {@return {@link #vtrace(Tensor, Tensor, Tensor, Tensor, Tensor, UnaryOperator)} without edited options} */
    public static Tensor vtrace(Tensor vTm1, Tensor vT, Tensor rT, Tensor discountT, Tensor rhoTm1) {
        return vtrace(vTm1, vT, rT, discountT, rhoTm1, o -> o);
    }

    /**
     * {@return the errors {@code [T]} of values under a policy, learnt from the actions of another one}
     *
     * <p>{@code e_k = min(ρ̄, ρ_k)·(r_k + γ_k·v_{t,k} - v_{tm1,k}) + γ_k·λ_k·min(1, ρ_k)·e_{k+1}}. Source: Espeholt et al.,
     * <em>IMPALA: scalable distributed deep-RL with importance weighted actor-learner architectures</em>, 2018.
     *
     * @param vTm1 values {@code [T]} of the source states
     * @param vT values {@code [T]} of the destination states
     * @param rT rewards {@code [T]}
     * @param discountT discounts {@code [T]}
     * @param rhoTm1 ratios {@code [T]} of the probabilities of the actions under both policies
     * @param edit edits the options
     */
    public static Tensor vtrace(
            Tensor vTm1, Tensor vT, Tensor rT, Tensor discountT, Tensor rhoTm1, UnaryOperator<VtraceOptions> edit) {
        return of(vTm1, vT, rT, discountT, rhoTm1, 1, edit).checked("vtrace").errors();
    }

    private static Vtrace of(
            Tensor vTm1,
            Tensor vT,
            Tensor rT,
            Tensor discountT,
            Tensor rhoTm1,
            double alpha,
            UnaryOperator<VtraceOptions> edit) {
        return new Vtrace(vTm1, vT, rT, discountT, rhoTm1, alpha, edit.apply(VtraceOptions.DEFAULTS));
    }

    /** {@return the errors of {@code leakyVtrace} without edited options} */
    public static Tensor leakyVtrace(Tensor vTm1, Tensor vT, Tensor rT, Tensor discountT, Tensor rhoTm1, double alpha) {
        return leakyVtrace(vTm1, vT, rT, discountT, rhoTm1, alpha, o -> o);
    }

    /**
     * {@return the errors {@code [T]} of V-trace whose clipped ratios are mixed with those that are not clipped}
     *
     * <p>A ratio {@code min(c, ρ)} becomes {@code (1 - α)·ρ + α·min(c, ρ)}. Source: Zahavy et al., <em>A self-tuning
     * actor-critic algorithm</em>, 2020.
     *
     * @param vTm1 values {@code [T]} of the source states
     * @param vT values {@code [T]} of the destination states
     * @param rT rewards {@code [T]}
     * @param discountT discounts {@code [T]}
     * @param rhoTm1 ratios {@code [T]} of the probabilities of the actions under both policies
     * @param alpha how much ratios are clipped: 1 for V-trace, 0 for importance sampling
     * @param edit edits the options
     */
    public static Tensor leakyVtrace(
            Tensor vTm1,
            Tensor vT,
            Tensor rT,
            Tensor discountT,
            Tensor rhoTm1,
            double alpha,
            UnaryOperator<VtraceOptions> edit) {
        return of(vTm1, vT, rT, discountT, rhoTm1, alpha, edit)
                .checked("leakyVtrace")
                .errors();
    }

    /** {@return what an actor-critic learns, without edited options} */
    public static VtraceOutput vtraceTdErrorAndAdvantage(
            Tensor vTm1, Tensor vT, Tensor rT, Tensor discountT, Tensor rhoTm1) {
        return vtraceTdErrorAndAdvantage(vTm1, vT, rT, discountT, rhoTm1, o -> o);
    }

    /**
     * {@return the errors of {@link #vtrace(Tensor, Tensor, Tensor, Tensor, Tensor, UnaryOperator)} and advantages for a policy gradient}
     *
     * <p>Source: Espeholt et al., <em>IMPALA: scalable distributed deep-RL with importance weighted actor-learner
     * architectures</em>, 2018.
     *
     * @param vTm1 values {@code [T]} of the source states
     * @param vT values {@code [T]} of the destination states
     * @param rT rewards {@code [T]}
     * @param discountT discounts {@code [T]}
     * @param rhoTm1 ratios {@code [T]} of the probabilities of the actions under both policies
     * @param edit edits the options
     */
    public static VtraceOutput vtraceTdErrorAndAdvantage(
            Tensor vTm1, Tensor vT, Tensor rT, Tensor discountT, Tensor rhoTm1, UnaryOperator<VtraceOptions> edit) {
        return of(vTm1, vT, rT, discountT, rhoTm1, 1, edit)
                .checked("vtraceTdErrorAndAdvantage")
                .output();
    }

    /** {@return what an actor-critic learns with ratios that are clipped in part, without edited options} */
    public static VtraceOutput leakyVtraceTdErrorAndAdvantage(
            Tensor vTm1, Tensor vT, Tensor rT, Tensor discountT, Tensor rhoTm1, double alpha) {
        return leakyVtraceTdErrorAndAdvantage(vTm1, vT, rT, discountT, rhoTm1, alpha, o -> o);
    }

    /**
     * {@return errors and advantages with ratios that are clipped in part}
     *
     * <p>Source: Zahavy et al., <em>A self-tuning actor-critic algorithm</em>, 2020.
     *
     * @param vTm1 values {@code [T]} of the source states
     * @param vT values {@code [T]} of the destination states
     * @param rT rewards {@code [T]}
     * @param discountT discounts {@code [T]}
     * @param rhoTm1 ratios {@code [T]} of the probabilities of the actions under both policies
     * @param alpha how much ratios are clipped: 1 for V-trace, 0 for importance sampling
     * @param edit edits the options
     */
    public static VtraceOutput leakyVtraceTdErrorAndAdvantage(
            Tensor vTm1,
            Tensor vT,
            Tensor rT,
            Tensor discountT,
            Tensor rhoTm1,
            double alpha,
            UnaryOperator<VtraceOptions> edit) {
        return of(vTm1, vT, rT, discountT, rhoTm1, alpha, edit)
                .checked("leakyVtraceTdErrorAndAdvantage")
                .output();
    }
}
