package dev.haiku.examples.bench;

import static dev.haiku.func.Func.makeProgram;
import static dev.haiku.func.Func.valueAndGradWithAux;
import static dev.haiku.loss.Losses.softmaxCrossEntropyWithIntegerLabels;

import dev.haiku.Haiku;
import dev.haiku.Params;
import dev.haiku.State;
import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.func.WithAux;
import dev.haiku.ir.Program;
import dev.haiku.nn.nets.ResNet50;
import dev.haiku.optim.ChainState;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Optimizers;
import dev.haiku.random.Key;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;

/**
 * Measures how long it takes to stage the training step of a ResNet-50: to run its Java code on tracers, with derivatives, batch
 * statistics and a momentum optimiser, until there is a program.
 *
 * <p>{@code StagingTime [repetitions]} prints each time and the median of the second half, when the JVM has warmed up.
 */
public final class StagingTime {

    private static final int CLASSES = 1000;
    private static final Shape IMAGES = Shape.of(2, 64, 64, 3);
    private static final GradientTransformation<ChainState> OPTIMISER = Optimizers.sgd(0.1, 0.9, false);

    private record Batch(Tensor images, Tensor labels) {}

    private record Training(Params params, State state, ChainState optimiser) {}

    private StagingTime() {}

    /** Runs the program. */
    public static void main(String[] arguments) {
        int repetitions = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 12;
        var batch = new Batch(Ops.zeros(IMAGES), Ops.zeros(Shape.of(IMAGES.dim(0)), DType.I32));
        var initial = Haiku.transformWithState(StagingTime::loss).init(Key.of(0), batch);
        var training = new Training(initial.params(), initial.state(), OPTIMISER.init(initial.params()));
        var millis = new double[repetitions];
        for (int i = 0; i < repetitions; i++) {
            long start = System.nanoTime();
            var program = stage(training, batch);
            millis[i] = (System.nanoTime() - start) / 1e6;
            System.out.printf(
                    Locale.ROOT,
                    "%2d: %8.1f ms, %d equations%n",
                    i + 1,
                    millis[i],
                    program.equations().size());
        }
        var warm = Arrays.copyOfRange(millis, repetitions / 2, repetitions);
        Arrays.sort(warm);
        System.out.printf(Locale.ROOT, "median of the last %d: %.1f ms%n", warm.length, warm[warm.length / 2]);
    }

    private static Tensor loss(Batch batch) {
        var logits = new ResNet50(CLASSES).apply(batch.images(), true);
        return softmaxCrossEntropyWithIntegerLabels(logits, batch.labels()).mean();
    }

    private static Program stage(Training training, Batch batch) {
        var loss = Haiku.transformWithState(StagingTime::loss).withoutApplyRng();
        return makeProgram(
                (Training t, Batch b) -> {
                    var result = valueAndGradWithAux((Params params) -> {
                                var applied = loss.apply(params, t.state(), b);
                                return new WithAux<>(applied.value(), applied.state());
                            })
                            .apply(t.params());
                    var step = OPTIMISER.update(result.grad(), t.optimiser(), t.params());
                    return new Training(
                            Optimizers.applyUpdates(t.params(), step.updates()), result.aux(), step.state());
                },
                training,
                batch);
    }
}
