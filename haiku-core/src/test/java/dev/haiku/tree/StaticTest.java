package dev.haiku.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.tensor.Tensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StaticTest {

    @Test
    void belongsToTheStructure() {
        var tree = List.of(Static.of(Duration.ofSeconds(3)), Tensor.of(1f));

        var flat = Trees.flatten(tree);

        assertThat(flat.leaves()).hasSize(1);
        assertThat(flat.def()).hasToString("[Static<PT3S>(), *]");
        assertThat(flat.def()).isEqualTo(Trees.structure(List.of(Static.of(Duration.ofSeconds(3)), Tensor.of(2f))));
        assertThat(flat.def()).isNotEqualTo(Trees.structure(List.of(Static.of(Duration.ofSeconds(4)), Tensor.of(2f))));
        assertThat(flat.def().unflatten(flat.leaves())).isEqualTo(tree);
    }

    @Test
    void comparesByValue() {
        Function<String, String> identity = text -> text;

        assertThat(Static.of(String.class))
                .isEqualTo(Static.of(String.class))
                .hasSameHashCodeAs(Static.of(String.class));
        assertThat(Static.of(identity)).isEqualTo(Static.of(identity)).isNotEqualTo(Static.of(1));
        assertThat(Static.of(identity).value()).isSameAs(identity);
        assertThat(Static.of(List.of(1, 2))).hasToString("Static[[1, 2]]");
        assertThat(Static.of(Map.of(1, 2)).value()).containsEntry(1, 2);
        assertThat(Static.of(Set.of(1)).value()).containsExactly(1);
    }

    static Stream<Object> mutables() {
        return Stream.of(
                new int[] {1},
                new StringBuilder().reverse(),
                new AtomicLong(1),
                new ArrayList<>(List.of(1)),
                new HashMap<>(Map.of(1, 2)),
                new HashSet<>(Set.of(1)));
    }

    @ParameterizedTest
    @MethodSource("mutables")
    void refusesWhatCanChange(Object value) {
        assertThatThrownBy(() -> Static.of(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A " + value.getClass().getTypeName()
                        + " cannot be static, since it can change. Give an immutable copy, such as List.copyOf.");
    }

    @Test
    void refusesTensors() {
        assertThatThrownBy(() -> Static.of(Tensor.of(1f, 2f)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "A tensor f32[2] cannot be static, since tensors are compared by identity. Pass it as an argument of"
                                + " its own.");
    }
}
