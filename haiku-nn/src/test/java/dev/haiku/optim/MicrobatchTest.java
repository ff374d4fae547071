package dev.haiku.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.func.Func;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A batch that is computed part by part has the results of the whole batch. */
class MicrobatchTest {

    private static final Tensor BATCH = Tensor.of(1f, 2f, 3f, 4f, 5f, 6f);
    private static final Function<Tensor, Map<String, Tensor>> F =
            x -> Map.of("sum", x.sum(), "mean", x.mean(), "each", x.mul(2));

    @Test
    void sumsMeansAndJoins() {
        var inParts = Optimizers.microbatch(
                F, 2, o -> o.accumulation("mean", Accumulation.MEAN).accumulation("each", Accumulation.CONCAT));

        var results = inParts.apply(BATCH);

        assertThat(results.get("sum").item()).isEqualTo(21);
        assertThat(results.get("mean").item()).isEqualTo(3.5f);
        assertThat(results.get("each").toFloatArray()).containsExactly(2, 4, 6, 8, 10, 12);
    }

    @Test
    void sumsGradients() {
        var weights = Random.normal(Key.of(0), Shape.of(3));
        var inputs = Random.normal(Key.of(1), Shape.of(8, 3));
        Function<Tensor, Tensor> gradient = batch ->
                Func.grad((Tensor w) -> Ops.square(batch.matmul(w)).sum()).apply(weights);

        var inParts = Func.jit(Optimizers.microbatch(gradient, 2)).apply(inputs);

        assertThat(inParts.sub(gradient.apply(inputs)).abs().max().item()).isCloseTo(0, within(1e-5));
    }

    @Test
    void partsMayBeAlongAnotherAxis() {
        Function<Tensor, Tensor> total = x -> Ops.sum(x, 1);
        var batch = Random.normal(Key.of(2), Shape.of(3, 4));

        var inParts = Optimizers.microbatch(total, 2, o -> o.axis(-1)).apply(batch);

        assertThat(inParts.sub(total.apply(batch)).abs().max().item()).isCloseTo(0, within(1e-6));
    }

    @Test
    void laterPartsMayBeLeftOut() {
        // a part has every third example: 1 and 4, then 2 and 5
        var mean = Optimizers.microbatch(
                (Tensor x) -> x.mean(),
                2,
                o -> o.accumulation(Accumulation.RUNNING_MEAN).count(Tensor.scalar(2)));

        assertThat(mean.apply(BATCH).item()).isCloseTo(3, within(1e-6));
    }

    @Test
    void hasDerivatives() {
        var total = Optimizers.microbatch((Tensor x) -> Ops.square(x).sum(), 3);

        assertThat(Func.grad(total).apply(BATCH).toFloatArray()).containsExactly(2, 4, 6, 8, 10, 12);
    }

    @Test
    void mapsExamplesInParts() {
        var each = Optimizers.microVmap((Tensor x) -> x.mul(2), 3);
        var sum = Optimizers.microVmap(
                (Tensor x) -> Map.of("sum", x, "mean", x),
                3,
                o -> o.accumulation(Accumulation.SUM).accumulation("mean", Accumulation.MEAN));

        assertThat(each.apply(BATCH).toFloatArray()).containsExactly(2, 4, 6, 8, 10, 12);
        assertThat(sum.apply(BATCH).get("sum").item()).isEqualTo(21);
        assertThat(sum.apply(BATCH).get("mean").item()).isCloseTo(3.5, within(1e-6));
    }

    @Test
    void mapsAlongAnotherAxis() {
        var batch = Random.normal(Key.of(3), Shape.of(2, 6));

        var sums =
                Optimizers.microVmap((Tensor x) -> x.sum(), 2, o -> o.axis(1)).apply(batch);

        assertThat(sums.sub(Ops.sum(batch, 0)).abs().max().item()).isCloseTo(0, within(1e-5));
    }

    @Test
    void sumsGradientsOfExamplesAndKeepsTheirLosses() {
        var targets = Tensor.of(0f, 2f, 4f, 6f);

        var result = Optimizers.microGrad(
                        (Tensor p, Tensor t) -> Ops.square(p.sub(t)).div(2), 2)
                .apply(Tensor.scalar(0.0), targets);

        assertThat(result.gradients().item()).isEqualTo(-12);
        assertThat(result.values().toFloatArray()).containsExactly(0, 2, 8, 18);
    }

    @Test
    void takesMomentsOfGradientsOfExamples() {
        var targets = Tensor.of(0f, 2f, 4f, 6f);
        var moments = Func.jit(Optimizers.microGrad(
                (Tensor p, Tensor t) -> Ops.square(p.sub(t)).div(2),
                2,
                g -> List.of(g, g.square()),
                Accumulation.MEAN));

        var result = moments.apply(Tensor.scalar(0.0), targets).gradients();

        assertThat(result.get(0).item()).isEqualTo(-3);
        assertThat(result.get(1).item()).isEqualTo(14);
    }

    @Nested
    class Rejects {

        @Test
        void batchesThatAreNoMultiple() {
            var total = Optimizers.microbatch((Tensor x) -> x.sum(), 4);

            assertThatThrownBy(() -> total.apply(BATCH))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("microbatch needs a number of examples that is a multiple of the size 4, but got 6.");
        }

        @Test
        void differentNumbersOfExamples() {
            var total =
                    Optimizers.microbatch((Map<String, Tensor> x) -> x.get("a").sum(), 2);

            assertThatThrownBy(() -> total.apply(Map.of("a", BATCH, "b", Ops.zeros(4))))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("microbatch needs batches with one number of examples, but got [6, 4].");
        }

        @Test
        void anEmptyPart() {
            assertThatThrownBy(() -> Optimizers.microbatch((Tensor x) -> x, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("microbatch needs a size >= 1, but got 0.");
        }

        @Test
        void meansOfIntegers() {
            var mean = Optimizers.microbatch((Tensor x) -> x.sum(), 2, o -> o.accumulation(Accumulation.MEAN));

            assertThatThrownBy(() -> mean.apply(Tensor.of(1, 2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "microbatch has means of floating-point numbers only, but got a result i32[]. Cast it, or"
                                    + " take the sum.");
        }

        @Test
        void joinedScalars() {
            var joined = Optimizers.microbatch((Tensor x) -> x.sum(), 2, o -> o.accumulation(Accumulation.CONCAT));

            assertThatThrownBy(() -> joined.apply(BATCH))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "microbatch joins results with a first axis for the examples, but got a scalar. Take the"
                                    + " sum.");
        }
    }
}
