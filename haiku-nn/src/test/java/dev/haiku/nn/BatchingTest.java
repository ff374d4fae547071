package dev.haiku.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import org.junit.jupiter.api.Test;

class BatchingTest {

    private record Inputs(Tensor a, Tensor b, Tensor weights) {}

    private record Outputs(Tensor sums, Tensor products) {}

    @Test
    void mergesLeadingAxesAndSplitsThemAgain() {
        var seen = new Shape[1];

        var y = Batching.batchApply((Tensor x) -> {
                    seen[0] = x.shape();
                    return x.sum(-1);
                })
                .apply(Ops.ones(2, 3, 4));

        assertThat(seen[0]).isEqualTo(Shape.of(6, 4));
        assertThat(y.shape()).isEqualTo(Shape.of(2, 3));
    }

    @Test
    void passesTensorsOfLowerRankOnAndWorksOnTrees() {
        var inputs = new Inputs(Ops.ones(2, 3, 4), Ops.ones(2, 3, 4), Tensor.of(0f, 1f, 2f, 3f));

        var y = Batching.batchApply((Inputs in) ->
                        new Outputs(in.a().add(in.b()), in.a().mul(in.weights()).sum(-1)))
                .apply(inputs);

        assertThat(y.sums().shape()).isEqualTo(Shape.of(2, 3, 4));
        assertThat(y.products().toFloatArray()).containsOnly(6f).hasSize(6);
    }

    @Test
    void mergesAsManyAxesAsAsked() {
        var y = Batching.batchApply((Tensor x) -> x.reshape(x.dim(0), 2, 2), 3).apply(Ops.ones(1, 2, 3, 4));

        assertThat(y.shape()).isEqualTo(Shape.of(1, 2, 3, 2, 2));
    }

    @Test
    void insertsAnAxisAndRemovesItAgain() {
        assertThat(Batching.expandApply((Tensor x) -> x.sum(-1))
                        .apply(Ops.ones(2, 3))
                        .shape())
                .isEqualTo(Shape.of(2));
        assertThat(Batching.expandApply((Tensor x) -> x.mul(2), -1)
                        .apply(Ops.ones(2, 3))
                        .shape())
                .isEqualTo(Shape.of(2, 3));
    }

    @Test
    void rejectsInputsOfTooLowRank() {
        assertThatThrownBy(() -> Batching.batchApply((Tensor x) -> x).apply(Ops.ones(3)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("batchApply needs at least one input of rank >= 2.");
    }

    @Test
    void rejectsCountsAndAxesThatMakeNoSense() {
        assertThatThrownBy(() -> Batching.batchApply((Tensor x) -> x, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("batchApply needs numDims >= 1, but got 0.");
        assertThatThrownBy(() -> Batching.expandApply((Tensor x) -> x, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expandApply needs axis 0 or -1, but got 1.");
    }
}
