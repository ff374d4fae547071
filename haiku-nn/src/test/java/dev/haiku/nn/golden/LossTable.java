package dev.haiku.nn.golden;

import static dev.haiku.nn.golden.OptaxFunctionTable.row;

import com.fasterxml.jackson.databind.JsonNode;
import dev.haiku.loss.CtcOptions;
import dev.haiku.loss.DiceOptions;
import dev.haiku.loss.FocalOptions;
import dev.haiku.loss.LossOptions;
import dev.haiku.loss.Losses;
import dev.haiku.loss.RankingOptions;
import dev.haiku.loss.Reduction;
import dev.haiku.loss.TripletOptions;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The rows of {@code optax.losses}. */
final class LossTable {

    private LossTable() {}

    static void add() {
        regression();
        entropies();
        margins();
        divergences();
        sequences();
        segmentations();
    }

    private static void loss(String name, String parameters, Function<Arguments, Object> run) {
        row("losses." + name, parameters, run);
    }

    private static void pair(String name, String first, String second, BiFunction<Tensor, Tensor, Tensor> f) {
        loss(name, first + " " + second, a -> f.apply(a.tensor(first), a.tensor(second)));
    }

    private static void errors(String name, UnaryOperator<Tensor> ofErrors, BiFunction<Tensor, Tensor, Tensor> ofBoth) {
        loss(
                name,
                "predictions targets",
                a -> a.has("targets")
                        ? ofBoth.apply(a.tensor("predictions"), a.tensor("targets"))
                        : ofErrors.apply(a.tensor("predictions")));
    }

    /** {@return the choice of axes and of what counts; {@code None} stands for all axes} */
    private static UnaryOperator<LossOptions> over(Arguments a) {
        return o -> {
            var options = a.isNone("axis") ? o.axes(List.of()) : o;
            if (a.has("axis")) {
                options = options.axes(axes(a.raw("axis")));
            }
            return a.has("where") ? options.where(a.tensor("where")) : options;
        };
    }

    private static List<Integer> axes(JsonNode json) {
        if (json.isIntegralNumber()) {
            return List.of(json.asInt());
        }
        var axes = new ArrayList<Integer>();
        OptimizerCall.items(json).forEach(axis -> axes.add(axis.asInt()));
        return axes;
    }

    private static void regression() {
        errors("squared_error", Losses::squaredError, Losses::squaredError);
        errors("l2_loss", Losses::l2Loss, Losses::l2Loss);
        errors("log_cosh", Losses::logCosh, Losses::logCosh);
        loss(
                "huber_loss",
                "predictions targets delta",
                a -> a.has("targets")
                        ? Losses.huberLoss(a.tensor("predictions"), a.tensor("targets"), a.number("delta", 1))
                        : Losses.huberLoss(a.tensor("predictions"), a.number("delta", 1)));
        loss(
                "cosine_similarity",
                "predictions targets epsilon axis where",
                a -> Losses.cosineSimilarity(
                        a.tensor("predictions"), a.tensor("targets"), a.number("epsilon", 0), over(a)));
        loss(
                "cosine_distance",
                "predictions targets epsilon axis where",
                a -> Losses.cosineDistance(
                        a.tensor("predictions"), a.tensor("targets"), a.number("epsilon", 0), over(a)));
    }

    private static void entropies() {
        pair("sigmoid_binary_cross_entropy", "logits", "labels", Losses::sigmoidBinaryCrossEntropy);
        pair("safe_softmax_cross_entropy", "logits", "labels", Losses::safeSoftmaxCrossEntropy);
        loss(
                "softmax_cross_entropy",
                "logits labels axis where",
                a -> Losses.softmaxCrossEntropy(a.tensor("logits"), a.tensor("labels"), over(a)));
        loss(
                "softmax_cross_entropy_with_integer_labels",
                "logits labels axis where",
                a -> Losses.softmaxCrossEntropyWithIntegerLabels(
                        a.tensor("logits"),
                        classes(a, a.has("axis") ? axes(a.raw("axis")).size() : 1),
                        over(a)));
        loss(
                "poly_loss_cross_entropy",
                "logits labels epsilon axis where",
                a -> Losses.polyLossCrossEntropy(
                        a.tensor("logits"), a.tensor("labels"), a.number("epsilon", 2), over(a)));
        loss(
                "sigmoid_focal_loss",
                "logits labels alpha gamma",
                a -> Losses.sigmoidFocalLoss(
                        a.tensor("logits"),
                        a.tensor("labels"),
                        a.<FocalOptions>edit()
                                .set("alpha", a::number, FocalOptions::alpha)
                                .set("gamma", a::number, FocalOptions::gamma)
                                .operator()));
        loss(
                "smooth_labels",
                "labels alpha axis where",
                a -> Losses.smoothLabels(a.tensor("labels"), a.number("alpha"), over(a)));
    }

    /** {@return labels of so many axes less than the scores; files store scalars with shape {@code [1]}} */
    private static Tensor classes(Arguments a, int axes) {
        var scores = a.tensor(a.has("logits") ? "logits" : "scores");
        return a.tensorOfRank("labels", scores.rank() - axes);
    }

    private static void margins() {
        pair("hinge_loss", "predictor_outputs", "targets", Losses::hingeLoss);
        pair("perceptron_loss", "predictor_outputs", "targets", Losses::perceptronLoss);
        pair("sparsemax_loss", "logits", "labels", Losses::sparsemaxLoss);
        loss(
                "multiclass_hinge_loss",
                "scores labels",
                a -> Losses.multiclassHingeLoss(a.tensor("scores"), classes(a, 1)));
        loss(
                "multiclass_perceptron_loss",
                "scores labels",
                a -> Losses.multiclassPerceptronLoss(a.tensor("scores"), classes(a, 1)));
        pair("multiclass_sparsemax_loss", "scores", "labels", Losses::multiclassSparsemaxLoss);
        loss(
                "make_fenchel_young_loss",
                "max_fun scores targets",
                a -> Losses.makeFenchelYoungLoss(maxFun(a)).apply(a.tensor("scores"), a.tensor("targets")));
    }

    private static UnaryOperator<Tensor> maxFun(Arguments a) {
        var name = a.raw("max_fun").path("$fn").asText();
        return switch (name) {
            case "jax.nn.logsumexp", "jax.scipy.special.logsumexp" -> Nn::logsumexp;
            case "jnp.max" -> x -> x.max();
            default -> throw new AssertionError("There is no function of vectors for '" + name + "'.");
        };
    }

    private static void divergences() {
        loss(
                "kl_divergence",
                "log_predictions targets axis where",
                a -> Losses.klDivergence(a.tensor("log_predictions"), a.tensor("targets"), over(a)));
        loss(
                "kl_divergence_with_log_targets",
                "log_predictions log_targets axis where",
                a -> Losses.klDivergenceWithLogTargets(a.tensor("log_predictions"), a.tensor("log_targets"), over(a)));
        loss(
                "generalized_kl_divergence",
                "log_predictions targets axis where",
                a -> Losses.generalizedKlDivergence(a.tensor("log_predictions"), a.tensor("targets"), over(a)));
        loss(
                "convex_kl_divergence",
                "log_predictions targets axis where",
                a -> Losses.convexKlDivergence(a.tensor("log_predictions"), a.tensor("targets"), over(a)));
        loss(
                "ranking_softmax_loss",
                "logits labels where weights reduce_fn",
                a -> Losses.rankingSoftmaxLoss(
                        a.tensor("logits"),
                        a.tensor("labels"),
                        a.<RankingOptions>edit()
                                .set("where", a::tensor, RankingOptions::where)
                                .set("weights", a::tensor, RankingOptions::weights)
                                .set("reduce_fn", name -> reduction(a), RankingOptions::reduction)
                                .then(o -> a.isNone("reduce_fn") ? o.reduction(Reduction.NONE) : o)
                                .operator()));
    }

    private static Reduction reduction(Arguments a) {
        var name = a.raw("reduce_fn").path("$fn").asText();
        return Reduction.valueOf(name.substring(name.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT));
    }

    private static void sequences() {
        var parameters = "logits logit_paddings labels label_paddings blank_id log_epsilon";
        loss("ctc_loss", parameters, a -> ctc(a).loss());
        loss("ctc_loss_with_forward_probs", parameters, a -> {
            var result = ctc(a);
            return List.of(result.loss(), result.logAlphaPhi(), result.logAlphaEmit());
        });
        loss(
                "ntxent",
                "embeddings labels temperature",
                a -> Losses.ntxent(a.tensor("embeddings"), a.tensor("labels"), a.number("temperature", 0.07)));
        loss(
                "triplet_margin_loss",
                "anchors positives negatives axis norm_degree margin eps",
                a -> Losses.tripletMarginLoss(
                        a.tensor("anchors"),
                        a.tensor("positives"),
                        a.tensor("negatives"),
                        a.<TripletOptions>edit()
                                .set("axis", a::integer, TripletOptions::axis)
                                .set("norm_degree", a::number, TripletOptions::normDegree)
                                .set("margin", a::number, TripletOptions::margin)
                                .set("eps", a::number, TripletOptions::eps)
                                .operator()));
    }

    private static Losses.CtcLoss ctc(Arguments a) {
        return Losses.ctcLossWithForwardProbs(
                a.tensor("logits"),
                a.tensor("logit_paddings"),
                a.tensor("labels"),
                a.tensor("label_paddings"),
                a.<CtcOptions>edit()
                        .set("blank_id", a::integer, CtcOptions::blankId)
                        .set("log_epsilon", a::number, CtcOptions::logEpsilon)
                        .operator());
    }

    private static void segmentations() {
        var common =
                "predictions targets class_weights smooth alpha beta apply_softmax reduction ignore_background axis";
        loss("dice_loss", common, a -> Losses.diceLoss(a.tensor("predictions"), a.tensor("targets"), dice(a)));
        loss(
                "multiclass_generalized_dice_loss",
                "predictions targets smooth apply_softmax ignore_background",
                a -> Losses.multiclassGeneralizedDiceLoss(a.tensor("predictions"), a.tensor("targets"), dice(a)));
        loss(
                "binary_dice_loss",
                "predictions targets smooth apply_sigmoid",
                a -> Losses.binaryDiceLoss(a.tensor("predictions"), a.tensor("targets"), dice(a)));
    }

    private static UnaryOperator<DiceOptions> dice(Arguments a) {
        return a.<DiceOptions>edit()
                .set("class_weights", a::tensor, DiceOptions::classWeights)
                .set("smooth", a::number, DiceOptions::smooth)
                .set("alpha", a::number, DiceOptions::alpha)
                .set("beta", a::number, DiceOptions::beta)
                .set("apply_softmax", a::truth, DiceOptions::applySoftmax)
                .set("apply_sigmoid", a::truth, DiceOptions::applySoftmax)
                .set(
                        "reduction",
                        name -> Reduction.valueOf(a.text(name).toUpperCase(Locale.ROOT)),
                        DiceOptions::reduction)
                .set("ignore_background", a::truth, DiceOptions::ignoreBackground)
                .set("axis", name -> axes(a.raw(name)), DiceOptions::axes)
                .operator();
    }
}
