package dev.haiku.loss;

import dev.haiku.array.ShapeException;
import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;

/** The part of {@link Losses} about sequences, embeddings and segmentations. */
abstract class SequenceLosses extends DivergenceLosses {

    private static final double TEMPERATURE = 0.07;

    SequenceLosses() {}

    /**
     * The loss of sequences, and the logarithms of probabilities from which it is computed.
     *
     * @param loss the negative log probability of each sequence, {@code [batch]}
     * @param logAlphaPhi those of being at a blank after so many labels, {@code [frames, batch, labels + 1]}
     * @param logAlphaEmit those of being at a label, {@code [frames, batch, labels]}
     */
    public record CtcLoss(Tensor loss, Tensor logAlphaPhi, Tensor logAlphaEmit) {}

    /** {@return {@link #ctcLoss(Tensor, Tensor, Tensor, Tensor, UnaryOperator)} without edited options} */
    public static Tensor ctcLoss(Tensor logits, Tensor logitPaddings, Tensor labels, Tensor labelPaddings) {
        return ctcLoss(logits, logitPaddings, labels, labelPaddings, o -> o);
    }

    /**
     * {@return the negative log probability {@code [batch]} of sequences of labels whose places in time are not known}
     *
     * <p>Source: Graves et al., <em>Connectionist temporal classification: labelling unsegmented sequence data with
     * recurrent neural networks</em>, 2006.
     *
     * @param logits unnormalised log probabilities {@code [batch, frames, classes]}
     * @param logitPaddings 1 for frames that do not count, else 0, {@code [batch, frames]}; at the end only
     * @param labels the sequences, {@code [batch, labels]} of an integer type
     * @param labelPaddings 1 for labels that do not count, else 0, {@code [batch, labels]}; at the end only
     * @param edit edits the options
     * @throws ShapeException if the shapes do not fit
     */
    public static Tensor ctcLoss(
            Tensor logits, Tensor logitPaddings, Tensor labels, Tensor labelPaddings, UnaryOperator<CtcOptions> edit) {
        return ctcLossWithForwardProbs(logits, logitPaddings, labels, labelPaddings, edit)
                .loss();
    }

    /**
     * {@return {@link #ctcLossWithForwardProbs(Tensor, Tensor, Tensor, Tensor, UnaryOperator)} without edited options}
     */
    public static CtcLoss ctcLossWithForwardProbs(
            Tensor logits, Tensor logitPaddings, Tensor labels, Tensor labelPaddings) {
        return ctcLossWithForwardProbs(logits, logitPaddings, labels, labelPaddings, o -> o);
    }

    /**
     * {@return {@link #ctcLoss(Tensor, Tensor, Tensor, Tensor, UnaryOperator)} with the forward probabilities from which
     * it is computed}
     */
    public static CtcLoss ctcLossWithForwardProbs(
            Tensor logits, Tensor logitPaddings, Tensor labels, Tensor labelPaddings, UnaryOperator<CtcOptions> edit) {
        requireFloating("ctcLoss", logits);
        requireInteger("ctcLoss", labels, "It takes classes, not one-hot labels.");
        if (logits.rank() != 3 || labels.rank() != 2 || logits.dim(0) != labels.dim(0)) {
            throw new ShapeException(
                    "ctcLoss needs logits [batch, frames, classes] and labels [batch, labels], but got "
                            + logits.shape() + " and " + labels.shape() + ".");
        }
        requirePaddings("logits", logits.dim(1), logits, logitPaddings);
        requirePaddings("labels", labels.dim(1), labels, labelPaddings);
        return Ctc.loss(logits, logitPaddings, labels, labelPaddings, edit.apply(CtcOptions.DEFAULTS));
    }

    private static void requirePaddings(String what, int length, Tensor padded, Tensor paddings) {
        if (paddings.rank() != 2 || paddings.dim(0) != padded.dim(0) || paddings.dim(1) != length) {
            throw new ShapeException("ctcLoss needs paddings of shape [" + padded.dim(0) + ", " + length + "] for "
                    + what + " of shape " + padded.shape() + ", but got " + paddings.shape() + ".");
        }
    }

    /** {@return {@link #ntxent(Tensor, Tensor, double)} with the temperature 0.07} */
    public static Tensor ntxent(Tensor embeddings, Tensor labels) {
        return ntxent(embeddings, labels, TEMPERATURE);
    }

    /**
     * {@return how badly embeddings of one label are told from those of others: the mean cross entropy over pairs, a
     * scalar}
     *
     * <p>Source: Chen et al., <em>A simple framework for contrastive learning of visual representations</em>, 2020.
     *
     * @param embeddings the embeddings {@code [batch, features]}
     * @param labels their labels {@code [batch]}, of any type
     * @param temperature divides the similarities
     * @throws ShapeException if the numbers of embeddings and labels differ
     */
    public static Tensor ntxent(Tensor embeddings, Tensor labels, double temperature) {
        requireFloating("ntxent", embeddings);
        if (embeddings.rank() != 2 || labels.rank() != 1 || embeddings.dim(0) != labels.dim(0)) {
            throw new ShapeException("ntxent needs embeddings [batch, features] and labels [batch], but got "
                    + embeddings.shape() + " and " + labels.shape() + ".");
        }
        return Contrast.ntxent(embeddings, labels, temperature);
    }

    /** {@return {@link #tripletMarginLoss(Tensor, Tensor, Tensor, UnaryOperator)} without edited options} */
    public static Tensor tripletMarginLoss(Tensor anchors, Tensor positives, Tensor negatives) {
        return tripletMarginLoss(anchors, positives, negatives, o -> o);
    }

    /**
     * {@return by how much positives miss being a margin nearer to anchors than negatives are}
     *
     * <p>Differences are raised to the power with their signs, as in optax: odd powers may give NaN. Source: Schroff et
     * al., <em>FaceNet: a unified embedding for face recognition and clustering</em>, 2015.
     */
    public static Tensor tripletMarginLoss(
            Tensor anchors, Tensor positives, Tensor negatives, UnaryOperator<TripletOptions> edit) {
        requireFloating("tripletMarginLoss", anchors);
        requireFloating("tripletMarginLoss", positives);
        requireFloating("tripletMarginLoss", negatives);
        return Contrast.triplets(anchors, positives, negatives, edit.apply(TripletOptions.DEFAULTS));
    }

    /** {@return {@link #diceLoss(Tensor, Tensor, UnaryOperator)} without edited options} */
    public static Tensor diceLoss(Tensor predictions, Tensor targets) {
        return diceLoss(predictions, targets, o -> o);
    }

    /**
     * {@return 1 less the overlap of predicted and true segments}
     *
     * <p>With other weights than 0.5 it is the loss of Tversky. Sources: Milletari et al., <em>V-Net: fully convolutional
     * neural networks for volumetric medical image segmentation</em>, 2016; Salehi et al., <em>Tversky loss function for
     * image segmentation using 3D fully convolutional deep networks</em>, 2017.
     *
     * @param predictions logits {@code [batch, ..., classes]}; one class stands for yes
     * @param targets true segments, alike
     * @param edit edits the options
     * @throws ShapeException if the shapes differ by more than a last axis of size 1
     */
    public static Tensor diceLoss(Tensor predictions, Tensor targets, UnaryOperator<DiceOptions> edit) {
        requireFloating("diceLoss", predictions);
        return Dice.loss(predictions, targets, edit.apply(DiceOptions.DEFAULTS));
    }

    /** {@return {@link #multiclassGeneralizedDiceLoss(Tensor, Tensor, UnaryOperator)} without edited options} */
    public static Tensor multiclassGeneralizedDiceLoss(Tensor predictions, Tensor targets) {
        return multiclassGeneralizedDiceLoss(predictions, targets, o -> o);
    }

    /**
     * {@return the mean of Dice losses in which rare classes weigh as much as frequent ones, a scalar}
     *
     * <p>Source: Sudre et al., <em>Generalised Dice overlap as a deep learning loss function for highly unbalanced
     * segmentations</em>, 2017.
     */
    public static Tensor multiclassGeneralizedDiceLoss(
            Tensor predictions, Tensor targets, UnaryOperator<DiceOptions> edit) {
        requireSameShape("multiclassGeneralizedDiceLoss", predictions, targets);
        return Dice.generalized(predictions, targets, edit.apply(DiceOptions.DEFAULTS));
    }

    /** {@return {@link #binaryDiceLoss(Tensor, Tensor, UnaryOperator)} without edited options} */
    public static Tensor binaryDiceLoss(Tensor predictions, Tensor targets) {
        return binaryDiceLoss(predictions, targets, o -> o);
    }

    /** {@return the Dice loss of yes/no segments {@code [batch, ...]}, with or without a last axis of size 1} */
    public static Tensor binaryDiceLoss(Tensor predictions, Tensor targets, UnaryOperator<DiceOptions> edit) {
        boolean lacksAxis = predictions.rank() == targets.rank()
                && (predictions.rank() == 0 || predictions.shape().last() != 1);
        return lacksAxis
                ? diceLoss(predictions.expandDims(-1), targets.expandDims(-1), edit)
                : diceLoss(predictions, targets, edit);
    }
}
