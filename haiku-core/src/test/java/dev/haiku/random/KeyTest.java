package dev.haiku.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyTest {

    private static List<Long> words(Key key) {
        var host = key.data().toHost();
        return java.util.stream.IntStream.range(0, host.size())
                .mapToObj(host::getLong)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "42, 42", "-1, 4294967295", "4294967295, 4294967295", "4294967303, 7"})
    void keepsTheLowerHalfOfASeed(long seed, long word) {
        assertThat(words(Key.of(seed))).containsExactly(0L, word);
    }

    @Test
    void isMadeOfTwoWords() {
        assertThat(words(Key.ofWords(-1, 5))).containsExactly(0xffff_ffffL, 5L);
    }

    @Test
    void takesBothWordsFromA64BitTensor() {
        assertThat(words(Key.of(Tensor.scalar(DType.I64, -1)))).containsExactly(0xffff_ffffL, 0xffff_ffffL);
        assertThat(words(Key.of(Tensor.scalar(DType.I64, (1L << 32) + 7)))).containsExactly(1L, 7L);
        assertThat(words(Key.of(Tensor.scalar(DType.I32, -1)))).containsExactly(0L, 0xffff_ffffL);
    }

    @Test
    void splitsAsJaxDoes() {
        var keys = Key.of(42).split(2);

        assertThat(words(keys.get(0))).containsExactly(1832780943L, 270669613L);
        assertThat(words(keys.get(1))).containsExactly(64467757L, 2916123636L);
    }

    @Test
    void splitsAsOlderJaxDoesInTheLegacyLayout() {
        var keys = Key.of(42).withLayout(Key.Layout.LEGACY).split(3);

        assertThat(words(keys.get(0))).containsExactly(3134548294L, 3733159049L);
        assertThat(words(keys.get(1))).containsExactly(3746501087L, 894150801L);
        assertThat(words(keys.get(2))).containsExactly(801545058L, 2363201431L);
        assertThat(keys).allMatch(key -> key.layout() == Key.Layout.LEGACY);
    }

    @Test
    void splitsIntoTheSameKeysWhateverTheirNumber() {
        var few = Key.of(3).split(2);
        var many = Key.of(3).split(5);

        assertThat(words(few.get(1))).isEqualTo(words(many.get(1)));
        assertThat(words(few.get(1))).isEqualTo(words(Key.of(3).foldIn(1)));
    }

    @Test
    void splitsIntoABatchOfAnyShape() {
        var batch = Key.of(9).split(Shape.of(2, 3));

        assertThat(batch.batchShape()).isEqualTo(Shape.of(2, 3));
        assertThat(words(batch.get(1).get(2)))
                .isEqualTo(words(Key.of(9).split(6).get(5)));
        assertThat(Key.of(9).split(0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PARTITIONABLE", "LEGACY"})
    void splitsEveryKeyOfABatch(Key.Layout layout) {
        var batch = Key.of(1).withLayout(layout).split(Shape.of(3));

        var split = batch.split(Shape.of(2));

        assertThat(split.batchShape()).isEqualTo(Shape.of(3, 2));
        for (int i = 0; i < 3; i++) {
            assertThat(words(split.get(i).get(1)))
                    .isEqualTo(words(batch.get(i).split(2).get(1)));
        }
    }

    @Test
    void foldsInANumber() {
        assertThat(words(Key.of(42).foldIn(7))).containsExactly(2547012911L, 1371500959L);
        assertThat(words(Key.of(42).foldIn(Tensor.scalar(7)))).containsExactly(2547012911L, 1371500959L);
        assertThat(words(Key.of(42).foldIn(Tensor.scalar(-1))))
                .isEqualTo(words(Key.of(42).foldIn(0xffff_ffffL)));
    }

    @Test
    void foldsANumberIntoEveryKeyOfABatch() {
        var batch = Key.of(1).split(Shape.of(3));

        assertThat(words(batch.foldIn(4).get(2))).isEqualTo(words(batch.get(2).foldIn(4)));
    }

    @Nested
    class Errors {

        @Test
        void nameATensorThatIsNoKey() {
            assertThatThrownBy(() -> Random.uniform(new Key(Ops.zeros(Shape.of(3), DType.U32)), Shape.SCALAR))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("A key needs data of type u32[..., 2], but got u32[3].");
            assertThatThrownBy(() -> new Key(Tensor.of(1f, 2f)).split(2))
                    .hasMessage("A key needs data of type u32[..., 2], but got f32[2].");
            assertThatThrownBy(() -> new Key(Tensor.scalar(1)).foldIn(2))
                    .hasMessage("A key needs data of type u32[..., 2], but got i32[].");
        }

        @Test
        void nameASeedThatIsNoInteger() {
            assertThatThrownBy(() -> Key.of(Tensor.scalar(1.5)))
                    .hasMessage("Key.of needs an integer scalar as seed, but got f32[].");
            assertThatThrownBy(() -> Key.of(Ops.arange(3)))
                    .hasMessage("Key.of needs an integer scalar as seed, but got i32[3].");
        }

        @Test
        void nameABatchWhereOneKeyIsNeeded() {
            var batch = Key.of(1).split(Shape.of(4));

            assertThatThrownBy(() -> batch.split(2))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("split(int) accepts a single key, but got a batch of keys of shape [4]."
                            + " Take one of them with get(index).");
            assertThatThrownBy(() -> Random.normal(batch, Shape.SCALAR))
                    .hasMessage("normal accepts a single key, but got a batch of keys of shape [4]."
                            + " Take one of them with get(index).");
        }

        @Test
        void nameANumberThatDoesNotFitAWord() {
            assertThatThrownBy(() -> Key.of(1).foldIn(-1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("foldIn needs a number from 0 to 4294967295, but got -1.");
            assertThatThrownBy(() -> Key.of(1).foldIn(1L << 32))
                    .hasMessage("foldIn needs a number from 0 to 4294967295, but got 4294967296.");
            assertThatThrownBy(() -> Key.of(1).foldIn(Tensor.scalar(0.5)))
                    .hasMessage("foldIn needs an integer scalar, but got f32[].");
        }

        @Test
        void nameAWrongNumberOfKeys() {
            assertThatThrownBy(() -> Key.of(1).split(-1)).hasMessage("A key splits into 0 or more keys, but got -1.");
        }

        @Test
        void nameAnIndexOutsideTheBatch() {
            assertThatThrownBy(() -> Key.of(1).get(0))
                    .hasMessage("get(0) needs a batch of keys, but this is a single key.");
            assertThatThrownBy(() -> Key.of(1).split(Shape.of(2)).get(2))
                    .hasMessage("Index 2 is out of range for a batch of keys of shape [2].");
        }
    }
}
