package dev.haiku.func;

import static dev.haiku.func.CheckpointPolicy.dotsSaveable;
import static dev.haiku.func.CheckpointPolicy.dotsWithNoBatchDimsSaveable;
import static dev.haiku.func.CheckpointPolicy.everythingSaveable;
import static dev.haiku.func.CheckpointPolicy.nothingSaveable;
import static dev.haiku.func.CheckpointPolicy.saveAnyNamesButThese;
import static dev.haiku.func.CheckpointPolicy.saveAnythingExceptTheseNames;
import static dev.haiku.func.CheckpointPolicy.saveFromBothPolicies;
import static dev.haiku.func.CheckpointPolicy.saveOnlyTheseNames;
import static dev.haiku.func.Func.checkpoint;
import static dev.haiku.func.Func.checkpointName;
import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.makeProgram;
import static dev.haiku.func.Func.vmap;
import static dev.haiku.func.Numbers.assertClose;
import static dev.haiku.func.Numbers.assertValues;
import static dev.haiku.func.Numbers.random;
import static dev.haiku.func.Numbers.x;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.internal.simplify.Simplifier;
import dev.haiku.ir.Program;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is computed twice tells what was kept. */
class CheckpointPolicyTest {

    private static final Tensor W = random(1, 4, 4);
    private static final Tensor X = random(2, 3, 4);
    private static final Tensor BATCH = random(3, 2, 3, 4);

    /** A policy with the number of products, tangents, sines and exponentials in value and gradient. */
    record Row(String name, CheckpointPolicy policy, int dots, int tanhs, int sines, int exps) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                // without a checkpoint: two products there, two back
                new Row("everything", everythingSaveable(), 4, 1, 1, 1),
                new Row("nothing", nothingSaveable(), 6, 2, 2, 2),
                new Row("dots", dotsSaveable(), 4, 2, 2, 2),
                new Row("dots without batch axes", dotsWithNoBatchDimsSaveable(), 4, 2, 2, 2),
                new Row("only a", saveOnlyTheseNames("a"), 5, 1, 2, 2),
                new Row("only b", saveOnlyTheseNames("b"), 5, 2, 2, 2),
                new Row("only a and b", saveOnlyTheseNames("a", "b"), 4, 1, 2, 2),
                new Row("any but b", saveAnyNamesButThese("b"), 5, 1, 2, 2),
                new Row("any but a", saveAnyNamesButThese("a"), 5, 2, 2, 2),
                new Row("anything but a", saveAnythingExceptTheseNames("a"), 4, 1, 1, 1),
                new Row("a or dots", saveFromBothPolicies(saveOnlyTheseNames("a"), dotsSaveable()), 4, 1, 2, 2),
                new Row("one's own", step -> step.op().opName().equals("exp"), 6, 2, 1, 1));
    }

    private static Tensor layers(Tensor t) {
        var hidden = checkpointName(Ops.tanh(t.matmul(W)), "a");
        var second = checkpointName(hidden.matmul(W), "b");
        return Ops.exp(Ops.sin(second));
    }

    private static Function<Tensor, Tensor> loss(CheckpointPolicy policy) {
        var light = checkpoint(CheckpointPolicyTest::layers, o -> o.policy(policy));
        return t -> light.apply(t).sum();
    }

    private static int count(Program program, String op) {
        int own = (int) program.equations().stream()
                .filter(equation -> equation.op().opName().equals(op))
                .count();
        return own
                + program.equations().stream()
                        .flatMap(equation -> equation.op().programs().stream())
                        .mapToInt(inner -> count(inner, op))
                        .sum();
    }

    private static Program compiled(Function<Tensor, ?> f, Tensor at) {
        return Simplifier.simplify(makeProgram(f, at));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void computesAgainWhatThePolicyDoesNotKeep(Row row) {
        var program = compiled(Func.valueAndGrad(loss(row.policy())), X);

        assertThat(List.of(
                        count(program, "dot_general"),
                        count(program, "tanh"),
                        count(program, "sin"),
                        count(program, "exp")))
                .containsExactly(row.dots(), row.tanhs(), row.sines(), row.exps());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void keepsEveryNumber(Row row) {
        Function<Tensor, Tensor> plain = t -> layers(t).sum();
        var f = loss(row.policy());

        assertClose(f.apply(X), plain.apply(X));
        assertClose(grad(f).apply(X), grad(plain).apply(X));
        assertClose(jit(grad(f)).apply(X), grad(plain).apply(X));
        assertClose(grad(jit(f)).apply(X), grad(plain).apply(X));
        assertClose(Func.jvp(f, X, X).tangent(), Func.jvp(plain, X, X).tangent());
        assertClose(Func.hvp(f, X, X), Func.hvp(plain, X, X));
        assertClose(
                grad((Tensor t) -> grad(f).apply(t).mul(X).sum()).apply(X),
                grad((Tensor t) -> grad(plain).apply(t).mul(X).sum()).apply(X));
        assertClose(vmap(grad(f)).apply(BATCH), vmap(grad(plain)).apply(BATCH));
        assertClose(
                grad((Tensor t) -> vmap(f).apply(t).sum()).apply(BATCH),
                grad((Tensor t) -> vmap(plain).apply(t).sum()).apply(BATCH));
    }

    @Test
    void productsWithBatchAxesAreLessWorthKeeping() {
        Function<Tensor, Tensor> attention = t -> Ops.tanh(Ops.matmul(t, Ops.transpose(t, 0, 2, 1)));

        assertThat(dots(attention, dotsSaveable())).isEqualTo(dots(attention, everythingSaveable()));
        assertThat(dots(attention, dotsWithNoBatchDimsSaveable())).isEqualTo(dots(attention, nothingSaveable()));
        assertThat(dots(attention, nothingSaveable())).isEqualTo(dots(attention, dotsSaveable()) + 1);
    }

    private static int dots(Function<Tensor, Tensor> f, CheckpointPolicy policy) {
        var light = checkpoint(f, o -> o.policy(policy));
        return count(compiled(Func.valueAndGrad((Tensor t) -> light.apply(t).sum()), BATCH), "dot_general");
    }

    @Nested
    class Loops {

        private final Function<Tensor, Tensor> loop = t -> Control.scan(
                        (Tensor c, Tensor ignored) ->
                                new Carried<>(Ops.tanh(checkpointName(c.matmul(W), "p")), c.sum()),
                        t,
                        random(4, 5),
                        o -> o)
                .carry();

        private int dots(CheckpointPolicy policy) {
            var light = checkpoint(loop, o -> o.policy(policy));
            return count(compiled(Func.valueAndGrad((Tensor t) -> light.apply(t).sum()), X), "dot_general");
        }

        @Test
        void keepWhatThePolicySaysInEachRun() {
            assertThat(dots(everythingSaveable())).isEqualTo(2);
            assertThat(dots(nothingSaveable())).isEqualTo(3);
            assertThat(dots(dotsSaveable())).isEqualTo(2);
            assertThat(dots(saveOnlyTheseNames("p"))).isEqualTo(2);
            assertThat(dots(saveOnlyTheseNames("q"))).isEqualTo(3);
        }

        @Test
        void keepEveryNumber() {
            Function<Tensor, Tensor> plain = t -> loop.apply(t).sum();

            for (var policy :
                    List.of(everythingSaveable(), nothingSaveable(), dotsSaveable(), saveOnlyTheseNames("p"))) {
                var light = checkpoint(plain, o -> o.policy(policy));
                assertClose(grad(light).apply(X), grad(plain).apply(X));
                assertClose(jit(grad(light)).apply(X), grad(plain).apply(X));
                assertClose(Func.hvp(light, X, X), Func.hvp(plain, X, X));
            }
        }

        @Test
        void theirBodiesMayBeCheckpointsThemselves() {
            Function<Tensor, Tensor> light = t -> Control.scan(
                            (Tensor c, Tensor ignored) -> new Carried<>(
                                    checkpoint((Tensor u) -> Ops.tanh(u.matmul(W)), o -> o.preventCse(false))
                                            .apply(c),
                                    c.sum()),
                            t,
                            random(4, 5),
                            o -> o)
                    .carry()
                    .sum();
            Function<Tensor, Tensor> plain = t -> loop.apply(t).sum();

            assertClose(grad(light).apply(X), grad(plain).apply(X));
            assertThat(count(compiled(Func.valueAndGrad(light), X), "dot_general"))
                    .isEqualTo(3);
        }
    }

    @Test
    void insideCallsThePolicyIsAskedToo() {
        var inner = jit(CheckpointPolicyTest::layers);
        var light = checkpoint(inner, o -> o.policy(dotsSaveable()));

        var program = compiled(Func.valueAndGrad((Tensor t) -> light.apply(t).sum()), X);

        assertThat(count(program, "dot_general")).isEqualTo(4);
    }

    @Test
    void withoutABarrierTheCompilerMergesWhatIsComputedTwice() {
        var merged = checkpoint(CheckpointPolicyTest::layers, o -> o.preventCse(false));

        var program = compiled(Func.valueAndGrad((Tensor t) -> merged.apply(t).sum()), X);

        assertThat(count(program, "tanh")).isEqualTo(1);
        assertThat(count(program, "optimization_barrier")).isZero();
    }

    @Test
    void nestedCheckpointsKeepTheirOwnPolicies() {
        var inner = checkpoint(CheckpointPolicyTest::layers);
        var outer = checkpoint((Tensor t) -> inner.apply(Ops.sinh(t)), o -> o.policy(everythingSaveable()));
        Function<Tensor, Tensor> f = t -> outer.apply(t).sum();
        Function<Tensor, Tensor> plain = t -> layers(Ops.sinh(t)).sum();

        assertClose(grad(f).apply(X), grad(plain).apply(X));
        assertThat(count(compiled(Func.valueAndGrad(f), X), "tanh")).isEqualTo(2);
    }

    @Test
    void takesUpToFourArguments() {
        assertValues(grad(checkpoint((Tensor a, Tensor b) -> a.mul(b))).apply(x(2), x(3)), 3);
        assertValues(
                grad(checkpoint((Tensor a, Tensor b, Tensor c) -> a.mul(b).mul(c)))
                        .apply(x(2), x(3), x(5)),
                15);
        assertValues(
                grad(checkpoint((Tensor a, Tensor b, Tensor c, Tensor d) ->
                                a.mul(b).mul(c).mul(d)))
                        .apply(x(2), x(3), x(5), x(7)),
                105);
        assertValues(
                grad(checkpoint((Tensor a, Tensor b) -> a.mul(b), o -> o.policy(dotsSaveable())))
                        .apply(x(2), x(3)),
                3);
        assertValues(
                grad(checkpoint((Tensor a, Tensor b, Tensor c) -> a.mul(b).mul(c), o -> o.policy(dotsSaveable())))
                        .apply(x(2), x(3), x(5)),
                15);
        assertValues(
                grad(checkpoint(
                                (Tensor a, Tensor b, Tensor c, Tensor d) ->
                                        a.mul(b).mul(c).mul(d),
                                o -> o.policy(dotsSaveable())))
                        .apply(x(2), x(3), x(5), x(7)),
                105);
    }

    @Test
    void namesAreSeenInProgramsAndCostNothing() {
        Function<Tensor, Tensor> f = t -> checkpointName(Ops.sin(t), "s");

        assertThat(makeProgram(f, x(1))).hasToString("""
            { lambda a:f64[] .
                b:f64[] = sin a
                c:f64[] = name[name=s] b
              in (c) }\
            """);
        assertThat(count(compiled(f, x(1)), "name")).isZero();
        assertValues(grad(f).apply(x(0.5)), Math.cos(0.5));
        assertThat(checkpointName(List.of(x(1), x(2)), "pair")).hasSize(2);
    }
}
