package dev.haiku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Expected keys are those of {@code hk.PRNGSequence(42)}. */
class KeySequenceTest {

    private static final List<Long> FIRST = List.of(64467757L, 2916123636L);
    private static final List<Long> SECOND = List.of(1705926158L, 899080142L);
    private static final List<Long> THIRD = List.of(1712723395L, 2526649282L);
    private static final List<Long> FOURTH = List.of(2232176465L, 33846082L);
    private static final List<Long> SECOND_OF_THREE = List.of(2465931498L, 255383827L);
    private static final List<Long> THIRD_OF_THREE = List.of(3134548294L, 894150801L);

    private static List<Long> words(Key key) {
        var words = key.data().toLongArray();
        return List.of(words[0], words[1]);
    }

    private static List<List<Long>> words(List<Key> keys) {
        return keys.stream().map(KeySequenceTest::words).toList();
    }

    @Test
    void splitsOffOneKeyAtATime() {
        var sequence = KeySequence.of(42);

        var keys = Stream.generate(sequence::next).limit(4).toList();

        assertThat(words(keys)).containsExactly(FIRST, SECOND, THIRD, FOURTH);
    }

    @Test
    void takesSeveralKeysWithOneSplit() {
        assertThat(words(KeySequence.of(Key.of(42)).take(3))).containsExactly(FIRST, SECOND_OF_THREE, THIRD_OF_THREE);
        assertThat(KeySequence.of(42).take(0)).isEmpty();
    }

    @Test
    void handsOutReservedKeysFirst() {
        var sequence = KeySequence.of(42);
        sequence.reserve(2);
        sequence.reserve(0);
        sequence.reserve(-1);

        assertThat(words(sequence.next())).isEqualTo(FIRST);
        assertThat(words(sequence.take(1))).containsExactly(SECOND_OF_THREE);
    }

    @Test
    void goesOnFromASnapshot() {
        var sequence = KeySequence.of(42);
        sequence.reserve(2);
        sequence.next();
        var snapshot = sequence.snapshot();
        var expected = words(sequence.take(3));

        var resumed = KeySequence.of(snapshot);
        sequence.restore(snapshot);

        assertThat(words(resumed.take(3))).isEqualTo(expected);
        assertThat(words(sequence.take(3))).isEqualTo(expected);
        assertThat(snapshot.reserved()).hasSize(1);
    }

    @Test
    void rejectsABatchOfKeys() {
        var batch = Key.of(0).split(Shape.of(3));

        assertThatThrownBy(() -> KeySequence.of(batch))
                .isInstanceOf(ShapeException.class)
                .hasMessage("A sequence of keys begins with a single key, but got a batch of keys of shape [3]. "
                        + "Take one of them with get(index).");
    }

    @Test
    void drawsFromTheKeyGivenToInitAndApply() {
        var net = Haiku.transform(() -> {
            var first = Haiku.nextRngKey();
            var inner = Haiku.withRng(Key.of(42), () -> Haiku.nextRngKeys(3).get(2));
            var second = Haiku.maybeNextRngKey().orElseThrow();
            Haiku.reserveRngKeys(2);
            return List.of(
                    first.data(),
                    inner.data(),
                    second.data(),
                    Haiku.nextRngKey().data());
        });

        net.init(Key.of(0), NoInput.NONE);
        var drawn = net.apply(Params.empty(), Key.of(42), NoInput.NONE).stream()
                .map(Key::new)
                .toList();

        assertThat(words(drawn)).containsExactly(FIRST, THIRD_OF_THREE, SECOND, THIRD);
    }

    @Test
    void drawsNothingWithoutAKey() {
        var net = Haiku.transform(
                (Tensor x) -> Haiku.maybeNextRngKey().map(Key::data).orElse(x));

        assertThat(net.withoutApplyRng().apply(Params.empty(), Dense.X)).isSameAs(Dense.X);
    }

    @Test
    void splitsOffAsManyAtATimeAsAsked() {
        var sequence = KeySequence.of(42);

        var first = Haiku.rngReserveSize(3, sequence::next);

        assertThat(words(first)).isEqualTo(FIRST);
        assertThat(words(sequence.take(2))).containsExactly(SECOND_OF_THREE, THIRD_OF_THREE);
        assertThatThrownBy(() -> Haiku.rngReserveSize(0, sequence::next))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The number of keys to reserve must be at least 1, but is 0.");
    }

    @Test
    void readsAndReplacesWhatTheSequenceRemembers() {
        var net = Haiku.transform(() -> {
            var before = Haiku.maybeGetRngSequenceState().orElseThrow();
            var first = Haiku.nextRngKeys(2);
            Haiku.replaceRngSequenceState(before);
            var again = Haiku.nextRngKeys(2);
            return List.of(
                    first.get(0).data(),
                    first.get(1).data(),
                    again.get(0).data(),
                    again.get(1).data());
        });

        var drawn = net.apply(Params.empty(), Key.of(42), NoInput.NONE).stream()
                .map(Key::new)
                .toList();

        assertThat(words(drawn.subList(0, 2))).isEqualTo(words(drawn.subList(2, 4)));
    }

    @Test
    void hasNothingToRememberWithoutAKey() {
        var snapshot = KeySequence.of(42).snapshot();

        Dense.inTransform(() -> {
            assertThat(Haiku.maybeGetRngSequenceState()).isEmpty();
            assertThatThrownBy(() -> Haiku.replaceRngSequenceState(snapshot))
                    .isInstanceOf(MissingRngException.class)
                    .hasMessage("replaceRngSequenceState needs a random key, but init was called without one. "
                            + "Pass a Key to it, such as Key.of(42).");
        });
        assertThatThrownBy(Haiku::maybeGetRngSequenceState)
                .isInstanceOf(NotTransformedException.class)
                .hasMessage("maybeGetRngSequenceState must be called inside a function given to Haiku.transform.");
        assertThatThrownBy(() -> Haiku.replaceRngSequenceState(snapshot))
                .isInstanceOf(NotTransformedException.class)
                .hasMessage("replaceRngSequenceState must be called inside a function given to Haiku.transform.");
    }

    private static List<Tensor> drawThree(Tensor x) {
        return List.of(
                Haiku.nextRngKey().data(),
                Haiku.maybeNextRngKey().orElseThrow().data(),
                Haiku.nextRngKey().data());
    }

    @Test
    void splitsAsOftenAsNeededAtOnce() {
        var net = Haiku.transform(
                (Tensor x) -> Haiku.optimizeRngUse(KeySequenceTest::drawThree).apply(x));

        var drawn = net.apply(Params.empty(), Key.of(42), Dense.X).stream()
                .map(Key::new)
                .toList();

        assertThat(words(drawn)).isEqualTo(words(Key.of(42).split(4).subList(1, 4)));
    }

    @Test
    void countsKeysWithoutLeavingParametersBehind() {
        var runs = new ArrayList<String>();
        var net = Haiku.transform((Tensor x) -> Haiku.optimizeRngUse((Tensor y) -> {
                    runs.add(Haiku.currentName());
                    return new Dense(2).apply(y);
                })
                .apply(x));

        var params = net.initWithoutRng(Dense.X);
        assertThat(runs).hasSize(1);
        assertThat(net.init(Key.of(1), Dense.X)).isEqualTo(params);
        assertThat(runs).hasSize(3);
        assertThat(params.names()).containsExactly("dense/w", "dense/b");
    }

    @Test
    void addsToWhatIsReserved() {
        var sequence = KeySequence.of(42);
        sequence.reserve(2);
        sequence.reserve(3);
        sequence.reserve(0);
        sequence.reserve(-1);

        assertThat(sequence.snapshot().reserved()).hasSize(5);
        assertThat(words(sequence.take(2))).isEqualTo(words(Key.of(42).split(3).subList(1, 3)));
        assertThat(words(sequence.take(3)))
                .isEqualTo(words(Key.of(42).split(3).get(0).split(4).subList(1, 4)));
    }

    @Test
    void drawsTheSameKeyWhetherItMayBeMissingOrNot() {
        var certain = Haiku.transform(
                () -> List.of(Haiku.nextRngKey().data(), Haiku.nextRngKey().data()));
        var perhaps = Haiku.transform(() -> List.of(
                Haiku.maybeNextRngKey().orElseThrow().data(),
                Haiku.maybeNextRngKey().orElseThrow().data()));

        var first = certain.apply(Params.empty(), Key.of(42), NoInput.NONE).stream()
                .map(Key::new)
                .toList();
        var second = perhaps.apply(Params.empty(), Key.of(42), NoInput.NONE).stream()
                .map(Key::new)
                .toList();

        assertThat(words(first)).isEqualTo(words(second));
    }
}
