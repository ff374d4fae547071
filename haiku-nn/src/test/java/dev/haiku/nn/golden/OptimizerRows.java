package dev.haiku.nn.golden;

import static dev.haiku.nn.golden.OptimizerTable.row;

import dev.haiku.optim.AdadeltaOptions;
import dev.haiku.optim.AdafactorOptions;
import dev.haiku.optim.AdagradOptions;
import dev.haiku.optim.LarsOptions;
import dev.haiku.optim.Optimizers;
import dev.haiku.optim.PolyakSgdOptions;
import dev.haiku.optim.RmspropOptions;
import dev.haiku.optim.SgdOptions;
import dev.haiku.optim.SignumOptions;

/** The rows of optimisers outside Adam's family. */
final class OptimizerRows {

    private static final String LR = "learning_rate";

    private OptimizerRows() {}

    static void add() {
        descents();
        tensors();
        squares();
    }

    private static void descents() {
        row(
                "sgd",
                "learning_rate momentum nesterov accumulator_dtype",
                c -> Optimizers.sgd(
                        c.hyper(LR),
                        c.<SgdOptions>edit()
                                .hyper("momentum", SgdOptions::momentum)
                                .truth("nesterov", SgdOptions::nesterov)
                                .dtype("accumulator_dtype", SgdOptions::accumulatorDtype)
                                .operator()));
        row(
                "noisy_sgd",
                "learning_rate eta=0.01 gamma=0.55 key seed",
                c -> Optimizers.noisySgd(
                        c.hyper(LR),
                        c.has("seed") ? c.key("seed") : c.key("key"),
                        c.hyper("eta", 0.01),
                        c.hyper("gamma", 0.55)));
        row("sign_sgd", "learning_rate", c -> Optimizers.signSgd(c.hyper(LR)));
        row(
                "signum",
                "learning_rate beta=0.9 accumulator_dtype",
                c -> Optimizers.signum(
                        c.hyper(LR),
                        c.<SignumOptions>edit()
                                .hyper("beta", SignumOptions::beta)
                                .dtype("accumulator_dtype", SignumOptions::accumulatorDtype)
                                .operator()));
        row(
                "rprop",
                "learning_rate eta_minus=0.5 eta_plus=1.2 min_step_size=1e-6 max_step_size=50.0",
                c -> Optimizers.rprop(c.hyper(LR), TransformRows.rprop(c).operator()));
        row(
                "optimistic_gradient_descent",
                "learning_rate alpha=1.0 beta=1.0",
                c -> Optimizers.optimisticGradientDescent(c.hyper(LR), c.hyper("alpha", 1), c.hyper("beta", 1)));
        row(
                "polyak_sgd",
                "max_learning_rate=1.0 scaling=1.0 f_min=0.0 eps=0.0 variant",
                c -> Optimizers.polyakSgd(c.<PolyakSgdOptions>edit()
                        .hyper("max_learning_rate", PolyakSgdOptions::maxLearningRate)
                        .hyper("scaling", PolyakSgdOptions::scaling)
                        .hyper("f_min", PolyakSgdOptions::fMin)
                        .hyper("eps", PolyakSgdOptions::eps)
                        .with("variant", TransformRows.variant(c), PolyakSgdOptions::variant)
                        .operator()));
    }

    private static void tensors() {
        row(
                "fromage",
                "learning_rate min_norm=1e-6",
                c -> c.has("min_norm")
                        ? Optimizers.fromage(c.hyper(LR), c.hyper("min_norm"))
                        : Optimizers.fromage(c.hyper(LR)));
        row(
                "sm3",
                "learning_rate momentum=0.9",
                c -> c.has("momentum")
                        ? Optimizers.sm3(c.hyper(LR), c.hyper("momentum"))
                        : Optimizers.sm3(c.hyper(LR)));
        row(
                "lars",
                "learning_rate weight_decay=0.0 weight_decay_mask trust_coefficient=0.001 eps=0.0"
                        + " trust_ratio_mask momentum=0.9 nesterov",
                c -> Optimizers.lars(
                        c.hyper(LR),
                        c.<LarsOptions>edit()
                                .hyper("weight_decay", LarsOptions::weightDecay)
                                .mask("weight_decay_mask", LarsOptions::weightDecayMask)
                                .hyper("trust_coefficient", LarsOptions::trustCoefficient)
                                .hyper("eps", LarsOptions::eps)
                                .mask("trust_ratio_mask", LarsOptions::trustRatioMask)
                                .hyper("momentum", LarsOptions::momentum)
                                .truth("nesterov", LarsOptions::nesterov)
                                .operator()));
    }

    private static void squares() {
        row(
                "rmsprop",
                "learning_rate decay=0.9 eps=1e-8 initial_scale=0.0 eps_in_sqrt centered momentum nesterov"
                        + " bias_correction",
                c -> Optimizers.rmsprop(
                        c.hyper(LR),
                        c.<RmspropOptions>edit()
                                .hyper("decay", RmspropOptions::decay)
                                .hyper("eps", RmspropOptions::eps)
                                .hyper("initial_scale", RmspropOptions::initialScale)
                                .truth("eps_in_sqrt", RmspropOptions::epsInSqrt)
                                .truth("centered", RmspropOptions::centered)
                                .hyper("momentum", RmspropOptions::momentum)
                                .truth("nesterov", RmspropOptions::nesterov)
                                .truth("bias_correction", RmspropOptions::biasCorrection)
                                .operator()));
        row(
                "adagrad",
                "learning_rate initial_accumulator_value=0.1 eps=1e-7",
                c -> Optimizers.adagrad(
                        c.hyper(LR),
                        c.<AdagradOptions>edit()
                                .hyper("initial_accumulator_value", AdagradOptions::initialAccumulatorValue)
                                .hyper("eps", AdagradOptions::eps)
                                .operator()));
        row(
                "adadelta",
                "learning_rate rho=0.9 eps=1e-6 weight_decay=0.0 weight_decay_mask",
                c -> Optimizers.adadelta(c.<AdadeltaOptions>edit()
                        .hyper(LR, AdadeltaOptions::learningRate)
                        .hyper("rho", AdadeltaOptions::rho)
                        .hyper("eps", AdadeltaOptions::eps)
                        .hyper("weight_decay", AdadeltaOptions::weightDecay)
                        .mask("weight_decay_mask", AdadeltaOptions::mask)
                        .operator()));
        row(
                "adafactor",
                "learning_rate min_dim_size_to_factor=128 decay_rate=0.8 decay_offset=0"
                        + " multiply_by_parameter_scale clipping_threshold=1.0 momentum dtype_momentum"
                        + " weight_decay_rate eps=1e-30 factored weight_decay_mask",
                c -> Optimizers.adafactor(adafactor(c).operator()));
    }

    private static OptimizerCall.Edit<AdafactorOptions> adafactor(OptimizerCall c) {
        var edit = c.<AdafactorOptions>edit()
                .hyper(LR, AdafactorOptions::learningRate)
                .integer("min_dim_size_to_factor", AdafactorOptions::minDimSizeToFactor)
                .hyper("decay_rate", AdafactorOptions::decayRate)
                .integer("decay_offset", AdafactorOptions::decayOffset)
                .truth("multiply_by_parameter_scale", AdafactorOptions::multiplyByParameterScale)
                .hyper("clipping_threshold", AdafactorOptions::clippingThreshold)
                .hyper("momentum", AdafactorOptions::momentum)
                .dtype("dtype_momentum", AdafactorOptions::dtypeMomentum)
                .hyper("weight_decay_rate", AdafactorOptions::weightDecayRate)
                .hyper("eps", AdafactorOptions::eps)
                .truth("factored", AdafactorOptions::factored)
                .mask("weight_decay_mask", AdafactorOptions::mask);
        return c.isNone("clipping_threshold")
                ? new OptimizerCall.Edit<>(c, o -> edit.operator().apply(o).clippingThreshold(Double.POSITIVE_INFINITY))
                : edit;
    }
}
