package dev.haiku;

import static dev.haiku.func.Func.valueAndGrad;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.func.Func;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Haiku's {@code data_structures}: dividing, joining and comparing parameters and state. */
class DataStructuresTest {

    private static final Params NET = Params.empty()
            .with("second", "w", Tensor.scalar(3.0))
            .with("second", "b", Tensor.scalar(4.5))
            .with("first", "w", Tensor.scalar(1.0))
            .with("first", "b", Tensor.scalar(1.5));

    private static Params ofTypes(String... namesAndTypes) {
        var params = Params.empty();
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            var dtype = DType.of(namesAndTypes[i + 1]);
            params = params.with("m", namesAndTypes[i], Tensor.of(HostArray.fromDoubles(dtype, Shape.of(2), n -> n)));
        }
        return params;
    }

    @Nested
    class Dividing {

        private void assertDivides(Predicate<Params.Entry> predicate, List<String> matching, List<String> rest) {
            var parts = NET.partition(predicate);

            assertThat(parts.matching().names()).isEqualTo(matching);
            assertThat(parts.rest().names()).isEqualTo(rest);
            assertThat(parts.matching().merge(parts.rest())).isEqualTo(NET);
        }

        @Test
        void dividesByLayerNameAndPattern() {
            assertDivides(
                    entry -> entry.module().equals("first"),
                    List.of("first/w", "first/b"),
                    List.of("second/w", "second/b"));
            assertDivides(
                    entry -> entry.name().equals("w"), List.of("second/w", "first/w"), List.of("second/b", "first/b"));
            assertDivides(
                    entry -> entry.fullName().matches("f.*w"),
                    List.of("first/w"),
                    List.of("second/w", "second/b", "first/b"));
            assertDivides(entry -> false, List.of(), NET.names());
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
        void dividesIntoManyPartsThatMergeAgain(int n) {
            var parts = NET.partitionN(n, entry -> NET.names().indexOf(entry.fullName()) % n);

            assertThat(parts).hasSize(n);
            assertThat(parts.get(0).names()).contains("second/w");
            assertThat(parts.stream().reduce(Params.empty(), Params::merge)).isEqualTo(NET);
        }

        @Test
        void leavesTreesInStateAlone() {
            var pair = List.of(Tensor.scalar(1), Tensor.scalar(2));
            var state = State.empty().with("a", "pair", pair).with("b", "one", Tensor.scalar(3));

            var parts = state.partition(entry -> entry.value() instanceof List);

            assertThat(parts.matching().find("a", "pair")).containsSame(pair);
            assertThat(parts.rest().names()).containsExactly("b/one");
            assertThat(state.partitionN(2, entry -> entry.module().equals("a") ? 1 : 0))
                    .containsExactly(parts.rest(), parts.matching());
        }

        @Test
        void differentiatesOnePart() {
            var parts = NET.partition(entry -> entry.name().equals("w"));

            var result = valueAndGrad((Params weights, Params others) -> {
                        var all = weights.merge(others);
                        var hidden = all.get("first", "w").add(all.get("first", "b"));
                        return all.get("second", "w").mul(hidden).add(all.get("second", "b"));
                    })
                    .apply(parts.matching(), parts.rest());

            assertThat(result.value().item()).isEqualTo(12);
            assertThat(result.grad().names()).containsExactly("second/w", "first/w");
            assertThat(result.grad().get("first", "w").item()).isEqualTo(3);
            assertThat(result.grad().get("second", "w").item()).isEqualTo(2.5);
        }

        @Test
        void isATreeItself() {
            var parts = NET.partition(entry -> entry.name().equals("w"));

            var doubled = Func.jit((Partition<Params> p) -> Trees.map(p, x -> x.mul(2)))
                    .apply(parts);

            assertThat(doubled.rest().get("first", "b").item()).isEqualTo(3);
        }

        @Test
        void rejectsPartsThatThereAreNot() {
            assertThatThrownBy(() -> NET.partitionN(2, entry -> 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("partitionN needs a part in [0, 2) for each entry, but got 2 for second/w.");
            assertThatThrownBy(() -> NET.partitionN(1, entry -> -1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("partitionN needs a part in [0, 1) for each entry, but got -1 for second/w.");
        }
    }

    @Nested
    class Visiting {

        @Test
        void traversesInSortedOrder() {
            assertThat(NET.traverse())
                    .extracting(Params.Entry::fullName)
                    .containsExactly("first/b", "first/w", "second/b", "second/w");
            assertThat(State.empty()
                            .with("b", "x", List.of())
                            .with("a", "y", List.of())
                            .traverse())
                    .extracting(State.Entry::fullName)
                    .containsExactly("a/y", "b/x");
        }

        @Test
        void mapsEntriesByNameAndValue() {
            var mapped = NET.mapEntries(
                    entry -> entry.name().equals("w") ? entry.value().mul(10) : entry.value());

            assertThat(mapped.names()).isEqualTo(NET.names());
            assertThat(mapped.get("second", "w").item()).isEqualTo(30);
            assertThat(mapped.get("second", "b").item()).isEqualTo(4.5);
        }

        @Test
        void givesMapsToChange() {
            var map = NET.toMutableMap();

            map.remove("first");
            map.get("second").put("w", Tensor.scalar(0.0));

            assertThat(Params.of(map).names()).containsExactly("second/w", "second/b");
            assertThat(NET.get("second", "w").item()).isEqualTo(3);
        }
    }

    @Nested
    class Changing {

        @Test
        void takesOneAway() {
            assertThat(NET.without("second", "w").names()).containsExactly("second/b", "first/w", "first/b");
            assertThatThrownBy(() -> NET.without("second", "x"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "There is no parameter 'x' in 'second'. There are second/w, second/b, first/w, first/b.");
        }

        @Test
        void changesOne() {
            assertThat(NET.update("first", "w", w -> w.mul(7)).get("first", "w").item())
                    .isEqualTo(7);
            assertThatThrownBy(() -> State.empty().update("a", "b", value -> value))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("There is no state 'b' in 'a'. It is empty.");
        }

        @Test
        void renamesModules() {
            assertThat(NET.renameModules(module -> "net/" + module).names())
                    .containsExactly("net/second/w", "net/second/b", "net/first/w", "net/first/b");
            assertThatThrownBy(() -> NET.renameModules(module -> "same"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("renameModules needs different names, but two values would be 'w' in 'same'.");
            assertThatThrownBy(() -> NET.renameModules(module -> ""))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("A module path cannot be empty.");
        }

        @Test
        void takesWhatIsUnderAPath() {
            var w = Tensor.scalar(1);
            var params = Params.empty()
                    .with("net", "w", w)
                    .with("net/~/linear", "w", w)
                    .with("network/linear", "w", w)
                    .with("net/linear", "w", w);

            assertThat(params.under("net").names()).containsExactly("~/linear/w", "linear/w");
            assertThat(params.under("other").isEmpty()).isTrue();
        }
    }

    @Nested
    class Joining {

        @Test
        void keepsTheLastOfEachName() {
            var merged = ofTypes("a", "f32", "b", "f32").merge(ofTypes("b", "i32", "c", "f32"));

            assertThat(merged.names()).containsExactly("m/a", "m/b", "m/c");
            assertThat(merged.get("m", "b").dtype()).isEqualTo(DType.I32);
        }

        @Test
        void checksTheTypesOfDuplicates() {
            var params = ofTypes("a", "f32", "b", "f32");

            assertThat(params.mergeChecked(ofTypes("b", "f32", "c", "bf16")).names())
                    .containsExactly("m/a", "m/b", "m/c");
            assertThatThrownBy(() -> params.mergeChecked(ofTypes("b", "i32", "c", "f32")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("""
                            mergeChecked needs values of one type under one name.
                            differs: m/b is i32[2], expected f32[2]
                            Use merge where the second shall replace the first.""");
        }
    }

    @Nested
    class Comparing {

        @ParameterizedTest
        @CsvSource({"'', '', true", "'', a, true", "a, '', false", "a, a, true", "a, 'a,b', true", "'a,b', a, false"})
        void knowsSubsetsByNames(String subset, String superset, boolean expected) {
            assertThat(named(subset, 1).isSubsetOf(named(superset, 2))).isEqualTo(expected);
        }

        private Params named(String names, int value) {
            var params = Params.empty();
            for (var name : names.isEmpty() ? List.<String>of() : List.of(names.split(",", -1))) {
                params = params.with("m", name, Tensor.scalar(value));
            }
            return params;
        }

        @Test
        void ignoresModulesWithoutEntries() {
            assertThat(Params.of(Map.of("m", Map.of())).isSubsetOf(Params.empty()))
                    .isTrue();
        }

        @Test
        void equalsWhatHasTheSameNamesTypesAndNumbers() {
            var params = ofTypes("a", "f32", "b", "f32");

            assertThat(params).hasSameHashCodeAs(ofTypes("b", "f32", "a", "f32"));
            assertThat(params).isEqualTo(ofTypes("b", "f32", "a", "f32"));
            assertThat(params).isNotEqualTo(ofTypes("a", "f32"));
            assertThat(params).isNotEqualTo(ofTypes("a", "f32", "b", "i32"));
            assertThat(params).isNotEqualTo(params.map(x -> x.add(1)));
            assertThat(params).isNotEqualTo(State.of(params.toMap()));
            assertThat(Params.empty()).isNotEqualTo(null).isEqualTo(params.filter(entry -> false));
        }

        @Test
        void comparesTreesInState() {
            var state = State.empty().with("a", "pair", List.of(Tensor.scalar(1), Tensor.scalar(2)));

            assertThat(state).isEqualTo(state.map(x -> x.add(0)));
            assertThat(state).isNotEqualTo(state.map(x -> x.add(1)));
            assertThat(state).isNotEqualTo(State.empty().with("a", "pair", List.of(Tensor.scalar(1))));
        }

        @Test
        void comparesTensorsWithoutNumbersByIdentity() {
            Func.jit((Params p) -> {
                        assertThat(p).isEqualTo(p.map(x -> x));
                        assertThat(p).isNotEqualTo(p.map(x -> x.add(1)));
                        assertThat(p).isNotEqualTo(NET);
                        return p;
                    })
                    .apply(NET);
        }
    }
}
