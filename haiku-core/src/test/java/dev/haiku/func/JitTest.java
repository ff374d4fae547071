package dev.haiku.func;

import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.vmap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.tensor.ConcretizationException;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Static;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** When jitted functions are staged, and what they tell about it. */
class JitTest {

    private static final Tensor X = Tensor.of(1f, 2f, 3f);

    /** An activation to choose by. */
    enum Activation {
        RELU,
        TANH
    }

    @Nested
    class StaticParts {

        @Test
        void enumsStringsAndNumbersAsWholeArgumentsAreStatic() {
            var byEnum = jit((Tensor x, Activation a) -> a == Activation.RELU ? Nn.relu(x) : Ops.tanh(x));
            var byName = jit((Tensor x, String name) -> name.equals("double") ? x.mul(2) : x);
            var byNumber = jit((Tensor x, Integer times) -> {
                var sum = x;
                for (int i = 1; i < times; i++) { // Java's loops run while it is staged
                    sum = sum.add(x);
                }
                return sum;
            });

            assertThat(byEnum.apply(X.neg(), Activation.RELU).toFloatArray()).containsExactly(0, 0, 0);
            assertThat(byEnum.apply(X, Activation.RELU).toFloatArray()).containsExactly(1, 2, 3);
            assertThat(byEnum.apply(X.mul(0), Activation.TANH).toFloatArray()).containsExactly(0, 0, 0);
            assertThat(byName.apply(X, "double").toFloatArray()).containsExactly(2, 4, 6);
            assertThat(byName.apply(X, "same").toFloatArray()).containsExactly(1, 2, 3);
            assertThat(byNumber.apply(X, 3).toFloatArray()).containsExactly(3, 6, 9);
            assertThat(byNumber.apply(X, 300 - 297).toFloatArray()).containsExactly(3, 6, 9);
            assertThat(List.of(byEnum, byName, byNumber))
                    .extracting(f -> f.cacheStatistics().traces())
                    .containsExactly(2L, 2L, 1L);
        }

        @Test
        void otherImmutableValuesAreStaticWhenWrapped() {
            Function<Tensor, Tensor> relu = Nn::relu;
            Function<Tensor, Tensor> tanh = Ops::tanh;
            BiFunction<Tensor, Static<Function<Tensor, Tensor>>, Tensor> apply =
                    (x, f) -> f.value().apply(x);
            var jitted = jit(apply);

            assertThat(jitted.apply(X, Static.of(relu)).toFloatArray()).containsExactly(1, 2, 3);
            assertThat(jitted.apply(X, Static.of(relu)).toFloatArray()).containsExactly(1, 2, 3);
            assertThat(jitted.apply(X.mul(0), Static.of(tanh)).toFloatArray()).containsExactly(0, 0, 0);
            assertThat(jitted.cacheStatistics().traces()).isEqualTo(2);
        }

        @Test
        void valuesThatCanChangeAreRefused() {
            var jitted = jit((Tensor x, Object mutable) -> x);

            assertThatThrownBy(() -> jitted.apply(X, new AtomicInteger(3)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "A tree cannot hold a java.util.concurrent.atomic.AtomicInteger, but [1] is one. A tree is"
                                    + " made of tensors, records, lists, maps with string keys, arrays of objects, Optional and"
                                    + " TreeNode; numbers, booleans, strings, enums and shapes are its static parts, and other"
                                    + " immutable values in Static.of.");
            assertThatThrownBy(() -> jitted.apply(X, new StringBuilder().reverse()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("A tree cannot hold a java.lang.StringBuilder, but [1] is one.");
        }
    }

    @Nested
    class Retracing {

        private final AtomicInteger traces = new AtomicInteger();

        private Tensor counted(Tensor x) {
            traces.incrementAndGet();
            return x.mul(2);
        }

        @Test
        void happensForOtherShapesTypesAndStructuresOnly() {
            record In(Tensor x, List<Tensor> rest, boolean flag) {}
            var f = jit((In in) -> counted(in.x()));

            f.apply(new In(X, List.of(), true));
            f.apply(new In(X.mul(5), List.of(), true));
            assertThat(traces).hasValue(1);

            f.apply(new In(Tensor.of(1f), List.of(), true));
            f.apply(new In(X.cast(DType.F64), List.of(), true));
            f.apply(new In(X, List.of(X), true));
            f.apply(new In(X, List.of(), false));
            assertThat(traces).hasValue(5);

            f.apply(new In(X, List.of(X.add(1)), true));
            f.apply(new In(X.cast(DType.F64), List.of(), true));
            assertThat(traces).hasValue(5);
        }

        @Test
        void doesNotHappenUnderOtherTransformations() {
            var f = jit(this::counted);

            f.apply(X);
            grad((Tensor x) -> f.apply(x).sum()).apply(X);
            vmap((Tensor row) -> f.apply(row)).apply(Ops.stack(0, X, X));
            jit((Tensor x) -> f.apply(x).add(f.apply(x))).apply(X);
            Func.jvp(f, X, X);

            assertThat(traces).hasValue(1);
        }

        @Test
        void happensAtEachCallOfAFunctionThatUsesTensorsAroundIt() {
            var results = grad((Tensor w) -> {
                        var f = jit((Tensor x) -> counted(x).mul(w));
                        return f.apply(X).add(f.apply(X)).sum();
                    })
                    .apply(X);

            assertThat(results.toFloatArray()).containsExactly(4, 8, 12);
            assertThat(traces).hasValue(2);
        }

        @Test
        void isToldWithItsReason() {
            var f = jit((Tensor x, Activation a) -> x.mul(2), o -> o.name("step"));

            f.apply(X, Activation.RELU);
            f.apply(X, Activation.RELU);
            f.apply(Tensor.of(1f), Activation.RELU);
            f.apply(Tensor.of(1f), Activation.TANH);
            f.apply(Tensor.of(2), Activation.TANH);
            f.apply(X, Activation.RELU);

            var statistics = f.cacheStatistics();
            assertThat(statistics.traces()).isEqualTo(4);
            assertThat(statistics.hits()).isEqualTo(2);
            assertThat(statistics.programs())
                    .extracting(CacheStatistics.Entry::signature)
                    .containsExactly(
                            "[*, RELU] with f32[3]",
                            "[*, TANH] with i32[1]",
                            "[*, TANH] with f32[1]",
                            "[*, RELU] with f32[1]");
            assertThat(statistics.programs())
                    .extracting(CacheStatistics.Entry::reason)
                    .containsExactly(
                            "the first call",
                            "[0] is i32[1], not f32[1]",
                            "trees differ at [1]: the static value RELU in the first, the static value TANH in the second",
                            "[0] is f32[1], not f32[3]");
            assertThat(statistics.programs())
                    .extracting(CacheStatistics.Entry::calls)
                    .containsExactly(3L, 1L, 1L, 1L);
            assertThat(statistics.programs().get(0).stagingTime()).isPositive();
            assertThat(statistics.programs().get(0).compileTime()).isPositive();
        }

        @Test
        void compilesNothingForACallThatOthersTakeOver() {
            var f = jit((Tensor x) -> x.sum());

            grad(f).apply(X);

            assertThat(f.cacheStatistics().programs().get(0).compileTime()).isEqualTo(Duration.ZERO);
        }
    }

    @Nested
    class Caches {

        @Test
        void forgetOnDemand() {
            var f = jit((Tensor x) -> x.mul(2));

            f.apply(X);
            f.clearCache();
            f.apply(X);

            assertThat(f.cacheStatistics().traces()).isEqualTo(2);
            assertThat(f.cacheStatistics().programs()).hasSize(1);
            assertThat(f.cacheStatistics().programs().get(0).reason()).isEqualTo("no program is kept");
        }

        @Test
        void dropWhatWasUsedLongestAgoWhenTheyAreFull() {
            var f = jit((Tensor x, Integer n) -> x.mul(n), o -> o.cacheSize(2));

            f.apply(X, 1);
            f.apply(X, 2);
            f.apply(X, 1);
            f.apply(X, 3);
            f.apply(X, 1);

            assertThat(f.cacheStatistics().programs())
                    .extracting(CacheStatistics.Entry::signature)
                    .containsExactly("[*, 1] with f32[3]", "[*, 3] with f32[3]");
            assertThat(f.cacheStatistics().traces()).isEqualTo(3);
        }

        @Test
        void holdAtLeastOneProgram() {
            assertThatThrownBy(() -> jit((Tensor x) -> x, o -> o.cacheSize(0)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("jit needs a cacheSize >= 1, but got 0.");
        }
    }

    @Nested
    class Lowering {

        @Test
        void showsTheProgramWithoutRunningAnything() {
            var f = jit((Tensor x, Tensor y) -> x.mul(y));

            var lowered = f.lower(TensorSpec.of(DType.F32, 3), TensorSpec.of(DType.F32, 3));

            assertThat(lowered).hasToString("""
                    { lambda a:f32[3] b:f32[3] .
                        c:f32[3] = mul a b
                      in (c) }""");
            assertThat(lowered.program().equations()).hasSize(1);
        }

        @Test
        void compilesAheadOfTheFirstCall() {
            var f = jit((Tensor x) -> x.mul(2));

            var compiled = f.lower(TensorSpec.of(DType.F32, 3)).compile();

            assertThat(f.cacheStatistics().programs().get(0).compileTime()).isPositive();
            assertThat(compiled.apply(X).toFloatArray()).containsExactly(2, 4, 6);
            assertThat(f.apply(X).toFloatArray()).containsExactly(2, 4, 6);
            assertThat(f.cacheStatistics().traces()).isEqualTo(1);
        }

        @Test
        void servesAnyNumberOfArguments() {
            var one = TensorSpec.of(DType.F32);
            var x = Tensor.scalar(3f);

            assertThat(jit(() -> x.mul(2)).lower().compile().get().item()).isEqualTo(6);
            assertThat(jit((Tensor a) -> a.mul(2)).lower(one).compile().apply(x).item())
                    .isEqualTo(6);
            assertThat(jit((Tensor a, Tensor b) -> a.mul(b))
                            .lower(one, one)
                            .compile()
                            .apply(x, x)
                            .item())
                    .isEqualTo(9);
            assertThat(jit((Tensor a, Tensor b, Tensor c) -> a.mul(b).mul(c))
                            .lower(one, one, one)
                            .compile()
                            .apply(x, x, x)
                            .item())
                    .isEqualTo(27);
            assertThat(jit((Tensor a, Tensor b, Tensor c, Tensor d) ->
                                    a.mul(b).mul(c).mul(d))
                            .lower(one, one, one, one)
                            .compile()
                            .apply(x, x, x, x)
                            .item())
                    .isEqualTo(81);
        }

        @Test
        void isForOneKindOfCallOnly() {
            var compiled = jit((Tensor x) -> x.mul(2)).lower(X).compile();

            assertThatThrownBy(() -> compiled.apply(Tensor.of(1, 2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "This function was compiled for [*] with f32[3], but got arguments of which [0] is i32[2],"
                                    + " not f32[3]. Lower it for these, or call the jitted function itself.");
        }
    }

    @Nested
    class Options {

        @Test
        void nameTheCallInPrograms() {
            var inner = jit((Tensor x) -> x.mul(x), o -> o.name("square"));

            assertThat(Func.makeProgram(inner, X)).hasToString("""
                    { lambda a:f32[3] .
                        b:f32[3] = call[name=square] a { lambda a:f32[3] .
                            b:f32[3] = mul a a
                          in (b) }
                      in (b) }""");
        }

        @Test
        void makeTheCallEquationsOfTheProgramAround() {
            var inner = jit((Tensor x) -> x.mul(x), o -> o.inline(true));

            assertThat(Func.makeProgram((Tensor x) -> inner.apply(x).add(x), X)).hasToString("""
                    { lambda a:f32[3] .
                        b:f32[3] = mul a a
                        c:f32[3] = add b a
                      in (c) }""");
            assertThat(inner.apply(X).toFloatArray()).containsExactly(1, 4, 9);
        }

        @Test
        void changeOneSettingEach() {
            var options =
                    JitOptions.DEFAULTS.name("step").donate(0, 2).inline(true).cacheSize(5);

            assertThat(options.name()).isEqualTo("step");
            assertThat(options.donated()).containsExactlyInAnyOrder(0, 2);
            assertThat(options.isInline()).isTrue();
            assertThat(options.cacheSize()).isEqualTo(5);
        }

        @Test
        void giveTheMemoryOfDonatedArgumentsAway() {
            UnaryOperator<JitOptions> donating = o -> o.donate(0);
            var x = Ops.ones(100);
            var y = Ops.ones(100);

            jit((Tensor a, Tensor b) -> a.add(b), donating).apply(x, y);

            assertThatThrownBy(x::toFloatArray).isInstanceOf(IllegalStateException.class);
            assertThat(y.toFloatArray()).containsOnly(1);
        }

        @Test
        void donateOnlyArgumentsThatThereAre() {
            assertThatThrownBy(() -> jit((Tensor a) -> a, Func.donate(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("jit cannot donate argument 1 of a function of 1 arguments. Positions count from 0.");
        }
    }

    @Nested
    class Disabled {

        @Test
        void functionsRunAsTheyAre() {
            var branches = jit((Tensor x) -> x.sum().item() > 0 ? x : x.neg());

            assertThatThrownBy(() -> branches.apply(X)).isInstanceOf(ConcretizationException.class);
            assertThat(Debug.disableJit(() -> branches.apply(X.neg())).toFloatArray())
                    .containsExactly(1, 2, 3);
            assertThat(branches.cacheStatistics().traces()).isZero();
            assertThatThrownBy(() -> branches.apply(X)).isInstanceOf(ConcretizationException.class);
        }

        @Test
        void loopsRunInJava() {
            var seen = new ArrayList<Double>();
            Function<Tensor, Tensor> loop = jit((Tensor x) -> {
                var sum = Control.scan(
                        (Tensor c, Tensor y) -> {
                            seen.add(c.item());
                            return new Carried<>(c.add(y), List.of(c.mul(y)));
                        },
                        Tensor.scalar(0f),
                        x,
                        o -> o.reverse(true));
                seen.add(sum.ys().get(0).sum().item());
                return Control.whileLoop(
                        (Tensor c) -> c.lt(10),
                        (Tensor c) -> {
                            seen.add(c.item());
                            return c.add(3);
                        },
                        sum.carry());
            });

            var result = Debug.disableJit(() -> loop.apply(X));

            assertThat(result.item()).isEqualTo(12);
            assertThat(seen).containsExactly(0.0, 3.0, 5.0, 11.0, 6.0, 9.0);
        }

        @Test
        void otherTransformationsGoOn() {
            var square = jit((Tensor x) -> x.item() > 0 ? x.mul(x) : x);
            var loop = jit((Tensor n) -> Control.whileLoop((Tensor c) -> c.lt(n), (Tensor c) -> c.add(1), n.mul(0)));

            assertThat(Debug.disableJit(() -> grad(square).apply(Tensor.scalar(3f)))
                            .item())
                    .isEqualTo(6);
            assertThat(grad((Tensor x) -> Debug.disableJit(() -> square.apply(x)))
                            .apply(Tensor.scalar(3f))
                            .item())
                    .isEqualTo(6);
            // conditions that differ from index to index are not known: the loop is staged after all
            assertThat(Debug.disableJit(() -> vmap(loop).apply(Tensor.of(1f, 3f)))
                            .toFloatArray())
                    .containsExactly(1, 3);
            assertThat(Debug.disableJit(() -> Func.checkpoint(square).apply(Tensor.scalar(3f)))
                            .item())
                    .isEqualTo(9);
        }
    }

    @Nested
    class MaximumOfTraces {

        @Test
        void failsWhenAFunctionIsStagedTooOften() {
            var f = jit(Debug.assertMaxTraces(1, (Tensor x) -> x.mul(2)));

            f.apply(X);
            f.apply(X.mul(3));

            assertThatThrownBy(() -> f.apply(Tensor.of(1f)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "A function has been staged 2 times, but assertMaxTraces allows 1. The arguments are [*]"
                                    + " with [f32[1]]; cacheStatistics() of the jitted function says what was different before."
                                    + " Often jit is called anew for each call: keep the jitted function.");
        }

        @Test
        void countsStagingsOnly() {
            var f = Debug.assertMaxTraces(0, (Tensor x, Tensor y) -> x.mul(y));

            f.apply(X, X);
            f.apply(X, X);

            assertThatThrownBy(() -> jit(f).apply(X, X)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> Debug.assertMaxTraces(-1, (Tensor x) -> x))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("assertMaxTraces needs a number >= 0, but got -1.");
        }

        @Test
        void takesUpToFourArguments() {
            var three = jit(Debug.assertMaxTraces(
                    1, (Tensor a, Tensor b, Tensor c) -> a.add(b).add(c)));
            var four = jit(Debug.assertMaxTraces(
                    1,
                    (Tensor a, Tensor b, Tensor c, Tensor d) -> a.add(b).add(c).add(d)));

            assertThat(three.apply(X, X, X).toFloatArray()).containsExactly(3, 6, 9);
            assertThat(four.apply(X, X, X, X).toFloatArray()).containsExactly(4, 8, 12);
        }
    }

    @Test
    void resultsMayBeOfAnyShape() {
        assertThat(jit(() -> Ops.zeros(0, 3)).get().shape()).isEqualTo(Shape.of(0, 3));
    }
}
