package dev.haiku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateTest {

    private static final Tensor A = Tensor.of(1f, 2f);
    private static final Tensor B = Tensor.scalar(3);

    /** A state value that is a tree. */
    record Average(Tensor hidden, Tensor counter) {}

    private static final State STATE = State.empty()
            .with("ema", "average", new Average(A, B))
            .with("counter", "count", B)
            .with("~", "pair", List.of(A, B));

    @Test
    void iteratesInTheOrderOfCreation() {
        assertThat(STATE.names()).containsExactly("ema/average", "counter/count", "~/pair");
        assertThat(STATE.modules()).containsExactly("ema", "counter", "~");
        assertThat(STATE.entries()).extracting(State.Entry::fullName).isEqualTo(STATE.names());
    }

    @Test
    void isATreeInSortedOrder() {
        var flat = Trees.flatten(STATE);

        assertThat(flat.leaves()).containsExactly(B, A, B, A, B);
        assertThat(flat.def().paths())
                .containsExactly(
                        "['counter']['count']",
                        "['ema']['average'].hidden",
                        "['ema']['average'].counter",
                        "['~']['pair'][0]",
                        "['~']['pair'][1]");
        assertThat(flat.def().unflatten(flat.leaves())).hasToString(STATE.toString());
    }

    @Test
    void findsTensorsAndTrees() {
        assertThat(STATE.get("counter", "count")).isSameAs(B);
        assertThat(STATE.getTree("ema", "average", Average.class).hidden()).isSameAs(A);
        assertThat(STATE.find("ema", "other")).isEmpty();
        assertThat(STATE.contains("counter", "count")).isTrue();
        assertThat(STATE.module("counter")).containsExactly(Map.entry("count", B));
        assertThat(STATE.module("x")).isEmpty();
    }

    @Test
    void mapsEveryTensor() {
        var mapped = STATE.map(value -> B);

        assertThat(mapped.getTree("ema", "average", Average.class)).isEqualTo(new Average(B, B));
        assertThat(mapped.names()).isEqualTo(STATE.names());
    }

    @Test
    void mergesAndFilters() {
        var merged = STATE.filter(entry -> entry.module().equals("counter"))
                .merge(State.empty().with("counter", "count", A).with("x", "y", B));

        assertThat(merged.names()).containsExactly("counter/count", "x/y");
        assertThat(merged.get("counter", "count")).isSameAs(A);
    }

    @Test
    void printsAsATable() {
        assertThat(STATE).hasToString("""
                ema
                  average  (f32[2], i32[])  3
                counter
                  count    i32[]            1
                ~
                  pair     (f32[2], i32[])  3
                total      5 tensors, 28 B  7""");
        assertThat(State.empty()).hasToString("no state");
    }

    @Test
    void tellsDifferences() {
        var other = STATE.with("ema", "average", List.of(A, B)).with("counter", "count", A);

        assertThat(other.difference(STATE)).hasToString("""
                differs: counter/count is f32[2], expected i32[]
                differs: ema/average is [*, *], expected Average[hidden=*, counter=*]""");
        assertThat(STATE.sameStructure(STATE.map(value -> value))).isTrue();
        assertThat(STATE.sameStructure(other)).isFalse();
        assertThat(STATE.size()).isEqualTo(7);
        assertThat(STATE.bytes()).isEqualTo(28);
        assertThat(STATE.isEmpty()).isFalse();
    }

    @Test
    void rejectsValuesThatAreNoTrees() {
        assertThatThrownBy(() -> State.empty().with("a", "b", new Object()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("A tree cannot hold a java.lang.Object, but the root is one.");
    }

    @Test
    void namesWhatThereIs() {
        assertThatThrownBy(() -> STATE.get("counter", "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no state 'x' in 'counter'. There are ema/average, counter/count, ~/pair.");
        assertThatThrownBy(() -> STATE.get("ema", "average"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The state 'average' in 'ema' is a Average, not a Tensor. Use getTree with its class.");
    }
}
