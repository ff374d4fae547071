package dev.haiku.func;

import static dev.haiku.func.Func.customJvp;
import static dev.haiku.func.Func.customJvps;
import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.hvp;
import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.jvp;
import static dev.haiku.func.Func.linearize;
import static dev.haiku.func.Func.vmap;
import static dev.haiku.func.Numbers.assertClose;
import static dev.haiku.func.Numbers.assertValues;
import static dev.haiku.func.Numbers.vector;
import static dev.haiku.func.Numbers.x;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.func.CustomRule.Counted;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What {@code customJvp} alone does: forward mode, its forms, and its errors. */
class CustomJvpTest {

    record Pair(Tensor a, Tensor b) {}

    /** Its rule says three times the derivative, so that one sees who was asked. */
    private static final Function<Tensor, Tensor> SINE =
            customJvp(Ops::sin, (t, dt) -> new Jvp<>(sine(t), Ops.cos(t).mul(dt).mul(3)));

    private static Tensor sine(Tensor t) {
        return SINE.apply(t);
    }

    @Nested
    class Modes {

        @Test
        void forwardModeAsksTheRule() {
            double slope = 3 * Math.cos(0.5);

            assertValues(jvp(SINE, x(0.5), x(2)).tangent(), 2 * slope);
            assertValues(jit((Tensor t) -> jvp(SINE, t, x(2)).tangent()).apply(x(0.5)), 2 * slope);
            assertValues(jvp(jit(SINE), x(0.5), x(2)).tangent(), 2 * slope);
            assertValues(linearize(SINE, x(0.5)).jvp().apply(x(2)), 2 * slope);
            assertValues(Func.jacfwd(SINE).apply(x(0.5)), slope);
            assertClose(
                    jvp(vmap(SINE), vector(0.5, 1), vector(1, 1)).tangent(),
                    Ops.cos(vector(0.5, 1)).mul(3));
        }

        @Test
        void theRuleThatCallsTheFunctionIsAskedAgainForHigherDerivatives() {
            // d/dx 3 cos x is not custom, d/dx of the value is
            assertValues(grad(grad(SINE)).apply(x(0.5)), -3 * Math.sin(0.5));
            assertValues(hvp(SINE, x(0.5), x(1)), -3 * Math.sin(0.5));
            Function<Tensor, Tensor> squared = t -> sine(t).mul(sine(t));
            // (2 s 3c)' = 2 (3c)(3c) - 6 s s
            double second = 18 * Math.cos(0.5) * Math.cos(0.5) - 6 * Math.sin(0.5) * Math.sin(0.5);
            assertValues(grad(grad(squared)).apply(x(0.5)), second);
            assertValues(jit(grad(jit(grad(squared)))).apply(x(0.5)), second);
            assertValues(hvp(jit(squared), x(0.5), x(1)), second);
            assertValues(
                    jvp((Tensor t) -> jvp(squared, t, x(1)).tangent(), x(0.5), x(1))
                            .tangent(),
                    second);
        }

        @Test
        void controlFlowKeepsTheRule() {
            Function<Tensor, Tensor> scanned =
                    t -> Control.scan((Tensor c, Tensor ignored) -> new Carried<>(sine(c), c), t, vector(1, 2), o -> o)
                            .carry();
            Function<Tensor, Tensor> repeated = t -> Control.whileLoop(c -> c.lt(9), c -> sine(c).add(10), t);

            assertValues(jvp(scanned, x(0.5), x(1)).tangent(), 9 * Math.cos(0.5) * Math.cos(Math.sin(0.5)));
            assertValues(jvp(repeated, x(0.5), x(1)).tangent(), 3 * Math.cos(0.5));
            assertClose(hvp(scanned, x(0.5), x(1)), hvp((Tensor t) -> sine(sine(t)), x(0.5), x(1)));
        }
    }

    @Nested
    class TreesOfTensors {

        private final Function<Pair, Pair> swap = customJvp(
                (Pair p) -> new Pair(p.b(), p.a()),
                (p, d) -> new Jvp<>(new Pair(p.b(), p.a()), new Pair(d.b().mul(10), d.a().mul(100))));

        @Test
        void goThrough() {
            var at = new Pair(vector(1, 2), x(3));
            var pushed = jvp(swap, at, new Pair(vector(1, 1), x(1)));

            assertValues(pushed.value().a(), 3);
            assertValues(pushed.tangent().a(), 10);
            assertValues(pushed.tangent().b(), 100, 100);
            var gradient = grad((Pair p) -> swap.apply(p).b().sum()).apply(at);
            assertValues(gradient.a(), 100, 100);
            assertValues(gradient.b(), 0);
        }

        @Test
        void mayHoldIntegersAndStaticParts() {
            var f = CustomRule.JVP.counting();
            var at = new Counted(x(2), Tensor.scalar(3), "m");

            for (var each : List.of(f, jit(f))) {
                var pushed = jvp(each, at, new Counted(x(1), Tensor.scalar(0), "m"));

                assertValues(pushed.tangent().value(), 7);
                assertClose(pushed.tangent().count(), Tensor.scalar(0));
            }
        }

        @Test
        void resultsMayBeIntegersOnly() {
            Function<Tensor, Tensor> count = customJvp(
                    (Tensor t) -> t.gt(0).cast(DType.I32).sum(),
                    (t, d) -> new Jvp<>(t.gt(0).cast(DType.I32).sum(), Tensor.scalar(0)));

            assertValues(
                    grad((Tensor t) -> t.sum().mul(count.apply(t).cast(DType.F64)))
                            .apply(vector(1, -1, 2)),
                    2,
                    2,
                    2);
        }
    }

    @Nested
    class SeveralArguments {

        @Test
        void areGivenTogether() {
            var two = customJvp(
                    (Tensor a, Tensor b) -> a.mul(b),
                    (p, t) -> new Jvp<>(
                            p.first().mul(p.second()), t.first().add(t.second().mul(10))));
            var three = customJvp(
                    (Tensor a, Tensor b, Tensor c) -> a.mul(b).mul(c),
                    (p, t) -> new Jvp<>(
                            p.first(),
                            t.first().add(t.second().mul(10)).add(t.third().mul(100))));
            var four = customJvp(
                    (Tensor a, Tensor b, Tensor c, Tensor d) -> a.mul(b).mul(c).mul(d),
                    (p, t) -> new Jvp<>(p.first(), t.third().add(t.fourth().mul(10))));

            assertValues(two.apply(x(2), x(3)), 6);
            assertValues(grad((Tensor b) -> two.apply(x(2), b)).apply(x(3)), 10);
            assertValues(grad((Tensor c) -> three.apply(x(2), x(3), c)).apply(x(4)), 100);
            assertValues(grad((Tensor d) -> four.apply(x(2), x(3), x(4), d)).apply(x(5)), 10);
        }

        @Test
        void haveARuleEach() {
            var one = customJvps(Ops::sin, (dt, value, t) -> dt.mul(value));
            var two = customJvps(
                    (Tensor a, Tensor b) -> a.mul(b), (da, value, args) -> da.mul(args.second()), Func.noTangent());
            var three = customJvps(
                    (Tensor a, Tensor b, Tensor c) -> a.mul(b).mul(c),
                    Func.noTangent(),
                    (db, value, args) -> db.mul(value),
                    (dc, value, args) -> dc.mul(args.third()));
            var four = customJvps(
                    (Tensor a, Tensor b, Tensor c, Tensor d) -> a.add(b).add(c).add(d),
                    Func.noTangent(),
                    Func.noTangent(),
                    Func.noTangent(),
                    (dd, value, args) -> dd.mul(args.first()));

            assertValues(grad(one).apply(x(0.5)), Math.sin(0.5));
            assertValues(grad(grad(one)).apply(x(0.5)), Math.sin(0.5));
            assertValues(grad(two).apply(x(2), x(3)), 3);
            assertValues(grad((Tensor b) -> two.apply(x(2), b)).apply(x(3)), 0);
            assertValues(grad((Tensor b) -> three.apply(x(2), b, x(5))).apply(x(3)), 30);
            assertValues(grad((Tensor c) -> three.apply(x(2), x(3), c)).apply(x(5)), 5);
            assertValues(grad((Tensor d) -> four.apply(x(2), x(3), x(4), d)).apply(x(5)), 2);
        }
    }

    @Test
    void theRuleRunsOnlyForDerivatives() {
        var runs = new AtomicInteger();
        var f = customJvp(Ops::sin, (Tensor t, Tensor d) -> {
            runs.incrementAndGet();
            return new Jvp<>(Ops.sin(t), d);
        });

        assertValues(f.apply(x(0)), 0);
        assertValues(jit(f).apply(x(0)), 0);
        assertValues(grad((Tensor t) -> f.apply(x(0)).add(t)).apply(x(1)), 1);
        assertThat(runs).hasValue(0);
        assertValues(grad(f).apply(x(0)), 1);
        assertThat(runs).hasValue(1);
    }

    @Test
    void aZeroTangentStopsDerivatives() {
        var round = customJvp(Ops::round, (Tensor t, Tensor d) -> new Jvp<>(Ops.round(t), Func.zerosLike(d)));

        assertValues(grad((Tensor t) -> round.apply(t).mul(t)).apply(x(2.6)), 3);
        assertValues(grad(jit((Tensor t) -> round.apply(t).mul(t))).apply(x(2.6)), 3);
        assertValues(jvp((Tensor t) -> round.apply(t).mul(t), x(2.6), x(1)).tangent(), 3);
    }

    @Test
    void printsAsACallInPrograms() {
        assertThat(Func.makeProgram(SINE, x(1))).hasToString("""
            { lambda a:f64[] .
                b:f64[] = custom_jvp_call a { lambda a:f64[] .
                    b:f64[] = sin a
                  in (b) }
              in (b) }\
            """);
    }

    @Nested
    class Errors {

        @Test
        void nameATangentOfAnotherType() {
            var f = customJvp(Ops::sin, (Tensor t, Tensor d) -> new Jvp<>(Ops.sin(t), vector(1, 2)));

            assertThatThrownBy(() -> jvp(f, x(1), x(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The rule of customJvp should return a tangent of the types of the value, "
                            + "but the whole is f64[2] for f64[].");
        }

        @Test
        void nameAValueThatIsNotThatOfTheFunction() {
            Function<List<Tensor>, List<Tensor>> f =
                    customJvp((List<Tensor> in) -> in, (in, d) -> new Jvp<>(List.of(in.get(0)), List.of(d.get(0))));
            Function<Tensor, Tensor> g =
                    customJvp((Tensor t) -> t, (t, d) -> new Jvp<>(t.cast(DType.F32), d.cast(DType.F32)));

            assertThatThrownBy(() ->
                            grad((List<Tensor> in) -> jit(f).apply(in).get(0)).apply(List.of(x(1), x(2))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "The rule of customJvp should return a value of the structure of the function's result, "
                                    + "but trees differ at the root: a list of 2 in the first, a list of 1 in the second.");
            assertThatThrownBy(() -> grad(jit(g)).apply(x(1)))
                    .hasMessage("The rule of customJvp should return a value of the types of the function's result, "
                            + "but the whole is f32[] for f64[].");
        }

        @Test
        void nameATangentOfAnotherStructure() {
            Function<List<Tensor>, List<Tensor>> f =
                    customJvp((List<Tensor> in) -> in, (in, d) -> new Jvp<>(in, List.of(d.get(0))));

            assertThatThrownBy(() -> jvp(f, List.of(x(1), x(2)), List.of(x(1), x(2))))
                    .hasMessage("The rule of customJvp should return a tangent of the structure of the value, "
                            + "but trees differ at the root: a list of 2 in the first, a list of 1 in the second.");
        }
    }
}
