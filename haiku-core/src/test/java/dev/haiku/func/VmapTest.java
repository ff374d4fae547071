package dev.haiku.func;

import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.vmap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.ConcretizationException;
import dev.haiku.tensor.LeakedTracerException;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class VmapTest {

    private static final Tensor MATRIX = Tensor.of(Shape.of(2, 3), 1f, 2f, 3f, 4f, 5f, 6f);
    private static final Tensor VECTOR = Tensor.of(1f, 10f, 100f);

    @Test
    void mapsTheFirstAxis() {
        var dot = vmap((Tensor row) -> row.dot(VECTOR));

        assertThat(dot.apply(MATRIX).toFloatArray()).containsExactly(321f, 654f);
    }

    @Test
    void mapsOtherAxesAndLeavesArgumentsUnmapped() {
        var scale = vmap(
                (Tensor column, Tensor factors) -> column.mul(factors),
                o -> o.in(MappedAxis.at(-1), MappedAxis.NONE).out(MappedAxis.at(1)));

        var scaled = scale.apply(MATRIX, Tensor.of(2f, 3f));

        assertThat(scaled.shape()).isEqualTo(Shape.of(2, 3));
        assertThat(scaled.toFloatArray()).containsExactly(2f, 4f, 6f, 12f, 15f, 18f);
    }

    @Test
    void mapsTreesAndRepeatsWhatDoesNotDependOnThem() {
        record Pair(Tensor mapped, Tensor constant) {}
        var f = vmap((Tensor x) -> new Pair(x.sum(), Tensor.scalar(7f)));

        var result = f.apply(MATRIX);

        assertThat(result.mapped().toFloatArray()).containsExactly(6f, 15f);
        assertThat(result.constant().toFloatArray()).containsExactly(7f, 7f);
    }

    @Test
    void keepsAResultUnmappedOnDemand() {
        var f = vmap((Tensor x) -> VECTOR.mul(2), o -> o.out(MappedAxis.NONE));

        assertThat(f.apply(MATRIX).toFloatArray()).containsExactly(2f, 20f, 200f);
    }

    @Test
    void mapsNothingForAGivenSize() {
        var f = vmap((Tensor x) -> x.add(1), o -> o.in(MappedAxis.NONE).axisSize(2));

        assertThat(f.apply(Tensor.of(1f)).shape()).isEqualTo(Shape.of(2, 1));
    }

    @Test
    void nestsToGiveAnOuterProduct() {
        var outer = vmap(
                (Tensor x, Tensor ys) -> vmap((Tensor y) -> x.mul(y)).apply(ys),
                o -> o.in(MappedAxis.at(0), MappedAxis.NONE));

        assertThat(outer.apply(Tensor.of(2f, 3f), VECTOR).toFloatArray()).containsExactly(2f, 20f, 200f, 3f, 30f, 300f);
    }

    @Test
    void givesGradientsOfEachExample() {
        var perExample = vmap(grad((Tensor x) -> x.mul(x).mul(x).sum()));

        assertThat(perExample.apply(MATRIX).toFloatArray()).containsExactly(3f, 12f, 27f, 48f, 75f, 108f);
    }

    @Test
    void isDifferentiable() {
        var gradient = grad(
                (Tensor x) -> vmap((Tensor row) -> row.mul(row).sum()).apply(x).sum());

        assertThat(gradient.apply(MATRIX).toFloatArray()).containsExactly(2f, 4f, 6f, 8f, 10f, 12f);
    }

    @Test
    void composesWithJitOnBothSides() {
        var inner = jit((Tensor row) -> row.mul(2).sum());
        var outer = jit(vmap(inner));

        assertThat(vmap(inner).apply(MATRIX).toFloatArray()).containsExactly(12f, 30f);
        assertThat(outer.apply(MATRIX).toFloatArray()).containsExactly(12f, 30f);
    }

    @Test
    void drawsFromEachKeyOfABatch() {
        var keys = Key.of(1).split(4);
        var stacked = new Key(Ops.stack(keys.stream().map(Key::data).toList(), 0));

        var drawn = vmap((Key key) -> Random.normal(key, Shape.of(3))).apply(stacked);

        for (int i = 0; i < keys.size(); i++) {
            assertThat(drawn.get(i).toFloatArray())
                    .containsExactly(Random.normal(keys.get(i), Shape.of(3)).toFloatArray());
        }
    }

    @Nested
    class Errors {

        @Test
        void nameAxesOfDifferentSizes() {
            var f = vmap((Tensor x, Tensor y) -> x.sum().add(y));

            assertThatThrownBy(() -> f.apply(MATRIX, VECTOR))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("vmap needs mapped axes of one size, but got 2 from argument 0 (f32[2, 3]) "
                            + "and 3 from argument 1 (f32[3]).");
        }

        @Test
        void nameAScalarThatCannotBeMapped() {
            assertThatThrownBy(() -> vmap((Tensor x) -> x).apply(Tensor.scalar(1f)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("vmap should map axis 0 of argument 0, but it holds a tensor f32[]. "
                            + "Give MappedAxis.NONE for what is the same for all.");
        }

        @Test
        void askForASizeIfNothingIsMapped() {
            assertThatThrownBy(() ->
                            vmap((Tensor x) -> x, o -> o.in(MappedAxis.NONE)).apply(MATRIX))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "vmap maps no axis of its arguments, so it does not know how often to apply the function. "
                                    + "Map an axis with o -> o.in(...), or give o -> o.axisSize(n).");
        }

        @Test
        void refuseAMappedResultWhereNoneIsWanted() {
            assertThatThrownBy(() ->
                            vmap((Tensor x) -> x, o -> o.out(MappedAxis.NONE)).apply(MATRIX))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "vmap should give a result without mapped axis, but the result depends on mapped arguments. "
                                    + "Give o -> o.out(MappedAxis.at(0)), or reduce the result first.");
        }

        @Test
        void countAxesAndArguments() {
            assertThatThrownBy(() -> vmap((Tensor x) -> x, o -> o.in(MappedAxis.at(0), MappedAxis.NONE))
                            .apply(MATRIX))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "vmap got mapped axes [0, none] for a function of 1 arguments. Give at most one for each.");
        }

        @Test
        void sayThatAMappedTensorHasManyValues() {
            assertThatThrownBy(
                            () -> vmap((Tensor x) -> x.item() > 0 ? x : x.neg()).apply(VECTOR))
                    .isInstanceOf(ConcretizationException.class)
                    .hasMessage(
                            "A tensor f32[] has a different value for each index of the axis that vmap maps. "
                                    + "Choose between results with Ops.where or Control.cond, or take the value out of the mapped function.");
        }

        @Test
        void sayThatAMappedTensorLeaked() {
            List<Tensor> leaked = new ArrayList<>();
            vmap((Tensor x) -> {
                        leaked.add(x);
                        return x;
                    })
                    .apply(VECTOR);

            assertThatThrownBy(() -> vmap((Tensor x) -> x.add(leaked.get(0))).apply(VECTOR))
                    .isInstanceOf(LeakedTracerException.class)
                    .extracting(Messages::withoutLineNumbers)
                    .isEqualTo(
                            "A tensor f32[] of vmap, called at VmapTest$Errors.sayThatAMappedTensorLeaked(VmapTest.java:N), "
                                    + "is used by add after that ended. Return it from the function, as aux for instance, "
                                    + "instead of storing it in a field or collection.");
        }
    }
}
