package dev.haiku.func;

import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.jvp;
import static dev.haiku.func.Func.makeProgram;
import static dev.haiku.func.Func.vmap;
import static dev.haiku.func.Numbers.assertValues;
import static dev.haiku.func.Numbers.vector;
import static dev.haiku.func.Numbers.x;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ControlTest {

    record State(Tensor position, Map<String, Tensor> more) {}

    private static Tensor collatz(Tensor start) {
        return Control.whileLoop(
                        (State s) -> s.position().gt(1),
                        s -> new State(
                                Ops.where(
                                        s.position().rem(2).eq(0),
                                        Ops.floorDivide(s.position(), Tensor.scalar(2)),
                                        s.position().mul(3).add(1)),
                                Map.of("runs", s.more().get("runs").add(1))),
                        new State(start, Map.of("runs", Tensor.scalar(0))))
                .more()
                .get("runs");
    }

    /** Halves until it is less than one. */
    private static Tensor halve(Tensor t) {
        return Control.whileLoop((Tensor v) -> v.max().gt(1), (Tensor v) -> v.mul(0.5), t);
    }

    @Nested
    class While {

        @Test
        void runsAsLongAsTheConditionHolds() {
            assertThat(collatz(Tensor.scalar(27)).itemLong()).isEqualTo(111);
            assertThat(collatz(Tensor.scalar(1)).itemLong()).isZero();
            assertThat(jit(ControlTest::collatz).apply(Tensor.scalar(27)).itemLong())
                    .isEqualTo(111);
        }

        @Test
        void runsAsOftenAsEachIndexNeeds() {
            var starts = Tensor.of(1, 2, 3, 27, 7);

            assertThat(vmap(ControlTest::collatz).apply(starts).toIntArray()).containsExactly(0, 1, 7, 111, 16);
            assertThat(jit(vmap(ControlTest::collatz)).apply(starts).toIntArray())
                    .containsExactly(0, 1, 7, 111, 16);
        }

        @Test
        void keepsACounterThatIsTheSameForAllIndices() {
            var program = makeProgram(
                            (Tensor stop, Tensor v) -> vmap((Tensor w) ->
                                            Control.foriLoop(Tensor.scalar(0), stop, (i, p) -> p.mul(w), w))
                                    .apply(v),
                            Tensor.scalar(3),
                            vector(1, 2))
                    .toString();

            assertThat(program).contains("lambda a:i32[] b:i32[] c:f64[2] .");
        }

        @Test
        void hasForwardDerivatives() {
            var pushed = jvp(ControlTest::halve, vector(3, 1), vector(1, 2));

            assertValues(pushed.value(), 0.75, 0.25);
            assertValues(pushed.tangent(), 0.25, 0.5);
            assertValues(
                    jit((Tensor t) -> jvp(ControlTest::halve, t, vector(1, 2)).tangent())
                            .apply(vector(3, 1)),
                    0.25,
                    0.5);
            assertValues(Func.linearize(ControlTest::halve, vector(3, 1)).jvp().apply(vector(1, 2)), 0.25, 0.5);
        }

        @Test
        void hasForwardDerivativesForEachIndex() {
            Function<Tensor, Tensor> derivative =
                    t -> jvp(ControlTest::halve, t, x(1)).tangent();

            assertValues(vmap(derivative).apply(vector(3, 0.5, 9)), 0.25, 1, 0.0625);
        }

        @Test
        void doesNotMindADerivativeThatNothingFlowsThrough() {
            Function<Tensor, Tensor> f = t -> {
                var runs = Control.whileLoop(
                        (Tensor i) -> i.lt(Tensor.scalar(5)), (Tensor i) -> i.add(2), Tensor.scalar(0));
                return t.mul(runs.cast(DType.F64));
            };

            assertValues(grad(f).apply(x(2)), 6);
            assertValues(jit(grad(f)).apply(x(2)), 6);
        }
    }

    @Nested
    class For {

        @Test
        void countsFromTheLowerBoundToBeforeTheUpper() {
            assertThat(Control.foriLoop(2, 5, (i, sum) -> sum.mul(10).add(i), Tensor.scalar(0))
                            .itemLong())
                    .isEqualTo(234);
            assertThat(Control.foriLoop(5, 2, (i, sum) -> sum.add(i), Tensor.scalar(7))
                            .itemLong())
                    .isEqualTo(7);
        }

        @Test
        void takesTensorsAsBounds() {
            var f = jit((Tensor stop) -> Control.foriLoop(
                    Tensor.scalar(2), stop, (i, sum) -> sum.mul(10).add(i), Tensor.scalar(0)));

            assertThat(f.apply(Tensor.scalar(5)).itemLong()).isEqualTo(234);
            assertThat(f.apply(Tensor.scalar(0)).itemLong()).isZero();
        }

        @Test
        void isDifferentiableInReverseWhereTheBoundsAreKnown() {
            Function<Tensor, Tensor> f =
                    t -> Control.foriLoop(Tensor.scalar(0), Tensor.scalar(3), (i, v) -> v.mul(t), t);

            assertValues(grad(f).apply(x(2)), 32);
        }
    }

    @Nested
    class Scan {

        @Test
        void stacksResultsAndKeepsTheLastCarry() {
            var sums = Control.scan(
                    (Tensor sum, Tensor in) -> new Carried<>(sum.add(in), sum), Tensor.scalar(10), Tensor.of(1, 2, 3));

            assertThat(sums.carry().itemLong()).isEqualTo(16);
            assertThat(sums.ys().toIntArray()).containsExactly(10, 11, 13);
        }

        @Test
        void keepsTheOrderOfTheSequenceInReverse() {
            var sums = Control.scan(
                    (Tensor sum, Tensor in) -> new Carried<>(sum.add(in), sum.add(in)),
                    Tensor.scalar(0),
                    Tensor.of(1, 2, 3),
                    o -> o.reverse(true));

            assertThat(sums.ys().toIntArray()).containsExactly(6, 5, 3);
        }

        @Test
        void takesTreesEverywhere() {
            var result = Control.scan(
                    (State s, Map<String, Tensor> in) -> new Carried<>(
                            new State(s.position().add(in.get("a")), s.more()), List.of(in.get("b"), s.position())),
                    new State(Tensor.scalar(0f), Map.of("k", Tensor.of(1f, 2f))),
                    Map.of("a", Tensor.of(1f, 2f), "b", Tensor.of(Shape.of(2, 1), 8f, 9f)));

            assertThat(result.carry().position().item()).isEqualTo(3);
            assertThat(result.carry().more().get("k").toFloatArray()).containsExactly(1f, 2f);
            assertThat(result.ys().get(0).shape()).isEqualTo(Shape.of(2, 1));
            assertThat(result.ys().get(1).toFloatArray()).containsExactly(0f, 1f);
        }

        @Test
        void givesEmptyResultsForEmptySequences() {
            var none = Control.scan(
                    (Tensor c, Tensor in) -> new Carried<>(c.add(in.sum()), in),
                    Tensor.scalar(5f),
                    Ops.zeros(Shape.of(0, 3)));

            assertThat(none.carry().item()).isEqualTo(5);
            assertThat(none.ys().shape()).isEqualTo(Shape.of(0, 3));
        }

        @Test
        void stagesTheBodyOnce() {
            var stagings = new AtomicInteger();
            var f = jit((Tensor in) -> Control.scan(
                            (Tensor sum, Tensor v) -> {
                                stagings.incrementAndGet();
                                return new Carried<>(sum.add(v), sum);
                            },
                            Tensor.scalar(0f),
                            in)
                    .carry());

            assertThat(f.apply(Tensor.of(1f, 2f, 3f)).item()).isEqualTo(6);
            assertThat(f.apply(Tensor.of(4f, 5f, 6f)).item()).isEqualTo(15);
            assertThat(stagings).hasValue(1);
        }

        @Test
        void printsItsBody() {
            var program = makeProgram(
                    (Tensor in) -> Control.scan(
                                    (Tensor sum, Tensor v) -> new Carried<>(sum.add(v), sum), Tensor.scalar(0f), in)
                            .carry(),
                    Tensor.of(1f, 2f));

            assertThat(program).hasToString("""
                    { lambda a:f32[2] .
                        b:f32[] c:f32[2] = scan[constants=0, carries=1, length=2, reverse=false] 0.0:f32[] a { lambda a:f32[] b:f32[] .
                            c:f32[] = add a b
                          in (c, a) }
                      in (b) }""");
        }

        @Test
        void isTransposedAsALinearFunction() {
            record Counted(Tensor run, Tensor factor, Tensor sum) {}
            Function<Tensor, Tensor> f = t -> Control.scan(
                            (Counted c, Tensor in) -> {
                                var sum = c.sum()
                                        .mul(c.factor())
                                        .add(in.mul(c.run().cast(DType.F64)));
                                return new Carried<>(
                                        new Counted(c.run().add(1), c.factor().mul(0.5), sum), sum.mul(c.factor()));
                            },
                            new Counted(Tensor.scalar(1), x(3), t.get(0)),
                            t)
                    .ys();
            var in = vector(0.3, 0.7, -2);
            var out = vector(1.5, -0.4, 0.9);

            var transposed = Func.linearTranspose(f, in).apply(out);

            assertThat(Numbers.dot(transposed, in)).isCloseTo(Numbers.dot(out, f.apply(in)), within(1e-12));
        }

        @Test
        void givesNoDerivativeToIntegers() {
            var pulled = Func.vjp(
                    (State s) -> Control.scan(
                                    (Tensor c, Tensor in) -> new Carried<>(c.mul(in.cast(DType.F64)), in),
                                    s.position(),
                                    s.more().get("k"))
                            .carry(),
                    new State(x(2), Map.of("k", Tensor.of(3, 4))));

            var cotangents = pulled.pullback().apply(x(1));

            assertValues(cotangents.position(), 12);
            assertThat(cotangents.more().get("k").toIntArray()).containsExactly(0, 0);
        }

        @Test
        void runsInManyThreadsAtOnce() {
            var f = jit(grad((Tensor t) -> Control.scan(
                            (Tensor c, Tensor in) -> new Carried<>(Ops.sin(c).mul(in), c), t, Numbers.random(4, 50, 3))
                    .ys()
                    .sum()));
            var expected = f.apply(vector(1, 2, 3)).toDoubleArray();

            assertThat(IntStream.range(0, 100).parallel().mapToObj(i -> f.apply(vector(1, 2, 3))))
                    .allSatisfy(result -> assertThat(result.toDoubleArray()).isEqualTo(expected));
        }

        @Test
        void keepsResidualsThatDependOnConstantsAloneOutOfTheLoop() {
            var program = makeProgram(
                            grad((Tensor w) -> Control.scan(
                                            (Tensor h, Tensor in) -> new Carried<>(
                                                    h.mul(Ops.sin(w)).add(in), in),
                                            Tensor.scalar(1f),
                                            Tensor.of(1f, 2f, 3f))
                                    .carry()),
                            Tensor.scalar(2f))
                    .toString();

            // the loop stacks h and the given sequence, not sin(w) or cos(w)
            assertThat(program).containsOnlyOnce("f32[3] d:f32[3] = scan[");
        }
    }

    @Nested
    class Mapping {

        @Test
        void appliesAFunctionToEachElement() {
            var squares = Control.map((Tensor v) -> v.mul(v), Tensor.of(1, 2, 3));

            assertThat(squares.toIntArray()).containsExactly(1, 4, 9);
        }
    }

    @Nested
    class AssociativeScan {

        @Test
        void combinesAllUpToEachIndex() {
            for (int length = 1; length < 10; length++) {
                var ones = Ops.ones(Shape.of(length), DType.I32);

                assertThat(Control.associativeScan(Tensor::add, ones).toIntArray())
                        .isEqualTo(Ops.arange(1, length + 1).toIntArray());
            }
        }

        @Test
        void keepsTheOrderOfWhatDoesNotCommute() {
            var matrices = Numbers.random(3, 6, 2, 2);

            var products = Control.associativeScan(Ops::matmul, matrices);

            var expected = matrices.get(0);
            for (int i = 1; i < 6; i++) {
                expected = expected.matmul(matrices.get(i));
            }
            Numbers.assertClose(products.get(5), expected);
        }
    }

    @Nested
    class Cond {

        @Test
        void runsOneBranch() {
            var ran = new AtomicInteger();

            var result = Control.cond(Tensor.scalar(true), () -> Tensor.scalar(1), () -> {
                ran.incrementAndGet();
                return Tensor.scalar(2);
            });

            assertThat(result.itemLong()).isEqualTo(1);
            assertThat(ran).hasValue(0);
        }

        @Test
        void choosesWhenItRuns() {
            var f = jit((Tensor t) -> Control.cond(t.sum().gt(0), (Tensor u) -> u.mul(2), Tensor::neg, t));

            assertThat(f.apply(Tensor.of(1f, 2f)).toFloatArray()).containsExactly(2f, 4f);
            assertThat(f.apply(Tensor.of(-1f, -2f)).toFloatArray()).containsExactly(1f, 2f);
        }

        @Test
        void moveIndicesIntoRange() {
            List<Function<Tensor, Tensor>> branches = List.of(t -> t, t -> t.mul(10), t -> t.mul(100));
            var f = jit((Tensor i) -> Control.switchOn(i, branches, Tensor.scalar(1)));

            assertThat(List.of(-5, 0, 1, 2, 9).stream()
                            .map(i -> f.apply(Tensor.scalar(i)).itemLong()))
                    .containsExactly(1L, 1L, 10L, 100L, 100L);
            assertThat(Control.switchOn(Tensor.scalar(9), branches, Tensor.scalar(1))
                            .itemLong())
                    .isEqualTo(100);
            assertThat(vmap(f).apply(Tensor.of(-5, 1, 9)).toIntArray()).containsExactly(1, 10, 100);
        }

        @Test
        void letsNoNaNOutOfTheBranchThatIsNotTaken() {
            Function<Tensor, Tensor> f = t -> Control.cond(t.gt(0), (Tensor u) -> Ops.sqrt(u), u -> u.mul(3), t);

            assertValues(vmap(grad(f)).apply(vector(4, 0, -1)), 0.25, 3, 3);
            assertValues(grad((Tensor t) -> vmap(f).apply(t).sum()).apply(vector(4, 0, -1)), 0.25, 3, 3);
        }
    }

    @Nested
    class Errors {

        @Test
        void sayWhyAWhileLoopHasNoGradient() {
            var message = "Reverse-mode differentiation does not work for whileLoop, nor for foriLoop with tensors as"
                    + " bounds, since the number of runs is not known before. Use scan, or foriLoop with int bounds,"
                    + " or forward mode (jvp).";

            assertThatThrownBy(() -> grad((Tensor t) -> halve(t).sum()).apply(vector(3, 1)))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> grad(jit((Tensor t) -> halve(t).sum())).apply(vector(3, 1)))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage(message);
        }

        @Test
        void nameTheCarryThatChangesItsType() {
            assertThatThrownBy(() -> Control.scan(
                            (State s, Tensor in) ->
                                    new Carried<>(new State(s.position().mul(0.5), s.more()), in),
                            new State(Tensor.scalar(1), Map.of()),
                            Tensor.of(1f)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("scan needs a carry that keeps its types, but .position is i32[] before a run and f32[]"
                            + " after it. Cast the result, or start with f32.");
            assertThatThrownBy(() -> Control.whileLoop(
                            (Tensor t) -> t.sum().lt(3), (Tensor t) -> Ops.concatenate(0, t, t), vector(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("whileLoop needs a carry that keeps its types, but the carry is f64[1] before a run and"
                            + " f64[2] after it. Start with a carry of the shape that the function returns.");
        }

        @Test
        void nameTheCarryThatChangesItsStructure() {
            assertThatThrownBy(() ->
                            Control.foriLoop(0, 3, (i, list) -> List.of(list.get(0), i), List.of(Tensor.scalar(1))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("foriLoop needs a carry that keeps its structure, but trees differ at the root:"
                            + " a list of 1 in the first, a list of 2 in the second.");
        }

        @Test
        void nameTheResultInWhichBranchesDiffer() {
            assertThatThrownBy(() -> jit((Tensor p) ->
                                    Control.cond(p, () -> List.of(x(1), vector(1, 2)), () -> List.of(x(1), vector(1))))
                            .apply(Tensor.scalar(true)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("cond needs branches with results of the same types, but [1] is f64[1] in branch 0 and"
                            + " f64[2] in branch 1.");
            assertThatThrownBy(() -> jit((Tensor p) -> Control.cond(p, () -> List.of(x(1), x(2)), () -> List.of(x(1))))
                            .apply(Tensor.scalar(true)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("cond needs branches with results of one structure, but those of branch 0 and 1 differ:"
                            + " trees differ at the root: a list of 1 in the first, a list of 2 in the second.");
        }

        @Test
        void sayWhichPredicatesAndIndicesFit() {
            assertThatThrownBy(() -> Control.cond(vector(1, 2).gt(0), () -> x(1), () -> x(2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("cond needs a bool[] predicate, but got bool[2]. Reduce it with Ops.all or Ops.any,"
                            + " or choose element by element with Ops.where.");
            assertThatThrownBy(() -> Control.switchOn(x(1), List.of(() -> x(1))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("switchOn needs a scalar integer index, but got f64[].");
            assertThatThrownBy(() -> Control.switchOn(Tensor.scalar(1), List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("switchOn needs at least one branch.");
            assertThatThrownBy(() -> Control.whileLoop((Tensor t) -> t, (Tensor t) -> t, vector(1, 2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("whileLoop needs a condition that returns bool[], but it returned f64[2].");
            assertThatThrownBy(() -> Control.foriLoop(Tensor.scalar(0), x(3), (i, v) -> v, x(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("foriLoop needs scalar integer bounds of one type, but got i32[] and f64[].");
        }

        @Test
        void sayWhichSequencesFit() {
            assertThatThrownBy(() -> Control.map((List<Tensor> v) -> v, List.of(vector(1, 2), vector(1, 2, 3))))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("map needs first axes of one size, but got 2 from xs[0] and 3 from xs[1] (f64[3]).");
            assertThatThrownBy(() -> Control.map((Tensor v) -> v, x(1)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("map runs along the first axis of each tensor, but xs is f64[]. Capture in the function"
                            + " what is the same in each run.");
            assertThatThrownBy(() ->
                            Control.scan((Tensor c, List<Tensor> in) -> new Carried<>(c, c), x(1), List.<Tensor>of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("scan has no sequence from which to read how often it runs. Give o -> o.length(n).");
            assertThatThrownBy(() -> Control.scan(
                            (Tensor c, Tensor in) -> new Carried<>(c, in), x(1), vector(1, 2), o -> o.length(3)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("scan needs first axes of one size, but got 3 from the option length and 2 from xs"
                            + " (f64[2]).");
            assertThatThrownBy(() ->
                            Control.associativeScan((List<Tensor> a, List<Tensor> b) -> a, List.of(vector(1, 2), x(1))))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage(
                            "associativeScan runs along axis 0 of all tensors, which must be of one size, but got [f64[2], f64[]].");
        }

        @Test
        void sayWhichOptionsFit() {
            assertThatThrownBy(() -> ScanOptions.DEFAULTS.length(-1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("scan needs a length >= 0, but got -1.");
            assertThatThrownBy(() -> ScanOptions.DEFAULTS.unroll(0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("scan needs unroll >= 1, but got 0.");
        }
    }
}
