package dev.haiku.nn.golden;

import static dev.haiku.nn.golden.OptimizerTable.row;

import dev.haiku.optim.AdagradOptions;
import dev.haiku.optim.DistanceOverGradientsOptions;
import dev.haiku.optim.FactoredRmsOptions;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Optimizers;
import dev.haiku.optim.PolyakOptions;
import dev.haiku.optim.PolyakVariant;
import dev.haiku.optim.RmsOptions;
import dev.haiku.optim.RpropOptions;
import java.util.List;
import java.util.stream.StreamSupport;

/** The rows of transformations that are no optimisers by themselves, but those of Adam's family. */
final class TransformRows {

    private TransformRows() {}

    static void add() {
        scales();
        clips();
        memories();
        divisions();
    }

    private static void scales() {
        row("identity", "", c -> Optimizers.identity());
        row("set_to_zero", "", c -> Optimizers.setToZero());
        row("scale", "step_size", c -> Optimizers.scale(c.hyper("step_size")));
        row("scale_by_learning_rate", "learning_rate flip_sign", TransformRows::scaleByLearningRate);
        row("scale_by_schedule", "step_size_fn", c -> Optimizers.scaleBySchedule(c.schedule("step_size_fn")));
        row("scale_by_sign", "", c -> Optimizers.scaleBySign());
        row(
                "scale_by_trust_ratio",
                "min_norm=0.0 trust_coefficient=1.0 eps=0.0",
                c -> Optimizers.scaleByTrustRatio(
                        c.hyper("min_norm", 0), c.hyper("trust_coefficient", 1), c.hyper("eps", 0)));
        row(
                "scale_by_param_block_norm",
                "min_scale=0.001",
                c -> c.has("min_scale")
                        ? Optimizers.scaleByParamBlockNorm(c.hyper("min_scale"))
                        : Optimizers.scaleByParamBlockNorm());
        row(
                "scale_by_param_block_rms",
                "min_scale=0.001",
                c -> c.has("min_scale")
                        ? Optimizers.scaleByParamBlockRms(c.hyper("min_scale"))
                        : Optimizers.scaleByParamBlockRms());
        row(
                "normalize_by_update_norm",
                "scale_factor=1.0 eps=1e-6",
                c -> Optimizers.normalizeByUpdateNorm(c.hyper("scale_factor", 1), c.hyper("eps", 1e-6)));
        row("centralize", "", c -> Optimizers.centralize());
        row("keep_params_nonnegative", "", c -> Optimizers.keepParamsNonnegative());
        row("zero_nans", "", c -> Optimizers.zeroNans());
        row("add_decayed_weights", "weight_decay=0.0 mask", TransformRows::addDecayedWeights);
    }

    private static GradientTransformation<?> scaleByLearningRate(OptimizerCall c) {
        boolean flip = c.truth("flip_sign", true);
        if (!c.has("learning_rate")) {
            return Optimizers.identity();
        }
        if (c.raw("learning_rate").has("$call")) {
            var schedule = c.schedule("learning_rate");
            return flip ? Optimizers.scaleByLearningRate(schedule) : Optimizers.scaleBySchedule(schedule);
        }
        return flip
                ? Optimizers.scaleByLearningRate(c.hyper("learning_rate"))
                : Optimizers.scale(c.hyper("learning_rate"));
    }

    private static GradientTransformation<?> addDecayedWeights(OptimizerCall c) {
        if (c.has("weight_decay") && c.raw("weight_decay").has("$call")) {
            var schedule = c.schedule("weight_decay");
            return c.has("mask")
                    ? Optimizers.addDecayedWeights(schedule, c.mask("mask"))
                    : Optimizers.addDecayedWeights(schedule);
        }
        var decay = c.hyper("weight_decay", 0);
        return c.has("mask")
                ? Optimizers.addDecayedWeights(decay, c.mask("mask"))
                : Optimizers.addDecayedWeights(decay);
    }

    private static void clips() {
        row("clip", "max_delta", c -> Optimizers.clip(c.hyper("max_delta")));
        row("clip_by_block_rms", "threshold", c -> Optimizers.clipByBlockRms(c.hyper("threshold")));
        row("clip_by_global_norm", "max_norm", c -> Optimizers.clipByGlobalNorm(c.hyper("max_norm")));
        row(
                "adaptive_grad_clip",
                "clipping eps=0.001 axis",
                c -> Optimizers.adaptiveGradClip(
                        c.hyper("clipping"), c.hyper("eps", 1e-3), c.has("axis") ? axes(c) : List.of()));
    }

    private static List<Integer> axes(OptimizerCall c) {
        var json = c.raw("axis");
        return json.isIntegralNumber()
                ? List.of(json.asInt())
                : StreamSupport.stream(json.spliterator(), false)
                        .map(axis -> axis.asInt())
                        .toList();
    }

    private static void memories() {
        row(
                "trace",
                "decay nesterov accumulator_dtype",
                c -> c.has("accumulator_dtype")
                        ? Optimizers.trace(c.hyper("decay"), c.truth("nesterov", false), c.dtype("accumulator_dtype"))
                        : Optimizers.trace(c.hyper("decay"), c.truth("nesterov", false)));
        row(
                "ema",
                "decay debias accumulator_dtype",
                c -> c.has("accumulator_dtype")
                        ? Optimizers.ema(c.hyper("decay"), c.truth("debias", true), c.dtype("accumulator_dtype"))
                        : Optimizers.ema(c.hyper("decay"), c.truth("debias", true)));
        row("apply_every", "k", c -> Optimizers.applyEvery(c.integer("k", 1)));
        row(
                "add_noise",
                "eta gamma key seed",
                c -> Optimizers.addNoise(
                        c.hyper("eta"), c.hyper("gamma"), c.has("seed") ? c.key("seed") : c.key("key")));
        row(
                "scale_by_optimistic_gradient",
                "alpha=1.0 beta=1.0",
                c -> Optimizers.scaleByOptimisticGradient(c.hyper("alpha", 1), c.hyper("beta", 1)));
    }

    private static void divisions() {
        var rms = "decay=0.9 eps=1e-8 initial_scale=0.0 eps_in_sqrt bias_correction";
        row("scale_by_rms", rms, c -> Optimizers.scaleByRms(rms(c).operator()));
        row("scale_by_stddev", rms, c -> Optimizers.scaleByStddev(rms(c).operator()));
        row(
                "scale_by_rss",
                "initial_accumulator_value=0.1 eps=1e-7",
                c -> Optimizers.scaleByRss(c.<AdagradOptions>edit()
                        .hyper("initial_accumulator_value", AdagradOptions::initialAccumulatorValue)
                        .hyper("eps", AdagradOptions::eps)
                        .operator()));
        row(
                "scale_by_adadelta",
                "rho=0.9 eps=1e-6",
                c -> Optimizers.scaleByAdadelta(c.hyper("rho", 0.9), c.hyper("eps", 1e-6)));
        row(
                "scale_by_sm3",
                "b1=0.9 b2=1.0 eps=1e-8",
                c -> Optimizers.scaleBySm3(c.hyper("b1", 0.9), c.hyper("b2", 1), c.hyper("eps", 1e-8)));
        row(
                "scale_by_rprop",
                "learning_rate eta_minus=0.5 eta_plus=1.2 min_step_size=1e-6 max_step_size=50.0",
                c -> Optimizers.scaleByRprop(c.hyper("learning_rate"), rprop(c).operator()));
        row(
                "scale_by_distance_over_gradients",
                "reps_rel=1e-6 eps=1e-8 param_dtype global_scale=1.0",
                c -> Optimizers.scaleByDistanceOverGradients(c.<DistanceOverGradientsOptions>edit()
                        .hyper("reps_rel", DistanceOverGradientsOptions::repsRel)
                        .hyper("eps", DistanceOverGradientsOptions::eps)
                        .dtype("param_dtype", DistanceOverGradientsOptions::paramDtype)
                        .hyper("global_scale", DistanceOverGradientsOptions::globalScale)
                        .operator()));
        row(
                "scale_by_factored_rms",
                "factored decay_rate=0.8 step_offset min_dim_size_to_factor epsilon=1e-30",
                c -> Optimizers.scaleByFactoredRms(c.<FactoredRmsOptions>edit()
                        .truth("factored", FactoredRmsOptions::factored)
                        .hyper("decay_rate", FactoredRmsOptions::decayRate)
                        .integer("step_offset", FactoredRmsOptions::stepOffset)
                        .integer("min_dim_size_to_factor", FactoredRmsOptions::minDimSizeToFactor)
                        .hyper("epsilon", FactoredRmsOptions::epsilon)
                        .operator()));
        row(
                "scale_by_polyak",
                "f_min=0.0 max_learning_rate=1.0 eps=0.0 variant",
                c -> Optimizers.scaleByPolyak(c.<PolyakOptions>edit()
                        .hyper("f_min", PolyakOptions::fMin)
                        .hyper("max_learning_rate", PolyakOptions::maxLearningRate)
                        .hyper("eps", PolyakOptions::eps)
                        .with("variant", variant(c), PolyakOptions::variant)
                        .operator()));
    }

    static PolyakVariant variant(OptimizerCall c) {
        return c.text("variant", "sps").equals("sps+") ? PolyakVariant.SPS_PLUS : PolyakVariant.SPS;
    }

    static OptimizerCall.Edit<RpropOptions> rprop(OptimizerCall c) {
        return c.<RpropOptions>edit()
                .hyper("eta_minus", RpropOptions::etaMinus)
                .hyper("eta_plus", RpropOptions::etaPlus)
                .hyper("min_step_size", RpropOptions::minStepSize)
                .hyper("max_step_size", RpropOptions::maxStepSize);
    }

    private static OptimizerCall.Edit<RmsOptions> rms(OptimizerCall c) {
        return c.<RmsOptions>edit()
                .hyper("decay", RmsOptions::decay)
                .hyper("eps", RmsOptions::eps)
                .hyper("initial_scale", RmsOptions::initialScale)
                .truth("eps_in_sqrt", RmsOptions::epsInSqrt)
                .truth("bias_correction", RmsOptions::biasCorrection);
    }
}
