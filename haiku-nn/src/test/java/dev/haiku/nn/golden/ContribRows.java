package dev.haiku.nn.golden;

import static dev.haiku.nn.golden.OptimizerTable.row;

import com.fasterxml.jackson.databind.JsonNode;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.contrib.AcpropOptions;
import dev.haiku.optim.contrib.AdemamixOptions;
import dev.haiku.optim.contrib.AdoptOptions;
import dev.haiku.optim.contrib.CocobOptions;
import dev.haiku.optim.contrib.Contrib;
import dev.haiku.optim.contrib.DadaptAdamwOptions;
import dev.haiku.optim.contrib.DogInitStep;
import dev.haiku.optim.contrib.DogOptions;
import dev.haiku.optim.contrib.DowgOptions;
import dev.haiku.optim.contrib.DpsgdOptions;
import dev.haiku.optim.contrib.MadgradOptions;
import dev.haiku.optim.contrib.MechanizeOptions;
import dev.haiku.optim.contrib.MomoAdamOptions;
import dev.haiku.optim.contrib.MomoOptions;
import dev.haiku.optim.contrib.MuonOptions;
import dev.haiku.optim.contrib.NewtonSchulz;
import dev.haiku.optim.contrib.Preconditioning;
import dev.haiku.optim.contrib.ProdigyOptions;
import dev.haiku.optim.contrib.ReduceOnPlateauOptions;
import dev.haiku.optim.contrib.ScaleByAcpropOptions;
import dev.haiku.optim.contrib.ScaleByAdemamixOptions;
import dev.haiku.optim.contrib.ScaleBySimplifiedAdemamixOptions;
import dev.haiku.optim.contrib.ScheduleFreeAdamwOptions;
import dev.haiku.optim.contrib.ScheduleFreeOptions;
import dev.haiku.optim.contrib.ScheduleFreeSgdOptions;
import dev.haiku.optim.contrib.SimplifiedAdemamixOptions;
import java.util.ArrayList;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The rows of {@code optax.contrib}. */
final class ContribRows {

    private static final String LR = "learning_rate";

    private ContribRows() {}

    static void add() {
        averages();
        mixtures();
        distances();
        losses();
        wrappers();
        matrices();
    }

    private static void contrib(
            String name, String parameters, Function<OptimizerCall, GradientTransformation<?>> make) {
        row("contrib." + name, parameters, make);
    }

    private static void averages() {
        contrib(
                "scale_by_acprop",
                "b1=0.9 b2=0.999 eps=1e-16 eps_root=1e-16",
                c -> Contrib.scaleByAcprop(c.<ScaleByAcpropOptions>edit()
                        .hyper("b1", ScaleByAcpropOptions::b1)
                        .hyper("b2", ScaleByAcpropOptions::b2)
                        .hyper("eps", ScaleByAcpropOptions::eps)
                        .hyper("eps_root", ScaleByAcpropOptions::epsRoot)
                        .operator()));
        contrib(
                "acprop",
                "learning_rate b1=0.9 b2=0.999 eps=1e-16 eps_root=1e-16 weight_decay=0.0 mask",
                c -> Contrib.acprop(
                        c.hyper(LR),
                        c.<AcpropOptions>edit()
                                .hyper("b1", AcpropOptions::b1)
                                .hyper("b2", AcpropOptions::b2)
                                .hyper("eps", AcpropOptions::eps)
                                .hyper("eps_root", AcpropOptions::epsRoot)
                                .hyper("weight_decay", AcpropOptions::weightDecay)
                                .mask("mask", AcpropOptions::mask)
                                .operator()));
        var adopt = "b1=0.9 b2=0.9999 eps=1e-6 mu_dtype nesterov use_clipping clip_value_fn";
        contrib("scale_by_adopt", adopt, c -> Contrib.scaleByAdopt(adopt(c)));
        contrib("adopt", "learning_rate " + adopt, c -> Contrib.adopt(c.hyper(LR), adopt(c)));
        contrib(
                "madgrad",
                "learning_rate momentum=0.9 weight_decay=0.0 eps=1e-6",
                c -> Contrib.madgrad(
                        c.hyper(LR),
                        c.<MadgradOptions>edit()
                                .hyper("momentum", MadgradOptions::momentum)
                                .hyper("weight_decay", MadgradOptions::weightDecay)
                                .hyper("eps", MadgradOptions::eps)
                                .operator()));
        contrib(
                "scale_by_madgrad",
                "learning_rate momentum=0.9 eps=1e-6",
                c -> Contrib.scaleByMadgrad(c.hyper(LR), c.hyper("momentum", 0.9), c.hyper("eps", 1e-6)));
    }

    private static UnaryOperator<AdoptOptions> adopt(OptimizerCall c) {
        return c.<AdoptOptions>edit()
                .hyper("b1", AdoptOptions::b1)
                .hyper("b2", AdoptOptions::b2)
                .hyper("eps", AdoptOptions::eps)
                .dtype("mu_dtype", AdoptOptions::muDtype)
                .truth("nesterov", AdoptOptions::nesterov)
                .truth("use_clipping", AdoptOptions::useClipping)
                .operator();
    }

    private static void mixtures() {
        var mix = "b1=0.9 b2=0.999 b3=0.9999 alpha=%s eps=1e-8 eps_root=0.0 mu_dtype";
        contrib(
                "scale_by_ademamix",
                String.format(Locale.ROOT, mix, "6.0"),
                c -> Contrib.scaleByAdemamix(c.<ScaleByAdemamixOptions>edit()
                        .hyper("b1", ScaleByAdemamixOptions::b1)
                        .hyper("b2", ScaleByAdemamixOptions::b2)
                        .hyper("b3", ScaleByAdemamixOptions::b3)
                        .hyper("alpha", ScaleByAdemamixOptions::alpha)
                        .hyper("eps", ScaleByAdemamixOptions::eps)
                        .hyper("eps_root", ScaleByAdemamixOptions::epsRoot)
                        .dtype("mu_dtype", ScaleByAdemamixOptions::muDtype)
                        .operator()));
        contrib(
                "ademamix",
                "learning_rate " + String.format(Locale.ROOT, mix, "5.0") + " weight_decay=0.0 mask",
                c -> Contrib.ademamix(
                        c.hyper(LR),
                        c.<AdemamixOptions>edit()
                                .hyper("b1", AdemamixOptions::b1)
                                .hyper("b2", AdemamixOptions::b2)
                                .hyper("b3", AdemamixOptions::b3)
                                .hyper("alpha", AdemamixOptions::alpha)
                                .hyper("eps", AdemamixOptions::eps)
                                .hyper("eps_root", AdemamixOptions::epsRoot)
                                .dtype("mu_dtype", AdemamixOptions::muDtype)
                                .hyper("weight_decay", AdemamixOptions::weightDecay)
                                .mask("mask", AdemamixOptions::mask)
                                .operator()));
        var simple = "b1=0.99 b2=0.95 alpha=0.0 eps=1e-8 eps_root=0.0";
        contrib(
                "scale_by_simplified_ademamix",
                simple,
                c -> Contrib.scaleBySimplifiedAdemamix(c.<ScaleBySimplifiedAdemamixOptions>edit()
                        .hyper("b1", ScaleBySimplifiedAdemamixOptions::b1)
                        .hyper("b2", ScaleBySimplifiedAdemamixOptions::b2)
                        .hyper("alpha", ScaleBySimplifiedAdemamixOptions::alpha)
                        .hyper("eps", ScaleBySimplifiedAdemamixOptions::eps)
                        .hyper("eps_root", ScaleBySimplifiedAdemamixOptions::epsRoot)
                        .operator()));
        contrib(
                "simplified_ademamix",
                "learning_rate " + simple + " weight_decay=0.0 mask",
                c -> Contrib.simplifiedAdemamix(
                        c.hyper(LR),
                        c.<SimplifiedAdemamixOptions>edit()
                                .hyper("b1", SimplifiedAdemamixOptions::b1)
                                .hyper("b2", SimplifiedAdemamixOptions::b2)
                                .hyper("alpha", SimplifiedAdemamixOptions::alpha)
                                .hyper("eps", SimplifiedAdemamixOptions::eps)
                                .hyper("eps_root", SimplifiedAdemamixOptions::epsRoot)
                                .hyper("weight_decay", SimplifiedAdemamixOptions::weightDecay)
                                .mask("mask", SimplifiedAdemamixOptions::mask)
                                .operator()));
    }

    private static void distances() {
        contrib(
                "cocob",
                "learning_rate=1.0 alpha=100.0 eps=1e-8 weight_decay=0.0 mask",
                c -> Contrib.cocob(c.<CocobOptions>edit()
                        .hyper(LR, CocobOptions::learningRate)
                        .hyper("alpha", CocobOptions::alpha)
                        .hyper("eps", CocobOptions::eps)
                        .hyper("weight_decay", CocobOptions::weightDecay)
                        .mask("mask", CocobOptions::mask)
                        .operator()));
        contrib(
                "scale_by_cocob",
                "alpha=100.0 eps=1e-8",
                c -> Contrib.scaleByCocob(c.hyper("alpha", 100), c.hyper("eps", 1e-8)));
        contrib(
                "dadapt_adamw",
                "learning_rate=1.0 betas eps=1e-8 estim_lr0=1e-6 weight_decay=0.0",
                c -> Contrib.dadaptAdamw(betas(
                                c.<DadaptAdamwOptions>edit()
                                        .hyper(LR, DadaptAdamwOptions::learningRate)
                                        .hyper("eps", DadaptAdamwOptions::eps)
                                        .hyper("estim_lr0", DadaptAdamwOptions::estimLr0)
                                        .hyper("weight_decay", DadaptAdamwOptions::weightDecay),
                                DadaptAdamwOptions::b1,
                                DadaptAdamwOptions::b2)
                        .operator()));
        contrib(
                "prodigy",
                "learning_rate=1.0 betas beta3 eps=1e-8 estim_lr0=1e-6 estim_lr_coef=1.0 weight_decay=0.0"
                        + " safeguard_warmup",
                c -> Contrib.prodigy(betas(
                                c.<ProdigyOptions>edit()
                                        .hyper(LR, ProdigyOptions::learningRate)
                                        .hyper("beta3", ProdigyOptions::beta3)
                                        .hyper("eps", ProdigyOptions::eps)
                                        .hyper("estim_lr0", ProdigyOptions::estimLr0)
                                        .hyper("estim_lr_coef", ProdigyOptions::estimLrCoef)
                                        .hyper("weight_decay", ProdigyOptions::weightDecay)
                                        .truth("safeguard_warmup", ProdigyOptions::safeguardWarmup),
                                ProdigyOptions::b1,
                                ProdigyOptions::b2)
                        .operator()));
        contrib(
                "dog",
                "learning_rate=1.0 init_step eps=1e-8 weight_decay mask",
                c -> Contrib.dog(c.<DogOptions>edit()
                        .hyper(LR, DogOptions::learningRate)
                        .with(
                                "init_step",
                                c.has("init_step") ? initStep(c.raw("init_step")) : null,
                                DogOptions::initStep)
                        .hyper("eps", DogOptions::eps)
                        .hyper("weight_decay", DogOptions::weightDecay)
                        .mask("mask", DogOptions::mask)
                        .operator()));
        contrib(
                "dowg",
                "learning_rate=1.0 init_estim_sq_dist eps=0.0001 weight_decay mask",
                c -> Contrib.dowg(c.<DowgOptions>edit()
                        .hyper(LR, DowgOptions::learningRate)
                        .hyper("init_estim_sq_dist", DowgOptions::initEstimSqDist)
                        .hyper("eps", DowgOptions::eps)
                        .hyper("weight_decay", DowgOptions::weightDecay)
                        .mask("mask", DowgOptions::mask)
                        .operator()));
        contrib(
                "mechanize",
                "base_optimizer weight_decay=0.01 eps=1e-8 s_init=1e-6 num_betas",
                c -> Contrib.mechanize(
                        OptimizerTable.make(c.spec(), c.raw("base_optimizer")),
                        c.<MechanizeOptions>edit()
                                .hyper("weight_decay", MechanizeOptions::weightDecay)
                                .hyper("eps", MechanizeOptions::eps)
                                .hyper("s_init", MechanizeOptions::sInit)
                                .integer("num_betas", MechanizeOptions::numBetas)
                                .operator()));
    }

    private static <O> OptimizerCall.Edit<O> betas(
            OptimizerCall.Edit<O> edit, BiFunction<O, Number, O> b1, BiFunction<O, Number, O> b2) {
        var c = edit.call();
        if (!c.has("betas")) {
            return edit;
        }
        var betas = c.raw("betas");
        return edit.<Number>with("betas", betas.get(0).asDouble(), b1)
                .with("betas", betas.get(1).asDouble(), b2);
    }

    private static DogInitStep initStep(JsonNode pair) {
        return new DogInitStep(
                DogInitStep.Kind.valueOf(pair.get(0).asText().toUpperCase(Locale.ROOT)),
                pair.get(1).asDouble());
    }

    private static void losses() {
        contrib(
                "momo",
                "learning_rate=1.0 beta=0.9 lower_bound=0.0 weight_decay=0.0 adapt_lower_bound",
                c -> Contrib.momo(c.<MomoOptions>edit()
                        .hyper(LR, MomoOptions::learningRate)
                        .hyper("beta", MomoOptions::beta)
                        .hyper("lower_bound", MomoOptions::lowerBound)
                        .hyper("weight_decay", MomoOptions::weightDecay)
                        .truth("adapt_lower_bound", MomoOptions::adaptLowerBound)
                        .operator()));
        contrib(
                "momo_adam",
                "learning_rate=0.01 b1=0.9 b2=0.999 eps=1e-8 lower_bound=0.0 weight_decay=0.0 adapt_lower_bound",
                c -> Contrib.momoAdam(c.<MomoAdamOptions>edit()
                        .hyper(LR, MomoAdamOptions::learningRate)
                        .hyper("b1", MomoAdamOptions::b1)
                        .hyper("b2", MomoAdamOptions::b2)
                        .hyper("eps", MomoAdamOptions::eps)
                        .hyper("lower_bound", MomoAdamOptions::lowerBound)
                        .hyper("weight_decay", MomoAdamOptions::weightDecay)
                        .truth("adapt_lower_bound", MomoAdamOptions::adaptLowerBound)
                        .operator()));
        contrib(
                "reduce_on_plateau",
                "factor=0.1 patience rtol=0.0001 atol=0.0 cooldown accumulation_size min_scale=0.0",
                c -> Contrib.reduceOnPlateau(c.<ReduceOnPlateauOptions>edit()
                        .hyper("factor", ReduceOnPlateauOptions::factor)
                        .integer("patience", ReduceOnPlateauOptions::patience)
                        .hyper("rtol", ReduceOnPlateauOptions::rtol)
                        .hyper("atol", ReduceOnPlateauOptions::atol)
                        .integer("cooldown", ReduceOnPlateauOptions::cooldown)
                        .integer("accumulation_size", ReduceOnPlateauOptions::accumulationSize)
                        .hyper("min_scale", ReduceOnPlateauOptions::minScale)
                        .operator()));
        contrib("normalize", "", c -> Contrib.normalize());
    }

    private static void wrappers() {
        contrib(
                "schedule_free",
                "base_optimizer learning_rate b1=0.9 weight_lr_power=2.0 state_dtype",
                c -> Contrib.scheduleFree(
                        OptimizerTable.make(c.spec(), c.raw("base_optimizer")),
                        c.hyper(LR),
                        c.<ScheduleFreeOptions>edit()
                                .hyper("b1", ScheduleFreeOptions::b1)
                                .hyper("weight_lr_power", ScheduleFreeOptions::weightLrPower)
                                .dtype("state_dtype", ScheduleFreeOptions::stateDtype)
                                .operator()));
        contrib(
                "schedule_free_sgd",
                "learning_rate=1.0 warmup_steps b1=0.9 weight_decay weight_lr_power=2.0 state_dtype",
                c -> Contrib.scheduleFreeSgd(c.<ScheduleFreeSgdOptions>edit()
                        .hyper(LR, ScheduleFreeSgdOptions::learningRate)
                        .integer("warmup_steps", ScheduleFreeSgdOptions::warmupSteps)
                        .hyper("b1", ScheduleFreeSgdOptions::b1)
                        .hyper("weight_decay", ScheduleFreeSgdOptions::weightDecay)
                        .hyper("weight_lr_power", ScheduleFreeSgdOptions::weightLrPower)
                        .dtype("state_dtype", ScheduleFreeSgdOptions::stateDtype)
                        .operator()));
        contrib(
                "schedule_free_adamw",
                "learning_rate=0.0025 warmup_steps b1=0.9 b2=0.999 eps=1e-8 weight_decay=0.0 weight_lr_power=2.0"
                        + " state_dtype",
                c -> Contrib.scheduleFreeAdamw(c.<ScheduleFreeAdamwOptions>edit()
                        .hyper(LR, ScheduleFreeAdamwOptions::learningRate)
                        .integer("warmup_steps", ScheduleFreeAdamwOptions::warmupSteps)
                        .hyper("b1", ScheduleFreeAdamwOptions::b1)
                        .hyper("b2", ScheduleFreeAdamwOptions::b2)
                        .hyper("eps", ScheduleFreeAdamwOptions::eps)
                        .hyper("weight_decay", ScheduleFreeAdamwOptions::weightDecay)
                        .hyper("weight_lr_power", ScheduleFreeAdamwOptions::weightLrPower)
                        .dtype("state_dtype", ScheduleFreeAdamwOptions::stateDtype)
                        .operator()));
        contrib(
                "dpsgd",
                "learning_rate l2_norm_clip noise_multiplier seed momentum nesterov",
                c -> Contrib.dpsgd(
                        c.hyper(LR),
                        c.hyper("l2_norm_clip"),
                        c.hyper("noise_multiplier"),
                        c.key("seed"),
                        c.<DpsgdOptions>edit()
                                .hyper("momentum", DpsgdOptions::momentum)
                                .truth("nesterov", DpsgdOptions::nesterov)
                                .operator()));
    }

    private static void matrices() {
        contrib(
                "muon",
                "learning_rate ns_coeffs ns_steps beta=0.95 eps=1e-8 weight_decay=0.0 weight_decay_mask mu_dtype"
                        + " nesterov adaptive preconditioning adam_b1=0.9 adam_b2=0.999 adam_eps_root=0.0"
                        + " adam_weight_decay=0.0 adam_learning_rate muon_weight_dimension_numbers consistent_rms",
                c -> Contrib.muon(c.hyper(LR), muon(c)));
    }

    private static UnaryOperator<MuonOptions> muon(OptimizerCall c) {
        return c.<MuonOptions>edit()
                .with("ns_coeffs", c.has("ns_coeffs") ? coefficients(c.raw("ns_coeffs")) : null, MuonOptions::nsCoeffs)
                .integer("ns_steps", MuonOptions::nsSteps)
                .hyper("beta", MuonOptions::beta)
                .hyper("eps", MuonOptions::eps)
                .hyper("weight_decay", MuonOptions::weightDecay)
                .mask("weight_decay_mask", MuonOptions::mask)
                .dtype("mu_dtype", MuonOptions::muDtype)
                .truth("nesterov", MuonOptions::nesterov)
                .truth("adaptive", MuonOptions::adaptive)
                .with(
                        "preconditioning",
                        Preconditioning.valueOf(
                                c.text("preconditioning", "frobenius").toUpperCase(Locale.ROOT)),
                        MuonOptions::preconditioning)
                .hyper("adam_b1", MuonOptions::adamB1)
                .hyper("adam_b2", MuonOptions::adamB2)
                .hyper("adam_eps_root", MuonOptions::adamEpsRoot)
                .hyper("adam_weight_decay", MuonOptions::adamWeightDecay)
                .hyper("adam_learning_rate", MuonOptions::adamLearningRate)
                .hyper("consistent_rms", MuonOptions::consistentRms)
                .operator();
    }

    private static NewtonSchulz coefficients(JsonNode json) {
        if (json.isTextual()) {
            return json.asText().equals("dion") ? NewtonSchulz.DION : NewtonSchulz.STANDARD;
        }
        if (json.path(0).isNumber()) {
            return NewtonSchulz.of(
                    json.get(0).asDouble(), json.get(1).asDouble(), json.get(2).asDouble());
        }
        var rows = new ArrayList<NewtonSchulz.Triple>();
        OptimizerCall.items(json)
                .forEach(row -> rows.add(new NewtonSchulz.Triple(
                        row.get(0).asDouble(), row.get(1).asDouble(), row.get(2).asDouble())));
        return NewtonSchulz.each(rows);
    }
}
