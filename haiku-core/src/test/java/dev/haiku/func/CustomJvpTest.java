package dev.haiku.func;

import static dev.haiku.func.Func.checkpoint;
import static dev.haiku.func.Func.customJvp;
import static dev.haiku.func.Func.customJvps;
import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.hvp;
import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.jvp;
import static dev.haiku.func.Func.linearize;
import static dev.haiku.func.Func.vjp;
import static dev.haiku.func.Func.vmap;
import static dev.haiku.func.Numbers.assertClose;
import static dev.haiku.func.Numbers.assertValues;
import static dev.haiku.func.Numbers.random;
import static dev.haiku.func.Numbers.vector;
import static dev.haiku.func.Numbers.x;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CustomJvpTest {

    record Pair(Tensor a, Tensor b) {}

    record Counted(Tensor value, Tensor count, String unit) {}

    /** Its rule says three times the derivative, so that one sees who was asked. */
    private static final Function<Tensor, Tensor> SINE =
            customJvp(Ops::sin, (t, dt) -> new Jvp<>(sine(t), Ops.cos(t).mul(dt).mul(3)));

    private static Tensor sine(Tensor t) {
        return SINE.apply(t);
    }

    @Nested
    class Modes {

        @Test
        void valuesAreThoseOfTheFunction() {
            assertValues(sine(x(0.5)), Math.sin(0.5));
            assertValues(jit(SINE).apply(x(0.5)), Math.sin(0.5));
            assertValues(vmap(SINE).apply(vector(0.5, 1)), Math.sin(0.5), Math.sin(1));
        }

        @Test
        void forwardModeAsksTheRule() {
            double slope = 3 * Math.cos(0.5);

            assertValues(jvp(SINE, x(0.5), x(2)).tangent(), 2 * slope);
            assertValues(jit((Tensor t) -> jvp(SINE, t, x(2)).tangent()).apply(x(0.5)), 2 * slope);
            assertValues(jvp(jit(SINE), x(0.5), x(2)).tangent(), 2 * slope);
        }

        @Test
        void reverseModeFollows() {
            double slope = 3 * Math.cos(0.5);

            assertValues(grad(SINE).apply(x(0.5)), slope);
            assertValues(jit(grad(SINE)).apply(x(0.5)), slope);
            assertValues(grad(jit(SINE)).apply(x(0.5)), slope);
            assertValues(linearize(SINE, x(0.5)).jvp().apply(x(2)), 2 * slope);
            assertValues(vjp(SINE, x(0.5)).pullback().apply(x(2)), 2 * slope);
            assertValues(grad(checkpoint(SINE)).apply(x(0.5)), slope);
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
        void mappedFunctionsAskTheMappedRule() {
            var at = vector(0.1, 0.7);
            var slopes = Ops.cos(at).mul(3);

            assertClose(vmap(grad(SINE)).apply(at), slopes);
            assertClose(grad((Tensor t) -> vmap(SINE).apply(t).sum()).apply(at), slopes);
            assertClose(jit(vmap(grad(SINE))).apply(at), slopes);
            assertClose(vmap(jit(grad(SINE))).apply(at), slopes);
            assertClose(grad(jit((Tensor t) -> vmap(SINE).apply(t).sum())).apply(at), slopes);
            assertClose(jvp(vmap(SINE), at, vector(1, 1)).tangent(), slopes);
            assertClose(Func.jacfwd(SINE).apply(x(0.1)), x(3 * Math.cos(0.1)));
        }

        @Test
        void mapsSomeOfSeveralArguments() {
            var product = customJvp(
                    (Tensor a, Tensor b) -> a.mul(b),
                    (p, t) -> new Jvp<>(
                            p.first().mul(p.second()),
                            t.first()
                                    .mul(p.second())
                                    .mul(2)
                                    .add(p.first().mul(t.second()).mul(5))));
            var as = vector(1, 2, 3);
            var mapped = vmap(product, o -> o.in(MappedAxis.at(0), MappedAxis.NONE));

            assertValues(mapped.apply(as, x(7)), 7, 14, 21);
            assertValues(grad((Tensor a) -> mapped.apply(a, x(7)).sum()).apply(as), 14, 14, 14);
            assertValues(grad((Tensor b) -> mapped.apply(as, b).sum()).apply(x(7)), 30);
            assertValues(grad(jit((Tensor b) -> mapped.apply(as, b).sum())).apply(x(7)), 30);
        }

        @Test
        void controlFlowKeepsTheRule() {
            Function<Tensor, Tensor> scanned =
                    t -> Control.scan((Tensor c, Tensor ignored) -> new Carried<>(sine(c), c), t, vector(1, 2), o -> o)
                            .carry();
            Function<Tensor, Tensor> chosen = t -> Control.cond(t.lt(9), CustomJvpTest::sine, u -> u.mul(2), t);
            Function<Tensor, Tensor> repeated = t -> Control.whileLoop(c -> c.lt(9), c -> sine(c).add(10), t);
            double slope = 9 * Math.cos(0.5) * Math.cos(Math.sin(0.5));

            assertValues(grad(scanned).apply(x(0.5)), slope);
            assertValues(jit(grad(scanned)).apply(x(0.5)), slope);
            assertValues(jvp(scanned, x(0.5), x(1)).tangent(), slope);
            assertValues(grad(chosen).apply(x(0.5)), 3 * Math.cos(0.5));
            assertValues(jit(grad(chosen)).apply(x(0.5)), 3 * Math.cos(0.5));
            assertValues(vmap(grad(chosen)).apply(vector(0.5, 10)), 3 * Math.cos(0.5), 2);
            assertValues(jvp(repeated, x(0.5), x(1)).tangent(), 3 * Math.cos(0.5));
            assertClose(hvp(scanned, x(0.5), x(1)), hvp((Tensor t) -> sine(sine(t)), x(0.5), x(1)));
            assertClose(grad((Tensor t) -> vmap(scanned).apply(t).sum()).apply(vector(0.5, 0.5)), vector(slope, slope));
        }

        @Test
        void javaControlFlowSeesNumbers() {
            var branching = customJvp(
                    (Tensor t) -> t.item() > 0 ? t.mul(2) : t.mul(3),
                    (t, dt) -> t.item() > 0 ? new Jvp<>(t.mul(2), dt.mul(20)) : new Jvp<>(t.mul(3), dt.mul(30)));

            assertValues(grad(branching).apply(x(1)), 20);
            assertValues(grad(branching).apply(x(-1)), 30);
            assertValues(branching.apply(x(-1)), -3);
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
            Function<Counted, Counted> f = customJvp(
                    (Counted c) -> new Counted(
                            c.value().mul(c.count().cast(DType.F64)), c.count().add(1), c.unit()),
                    (c, d) -> new Jvp<>(
                            new Counted(
                                    c.value().mul(c.count().cast(DType.F64)),
                                    c.count().add(1),
                                    c.unit()),
                            new Counted(d.value().mul(7), d.count(), d.unit())));
            var at = new Counted(x(2), Tensor.scalar(3), "m");

            for (Function<Counted, Counted> each : List.of(f, jit(f))) {
                var pushed = jvp(each, at, new Counted(x(1), Tensor.scalar(0), "m"));
                var pulled = vjp(each, at);

                assertValues(pushed.tangent().value(), 7);
                assertClose(pushed.tangent().count(), Tensor.scalar(0));
                assertValues(pulled.value().value(), 6);
                var back = pulled.pullback().apply(new Counted(x(1), Tensor.scalar(0), "m"));
                assertValues(back.value(), 7);
                assertClose(back.count(), Tensor.scalar(0));
                assertThat(back.unit()).isEqualTo("m");
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

    @Nested
    class Surroundings {

        @Test
        void javaValuesAreCaptured() {
            Function<Double, Function<Tensor, Tensor>> power = exponent ->
                    customJvp((Tensor t) -> t.pow(exponent), (t, d) -> new Jvp<>(t.pow(exponent), d.mul(exponent)));

            assertValues(grad(power.apply(3.0)).apply(x(2)), 3);
        }

        @Test
        void tensorsThatDoNotMoveAreCaptured() {
            Function<Tensor, Tensor> outer = w -> {
                var scaled = customJvp(
                        (Tensor t) -> t.mul(w),
                        (t, d) -> new Jvp<>(t.mul(w), d.mul(w).mul(2)));
                return grad((Tensor t) -> scaled.apply(t).sum())
                        .apply(vector(1, 2))
                        .sum();
            };

            assertValues(outer.apply(vector(3, 4)), 14);
            assertValues(jit(outer).apply(vector(3, 4)), 14);
            assertValues(vmap(outer).apply(Tensor.of(Shape.of(2, 2), 3.0, 4.0, 1.0, 1.0)), 14, 4);
            assertValues(jit(vmap(outer)).apply(Tensor.of(Shape.of(2, 2), 3.0, 4.0, 1.0, 1.0)), 14, 4);
        }

        @Test
        void tensorsOfAnOuterDerivativeAreDifferentiatedThroughTheRule() {
            Function<Tensor, Tensor> outer = w -> {
                var scaled = customJvp(
                        (Tensor t) -> t.mul(w),
                        (t, d) -> new Jvp<>(t.mul(w), d.mul(w).mul(w)));
                return grad(scaled).apply(x(5));
            };

            assertValues(grad(outer).apply(x(3)), 6);
            assertValues(grad(jit(outer)).apply(x(3)), 6);
            assertValues(jvp(outer, x(3), x(1)).tangent(), 6);
        }

        @Test
        void tensorsOfALoopAreCaptured() {
            Function<Tensor, Tensor> loop = t -> Control.scan(
                            (Tensor c, Tensor w) -> {
                                var scaled = customJvp(
                                        (Tensor u) -> u.mul(w),
                                        (u, d) -> new Jvp<>(u.mul(w), d.mul(w).mul(2)));
                                return new Carried<>(scaled.apply(c), c);
                            },
                            t,
                            vector(3, 5),
                            o -> o)
                    .carry();

            assertValues(grad(loop).apply(x(1)), 60);
            assertValues(jit(grad(loop)).apply(x(1)), 60);
            assertValues(jvp(loop, x(1), x(1)).tangent(), 60);
            assertValues(vmap(grad(loop)).apply(vector(1, 2)), 60, 60);
            assertValues(grad(checkpoint(loop)).apply(x(1)), 60);
        }

        @Test
        void mappedTensorsAreCaptured() {
            var rows = random(3, 4, 2);
            Function<Tensor, Tensor> f = row -> {
                var dot = customJvp(
                        (Tensor t) -> t.mul(row).sum(),
                        (t, d) -> new Jvp<>(t.mul(row).sum(), d.sum()));
                return dot.apply(vector(1, 2));
            };

            assertClose(vmap(f).apply(rows), rows.mul(vector(1, 2)).sum(1));
            assertClose(jit(vmap(f)).apply(rows), rows.mul(vector(1, 2)).sum(1));
            Function<Tensor, Tensor> gradients = row -> {
                var dot = customJvp(
                        (Tensor t) -> t.mul(row).sum(),
                        (t, d) -> new Jvp<>(t.mul(row).sum(), d.mul(row).sum()));
                return grad(dot).apply(vector(1, 2));
            };
            assertClose(vmap(gradients).apply(rows), rows);
        }

        @Test
        void tensorsOfAFinishedStagingAreKnownUnderFurtherTransformationsOfTheRule() {
            // the value is w t, the derivative that of w t, taken in a roundabout way
            Function<Tensor, Function<Tensor, Tensor>> scaled = w -> customJvp((Tensor t) -> t.mul(w), (t, d) -> {
                var slope =
                        grad((Tensor u) -> jit((Tensor v) -> v.mul(w)).apply(u)).apply(t);
                return new Jvp<>(
                        t.mul(w),
                        d.mul(vmap((Tensor v) -> v.mul(slope))
                                .apply(Ops.ones(Shape.of(1), DType.F64))
                                .sum()));
            });
            Function<Tensor, Tensor> mapped = jit((Tensor t) -> {
                var w = Func.stopGradient(t.mul(2));
                return vmap(scaled.apply(w)).apply(Ops.stack(0, t, t)).sum();
            });
            Function<Tensor, Tensor> looped = t -> Control.scan(
                            (Tensor c, Tensor w) -> new Carried<>(
                                    vmap(scaled.apply(w))
                                            .apply(Ops.stack(0, c, c))
                                            .sum(),
                                    c),
                            t,
                            vector(3, 5),
                            o -> o)
                    .carry();

            assertValues(mapped.apply(x(3)), 36);
            assertValues(grad(mapped).apply(x(3)), 12);
            assertValues(jvp(mapped, x(3), x(1)).tangent(), 12);
            assertValues(jit(grad(mapped)).apply(x(3)), 12);
            assertValues(grad(looped).apply(x(1)), 60);
            assertValues(jit(grad(looped)).apply(x(1)), 60);
            assertValues(vmap(grad(looped)).apply(vector(1, 2)), 60, 60);
        }

        @Test
        void debuggingScopesKeepTheRule() {
            Function<Tensor, Tensor> checked = t -> Debug.checkingNans(() -> sine(t));
            Function<Tensor, Tensor> leakless = t -> Debug.checkingLeaks(() -> sine(t));
            Function<Tensor, Tensor> eager = t -> Debug.disableJit(() -> sine(t));

            for (var f : List.of(checked, eager)) {
                assertValues(grad(f).apply(x(0.5)), 3 * Math.cos(0.5));
            }
            assertThat(leakless.apply(x(0.5)).item()).isEqualTo(Math.sin(0.5));
        }

        @Test
        void aTensorThatIsDifferentiatedIsRejected() {
            Function<Tensor, Tensor> f = w -> customJvp((Tensor t) -> t.mul(w), (t, d) -> new Jvp<>(t.mul(w), d.mul(w)))
                    .apply(w.mul(2));
            var message =
                    "A function given to customJvp or customVjp uses a tensor f64[] of its surroundings that is being "
                            + "differentiated, of which its rule says nothing. Pass it as an argument, or through stopGradient before.";

            for (var each : List.of(f, jit(f))) {
                assertThatThrownBy(() -> grad(each).apply(x(3)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage(message);
                assertThatThrownBy(() -> jvp(each, x(3), x(1))).hasMessage(message);
            }
            assertThatThrownBy(() -> jit(grad(f)).apply(x(3))).hasMessage(message);
            // not even if the arguments do not move
            Function<Tensor, Tensor> still =
                    w -> customJvp((Tensor t) -> t.mul(w), (t, d) -> new Jvp<>(t.mul(w), d.mul(w)))
                            .apply(x(2));
            assertThatThrownBy(() -> grad(still).apply(x(3))).hasMessage(message);
            assertThatThrownBy(() -> grad(jit(still)).apply(x(3))).hasMessage(message);
        }

        @Test
        void aStagedRuleUsesWhatTheFunctionUses() {
            Function<Tensor, Function<Tensor, Tensor>> odd =
                    row -> customJvp((Tensor t) -> t, (t, d) -> new Jvp<>(t, d.mul(row)));
            Function<Tensor, Tensor> inner =
                    row -> grad(jit((Tensor t) -> odd.apply(row).apply(t))).apply(x(2));
            Function<Tensor, Tensor> outer =
                    jit((Tensor w) -> vmap((Tensor row) -> odd.apply(row).apply(w))
                            .apply(vector(3, 4))
                            .sum());

            assertThatThrownBy(() -> vmap(inner).apply(vector(1, 2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("A closed function was expected, but it uses Tracer<f64[]> of its surroundings. "
                            + "Pass it as an argument.");
            assertThatThrownBy(() -> grad(outer).apply(x(2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "The derivative of a function given to customJvp or customVjp uses a mapped tensor of its "
                                    + "surroundings that the function itself does not use. Pass it as an argument.");
        }

        @Test
        void stopGradientLetsATensorBeCaptured() {
            Function<Tensor, Tensor> f = w -> {
                var fixed = Func.stopGradient(w);
                return customJvp((Tensor t) -> t.mul(fixed), (t, d) -> new Jvp<>(t.mul(fixed), d.mul(fixed)))
                        .apply(w);
            };

            assertValues(grad(f).apply(x(3)), 3);
            assertValues(grad(jit(f)).apply(x(3)), 3);
        }
    }

    @Test
    void perturbationsAreNotConfused() {
        // d/dx [x d/dy (x y)] with a custom product
        var product = customJvp(
                (Tensor a, Tensor b) -> a.mul(b),
                (p, t) -> new Jvp<>(
                        p.first().mul(p.second()),
                        t.first().mul(p.second()).add(p.first().mul(t.second()))));
        Function<Tensor, Tensor> f =
                a -> a.mul(grad((Tensor b) -> product.apply(a, b)).apply(x(5)));

        assertValues(grad(f).apply(x(3)), 6);
        assertValues(jit(grad(f)).apply(x(3)), 6);
        assertValues(
                jvp(
                                a -> a.mul(jvp((Tensor b) -> product.apply(a, b), x(5), x(1))
                                        .tangent()),
                                x(3),
                                x(1))
                        .tangent(),
                6);
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
