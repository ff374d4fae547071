package dev.haiku.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TreesTest {

    private static final Tensor A = Tensor.of(1f, 2f);
    private static final Tensor B = Tensor.scalar(3.0);
    private static final Tensor C = Tensor.scalar(4);

    record Batch(Tensor images, Tensor labels) {}

    private record Options(boolean training, int depth, String name, DType dtype, Shape shape, Tensor scale) {}

    record Nothing() {}

    record Lists(List<Tensor> list) {}

    record ArrayLists(ArrayList<Tensor> list) {}

    record Checked(Tensor value) {
        Checked {
            if (value.type().shape().rank() != 1) {
                throw new IllegalStateException("needs a vector");
            }
        }
    }

    record Holder(Object value) {}

    record Pair<X, Y>(X first, Y second) {}

    /** A node that is no record. */
    private static final class Named implements TreeNode<Named> {

        private final String name;
        private final List<?> children;

        Named(String name, List<?> children) {
            this.name = name;
            this.children = List.copyOf(children);
        }

        @Override
        public List<?> treeChildren() {
            return children;
        }

        @Override
        public Named withTreeChildren(List<?> newChildren) {
            return new Named(name, newChildren);
        }

        @Override
        public Object treeKey() {
            return name;
        }

        @Override
        public String treeChildPath(int index) {
            return "." + name + index;
        }
    }

    @Nested
    class Flattening {

        @Test
        void takesATensorAsItsOnlyLeaf() {
            var flat = Trees.flatten(A);

            assertThat(flat.leaves()).containsExactly(A);
            assertThat(flat.def()).isEqualTo(TreeDef.leaf()).hasToString("*");
        }

        @Test
        void takesTheComponentsOfARecordInOrder() {
            var flat = Trees.flatten(new Batch(A, B));

            assertThat(flat.leaves()).containsExactly(A, B);
            assertThat(flat.def()).hasToString("Batch[images=*, labels=*]");
        }

        @Test
        void takesTheEntriesOfAMapInTheOrderOfItsKeys() {
            var map = new LinkedHashMap<String, Tensor>();
            map.put("w", A);
            map.put("b", B);

            var flat = Trees.flatten(map);

            assertThat(flat.leaves()).containsExactly(B, A);
            assertThat(flat.def()).hasToString("{b: *, w: *}");
        }

        @Test
        void takesListsArraysAndOptionals() {
            var flat = Trees.flatten(List.of(new Tensor[] {A, B}, Optional.of(C), Optional.empty()));

            assertThat(flat.leaves()).containsExactly(A, B, C);
            assertThat(flat.def()).hasToString("[Tensor[*, *], Optional[*], Optional.empty]");
        }

        @Test
        void takesTheChildrenOfATreeNode() {
            var flat = Trees.flatten(new Named("n", List.of(A, List.of(B))));

            assertThat(flat.leaves()).containsExactly(A, B);
            assertThat(flat.def()).hasToString("Named<n>(*, [*])");
        }

        @Test
        void keepsNumbersAndNamesInTheStructure() {
            var flat = Trees.flatten(new Options(true, 3, "mlp", DType.F32, Shape.of(2), A));

            assertThat(flat.leaves()).containsExactly(A);
            assertThat(flat.def())
                    .hasToString("Options[training=true, depth=3, name='mlp', dtype=f32, shape=[2], scale=*]");
        }

        @Test
        void findsNoLeavesInAnEmptyRecord() {
            assertThat(Trees.leaves(new Nothing())).isEmpty();
        }
    }

    @Nested
    class Rebuilding {

        @Test
        void givesBackWhatWasFlattened() {
            record Local(Pair<Tensor, Optional<Tensor>> pair, Object array, Map<String, List<Tensor>> map) {}
            var tree =
                    new Local(new Pair<>(A, Optional.of(B)), new Tensor[] {C}, Map.of("x", List.of(A), "y", List.of()));
            var flat = Trees.flatten(tree);

            var again = (Local) flat.def().unflatten(flat.leaves());

            assertThat(again.pair()).isEqualTo(tree.pair());
            assertThat((Tensor[]) again.array()).containsExactly(C);
            assertThat(again.map()).isEqualTo(tree.map());
        }

        @Test
        void reachesPrivateRecords() {
            var doubled = Trees.map(new Options(true, 3, "mlp", DType.F32, Shape.of(2), A), x -> B);

            assertThat(doubled).isEqualTo(new Options(true, 3, "mlp", DType.F32, Shape.of(2), B));
        }

        @Test
        void runsTheChecksOfARecord() {
            assertThatThrownBy(() -> Trees.map(new Checked(A), x -> B))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("needs a vector");
        }

        @Test
        void listsStaticValuesByPath() {
            var def =
                    Trees.structure(List.of(new Options(true, 3, "mlp", DType.F32, Shape.of(2), A), Static.of("key")));

            assertThat(def.staticValues())
                    .containsExactly(
                            Map.entry("[0].training", true),
                            Map.entry("[0].depth", 3),
                            Map.entry("[0].name", "mlp"),
                            Map.entry("[0].dtype", DType.F32),
                            Map.entry("[0].shape", Shape.of(2)));
        }

        @Test
        void rejectsAnotherNumberOfTensors() {
            var def = Trees.structure(new Batch(A, B));

            assertThatThrownBy(() -> def.unflatten(List.of(A)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The tree Batch[images=*, labels=*] has 2 tensors, but got 1.");
        }

        @Test
        void saysHowToDeclareAComponentThatCannotBeRebuilt() {
            var tree = new ArrayLists(new ArrayList<>(List.of(A)));

            assertThatThrownBy(() -> Trees.map(tree, x -> x))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Record ArrayLists declares component 'list' as ArrayList, "
                            + "but a transformation puts a List there. Declare it as List.");
        }

        @Test
        void rebuildsRecordsOfLists() {
            assertThat(Trees.map(new Lists(new ArrayList<>(List.of(A))), x -> B))
                    .isEqualTo(new Lists(List.of(B)));
        }
    }

    @Nested
    class Mapping {

        @Test
        void appliesAFunctionToEachTensor() {
            assertThat(Trees.map(new Batch(A, B), x -> C)).isEqualTo(new Batch(C, C));
        }

        @Test
        void pairsTheTensorsOfTwoTrees() {
            assertThat(Trees.map(new Batch(A, B), new Batch(C, C), (x, y) -> x)).isEqualTo(new Batch(A, B));
            assertThat(Trees.map(new Batch(A, B), new Batch(C, C), (x, y) -> y)).isEqualTo(new Batch(C, C));
        }

        @Test
        void pairsTheTensorsOfThreeTrees() {
            assertThat(Trees.map(new Batch(A, B), new Batch(C, C), new Batch(B, A), (x, y, z) -> z))
                    .isEqualTo(new Batch(B, A));
        }

        @Test
        void tellsThePathOfEachTensor() {
            var paths = new ArrayList<String>();

            Trees.mapWithPath(
                    new Pair<>(Map.of("mlp/linear", Map.of("w", A), "x", B), List.of(new Named("n", List.of(C)))),
                    (path, x) -> {
                        paths.add(path);
                        return x;
                    });

            assertThat(paths).containsExactly(".first['mlp/linear'].w", ".first.x", ".second[0].n0");
        }

        @Test
        void countsElementsAndBytes() {
            assertThat(Trees.treeSize(new Batch(A, B))).isEqualTo(3);
            assertThat(Trees.treeBytes(new Batch(A, B))).isEqualTo(12);
        }
    }

    @Nested
    class Structures {

        @Test
        void areEqualIfNodesKeysAndStaticValuesAre() {
            var def = Trees.structure(new Options(true, 3, "mlp", DType.F32, Shape.of(2), A));

            assertThat(Trees.structure(new Options(true, 3, "mlp", DType.F32, Shape.of(2), C)))
                    .isEqualTo(def)
                    .hasSameHashCodeAs(def);
            assertThat(Trees.structure(new Options(false, 3, "mlp", DType.F32, Shape.of(2), A)))
                    .isNotEqualTo(def);
        }

        @Test
        void haveNoDifferenceFromEqualOnes() {
            assertThat(Trees.structure(List.of(A)).differenceFrom(Trees.structure(List.of(B))))
                    .isEmpty();
        }

        private String difference(Object first, Object second) {
            return Trees.structure(first)
                    .differenceFrom(Trees.structure(second))
                    .orElse("none");
        }

        @Test
        void nameTheFirstDifference() {
            assertThat(difference(A, List.of(A, B)))
                    .isEqualTo("trees differ at the root: a tensor in the first, a list of 2 in the second");
            assertThat(difference(Map.of("p", Map.of("w", A)), Map.of("p", Map.of("b", A))))
                    .isEqualTo("trees differ at .p: a map with keys [w] in the first, a "
                            + "map with keys [b] in the second");
            assertThat(difference(new Pair<>(A, 3), new Pair<>(A, 4)))
                    .isEqualTo("trees differ at .second: the static value 3 in the first, "
                            + "the static value 4 in the second");
            assertThat(difference(new Pair<>(A, List.of(A)), new Pair<>(A, List.of(A, B))))
                    .isEqualTo("trees differ at .second: a list of 1 in the first, a list of 2 in the second");
            assertThat(difference(Optional.of(A), Optional.empty()))
                    .isEqualTo("trees differ at the root: an Optional with a value in the first, "
                            + "an empty Optional in the second");
            assertThat(difference(new Tensor[] {A}, new Batch(A, B)))
                    .isEqualTo("trees differ at the root: an array Tensor[1] in the first, "
                            + "a record Batch in the second");
            assertThat(difference(new Named("n", List.of(A)), new Named("m", List.of(A))))
                    .isEqualTo("trees differ at the root: a Named with key n in the first, "
                            + "a Named with key m in the second");
            assertThat(difference(new Named("n", List.of(A)), new Named("n", List.of("x"))))
                    .isEqualTo("trees differ at .n0: a tensor in the first, the static value 'x' in the second");
        }
    }

    @Nested
    class Errors {

        @Test
        void nameTheDifferenceOfTreesThatDoNotMatch() {
            assertThatThrownBy(() -> Trees.map(Map.of("w", (Object) A), Map.of("w", List.of(A)), (x, y) -> x))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Trees.map needs trees of one structure, but trees differ at .w: "
                            + "a tensor in the first, a list of 1 in the second.");
        }

        @Test
        void nameThePlaceOfWhatIsNoTree() {
            assertThatThrownBy(() -> Trees.flatten(new Holder(Arrays.asList(A, null))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("A tree cannot hold null, but .value[1] is null. "
                            + "Use Optional for what may be absent.");
            assertThatThrownBy(() -> Trees.flatten(new Holder(List.of(A, new float[] {1}))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "A tree cannot hold a float[], but .value[1] is one. A tree is made of tensors, records,"
                                    + " lists, maps with string keys, arrays of objects, Optional and TreeNode; numbers,"
                                    + " booleans, strings, enums and shapes are its static parts, and other immutable values in"
                                    + " Static.of.");
            assertThatThrownBy(() -> Trees.flatten(new Thread()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("A tree cannot hold a java.lang.Thread, but the root is one.");
        }

        @Test
        void rejectMapsWithOtherThanStringKeys() {
            assertThatThrownBy(() -> Trees.flatten(List.of(Map.of(1, A))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("A map in a tree needs strings as keys, but [0] has the key 1.");
        }
    }
}
