package dev.haiku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ParamsTest {

    private static final Tensor A = Tensor.of(1f, 2f);
    private static final Tensor B = Tensor.of(3f, 4f);
    private static final Tensor C = Tensor.of(5, 6, 7);

    private static final Params PARAMS =
            Params.empty().with("z", "w", A).with("a", "w", B).with("z", "b", C).with("a", "a", A);

    private static Tensor zeros(DType dtype, int... dims) {
        return Tensor.of(HostArray.fromDoubles(dtype, Shape.of(dims), i -> 0));
    }

    @Test
    void iteratesInTheOrderOfCreationModuleByModule() {
        assertThat(PARAMS.names()).containsExactly("z/w", "z/b", "a/w", "a/a");
        assertThat(PARAMS.modules()).containsExactly("z", "a");
        assertThat(PARAMS.entries()).extracting(Params.Entry::value).containsExactly(A, C, B, A);
        assertThat(PARAMS.entries()).extracting(Params.Entry::fullName).isEqualTo(PARAMS.names());
    }

    @Test
    void isATreeInSortedOrder() {
        var flat = Trees.flatten(PARAMS);

        assertThat(flat.leaves()).containsExactly(A, B, C, A);
        assertThat(flat.def().paths()).containsExactly("['a']['a']", "['a']['w']", "['z']['b']", "['z']['w']");
    }

    @Test
    void keepsNamesAndOrderWhenRebuiltFromATree() {
        var flat = Trees.flatten(PARAMS);

        var rebuilt = (Params) flat.def().unflatten(List.of(B, C, A, A));

        assertThat(rebuilt.names()).isEqualTo(PARAMS.names());
        assertThat(rebuilt.get("a", "a")).isSameAs(B);
        assertThat(rebuilt.get("z", "b")).isSameAs(A);
    }

    @Test
    void hasTheSameTreeStructureInAnyOrderOfCreation() {
        var other = Params.empty()
                .with("a", "a", A)
                .with("a", "w", A)
                .with("z", "w", A)
                .with("z", "b", A);

        assertThat(Trees.structure(other)).isEqualTo(Trees.structure(PARAMS));
        assertThat(Trees.structure(other.with("z", "c", A))).isNotEqualTo(Trees.structure(PARAMS));
    }

    @Test
    void sortsModulesBeforeNames() {
        var params = Params.empty().with("a/b", "w", A).with("a", "w", B).with("a!", "w", C);

        assertThat(params.treeChildren()).containsExactly(B, C, A);
    }

    @Test
    void findsValuesByName() {
        assertThat(PARAMS.get("z", "w")).isSameAs(A);
        assertThat(PARAMS.find("z", "w")).containsSame(A);
        assertThat(PARAMS.find("z", "c")).isEmpty();
        assertThat(PARAMS.contains("z", "w")).isTrue();
        assertThat(PARAMS.contains("w", "z")).isFalse();
        assertThat(PARAMS.module("z")).containsExactly(Map.entry("w", A), Map.entry("b", C));
        assertThat(PARAMS.module("y")).isEmpty();
    }

    @Test
    void replacesAValueInItsPlace() {
        var changed = PARAMS.with("z", "w", B);

        assertThat(changed.names()).isEqualTo(PARAMS.names());
        assertThat(changed.get("z", "w")).isSameAs(B);
        assertThat(PARAMS.get("z", "w")).isSameAs(A);
    }

    @Test
    void convertsFromAndToNestedMaps() {
        Map<String, Map<String, Tensor>> map = new LinkedHashMap<>();
        map.put("z", Map.of("w", A));
        map.put("empty", Map.of());
        map.put("a", Map.of("w", B));

        var params = Params.of(map);

        assertThat(params.toMap()).containsExactly(Map.entry("z", Map.of("w", A)), Map.entry("a", Map.of("w", B)));
        map.clear();
        assertThat(params.names()).containsExactly("z/w", "a/w");
    }

    @Test
    void cannotBeModifiedThroughItsViews() {
        assertThatThrownBy(() -> PARAMS.toMap().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> PARAMS.module("z").clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> PARAMS.names().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> PARAMS.treeChildren().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void mapsAndZips() {
        var doubled = PARAMS.map(value -> value == A ? B : value);
        var first = PARAMS.zipWith(doubled, (x, y) -> x);
        var second = PARAMS.zipWith(doubled, (x, y) -> y);

        assertThat(doubled.names()).isEqualTo(PARAMS.names());
        assertThat(first.treeChildren()).isEqualTo(PARAMS.treeChildren());
        assertThat(second.treeChildren()).containsExactly(B, B, C, B);
    }

    @Test
    void mergesAndFilters() {
        var merged = PARAMS.filter(entry -> entry.module().equals("z"))
                .merge(Params.empty().with("y", "w", C).with("z", "w", C));

        assertThat(merged.names()).containsExactly("z/w", "z/b", "y/w");
        assertThat(merged.get("z", "w")).isSameAs(C);
    }

    @Test
    void knowsItsSizeAndBytes() {
        assertThat(PARAMS.size()).isEqualTo(9);
        assertThat(PARAMS.bytes()).isEqualTo(36);
        assertThat(PARAMS.isEmpty()).isFalse();
        assertThat(Params.empty().size()).isZero();
        assertThat(Params.empty().isEmpty()).isTrue();
    }

    @Test
    void printsAsATable() {
        var params = Params.empty()
                .with("mlp/~/linear_0", "w", zeros(DType.F32, 784, 300))
                .with("mlp/~/linear_0", "b", zeros(DType.F32, 300))
                .with("~", "scale", zeros(DType.BF16));

        assertThat(params).hasToString("""
                mlp/~/linear_0
                  w      f32[784, 300]         235,200
                  b      f32[300]                  300
                ~
                  scale  bf16[]                      1
                total    3 tensors, 942.00 kB  235,501""");
        assertThat(Params.empty()).hasToString("no parameters");
    }

    @Test
    void tellsDifferences() {
        var expected = Params.empty()
                .with("linear", "w", zeros(DType.F32, 2, 3))
                .with("linear", "b", zeros(DType.F32, 3))
                .with("linear_1", "w", zeros(DType.F32, 3));
        var loaded = Params.empty()
                .with("linear", "w", zeros(DType.F32, 3, 3))
                .with("linear", "b", zeros(DType.F32, 3))
                .with("bias", "b", zeros(DType.BF16, 3));

        assertThat(loaded.difference(expected)).hasToString("""
                unexpected: bias/b bf16[3]
                differs: linear/w is f32[3, 3], expected f32[2, 3]
                missing: linear_1/w f32[3]""");
        assertThat(loaded.difference(expected).unexpected()).containsExactly("bias/b");
        assertThat(loaded.difference(expected).misshapen()).containsExactly("linear/w");
        assertThat(loaded.difference(expected).missing()).containsExactly("linear_1/w");
        assertThat(expected.difference(expected).isEmpty()).isTrue();
        assertThat(expected.difference(expected)).hasToString("");
        assertThat(expected.sameStructure(expected.map(value -> value))).isTrue();
        assertThat(expected.sameStructure(loaded)).isFalse();
    }

    @Nested
    class Errors {

        @Test
        void namesWhatThereIs() {
            assertThatThrownBy(() -> PARAMS.get("z", "c"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("There is no parameter 'c' in 'z'. There are z/w, z/b, a/w, a/a.");
        }

        @Test
        void shortensLongLists() {
            var params = Params.empty();
            for (int i = 0; i < 10; i++) {
                params = params.with("linear_" + i, "w", A);
            }
            var many = params;

            assertThatThrownBy(() -> many.get("linear", "w"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("There is no parameter 'w' in 'linear'. There are linear_0/w, linear_1/w, linear_2/w, "
                            + "linear_3/w, linear_4/w, linear_5/w, linear_6/w, linear_7/w and 2 more.");
        }

        @Test
        void saysThatThereAreNone() {
            assertThatThrownBy(() -> Params.empty().get("a", "b"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("There is no parameter 'b' in 'a'. It is empty.");
        }

        @Test
        void rejectsZippingOtherNames() {
            var other = Params.empty().with("z", "w", A);
            var one = Params.empty().with("z", "b", A);

            assertThatThrownBy(() -> one.zipWith(other, (x, y) -> x))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "zipWith needs parameters of the same names.\nmissing: z/b f32[2]\nunexpected: z/w f32[2]");
        }

        @Test
        void rejectsEmptyNames() {
            assertThatThrownBy(() -> Params.empty().with("", "w", A))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("A module path cannot be empty.");
            assertThatThrownBy(() -> Params.empty().with("a", "", A))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("A name in 'a' cannot be empty.");
        }

        @Test
        void rejectsAWrongNumberOfTreeChildren() {
            var one = Params.empty().with("z", "w", A);

            assertThatThrownBy(() -> one.withTreeChildren(List.of(A, B)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The names {z/w} need 1 values, but got 2.");
        }
    }
}
