package dev.haiku.nn.golden;

import static dev.haiku.nn.golden.OptimizerTable.row;

import dev.haiku.optim.AdabeliefOptions;
import dev.haiku.optim.AdamOptions;
import dev.haiku.optim.AdamaxOptions;
import dev.haiku.optim.AdamaxwOptions;
import dev.haiku.optim.AdamwOptions;
import dev.haiku.optim.AdanOptions;
import dev.haiku.optim.AmsgradOptions;
import dev.haiku.optim.BeliefOptions;
import dev.haiku.optim.LionMode;
import dev.haiku.optim.LionOptions;
import dev.haiku.optim.NovogradOptions;
import dev.haiku.optim.OptimisticAdamOptions;
import dev.haiku.optim.Optimizers;
import dev.haiku.optim.RadamOptions;
import dev.haiku.optim.ScaleByAdanOptions;
import dev.haiku.optim.ScaleByLionOptions;
import dev.haiku.optim.YogiOptions;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** The rows of Adam's family: transformations and optimisers. */
final class AdamRows {

    private static final String LR = "learning_rate";
    private static final String ADAM = "b1=0.9 b2=0.999 eps=1e-8 eps_root=0.0 mu_dtype";
    private static final String ADAMW = "learning_rate " + ADAM + " weight_decay=0.0001 mask nesterov";

    private AdamRows() {}

    static void add() {
        adams();
        relatives();
        signs();
    }

    private static void adams() {
        row("scale_by_adam", ADAM + " nesterov", c -> Optimizers.scaleByAdam(adam(c)));
        row("adam", "learning_rate " + ADAM + " nesterov", c -> Optimizers.adam(c.hyper(LR), adam(c)));
        row("nadam", "learning_rate " + ADAM + " nesterov", c -> Optimizers.nadam(c.hyper(LR), adam(c)));
        row("adamw", ADAMW, c -> Optimizers.adamw(c.hyper(LR), adamw(c)));
        row("nadamw", ADAMW, c -> Optimizers.nadamw(c.hyper(LR), adamw(c)));
        row(
                "lamb",
                "learning_rate b1=0.9 b2=0.999 eps=1e-6 eps_root=0.0 weight_decay=0.0 mask",
                c -> Optimizers.lamb(c.hyper(LR), adamw(c)));
        row(
                "optimistic_adam",
                "learning_rate optimism " + ADAM + " nesterov",
                c -> Optimizers.optimisticAdam(c.hyper(LR), c.hyper("optimism", c.hyper(LR)), adam(c)));
        row(
                "optimistic_adam_v2",
                "learning_rate alpha=1.0 beta=1.0 " + ADAM + " nesterov",
                c -> Optimizers.optimisticAdamV2(
                        c.hyper(LR),
                        c.<OptimisticAdamOptions>edit()
                                .hyper("alpha", OptimisticAdamOptions::alpha)
                                .hyper("beta", OptimisticAdamOptions::beta)
                                .hyper("b1", OptimisticAdamOptions::b1)
                                .hyper("b2", OptimisticAdamOptions::b2)
                                .hyper("eps", OptimisticAdamOptions::eps)
                                .hyper("eps_root", OptimisticAdamOptions::epsRoot)
                                .dtype("mu_dtype", OptimisticAdamOptions::muDtype)
                                .truth("nesterov", OptimisticAdamOptions::nesterov)
                                .operator()));
    }

    private static UnaryOperator<AdamOptions> adam(OptimizerCall c) {
        return c.<AdamOptions>edit()
                .hyper("b1", AdamOptions::b1)
                .hyper("b2", AdamOptions::b2)
                .hyper("eps", AdamOptions::eps)
                .hyper("eps_root", AdamOptions::epsRoot)
                .dtype("mu_dtype", AdamOptions::muDtype)
                .truth("nesterov", AdamOptions::nesterov)
                .operator();
    }

    private static UnaryOperator<AdamwOptions> adamw(OptimizerCall c) {
        return c.<AdamwOptions>edit()
                .hyper("b1", AdamwOptions::b1)
                .hyper("b2", AdamwOptions::b2)
                .hyper("eps", AdamwOptions::eps)
                .hyper("eps_root", AdamwOptions::epsRoot)
                .dtype("mu_dtype", AdamwOptions::muDtype)
                .truth("nesterov", AdamwOptions::nesterov)
                .hyper("weight_decay", AdamwOptions::weightDecay)
                .mask("mask", AdamwOptions::mask)
                .operator();
    }

    private static void relatives() {
        var amsgrad = ADAM + " bias_correction_mu bias_correction_nu";
        row("scale_by_amsgrad", amsgrad, c -> Optimizers.scaleByAmsgrad(amsgrad(c)));
        row("amsgrad", "learning_rate " + amsgrad, c -> Optimizers.amsgrad(c.hyper(LR), amsgrad(c)));
        var adamax = "b1=0.9 b2=0.999 eps=1e-8";
        row("scale_by_adamax", adamax, c -> Optimizers.scaleByAdamax(adamax(c)));
        row("adamax", "learning_rate " + adamax, c -> Optimizers.adamax(c.hyper(LR), adamax(c)));
        row(
                "adamaxw",
                "learning_rate " + adamax + " weight_decay=0.0001 mask",
                c -> Optimizers.adamaxw(
                        c.hyper(LR),
                        c.<AdamaxwOptions>edit()
                                .hyper("b1", AdamaxwOptions::b1)
                                .hyper("b2", AdamaxwOptions::b2)
                                .hyper("eps", AdamaxwOptions::eps)
                                .hyper("weight_decay", AdamaxwOptions::weightDecay)
                                .mask("mask", AdamaxwOptions::mask)
                                .operator()));
        beliefs();
        var yogi = "b1=0.9 b2=0.999 eps=0.001 eps_root=0.0 initial_accumulator_value=1e-6";
        row("scale_by_yogi", yogi, c -> Optimizers.scaleByYogi(yogi(c)));
        row("yogi", "learning_rate b1=0.9 b2=0.999 eps=0.001", c -> Optimizers.yogi(c.hyper(LR), yogi(c)));
        var radam = "b1=0.9 b2=0.999 eps=1e-8 eps_root=0.0 threshold=5.0 nesterov";
        row("scale_by_radam", radam, c -> Optimizers.scaleByRadam(radam(c)));
        row("radam", "learning_rate " + radam, c -> Optimizers.radam(c.hyper(LR), radam(c)));
        row(
                "scale_by_novograd",
                "b1=0.9 b2=0.25 eps=1e-8 eps_root=0.0 weight_decay=0.0 mu_dtype",
                c -> Optimizers.scaleByNovograd(novograd(c)));
        row(
                "novograd",
                "learning_rate b1=0.9 b2=0.25 eps=1e-6 eps_root=0.0 weight_decay=0.0",
                c -> Optimizers.novograd(c.hyper(LR), novograd(c)));
        adans();
    }

    private static UnaryOperator<AmsgradOptions> amsgrad(OptimizerCall c) {
        return c.<AmsgradOptions>edit()
                .hyper("b1", AmsgradOptions::b1)
                .hyper("b2", AmsgradOptions::b2)
                .hyper("eps", AmsgradOptions::eps)
                .hyper("eps_root", AmsgradOptions::epsRoot)
                .dtype("mu_dtype", AmsgradOptions::muDtype)
                .truth("bias_correction_mu", AmsgradOptions::biasCorrectionMu)
                .truth("bias_correction_nu", AmsgradOptions::biasCorrectionNu)
                .operator();
    }

    private static UnaryOperator<AdamaxOptions> adamax(OptimizerCall c) {
        return c.<AdamaxOptions>edit()
                .hyper("b1", AdamaxOptions::b1)
                .hyper("b2", AdamaxOptions::b2)
                .hyper("eps", AdamaxOptions::eps)
                .operator();
    }

    private static void beliefs() {
        var belief = "b1=0.9 b2=0.999 eps=1e-16 eps_root=1e-16";
        row(
                "scale_by_belief",
                belief + " nesterov",
                c -> Optimizers.scaleByBelief(c.<BeliefOptions>edit()
                        .hyper("b1", BeliefOptions::b1)
                        .hyper("b2", BeliefOptions::b2)
                        .hyper("eps", BeliefOptions::eps)
                        .hyper("eps_root", BeliefOptions::epsRoot)
                        .truth("nesterov", BeliefOptions::nesterov)
                        .operator()));
        row(
                "adabelief",
                "learning_rate " + belief + " weight_decay weight_decay_mask nesterov",
                c -> Optimizers.adabelief(
                        c.hyper(LR),
                        c.<AdabeliefOptions>edit()
                                .hyper("b1", AdabeliefOptions::b1)
                                .hyper("b2", AdabeliefOptions::b2)
                                .hyper("eps", AdabeliefOptions::eps)
                                .hyper("eps_root", AdabeliefOptions::epsRoot)
                                .hyper("weight_decay", AdabeliefOptions::weightDecay)
                                .mask("weight_decay_mask", AdabeliefOptions::mask)
                                .truth("nesterov", AdabeliefOptions::nesterov)
                                .operator()));
    }

    private static UnaryOperator<YogiOptions> yogi(OptimizerCall c) {
        return c.<YogiOptions>edit()
                .hyper("b1", YogiOptions::b1)
                .hyper("b2", YogiOptions::b2)
                .hyper("eps", YogiOptions::eps)
                .hyper("eps_root", YogiOptions::epsRoot)
                .hyper("initial_accumulator_value", YogiOptions::initialAccumulatorValue)
                .operator();
    }

    private static UnaryOperator<RadamOptions> radam(OptimizerCall c) {
        return c.<RadamOptions>edit()
                .hyper("b1", RadamOptions::b1)
                .hyper("b2", RadamOptions::b2)
                .hyper("eps", RadamOptions::eps)
                .hyper("eps_root", RadamOptions::epsRoot)
                .hyper("threshold", RadamOptions::threshold)
                .truth("nesterov", RadamOptions::nesterov)
                .operator();
    }

    private static UnaryOperator<NovogradOptions> novograd(OptimizerCall c) {
        return c.<NovogradOptions>edit()
                .hyper("b1", NovogradOptions::b1)
                .hyper("b2", NovogradOptions::b2)
                .hyper("eps", NovogradOptions::eps)
                .hyper("eps_root", NovogradOptions::epsRoot)
                .hyper("weight_decay", NovogradOptions::weightDecay)
                .dtype("mu_dtype", NovogradOptions::muDtype)
                .operator();
    }

    private static void adans() {
        row(
                "scale_by_adan",
                "b1=0.98 b2=0.92 b3=0.99 eps=1e-8 eps_root=0.0",
                c -> Optimizers.scaleByAdan(c.<ScaleByAdanOptions>edit()
                        .hyper("b1", ScaleByAdanOptions::b1)
                        .hyper("b2", ScaleByAdanOptions::b2)
                        .hyper("b3", ScaleByAdanOptions::b3)
                        .hyper("eps", ScaleByAdanOptions::eps)
                        .hyper("eps_root", ScaleByAdanOptions::epsRoot)
                        .operator()));
        row(
                "adan",
                "learning_rate b1=0.98 b2=0.92 b3=0.99 eps=1e-8 eps_root=1e-8 weight_decay=0.0 mask",
                c -> Optimizers.adan(
                        c.hyper(LR),
                        c.<AdanOptions>edit()
                                .hyper("b1", AdanOptions::b1)
                                .hyper("b2", AdanOptions::b2)
                                .hyper("b3", AdanOptions::b3)
                                .hyper("eps", AdanOptions::eps)
                                .hyper("eps_root", AdanOptions::epsRoot)
                                .hyper("weight_decay", AdanOptions::weightDecay)
                                .mask("mask", AdanOptions::mask)
                                .operator()));
    }

    private static void signs() {
        row(
                "scale_by_lion",
                "b1=0.9 b2=0.99 mu_dtype mode smooth_beta=1.0",
                c -> Optimizers.scaleByLion(c.<ScaleByLionOptions>edit()
                        .hyper("b1", ScaleByLionOptions::b1)
                        .hyper("b2", ScaleByLionOptions::b2)
                        .dtype("mu_dtype", ScaleByLionOptions::muDtype)
                        .with(
                                "mode",
                                LionMode.valueOf(c.text("mode", "hard").toUpperCase(Locale.ROOT)),
                                ScaleByLionOptions::mode)
                        .hyper("smooth_beta", ScaleByLionOptions::smoothBeta)
                        .operator()));
        row(
                "lion",
                "learning_rate b1=0.9 b2=0.99 mu_dtype weight_decay=0.001 mask",
                c -> Optimizers.lion(
                        c.hyper(LR),
                        c.<LionOptions>edit()
                                .hyper("b1", LionOptions::b1)
                                .hyper("b2", LionOptions::b2)
                                .dtype("mu_dtype", LionOptions::muDtype)
                                .hyper("weight_decay", LionOptions::weightDecay)
                                .mask("mask", LionOptions::mask)
                                .operator()));
    }
}
