package dev.haiku.nn;

import static dev.haiku.nn.Errors.assertThatInit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.Haiku;
import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.random.Key;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EmbedTest {

    private static final Tensor MATRIX = Tensor.of(new float[][] {{0, 1}, {10, 11}, {20, 21}});

    private static Tensor lookUp(Embed.LookupStyle style, int... ids) {
        var network = Haiku.transform((Tensor x) -> new Embed(3, 2, o -> o.embeddingMatrix(MATRIX)).apply(x, style));
        return network.apply(network.init(Key.of(1), Tensor.of(ids)), Key.of(1), Tensor.of(ids));
    }

    @Test
    void givesTheVectorOfEachToken() {
        for (var style : Embed.LookupStyle.values()) {
            var y = lookUp(style, 2, 0, 2);

            assertThat(y.shape()).isEqualTo(Shape.of(3, 2));
            assertThat(y.toFloatArray()).containsExactly(20, 21, 0, 1, 20, 21);
        }
    }

    @Test
    void movesTokensIntoRangeByIndexAndGivesZerosByOneHotVectors() {
        assertThat(lookUp(Embed.LookupStyle.ARRAY_INDEX, -1, 7, -9).toFloatArray())
                .containsExactly(20, 21, 20, 21, 0, 1);
        assertThat(lookUp(Embed.LookupStyle.ONE_HOT, -1, 7).toFloatArray()).containsExactly(0, 0, 0, 0);
    }

    @Test
    void learnsF32VectorsForAnyIntegerType() {
        var params = Haiku.transform((Tensor x) -> new Embed(6, 4).apply(x))
                .init(Key.of(1), Ops.zeros(Shape.of(2, 5), DType.U8));

        assertThat(params.get("embed", "embeddings").type()).hasToString("f32[6, 4]");
    }

    @Test
    void givesOutItsVectors() {
        var network = Haiku.transform((Tensor x) -> new Embed(3, 2, o -> o.embeddingMatrix(MATRIX)).embeddings());

        assertThat(network.apply(network.init(Key.of(1), MATRIX), Key.of(1), MATRIX)
                        .toFloatArray())
                .isEqualTo(MATRIX.toFloatArray());
    }

    @Nested
    class Rejects {

        @Test
        void tokensThatAreNoIntegers() {
            assertThatInit(() -> new Embed(3, 2).apply(Ops.ones(2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("embed: Embed needs tokens of an integer type, but got f32[2].");
        }

        @Test
        void aMatrixOfOtherSizes() {
            assertThatInit(() -> new Embed(4, 2, o -> o.embeddingMatrix(MATRIX)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "embed: the embedding matrix has shape [3, 2], but vocabSize and embedDim ask for [4, 2].");
        }

        @Test
        void sizesBelowOne() {
            assertThatInit(() -> new Embed(0, 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("embed: Embed needs vocabSize >= 1 and embedDim >= 1, but got 0 and 2.");
        }
    }
}
