package dev.haiku.nn;

import static dev.haiku.nn.Errors.assertThatInit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.Haiku;
import dev.haiku.Initializer;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.nn.init.Initializers;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MultiHeadAttentionTest {

    private static final Initializer W = Initializers.varianceScaling();
    private static final Tensor X = Random.normal(Key.of(3), Shape.of(2, 5, 4));

    @Test
    void projectsToTheSizesAskedFor() {
        var network = Haiku.transform((Tensor x) ->
                new MultiHeadAttention(3, 2, W, o -> o.valueSize(4).modelSize(7).withBias(false)).apply(x, x, x));

        var params = network.init(Key.of(1), X);

        assertThat(params.entries().stream()
                        .map(entry -> entry.fullName() + entry.value().shape()))
                .containsExactly(
                        "multi_head_attention/query/w[4, 6]",
                        "multi_head_attention/key/w[4, 6]",
                        "multi_head_attention/value/w[4, 12]",
                        "multi_head_attention/linear/w[12, 7]");
        assertThat(network.apply(params, Key.of(1), X).shape()).isEqualTo(Shape.of(2, 5, 7));
    }

    @Test
    void doesNotSeeWhatIsMasked() {
        var causal = Ops.tri(5, 5, 0, X.dtype()).reshape(1, 1, 5, 5);
        var network = Haiku.transform((Tensor x) -> new MultiHeadAttention(2, 3, W).apply(x, x, x, causal))
                .withoutApplyRng();
        var params = network.init(Key.of(1), X);
        var changedAtTheEnd = Ops.concatenate(1, Ops.slice(X, 1, 0, 4), Ops.ones(2, 1, 4));

        var before = network.apply(params, X);
        var after = network.apply(params, changedAtTheEnd);

        var difference = after.sub(before).abs();
        assertThat(Ops.slice(difference, 1, 0, 4).max().item()).isZero();
        assertThat(Ops.slice(difference, 1, 4, 5).max().item()).isPositive();
    }

    @Test
    void worksWithoutBatch() {
        var network = Haiku.transform((Tensor x) -> new MultiHeadAttention(2, 3, W).apply(x, x, x))
                .withoutApplyRng();
        var params = network.init(Key.of(1), X);

        var one = network.apply(params, X.get(1));

        assertThat(one.sub(network.apply(params, X).get(1)).abs().max().item()).isLessThan(1e-6);
    }

    @Nested
    class Rejects {

        @Test
        void aMaskOfAnotherRank() {
            assertThatInit(() -> new MultiHeadAttention(2, 3, W).apply(X, X, X, Ops.ones(5, 5)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage(
                            "multi_head_attention: the mask has shape [5, 5], but the logits have shape [2, 2, 5, 5].\n"
                                    + "The mask needs as many axes: [..., H or 1, T', T].");
        }

        @Test
        void aVector() {
            assertThatInit(() -> new MultiHeadAttention(2, 3, W).apply(Ops.ones(4), X, X))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("multi_head_attention: the query must be [..., T, D], but has shape [4].");
        }

        @Test
        void sizesBelowOne() {
            assertThatInit(() -> new MultiHeadAttention(0, 3, W))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("multi_head_attention: MultiHeadAttention needs numHeads >= 1, but got 0.");
            assertThatInit(() -> new MultiHeadAttention(2, 0, W))
                    .hasMessage("multi_head_attention: MultiHeadAttention needs keySize >= 1, but got 0.");
            assertThatInit(() -> new MultiHeadAttention(2, 3, W, o -> o.valueSize(0)))
                    .hasMessage("multi_head_attention: MultiHeadAttention needs valueSize >= 1, but got 0.");
            assertThatInit(() -> new MultiHeadAttention(2, 3, W, o -> o.modelSize(-1)))
                    .hasMessage("multi_head_attention: MultiHeadAttention needs modelSize >= 1, but got -1.");
        }
    }
}
