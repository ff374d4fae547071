package dev.haiku.nn.transformer;

import static dev.haiku.nn.Errors.assertThatInit;
import static dev.haiku.testing.HaikuAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.Haiku;
import dev.haiku.MultiTransformed;
import dev.haiku.NoInput;
import dev.haiku.Params;
import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.func.Func;
import dev.haiku.nn.MultiHeadAttention;
import dev.haiku.nn.init.Initializers;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransformerTest {

    private static final int LENGTH = 6;
    private static final int SIZE = 8;
    private static final Tensor SEQUENCES = Random.normal(Key.of(1), Shape.of(2, LENGTH, SIZE));

    /** What decodes one chunk: the new tokens and the caches. */
    private record Step(Tensor tokens, List<KeyValues> caches) {}

    private static MultiTransformed<Transformer, Tensor> transformer() {
        return Haiku.multiTransform(
                () -> new Transformer(2, SIZE, 4, o -> o.block(b -> b.attention(a -> a.groups(2)))),
                (Transformer t, Tensor x) -> t.apply(x, false));
    }

    private static Tensor applied(Params params, Tensor x) {
        return transformer()
                .function((Transformer t, Tensor in) -> t.apply(in, false))
                .withoutApplyRng()
                .apply(params, x);
    }

    private static Decoded<List<KeyValues>> decoded(Params params, Step step) {
        return transformer()
                .function((Transformer t, Step s) -> t.decode(s.tokens(), s.caches()))
                .withoutApplyRng()
                .apply(params, step);
    }

    private static List<KeyValues> caches(Params params, int capacity) {
        return transformer()
                .function((Transformer t) -> t.caches(2, capacity, DType.F32))
                .withoutApplyRng()
                .apply(params, NoInput.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void decodingInChunksGivesTheOutputOfTheWholeSequence(int chunk) {
        var params = transformer().init(Key.of(2), SEQUENCES);
        var step = Func.jit(TransformerTest::decoded);
        var caches = caches(params, LENGTH + 2);
        var outputs = new ArrayList<Tensor>();

        for (int start = 0; start < LENGTH; start += chunk) {
            var decoded = step.apply(params, new Step(Ops.slice(SEQUENCES, 1, start, start + chunk), caches));
            outputs.add(decoded.output());
            caches = decoded.cache();
        }

        assertThat(Ops.concatenate(outputs, 1)).isCloseTo(applied(params, SEQUENCES), 1e-5, 1e-5);
        assertThat(caches.get(1).length()).isCloseTo(Tensor.scalar(LENGTH), 0, 0);
    }

    @Test
    void tokensDoNotDependOnLaterOnes() {
        var params = transformer().init(Key.of(2), SEQUENCES);
        var changed = Ops.concatenate(
                1,
                Ops.slice(SEQUENCES, 1, 0, 4),
                Ops.slice(SEQUENCES, 1, 4, LENGTH).add(1));

        var first = Ops.slice(applied(params, changed), 1, 0, 4);

        assertThat(first).isCloseTo(Ops.slice(applied(params, SEQUENCES), 1, 0, 4), 1e-6, 1e-6);
    }

    @Test
    void paddingBehindASequenceDoesNotChangeItsOutput() {
        var net = Haiku.transform((Tensor x) -> {
                    var block = new TransformerBlock(SIZE, 2, o -> o.attention(a -> a.causal(false)));
                    return block.apply(x, Masks.lengths(Tensor.of(4, 6), LENGTH), false);
                })
                .withoutApplyRng();
        var params = net.init(Key.of(2), SEQUENCES);
        var longer = Ops.concatenate(
                1,
                Ops.slice(SEQUENCES, 1, 0, 4),
                Ops.slice(SEQUENCES, 1, 4, LENGTH).add(1));

        var before = net.apply(params, SEQUENCES);
        var after = net.apply(params, longer);

        assertThat(Ops.slice(after.get(0), 0, 0, 4)).isCloseTo(Ops.slice(before.get(0), 0, 0, 4), 1e-6, 1e-6);
        assertThat(Ops.abs(after.get(1).sub(before.get(1))).max().item()).isGreaterThan(0.1);
    }

    @Test
    void asManyGroupsAsHeadsAreHaikusAttention() {
        var grouped = Haiku.transform((Tensor x) -> new GroupedQueryAttention(
                                SIZE,
                                4,
                                o -> o.rotary(false)
                                        .causal(false)
                                        .withBias(true)
                                        .name("attention"))
                        .apply(x))
                .withoutApplyRng();
        var haiku = Haiku.transform((Tensor x) -> new MultiHeadAttention(
                                4, SIZE / 4, Initializers.varianceScaling(), o -> o.name("attention"))
                        .apply(x, x, x))
                .withoutApplyRng();
        var params = grouped.init(Key.of(3), SEQUENCES);

        var expected = haiku.apply(params.renameModules(name -> name.replace("/~/", "/")), SEQUENCES);

        assertThat(grouped.apply(params, SEQUENCES)).isCloseTo(expected, 1e-5, 1e-5);
    }

    @Test
    void headsOfAGroupShareKeysAndValues() {
        var shared = Haiku.transform((Tensor x) ->
                        new GroupedQueryAttention(SIZE, 4, o -> o.groups(2).name("a")).apply(x))
                .withoutApplyRng();
        var own = Haiku.transform((Tensor x) -> new GroupedQueryAttention(SIZE, 4, o -> o.name("a")).apply(x))
                .withoutApplyRng();
        var params = shared.init(Key.of(3), SEQUENCES);
        var repeated = params.update("a/~/key", "w", TransformerTest::repeatHeads)
                .update("a/~/value", "w", TransformerTest::repeatHeads);

        assertThat(shared.apply(params, SEQUENCES)).isCloseTo(own.apply(repeated, SEQUENCES), 1e-5, 1e-5);
    }

    private static Tensor repeatHeads(Tensor w) {
        var heads = w.reshape(SIZE, 2, 1, 2).broadcastTo(Shape.of(SIZE, 2, 2, 2));
        return heads.reshape(SIZE, SIZE);
    }

    @Test
    void productsOfRotatedVectorsDependOnDistancesOnly() {
        var q = Random.normal(Key.of(4), Shape.of(1, 1, SIZE));
        var k = Random.normal(Key.of(5), Shape.of(1, 1, SIZE));

        var near = product(q, 7, k, 3);
        var far = product(q, 107, k, 103);

        assertThat(far).isCloseTo(near, 1e-4, 1e-4);
        assertThat(product(q, 0, k, 0)).isCloseTo(q.mul(k).sum(), 1e-5, 1e-5);
        assertThat(Math.abs(product(q, 7, k, 4).sub(near).item())).isGreaterThan(1e-3);
    }

    private static Tensor product(Tensor q, int queryPosition, Tensor k, int keyPosition) {
        return Positions.rotary(q, Tensor.of(queryPosition), Positions.BASE)
                .mul(Positions.rotary(k, Tensor.of(keyPosition), Positions.BASE))
                .sum();
    }

    @Test
    void sinusoidalPositionsAreSinesAndCosinesInTurn() {
        var positions = Positions.sinusoidal(3, 4);

        assertThat(positions).hasShape(3, 4);
        for (int i = 0; i < 3; i++) {
            assertThat(positions.get(i))
                    .isCloseTo(
                            Tensor.of((float) Math.sin(i), (float) Math.cos(i), (float) Math.sin(i / 100.0), (float)
                                    Math.cos(i / 100.0)),
                            1e-6,
                            1e-6);
        }
    }

    @Test
    void masksSayWhatMayBeSeen() {
        assertThat(Masks.causal(2).reshape(4)).hasSameNumbersAs(bools(true, false, true, true));
        assertThat(Masks.causal(Tensor.of(1, 2), 4).reshape(8))
                .hasSameNumbersAs(bools(true, true, false, false, true, true, true, false));
        assertThat(Masks.lengths(Tensor.of(1, 2), 2).reshape(4)).hasSameNumbersAs(bools(true, false, true, true));
        assertThat(Masks.padding(Tensor.of(5, 0).reshape(1, 2), 0).reshape(2)).hasSameNumbersAs(bools(true, false));
        assertThat(Masks.padding(Tensor.of(5, 0).reshape(1, 2), 0)).hasShape(1, 1, 1, 2);
    }

    private static Tensor bools(boolean... values) {
        return Tensor.of(HostArray.fromDoubles(DType.BOOL, Shape.of(values.length), i -> values[i] ? 1 : 0));
    }

    @Test
    void dropsInTrainingOnly() {
        var net = Haiku.transform((Boolean training) ->
                new TransformerBlock(SIZE, 2, o -> o.dropoutRate(0.5)).apply(SEQUENCES, training));
        var params = net.init(Key.of(2), true);

        var trained = net.apply(params, Key.of(1), true);
        var evaluated = net.apply(params, Key.of(1), false);

        assertThat(Ops.abs(trained.sub(evaluated)).max().item()).isGreaterThan(0.1);
        assertThat(net.withoutApplyRng().apply(params, false)).isCloseTo(evaluated, 0, 0);
    }

    @Test
    void gatesHiddenUnits() {
        var net = Haiku.transform((Tensor x) -> new GatedMlp(3).apply(x)).withoutApplyRng();
        var params = Params.of(Map.of(
                "gated_mlp/gate", Map.of("w", Ops.full(Shape.of(1, 3), 2.0)),
                "gated_mlp/up", Map.of("w", Ops.full(Shape.of(1, 3), 3.0)),
                "gated_mlp/down", Map.of("w", Ops.ones(3, 1))));

        var y = net.apply(params, Ops.ones(1, 1));

        double silu = 2 / (1 + Math.exp(-2));
        assertThat(y).isCloseTo(Ops.full(Shape.of(1, 1), 3 * 3 * silu), 1e-5, 1e-5);
    }

    @Nested
    class Errors {

        @Test
        void rejectsHeadsThatDoNotDivideTheModel() {
            assertThatInit(() -> new GroupedQueryAttention(6, 4))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("grouped_query_attention: modelSize 6 cannot be divided among 4 heads. Set headSize.");
        }

        @Test
        void rejectsGroupsThatDoNotDivideTheHeads() {
            assertThatInit(() -> new GroupedQueryAttention(8, 4, o -> o.groups(3)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("grouped_query_attention: 4 heads cannot share the keys of 3 groups."
                            + " The number of groups must divide it.");
        }

        @Test
        void rejectsDecodingWithSightOfLaterTokens() {
            assertThatInit(() -> {
                        var attention = new GroupedQueryAttention(8, 4, o -> o.causal(false));
                        return attention.decode(SEQUENCES, attention.cache(2, 8, DType.F32));
                    })
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("grouped_query_attention: only causal attention can decode token after token.\n"
                            + "Apply it to the whole sequence, or set causal(true).");
        }

        @Test
        void rejectsAnotherNumberOfCaches() {
            assertThatInit(() -> new Transformer(1, 8, 2).decode(SEQUENCES, List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("transformer: the number of caches must be that of layers, 1, but is 0.\n"
                            + "Start from caches, and pass on those of each step.");
        }

        @Test
        void rejectsOddSizesForPositions() {
            assertThatThrownBy(() -> Positions.sinusoidal(2, 3))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("positions need vectors of an even size, but got 3.");
        }
    }
}
