package dev.haiku.func;

import static dev.haiku.func.Func.vmap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Mapped axes of parts of trees, and what is checked about them. */
class VmapOptionsTest {

    private static final MappedAxis SECOND = MappedAxis.at(1);

    record Tree(Tensor x, List<Tensor> rest) {}

    private static final Tree TREE = new Tree(Ops.ones(2, 3), List.of(Ops.ones(3, 2), Ops.ones(3)));

    @Test
    void theLongestPathCounts() {
        var options = VmapOptions.DEFAULTS
                .inAt(0, "", MappedAxis.NONE)
                .inAt(0, ".rest", MappedAxis.at(0))
                .inAt(0, ".rest[1]", MappedAxis.NONE)
                .inAt(1, ".x", SECOND);

        assertThat(options.in(0, ".x")).isEqualTo(MappedAxis.NONE);
        assertThat(options.in(0, ".rest[0]")).isEqualTo(MappedAxis.at(0));
        assertThat(options.in(0, ".rest[1]")).isEqualTo(MappedAxis.NONE);
        assertThat(options.in(1, ".x")).isEqualTo(SECOND);
        assertThat(options.in(1, ".xs")).isEqualTo(MappedAxis.at(0));
    }

    @Test
    void partsOfArgumentsAndResultsHaveTheirOwnAxes() {
        var f = vmap(
                (Tree t) -> Map.of(
                        "sum", t.x().add(t.rest().get(0)), "same", t.rest().get(1)),
                o -> o.inAt(0, ".rest[0]", SECOND)
                        .inAt(0, ".rest[1]", MappedAxis.NONE)
                        .outAt(".sum", SECOND)
                        .outAt(".same", MappedAxis.NONE));

        var result = f.apply(TREE);

        assertThat(result.get("sum").shape()).isEqualTo(Shape.of(3, 2));
        assertThat(result.get("sum").toFloatArray()).containsOnly(2);
        assertThat(result.get("same").shape()).isEqualTo(Shape.of(3));
    }

    @Test
    void anAxisWithoutElementsIsMapped() {
        assertThat(vmap((Tensor x) -> x.add(1).sum()).apply(Ops.zeros(0, 3)).shape())
                .isEqualTo(Shape.of(0));
    }

    @Test
    void eachSettingChangesAlone() {
        var options = VmapOptions.DEFAULTS
                .in(SECOND)
                .out(MappedAxis.NONE)
                .axisSize(3)
                .axisName("i")
                .inAt(0, ".x", SECOND)
                .outAt(".y", SECOND);

        assertThat(options)
                .isEqualTo(new VmapOptions(
                        List.of(SECOND),
                        MappedAxis.NONE,
                        3,
                        "i",
                        List.of(new VmapOptions.PathAxis(0, ".x", SECOND)),
                        List.of(new VmapOptions.PathAxis(0, ".y", SECOND))));
    }

    @Nested
    class Errors {

        @Test
        void nameThePartsWhoseSizesDiffer() {
            assertThatThrownBy(() -> vmap((Tree t) -> t.x()).apply(TREE))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("vmap needs mapped axes of one size, but got 2 from argument 0.x (f32[2, 3]) and 3 from"
                            + " argument 0.rest[0] (f32[3, 2]).");
            assertThatThrownBy(() -> vmap((Tensor x) -> x, o -> o.axisSize(3)).apply(Ops.ones(2)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage(
                            "vmap needs mapped axes of one size, but got 3 from the option axisSize and 2 from argument 0"
                                    + " (f32[2]).");
        }

        @Test
        void nameThePartWithoutThatAxis() {
            assertThatThrownBy(() -> vmap((Tree t) -> t.x(), o -> o.in(SECOND)).apply(TREE))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("vmap needs mapped axes of one size, but got 3 from argument 0.x (f32[2, 3]) and 2 from"
                            + " argument 0.rest[0] (f32[3, 2]).");
            assertThatThrownBy(() -> vmap(
                                    (Tree t) -> t.x(),
                                    o -> o.inAt(0, ".rest[1]", SECOND).inAt(0, ".rest[0]", SECOND))
                            .apply(TREE))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("vmap should map axis 1 of argument 0.rest[1], but it holds a tensor f32[3]. Give"
                            + " MappedAxis.NONE for what is the same for all.");
        }

        @Test
        void nameWhatTheTreeDoesNotHave() {
            assertThatThrownBy(() -> vmap((Map<String, Tensor> m) -> m, o -> o.inAt(0, ".b", SECOND))
                            .apply(Map.of("a", Ops.ones(2))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("vmap should map axis 1 at '.b' of argument 0, but the tensors there are at [.a].");
            assertThatThrownBy(() ->
                            vmap((Tensor x) -> x, o -> o.outAt("[0]", SECOND)).apply(Ops.ones(2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("vmap should map axis 1 at '[0]' of the result, but the tensors there are at [].");
            assertThatThrownBy(() ->
                            vmap((Tensor x) -> x, o -> o.inAt(1, ".x", SECOND)).apply(Ops.ones(2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("vmap should map axis 1 of a part of argument 1, but the function has 1 arguments.");
        }

        @Test
        void nameThePartOfTheResultThatDoesNotFit() {
            assertThatThrownBy(() -> vmap(
                                    (Tree t) -> List.of(t.x()),
                                    o -> o.in(MappedAxis.NONE)
                                            .inAt(0, ".x", MappedAxis.at(0))
                                            .outAt("[0]", MappedAxis.NONE))
                            .apply(TREE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "vmap should give a result without mapped axis, but the result[0] depends on mapped arguments."
                                    + " Give o -> o.out(MappedAxis.at(0)), or reduce the result first.");
            assertThatThrownBy(() ->
                            vmap((Tensor x) -> x, o -> o.out(MappedAxis.at(2))).apply(Ops.ones(2, 3)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage(
                            "vmap should put the mapped axis at 2 of the result, but with it that has only 2 axes.");
        }

        @Test
        void rejectNegativeSizes() {
            assertThatThrownBy(() -> VmapOptions.DEFAULTS.axisSize(-1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("vmap needs an axisSize >= 1, or 0 to take it from the arguments, but got -1.");
        }
    }
}
