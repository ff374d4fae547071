package dev.haiku.func;

import static dev.haiku.func.Collectives.allGather;
import static dev.haiku.func.Collectives.allGatherTiled;
import static dev.haiku.func.Collectives.allToAll;
import static dev.haiku.func.Collectives.allToAllTiled;
import static dev.haiku.func.Collectives.axisIndex;
import static dev.haiku.func.Collectives.axisSize;
import static dev.haiku.func.Collectives.pmax;
import static dev.haiku.func.Collectives.pmean;
import static dev.haiku.func.Collectives.pmin;
import static dev.haiku.func.Collectives.ppermute;
import static dev.haiku.func.Collectives.pshuffle;
import static dev.haiku.func.Collectives.psum;
import static dev.haiku.func.Collectives.psumScatter;
import static dev.haiku.func.Collectives.psumScatterTiled;
import static dev.haiku.func.Func.checkpoint;
import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.vmap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.DType;
import dev.haiku.array.ShapeException;
import dev.haiku.internal.exec.ProgramEvaluator;
import dev.haiku.ir.Program;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CollectivesTest {

    private static final Tensor X = Tensor.of(0f, 1f, 2f, 3f);
    private static final Tensor M = Ops.arange(9).cast(DType.F32).reshape(3, 3);

    private static Tensor over(Function<Tensor, Tensor> f, Tensor x) {
        return vmap(f, o -> o.axisName("i")).apply(x);
    }

    private static void assertValues(Tensor actual, double... expected) {
        assertThat(actual.cast(DType.F64).reshape(-1).toDoubleArray()).containsExactly(expected, within(1e-5));
    }

    @Nested
    class Values {

        @Test
        void sumsAndMeansAreTheSameForAllIndices() {
            assertValues(over(x -> psum(x, "i"), X), 6, 6, 6, 6);
            assertValues(over(x -> pmean(x, "i"), X), 1.5, 1.5, 1.5, 1.5);
            assertValues(over(x -> pmax(x, "i"), X), 3, 3, 3, 3);
            assertValues(over(x -> pmin(x.neg(), "i"), X), -3, -3, -3, -3);
        }

        @Test
        void whatIsTheSameForAllIndicesCountsForEach() {
            assertValues(over(x -> psum(Tensor.scalar(2f), "i"), X), 8, 8, 8, 8);
            assertValues(over(x -> pmean(Tensor.scalar(2f), "i"), X), 2, 2, 2, 2);
            assertValues(over(x -> pmax(Tensor.scalar(2f), "i"), X), 2, 2, 2, 2);
            assertThat(over(x -> allGather(Tensor.of(1f, 2f), "i", 1), X).get(0).toFloatArray())
                    .containsExactly(1, 1, 1, 1, 2, 2, 2, 2);
        }

        @Test
        void aSumNeedsNoMappedResult() {
            var sum = vmap((Tensor x) -> psum(x, "i"), o -> o.axisName("i").out(MappedAxis.NONE));
            var jitted =
                    vmap(jit((Tensor x) -> psum(x, "i")), o -> o.axisName("i").out(MappedAxis.NONE));

            assertThat(sum.apply(X).item()).isEqualTo(6);
            assertThat(jitted.apply(X).item()).isEqualTo(6);
        }

        @Test
        void booleansAreCounted() {
            var counted = over(x -> psum(x.gt(1), "i"), X);

            assertThat(counted.dtype()).isEqualTo(DType.I32);
            assertValues(counted, 2, 2, 2, 2);
        }

        @Test
        void indicesAndSizesAreKnown() {
            assertThat(over(x -> axisIndex("i"), X).toIntArray()).containsExactly(0, 1, 2, 3);
            assertThat(over(x -> Tensor.scalar(axisSize("i")), X).toIntArray()).containsExactly(4, 4, 4, 4);
        }

        @Test
        void gatheringStacksTheTensorsOfAllIndices() {
            assertThat(over(r -> allGather(r, "i"), M).get(1).toFloatArray()).isEqualTo(M.toFloatArray());
            assertValues(over(r -> allGather(r, "i", -1), M).get(0), 0, 3, 6, 1, 4, 7, 2, 5, 8);
            assertValues(over(r -> allGatherTiled(r, "i", 0), M).get(2), 0, 1, 2, 3, 4, 5, 6, 7, 8);
        }

        @Test
        void scatteringGivesEachIndexItsPartOfTheSum() {
            var wide = Ops.arange(18).cast(DType.F32).reshape(3, 6);

            assertValues(over(r -> psumScatter(r, "i", 0), M), 9, 12, 15);
            assertValues(over(r -> psumScatterTiled(r, "i", 0), wide), 18, 21, 24, 27, 30, 33);
            assertValues(over(r -> psumScatter(Tensor.of(1f, 2f, 3f), "i", 0), M), 3, 6, 9);
        }

        @Test
        void permutingSendsTensorsToOtherIndices() {
            var three = Tensor.of(5f, 6f, 7f);

            assertValues(over(x -> ppermute(x, "i", Map.of(0, 1, 1, 2, 2, 0)), three), 7, 5, 6);
            assertValues(over(x -> ppermute(x, "i", Map.of(0, 1)), three), 0, 5, 0);
            assertValues(over(x -> pshuffle(x, "i", 2, 0, 1), three), 7, 5, 6);
            assertValues(over(x -> pshuffle(Tensor.scalar(4f), "i", 2, 0, 1), three), 4, 4, 4);
        }

        @Test
        void exchangingTransposesBlocks() {
            var wide = Ops.arange(18).cast(DType.F32).reshape(3, 6);
            var deep = Ops.arange(36).cast(DType.F32).reshape(3, 6, 2);
            var cube = Ops.arange(18).cast(DType.F32).reshape(3, 3, 2);

            assertValues(over(r -> allToAll(r, "i", 0, 0), M), 0, 3, 6, 1, 4, 7, 2, 5, 8);
            assertValues(
                    over(r -> allToAll(r, "i", 0, 1), cube),
                    0,
                    6,
                    12,
                    1,
                    7,
                    13,
                    2,
                    8,
                    14,
                    3,
                    9,
                    15,
                    4,
                    10,
                    16,
                    5,
                    11,
                    17);
            assertValues(
                    over(r -> allToAllTiled(r, "i", 0, 0), wide),
                    0,
                    1,
                    6,
                    7,
                    12,
                    13,
                    2,
                    3,
                    8,
                    9,
                    14,
                    15,
                    4,
                    5,
                    10,
                    11,
                    16,
                    17);
            assertValues(
                    over(r -> allToAllTiled(r, "i", 0, 1), deep).get(0), 0, 1, 12, 13, 24, 25, 2, 3, 14, 15, 26, 27);
        }

        @Test
        void treesAreReducedTensorByTensor() {
            record Pair(Tensor a, List<Tensor> b) {}
            var sum = vmap((Tensor x) -> psum(new Pair(x, List.of(x.mul(2))), "i"), o -> o.axisName("i"));

            var result = sum.apply(X);

            assertValues(result.a(), 6, 6, 6, 6);
            assertValues(result.b().get(0), 12, 12, 12, 12);
        }

        @Test
        void severalAxesCountTogether() {
            var both = nested(x -> psum(x, "i", "j"));
            var index = nested(x -> axisIndex("i", "j"));

            assertValues(both.apply(M), 36, 36, 36, 36, 36, 36, 36, 36, 36);
            assertThat(index.apply(M).reshape(-1).toIntArray()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
            assertValues(nested(x -> psum(x, "j")).apply(M), 3, 3, 3, 12, 12, 12, 21, 21, 21);
            assertValues(nested(x -> psum(x, "i")).apply(M), 9, 12, 15, 9, 12, 15, 9, 12, 15);
            assertValues(nested(x -> pmean(x, "j", "i")).apply(M), 4, 4, 4, 4, 4, 4, 4, 4, 4);
            assertThat(nested(x -> Tensor.scalar(axisSize("i", "j")))
                            .apply(M)
                            .reshape(-1)
                            .toIntArray())
                    .containsOnly(9);
        }

        private Function<Tensor, Tensor> nested(Function<Tensor, Tensor> f) {
            return vmap((Tensor row) -> vmap(f, o -> o.axisName("j")).apply(row), o -> o.axisName("i"));
        }
    }

    /** Ways to run a function of a vector inside the mapping, which give what it gives. */
    static Stream<Named<UnaryOperator<Function<Tensor, Tensor>>>> wrappers() {
        return Stream.of(
                Named.of("alone", f -> f),
                Named.of("jit", f -> jit(f)),
                Named.of("jit(jit)", f -> jit((Tensor x) -> jit(f).apply(x))),
                Named.of("checkpoint", f -> checkpoint(f)),
                Named.of("jit(checkpoint)", f -> jit(checkpoint(f))),
                Named.of("cond", f -> x -> Control.cond(x.sum().gt(-100), f, y -> y.mul(0), x)),
                Named.of(
                        "jit(cond)", f -> jit((Tensor x) -> Control.cond(x.sum().gt(-100), f, y -> y.mul(0), x))),
                Named.of(
                        "cond on the same predicate for all",
                        f -> jit((Tensor x) -> Control.cond(psum(x.sum(), "i").gt(-100), f, y -> y.mul(0), x))),
                Named.of(
                        "scan",
                        f -> x -> Control.scan(
                                        (Tensor c, Tensor y) -> new Carried<>(c, f.apply(y)), x.sum(), x.expandDims(0))
                                .ys()
                                .get(0)),
                Named.of("scan carry", f -> x -> Control.foriLoop(0, 1, (i, y) -> f.apply(y), x)),
                Named.of("jit(scan)", f -> jit((Tensor x) -> Control.foriLoop(0, 1, (i, y) -> f.apply(y), x))),
                Named.of("namedCall", f -> jit(Func.namedCall("collective", f))),
                Named.of("jvp", f -> x -> Func.jvp(f, x, x).value()),
                Named.of("vjp", f -> x -> Func.vjp(f, x).value()),
                Named.of(
                        "vmap of another axis",
                        f -> x -> vmap(f).apply(Ops.stack(0, x, x.mul(2))).get(0)),
                Named.of(
                        "vmap of another named axis",
                        f -> x -> vmap(f, o -> o.axisName("other"))
                                .apply(Ops.stack(0, x.mul(2), x))
                                .get(1)),
                Named.of(
                        "jit(vmap)",
                        f -> jit((Tensor x) ->
                                vmap(jit(f)).apply(Ops.stack(0, x, x)).get(1))));
    }

    /** A function of a vector of three at one of three indices. */
    private static Tensor mixed(Tensor x) {
        var moved = ppermute(x.mul(3), "i", Map.of(0, 2, 1, 0)).sub(pshuffle(x, "i", 1, 2, 0));
        var parts = psumScatter(x.mul(x), "i", 0).add(axisIndex("i"));
        var exchanged = allToAll(x.square(), "i", 0, 0);
        return pmean(x, "i")
                .mul(moved)
                .add(parts)
                .add(exchanged.mul(allGather(x, "i").sum(0)));
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void nothingInBetweenChangesTheValues(UnaryOperator<Function<Tensor, Tensor>> wrap) {
        var wrapped = wrap.apply(CollectivesTest::mixed);

        var expected =
                over(CollectivesTest::mixed, M).reshape(-1).cast(DType.F64).toDoubleArray();

        assertValues(over(wrapped, M), expected);
        assertValues(jit((Tensor m) -> over(wrapped, m)).apply(M), expected);
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void gradientsOutsideAndInsideOfTheMappingAgree(UnaryOperator<Function<Tensor, Tensor>> wrap) {
        var wrapped = wrap.apply(CollectivesTest::mixed);

        // the transposed collectives add up what all indices want of one
        var inside = over(grad((Tensor x) -> wrapped.apply(x).sum()), M);
        var outside = grad((Tensor m) -> over(wrapped, m).sum()).apply(M);
        var plain = grad((Tensor m) -> over(CollectivesTest::mixed, m).sum()).apply(M);

        var expected = plain.reshape(-1).cast(DType.F64).toDoubleArray();
        assertValues(inside, expected);
        assertValues(outside, expected);
    }

    @Nested
    class Derivatives {

        @Test
        void areThoseOfJax() {
            assertValues(over(grad((Tensor x) -> psum(x, "i")), X), 4, 4, 4, 4);
            assertValues(over(grad((Tensor x) -> pmean(x.mul(x), "i")), X), 0, 2, 4, 6);
            assertValues(over(grad((Tensor x) -> allGather(x, "i").square().sum()), X), 0, 8, 16, 24);
            assertValues(
                    over(
                            grad((Tensor x) -> ppermute(x, "i", Map.of(0, 1, 1, 2, 2, 3, 3, 0))
                                    .mul(axisIndex("i"))),
                            X),
                    1,
                    2,
                    3,
                    0);
            assertValues(
                    over(x -> Func.jvp((Tensor y) -> psum(y, "i"), x, x.mul(2)).tangent(), X), 12, 12, 12, 12);
        }

        @Test
        void ofOnesOwnMayUseThem() {
            var shared = Func.customVjp(
                    (Tensor x) -> psum(x.mul(x), "i"),
                    (Tensor x) -> new WithResiduals<>(psum(x.mul(x), "i"), x),
                    (Tensor x, Tensor g) -> psum(g, "i").mul(x).mul(2));
            var forward = Func.customJvp(
                    (Tensor x) -> psum(x.mul(x), "i"),
                    (Tensor x, Tensor dx) ->
                            new Jvp<>(psum(x.mul(x), "i"), psum(x.mul(dx).mul(2), "i")));
            Function<Tensor, Tensor> plain = x -> psum(x.mul(x), "i");
            var expected = over(grad(plain), X).cast(DType.F64).toDoubleArray();

            for (var f : List.of(shared, forward)) {
                assertValues(over(grad(f), X), expected);
                assertValues(over(jit(grad(f)), X), expected);
                assertValues(over(grad(jit(f)), X), expected);
                assertValues(jit(grad((Tensor m) -> over(jit(f), m).sum())).apply(X), expected);
            }
        }

        @Test
        void ofSecondOrderPassThem() {
            Function<Tensor, Tensor> f = x -> psum(x.mul(x).mul(x), "i");

            // the first one is 3 x^2 psum(1), of which the second factor is constant
            assertValues(over(grad((Tensor x) -> grad(f).apply(x)), X), 0, 24, 48, 72);
        }

        @Test
        void doNotExistForExtremes() {
            assertThatThrownBy(() -> over(grad((Tensor x) -> pmax(x, "i")), X))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage("pmax is not differentiable: it chooses among indices. "
                            + "Compare with the operand yourself, or take it through stopGradient.");
        }
    }

    @Nested
    class Programs {

        @Test
        void keepTheCollectiveUntilTheAxisIsMapped() {
            var inner = jit((Tensor x) -> x.div(psum(x, "i")));
            var text = new StringBuilder();

            over(
                    x -> {
                        text.append(inner.lower(x).program());
                        return x;
                    },
                    X);

            assertThat(text).hasToString("""
                    { lambda a:f32[] .
                        b:f32[] = psum[axisName=i] a
                        c:f32[] = div a b
                      in (c) }""");
        }

        @Test
        void areStagedOncePerSetOfNamedAxes() {
            var traces = new AtomicInteger();
            var inner = jit((Tensor x) -> {
                traces.incrementAndGet();
                return x.div(psum(x, "i"));
            });
            UnaryOperator<VmapOptions> i = o -> o.axisName("i");

            vmap(inner, i).apply(X);
            vmap(inner, i).apply(X.mul(2));
            assertThat(traces).hasValue(1);

            vmap(inner, i).apply(Tensor.of(1f, 2f));
            assertThat(traces).hasValue(2);

            assertThatThrownBy(() -> inner.apply(Tensor.scalar(1f))).isInstanceOf(UnboundAxisException.class);
            assertThat(inner.cacheStatistics().programs())
                    .extracting(CacheStatistics.Entry::signature)
                    .containsExactly("[*] with f32[] under axes {i=2}", "[*] with f32[] under axes {i=4}");
            assertThat(inner.cacheStatistics().programs().get(0).reason())
                    .isEqualTo("the named axes are {i=2}, not {i=4}");
        }

        @Test
        void haveACounterThatStaysTheSameForAll() {
            var program = Func.makeProgram(
                    (Tensor m) -> over(x -> Control.foriLoop(0, 3, (k, y) -> y.add(psum(x, "i")), x), m), X);

            assertThat(program.toString()).contains("reduce_sum").doesNotContain("psum");
        }

        @Test
        void runTheInnermostAxisOfAName() {
            var nested = vmap(
                    (Tensor row) -> vmap((Tensor x) -> psum(x, "i"), o -> o.axisName("i"))
                            .apply(row),
                    o -> o.axisName("i"));

            assertValues(nested.apply(M), 3, 3, 3, 12, 12, 12, 21, 21, 21);
        }
    }

    @Nested
    class Errors {

        @Test
        void nameAnAxisThatIsNotBound() {
            assertThatThrownBy(() -> psum(X, "i"))
                    .isInstanceOf(UnboundAxisException.class)
                    .hasMessage("psum got the unbound axis name 'i'; no axis around it has a name. "
                            + "Map the function that calls it with vmap(f, o -> o.axisName(\"i\")).");
            assertThatThrownBy(() -> over(x -> axisIndex("j"), X))
                    .isInstanceOf(UnboundAxisException.class)
                    .hasMessage("axisIndex got the unbound axis name 'j'; the named axes around it are {i=4}. "
                            + "Map the function that calls it with vmap(f, o -> o.axisName(\"j\")).");
            assertThatThrownBy(() -> axisSize("j")).isInstanceOf(UnboundAxisException.class);
            assertThatThrownBy(() -> over(x -> allGather(x, "j"), X)).isInstanceOf(UnboundAxisException.class);
        }

        @Test
        void demandDifferentNames() {
            assertThatThrownBy(() -> over(x -> psum(x, "i", "i"), X))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("psum needs different axis names, but got [i, i].");
            assertThatThrownBy(() -> over(x -> psum(x), X))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("psum needs the name of an axis.");
        }

        @Test
        void sayWhichSizesFit() {
            assertThatThrownBy(() -> over(x -> psumScatter(x, "i", 0), Ops.ones(3, 4)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("psumScatter needs an element for each index of the axis 'i' of size 3, "
                            + "but axis 0 of f32[4] has size 4.");
            assertThatThrownBy(() -> over(x -> allToAll(x, "i", 0, 0), Ops.ones(3, 4)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("allToAll needs an element for each index of the axis 'i' of size 3, "
                            + "but axis 0 of f32[4] has size 4.");
            assertThatThrownBy(() -> over(x -> allToAllTiled(x, "i", 0, 0), Ops.ones(3, 4)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("allToAllTiled cuts axis 0 of f32[4] into a block for each index of the axis 'i', "
                            + "but 4 is no multiple of its size 3.");
            assertThatThrownBy(() -> over(x -> allGather(x, "i", 2), Ops.ones(3, 4)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("allGather: axis 2 is out of range for 2 axes with a tensor f32[4].");
        }

        @Test
        void sayWhichPermutationsFit() {
            assertThatThrownBy(() -> over(x -> ppermute(x, "i", Map.of(0, 1, 2, 1)), X))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("ppermute sends from both 0 and 2 to 1. Each index gets from one.");
            assertThatThrownBy(() -> over(x -> ppermute(x, "i", Map.of(0, 4)), X))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("ppermute sends from 0 to 4, but the indices of the axis are 0 to 3.");
            assertThatThrownBy(() -> over(x -> pshuffle(x, "i", 0, 1, 1, 2), X))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("pshuffle needs a permutation of the 4 indices of the axis 'i', but got [0, 1, 1, 2].");
        }

        @Test
        void sayThatAProgramRunsOutsideOfItsAxis() {
            var programs = new ArrayList<Program>();
            over(
                    x -> {
                        programs.add(Func.makeProgram((Tensor y) -> psum(y, "i"), x));
                        return x;
                    },
                    X);

            assertThatThrownBy(() -> ProgramEvaluator.evaluate(programs.get(0), List.of(Tensor.scalar(1f))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "psum runs over the axis 'i', but no mapping of that axis is left where the program runs. "
                                    + "Map the function that runs it with vmap(f, o -> o.axisName(\"i\")).");
        }
    }
}
