package dev.haiku.loss;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.func.Carried;
import dev.haiku.func.Control;
import dev.haiku.loss.SequenceLosses.CtcLoss;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;

/**
 * Connectionist temporal classification: the probability of all paths that give a sequence, frame by frame.
 *
 * @param repeats 1 where the next label is the same, {@code [batch, labels]}; a blank must be between them
 * @param logZero what stands for the logarithm of 0
 */
record Ctc(Tensor repeats, double logZero) {

    /** Log probabilities of being at a blank after so many labels, and at a label. */
    private record Alphas(Tensor phi, Tensor emit) {}

    /** One frame: log probabilities of labels and of the blank, and whether it is padding. */
    private record Frame(Tensor emit, Tensor phi, Tensor padding) {}

    static CtcLoss loss(Tensor logits, Tensor logitPaddings, Tensor labels, Tensor labelPaddings, CtcOptions options) {
        int count = labels.dim(1);
        var ctc = new Ctc(repeats(labels, logits.dtype()), options.logEpsilon());
        var end = Control.scan(
                (Alphas alphas, Frame frame) -> {
                    var next = ctc.next(alphas, frame);
                    return new Carried<>(next, next);
                },
                ctc.begin(labels.shape(), logits.dtype()),
                frames(logits, logitPaddings, labels, options.blankId()));
        var last = moved(end.carry().phi(), end.carry().emit());
        int frameCount = logits.dim(1);
        var phi = Ops.concatenate(List.of(Ops.slice(end.ys().phi(), 0, 0, frameCount - 1), last.expandDims(0)), 0);
        var lengths = Ops.sub(count, Ops.sum(labelPaddings, 1)).cast(DType.I32);
        var atEnd = Nn.oneHot(lengths, count + 1, logits.dtype());
        return new CtcLoss(Ops.sum(last.mul(atEnd), 1).neg(), phi, end.ys().emit());
    }

    private static Tensor repeats(Tensor labels, DType dtype) {
        int count = labels.dim(1);
        if (count == 0) {
            return Ops.zeros(labels.shape(), dtype);
        }
        var same = Ops.slice(labels, 1, 0, count - 1).eq(Ops.slice(labels, 1, 1, count));
        return Ops.pad(same.cast(dtype), new int[][] {{0, 0}, {0, 1}});
    }

    /** {@return the frames, with time as the first axis} */
    private static Frame frames(Tensor logits, Tensor paddings, Tensor labels, int blank) {
        var logProbs = Nn.logSoftmax(logits);
        var ofLabels = Nn.oneHot(labels, logits.dim(2), logits.dtype());
        return new Frame(
                Ops.einsum("btk,bnk->tbn", logProbs, ofLabels),
                Ops.slice(logProbs, 2, blank, blank + 1).swapAxes(0, 1),
                paddings.cast(logits.dtype()).transpose(1, 0).expandDims(2));
    }

    private Alphas begin(Shape labels, DType dtype) {
        int batch = labels.dim(0);
        var certain = Ops.zeros(Shape.of(batch, 1), dtype);
        var impossible = Ops.full(labels, logZero, dtype);
        return new Alphas(Ops.concatenate(List.of(certain, impossible), 1), impossible);
    }

    private Alphas next(Alphas last, Frame frame) {
        // a label may follow another one at once, unless it is the same
        var ready = moved(last.phi(), last.emit().add(repeats.mul(logZero)));
        int count = repeats.dim(1);
        var emit = Ops.logAddExp(
                Ops.slice(ready, 1, 0, count).add(frame.emit()), last.emit().add(frame.emit()));
        var needsBlank = Ops.sub(1, repeats).mul(logZero);
        var phi = moved(ready.add(frame.phi()), last.emit().add(frame.phi()).add(needsBlank));
        var padding = frame.padding();
        var counts = Ops.sub(1, padding);
        return new Alphas(
                padding.mul(last.phi()).add(counts.mul(phi)),
                padding.mul(last.emit()).add(counts.mul(emit)));
    }

    /** {@return the probabilities of blanks, to which those of the labels before them are added} */
    private static Tensor moved(Tensor phi, Tensor emit) {
        return Ops.concatenate(
                List.of(Ops.slice(phi, 1, 0, 1), Ops.logAddExp(Ops.slice(phi, 1, 1, phi.dim(1)), emit)), 1);
    }
}
