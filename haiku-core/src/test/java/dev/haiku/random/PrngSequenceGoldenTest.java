package dev.haiku.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.Haiku;
import dev.haiku.Initializer;
import dev.haiku.KeySequence;
import dev.haiku.LayerModule;
import dev.haiku.Module;
import dev.haiku.NoInput;
import dev.haiku.Params;
import dev.haiku.array.Shape;
import dev.haiku.golden.GoldenAssert;
import dev.haiku.golden.GoldenCase;
import dev.haiku.golden.GoldenCases;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases of Haiku's sequences of keys, restated from their Python. */
class PrngSequenceGoldenTest {

    private static final Map<String, Supplier<Map<String, Tensor>>> SCRIPTS = Map.of(
            "seq_next", () -> keys(next(KeySequence.of(42), 5)),
            "seq_reserve", PrngSequenceGoldenTest::reserve,
            "seq_internal_state", PrngSequenceGoldenTest::internalState,
            "transform_next_rng_key", () -> keys(inTransform(5, PrngSequenceGoldenTest::singlyAndTogether)),
            "transform_reserve", () -> keys(inTransform(6, PrngSequenceGoldenTest::reserved)),
            "transform_rng_seed_int", () -> keys(inTransform(17, () -> nextInTransform(2))),
            "config_rng_reserve_size", () -> keys(inTransform(21, PrngSequenceGoldenTest::reservedByThree)),
            "module_rng_in_init_vs_apply", PrngSequenceGoldenTest::moduleThatDraws);

    static List<GoldenCase> cases() {
        return GoldenCases.loadKinds(List.of("script"), "a_prng");
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void drawsTheKeysOfHaiku(GoldenCase golden) {
        assertThat(SCRIPTS).as("the scripts restated here").containsKey(golden.title());

        var results = SCRIPTS.get(golden.title()).get();

        for (var key : golden.outputs()) {
            GoldenAssert.check(golden, key, results.get(key).toHost());
        }
    }

    private static Map<String, Tensor> keys(List<Key> keys) {
        return named("key", keys);
    }

    private static Map<String, Tensor> named(String name, List<Key> keys) {
        var results = new HashMap<String, Tensor>();
        for (int i = 0; i < keys.size(); i++) {
            results.put(name + i, keys.get(i).data());
        }
        return results;
    }

    private static List<Key> next(KeySequence sequence, int n) {
        var keys = new ArrayList<Key>();
        for (int i = 0; i < n; i++) {
            keys.add(sequence.next());
        }
        return keys;
    }

    private static Map<String, Tensor> reserve() {
        var sequence = KeySequence.of(3);
        sequence.reserve(4);
        return keys(next(sequence, 6));
    }

    private static Map<String, Tensor> internalState() {
        var sequence = KeySequence.of(11);
        sequence.reserve(3);
        sequence.next();
        var snapshot = sequence.snapshot();

        var results = named("subkey", snapshot.reserved());
        results.put("key", snapshot.key().data());
        return results;
    }

    private static List<Key> inTransform(long seed, Supplier<List<Key>> body) {
        return Haiku.transform(body).apply(Params.empty(), Key.of(seed), NoInput.NONE);
    }

    private static List<Key> nextInTransform(int n) {
        var keys = new ArrayList<Key>();
        for (int i = 0; i < n; i++) {
            keys.add(Haiku.nextRngKey());
        }
        return keys;
    }

    private static List<Key> singlyAndTogether() {
        var keys = nextInTransform(2);
        keys.addAll(Haiku.nextRngKeys(3));
        keys.addAll(nextInTransform(1));
        return keys;
    }

    private static List<Key> reserved() {
        Haiku.reserveRngKeys(5);
        return nextInTransform(7);
    }

    /** Python's {@code rng_reserve_size=3} reserves three keys whenever none is left. */
    private static List<Key> reservedByThree() {
        Haiku.reserveRngKeys(3);
        var keys = nextInTransform(3);
        Haiku.reserveRngKeys(3);
        keys.addAll(nextInTransform(2));
        return keys;
    }

    private record Drawn(Tensor y, Key before, Key between) {}

    /** Draws keys itself, between the initialisers of its layers. */
    private static final class M extends Module {

        Drawn apply(Tensor x) {
            return mainMethod(() -> {
                var before = Haiku.nextRngKey();
                var hidden = new Affine("a", 3).apply(x);
                var between = Haiku.nextRngKey();
                return new Drawn(new Affine("b", 2).apply(hidden), before, between);
            });
        }
    }

    /** Haiku's {@code Linear} with its default initialisers. */
    private static final class Affine extends LayerModule {

        private final int size;

        Affine(String name, int size) {
            super(name);
            this.size = size;
        }

        @Override
        protected Tensor call(Tensor x) {
            int inputs = x.shape().last();
            Initializer normal = (shape, dtype) -> Random.truncatedNormal(Haiku.nextRngKey(), -2, 2, shape, dtype)
                    .mul(1 / Math.sqrt(inputs));
            var w = getParameter("w", Shape.of(inputs, size), normal);
            return Ops.matmul(x, w).add(getParameter("b", Shape.of(size), Ops::zeros));
        }
    }

    private static Map<String, Tensor> moduleThatDraws() {
        var network = Haiku.transform((Tensor x) -> new M().apply(x));
        var x = Ops.ones(2, 4);
        var params = network.init(Key.of(5), x);
        var drawn = network.apply(params, Key.of(6), x);

        var results = new LinkedHashMap<String, Tensor>();
        params.entries().forEach(e -> results.put("params:" + e.module() + "|" + e.name(), e.value()));
        results.put("out", drawn.y());
        results.put("k0", drawn.before().data());
        results.put("k1", drawn.between().data());
        return results;
    }
}
