package dev.haiku.func;

import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.makeProgram;
import static dev.haiku.func.Func.vmap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms and options of loops and branches beyond {@link ControlTest}. */
class ControlOptionsTest {

    private static final Tensor M = Ops.arange(9).cast(DType.F32).reshape(3, 3);

    @Nested
    class Maps {

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2, 3, 4, 7, 8, 100})
        void giveTheSameInBatchesOfAnySize(int batchSize) {
            var xs = Ops.arange(7).cast(DType.F32);

            var squares = Control.map((Tensor x) -> x.mul(x), xs, o -> o.batchSize(batchSize));
            var jitted = jit((Tensor t) -> Control.map((Tensor x) -> x.mul(x), t, o -> o.batchSize(batchSize)));

            assertThat(squares.toFloatArray()).containsExactly(0, 1, 4, 9, 16, 25, 36);
            assertThat(jitted.apply(xs).toFloatArray()).containsExactly(0, 1, 4, 9, 16, 25, 36);
        }

        @Test
        void takeTreesInBatches() {
            record Pair(Tensor a, Tensor b) {}

            var result = Control.map(
                    (Pair p) -> List.of(p.a().sum().add(p.b()), p.a()),
                    new Pair(M, Tensor.of(10f, 20f, 30f)),
                    o -> o.batchSize(2));

            assertThat(result.get(0).toFloatArray()).containsExactly(13, 32, 51);
            assertThat(result.get(1).toFloatArray()).isEqualTo(M.toFloatArray());
        }

        @Test
        void areDifferentiableInBatches() {
            var gradient = grad((Tensor xs) ->
                    Control.map((Tensor x) -> x.mul(x), xs, o -> o.batchSize(2)).sum());

            assertThat(gradient.apply(Tensor.of(1f, 2f, 3f)).toFloatArray()).containsExactly(2, 4, 6);
        }

        @Test
        void runABatchAtATime() {
            var program = makeProgram(
                    (Tensor xs) -> Control.map((Tensor x) -> x.mul(x), xs, o -> o.batchSize(2)), Ops.ones(4));

            assertThat(program.toString()).contains("length=2").contains("f32[2] = mul");
        }

        @Test
        void rejectNegativeBatches() {
            assertThatThrownBy(() -> Control.map((Tensor x) -> x, M, o -> o.batchSize(-1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("map needs a batchSize >= 1, or 0 for none, but got -1.");
        }
    }

    @Nested
    class AssociativeScans {

        @Test
        void runAlongAnyAxisInEitherDirection() {
            assertThat(Control.associativeScan(Tensor::add, M, o -> o.axis(1)).toFloatArray())
                    .containsExactly(0, 1, 3, 3, 7, 12, 6, 13, 21);
            assertThat(Control.associativeScan(Tensor::add, M, o -> o.axis(-1).reverse(true))
                            .toFloatArray())
                    .containsExactly(3, 3, 2, 12, 9, 5, 21, 15, 8);
            assertThat(Control.associativeScan(Tensor::add, M, o -> o.reverse(true))
                            .toFloatArray())
                    .containsExactly(9, 12, 15, 9, 11, 13, 6, 7, 8);
        }

        @ParameterizedTest
        @CsvSource({"1, false", "2, false", "3, true", "5, false", "6, true", "8, true", "9, false"})
        void keepTheOrderOfOperands(int length, boolean reverse) {
            // affine maps: (a, b) stands for x -> a x + b, and combining is "first, then second"
            record Affine(Tensor a, Tensor b) {}
            var steps = new Affine(
                    Ops.arange(2 * length)
                            .cast(DType.F64)
                            .reshape(2, length)
                            .mul(0.1)
                            .add(1),
                    Ops.arange(2 * length).cast(DType.F64).reshape(2, length));

            var all = Control.associativeScan(
                    (Affine f, Affine g) ->
                            new Affine(f.a().mul(g.a()), g.a().mul(f.b()).add(g.b())),
                    steps,
                    o -> o.axis(1).reverse(reverse));

            double a = 1;
            double b = 0;
            for (int step = 0; step < length; step++) {
                int i = reverse ? length - 1 - step : step;
                double nextA = steps.a().get(1).get(i).item();
                a *= nextA;
                b = nextA * b + steps.b().get(1).get(i).item();
                assertThat(all.a().get(1).get(i).item()).isCloseTo(a, within(1e-9));
                assertThat(all.b().get(1).get(i).item()).isCloseTo(b, within(1e-9));
            }
        }

        @Test
        void areDifferentiableAndMappable() {
            var sums = vmap((Tensor row) -> Control.associativeScan(Tensor::mul, row, o -> o.reverse(true)));
            var gradient = jit(grad((Tensor m) -> sums.apply(m.add(1)).sum())).apply(M);

            assertThat(sums.apply(M.add(1)).toFloatArray()).containsExactly(6, 6, 3, 120, 30, 6, 504, 72, 9);
            assertThat(gradient.get(0).toFloatArray()).containsExactly(6, 6, 5);
        }

        @Test
        void rejectAxesThatDoNotFit() {
            assertThatThrownBy(() -> Control.associativeScan(
                            (List<Tensor> a, List<Tensor> b) -> a, List.of(M, Ops.ones(3)), o -> o.axis(1)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("associativeScan runs along axis 1 of all tensors, which must be of one size, but got"
                            + " [f32[3, 3], f32[3]].");
        }
    }

    @Nested
    class Branches {

        private final Tensor two = Tensor.scalar(2f);
        private final Tensor three = Tensor.scalar(3f);

        @Test
        void takeSeveralOperands() {
            var cond = jit((Tensor p) -> Control.cond(p, Tensor::add, Tensor::mul, two, three));
            var three4 = jit((Tensor p) -> Control.cond(
                    p,
                    (Tensor a, Tensor b, Tensor c) -> a.add(b).add(c),
                    (a, b, c) -> a.mul(b).mul(c),
                    two,
                    three,
                    three));
            List<BiFunction<Tensor, Tensor, Tensor>> operations = List.of(Tensor::add, Tensor::sub, Tensor::mul);
            var choose = jit((Tensor i) -> Control.switchOn(i, operations, two, three));

            assertThat(cond.apply(Tensor.scalar(true)).item()).isEqualTo(5);
            assertThat(cond.apply(Tensor.scalar(false)).item()).isEqualTo(6);
            assertThat(three4.apply(Tensor.scalar(true)).item()).isEqualTo(8);
            assertThat(three4.apply(Tensor.scalar(false)).item()).isEqualTo(18);
            assertThat(choose.apply(Tensor.scalar(1)).item()).isEqualTo(-1);
        }

        @Test
        void clampTheIndexWhereverItIsKnown() {
            List<Function<Tensor, Tensor>> branches = List.of(x -> x.mul(10), x -> x.mul(20));
            BiFunction<Tensor, Tensor, Tensor> choose = (i, x) -> Control.switchOn(i, branches, x);

            for (int index : new int[] {-5, 0, 1, 7}) {
                double expected = index < 1 ? 20 : 40;
                assertThat(choose.apply(Tensor.scalar(index), two).item()).isEqualTo(expected);
                assertThat(jit(choose).apply(Tensor.scalar(index), two).item()).isEqualTo(expected);
            }
            assertThat(vmap(choose, o -> o.in(MappedAxis.at(0), MappedAxis.NONE))
                            .apply(Tensor.of(-5, 0, 1, 7), two)
                            .toFloatArray())
                    .containsExactly(20, 20, 40, 40);
        }
    }

    @Nested
    class Loops {

        @Test
        void countWithTensorsAsBounds() {
            var sum = jit((Tensor lower, Tensor upper) ->
                    Control.foriLoop(lower, upper, (i, total) -> total.add(i), Tensor.scalar(0)));

            assertThat(sum.apply(Tensor.scalar(2), Tensor.scalar(5)).itemLong()).isEqualTo(9);
            assertThat(sum.apply(Tensor.scalar(5), Tensor.scalar(2)).itemLong()).isZero();
            assertThat(Control.foriLoop(
                                    Tensor.scalar(DType.I64, 2L),
                                    Tensor.scalar(DType.I64, 5L),
                                    (i, total) -> total.add(i),
                                    Tensor.scalar(DType.I64, 0L))
                            .itemLong())
                    .isEqualTo(9);
        }

        @Test
        void keepCountersThatAreTheSameForAllIndicesUnmapped() {
            var program = makeProgram(
                    (Tensor x) -> vmap((Tensor y) -> Control.foriLoop(
                                    Tensor.scalar(0),
                                    Tensor.scalar(DType.I64, 3L).cast(DType.I32),
                                    (i, z) -> z.mul(2),
                                    y))
                            .apply(x),
                    TensorSpec.of(DType.F32, 5));

            // the condition looks at one counter, and only the value has an axis for the indices
            assertThat(program.equations())
                    .filteredOn(e -> e.op().opName().equals("while"))
                    .hasSize(1);
            assertThat(program.toString())
                    .contains("{ lambda a:i32[] b:i32[] c:f32[5] .")
                    .contains("bool[] = lt");
        }

        @Test
        void runUntilTheLastIndexIsDone() {
            record Counted(Tensor steps, Tensor value) {}
            var halve = vmap((Tensor x) -> Control.whileLoop(
                    (Counted c) -> c.value().gt(1),
                    c -> new Counted(c.steps().add(1), c.value().div(2)),
                    new Counted(Tensor.scalar(0), x)));

            var result = halve.apply(Tensor.of(1f, 8f, 3f));

            assertThat(result.steps().toIntArray()).containsExactly(0, 3, 2);
            assertThat(result.value().toFloatArray()).containsExactly(1, 1, 0.75f);
        }

        @Test
        void scanWithALengthOnlyInReverseAndUnrolled() {
            for (int unroll : new int[] {1, 2, 3, 5, 10}) {
                int runs = unroll;
                var powers = Control.scan(
                        (Tensor c) -> new Carried<>(c.mul(2), c),
                        Tensor.scalar(1),
                        5,
                        o -> o.reverse(true).unroll(runs));

                assertThat(powers.carry().itemLong()).isEqualTo(32);
                assertThat(powers.ys().toIntArray()).containsExactly(16, 8, 4, 2, 1);
            }
        }

        @Test
        void scanNothing() {
            var none = Control.scan(
                    (Tensor c, Tensor x) -> new Carried<>(c.add(x), x.mul(2)), Tensor.scalar(7f), Ops.zeros(0));

            assertThat(none.carry().item()).isEqualTo(7);
            assertThat(none.ys().shape()).isEqualTo(Shape.of(0));
            assertThat(Debug.disableJit(() -> Control.map((Tensor x) -> x.add(1), Ops.zeros(0, 2)))
                            .shape())
                    .isEqualTo(Shape.of(0, 2));
        }

        @Test
        void nameAllPartsOfACarryThatChange() {
            record State(Tensor a, Tensor b, List<Tensor> c) {}
            var start = new State(Tensor.scalar(0), Tensor.scalar(1f), List.of(Ops.zeros(2)));

            assertThatThrownBy(() -> Control.scan(
                            (State s, Tensor x) ->
                                    new Carried<>(new State(s.a().add(x), s.b(), List.of(Ops.zeros(3))), x),
                            start,
                            Tensor.of(1f, 2f)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "scan needs a carry that keeps its types, but .a is i32[] before a run and f32[] after it, .c[0]"
                                    + " is f32[2] and f32[3]. Cast the result, or start with f32.");
            assertThatThrownBy(() -> Debug.disableJit(() -> Control.whileLoop(
                            (Tensor t) -> t.lt(3), (Tensor t) -> t.add(0.5).cast(DType.F64), Tensor.scalar(0f))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "whileLoop needs a carry that keeps its types, but the carry is f32[] before a run and f64[]"
                                    + " after it. Cast the result, or start with f64.");
        }
    }
}
