package dev.haiku.nn.golden;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.Haiku;
import dev.haiku.KeySequence;
import dev.haiku.LayerModule;
import dev.haiku.NoInput;
import dev.haiku.Params;
import dev.haiku.golden.GoldenCase;
import dev.haiku.golden.GoldenCases;
import dev.haiku.nn.Linear;
import dev.haiku.random.Key;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The keys of {@code hk.PRNGSequence} and of the functions that draw from it; the cases' Python is restated. */
class KeySequenceGoldenTest {

    private static final Map<String, Supplier<Map<String, Tensor>>> SCRIPTS = Map.ofEntries(
            entry("seq_next", () -> keys(draw(KeySequence.of(42), 5))),
            entry("seq_reserve", () -> {
                var sequence = KeySequence.of(3);
                sequence.reserve(4);
                return keys(draw(sequence, 6));
            }),
            entry("seq_internal_state", KeySequenceGoldenTest::snapshot),
            entry("transform_next_rng_key", () -> transformed(5, KeySequenceGoldenTest::oneAndThreeAtATime)),
            entry(
                    "transform_reserve",
                    () -> transformed(6, () -> {
                        Haiku.reserveRngKeys(5);
                        return Stream.generate(Haiku::nextRngKey).limit(7).toList();
                    })),
            entry(
                    "transform_rng_seed_int",
                    () -> transformed(
                            17,
                            () -> Stream.generate(Haiku::nextRngKey).limit(2).toList())),
            entry(
                    "config_rng_reserve_size",
                    () -> Haiku.rngReserveSize(
                            3,
                            () -> transformed(
                                    21,
                                    () -> Stream.generate(Haiku::nextRngKey)
                                            .limit(5)
                                            .toList()))),
            entry("module_rng_in_init_vs_apply", KeySequenceGoldenTest::keysInsideAModule));

    static List<GoldenCase> cases() {
        return GoldenCases.loadKinds(List.of("script"), "a_prng");
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void drawsTheKeysOfHaiku(GoldenCase golden) {
        assertThat(SCRIPTS)
                .as("The case " + golden + " is not restated in Java.")
                .containsKey(golden.title());

        var results = SCRIPTS.get(golden.title()).get();

        assertThat(results.keySet()).containsExactlyInAnyOrderElementsOf(golden.outputs());
        Bundle.check(golden, results);
    }

    private static List<Key> draw(KeySequence sequence, int n) {
        return Stream.generate(sequence::next).limit(n).toList();
    }

    private static Map<String, Tensor> keys(List<Key> keys) {
        return named("key", keys);
    }

    private static Map<String, Tensor> named(String prefix, List<Key> keys) {
        var named = new HashMap<String, Tensor>();
        for (var key : keys) {
            named.put(prefix + named.size(), key.data());
        }
        return named;
    }

    private static Map<String, Tensor> snapshot() {
        var sequence = KeySequence.of(11);
        sequence.reserve(3);
        sequence.next();
        var snapshot = sequence.snapshot();
        var results = named("subkey", snapshot.reserved());
        results.put("key", snapshot.key().data());
        return results;
    }

    private static Map<String, Tensor> transformed(long seed, Supplier<List<Key>> function) {
        return keys(Haiku.transform(function).apply(Params.empty(), Key.of(seed), NoInput.NONE));
    }

    private static List<Key> oneAndThreeAtATime() {
        var keys = new ArrayList<Key>();
        keys.add(Haiku.nextRngKey());
        keys.add(Haiku.nextRngKey());
        keys.addAll(Haiku.nextRngKeys(3));
        keys.add(Haiku.nextRngKey());
        return keys;
    }

    private static Map<String, Tensor> keysInsideAModule() {
        var drawn = new ArrayList<Key>();
        final class M extends LayerModule {
            @Override
            protected Tensor call(Tensor x) {
                drawn.add(nextRngKey());
                var y = new Linear(3, o -> o.name("a")).apply(x);
                drawn.add(nextRngKey());
                return new Linear(2, o -> o.name("b")).apply(y);
            }
        }
        var net = Haiku.transform((Tensor x) -> new M().apply(x));
        var x = Ops.ones(2, 4);
        var params = net.init(Key.of(5), x);
        drawn.clear();
        var results = new HashMap<String, Tensor>();
        results.put("out", net.apply(params, Key.of(6), x));
        results.put("k0", drawn.get(0).data());
        results.put("k1", drawn.get(1).data());
        return Bundle.put(results, "params", params);
    }
}
