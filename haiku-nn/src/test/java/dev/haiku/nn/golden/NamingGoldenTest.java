package dev.haiku.nn.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.haiku.Haiku;
import dev.haiku.NoInput;
import dev.haiku.Params;
import dev.haiku.State;
import dev.haiku.golden.GoldenAssert;
import dev.haiku.golden.GoldenCase;
import dev.haiku.golden.GoldenCases;
import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Names of modules, their order, initial values and outputs for the same key: all as in dm-haiku.
 *
 * <p>The cases carry Python; each is restated in Java, in {@link NamingModules}, {@link NamingNetworks}, {@link NamingScopes}
 * and {@link NamingTransforms}.
 */
class NamingGoldenTest {

    private static final Map<String, Function<Tensor, Object>> SCRIPTS = join(
            join(NamingModules.SCRIPTS, NamingScopes.SCRIPTS), join(NamingNetworks.SCRIPTS, NamingTransforms.SCRIPTS));

    static List<GoldenCase> nets() {
        return GoldenCases.loadKinds(List.of("naming"), "d_naming");
    }

    static List<GoldenCase> listings() {
        return GoldenCases.loadKinds(List.of("naming_listing"), "d_naming");
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("nets")
    void namesAndInitialisesLikeHaiku(GoldenCase golden) {
        assertThat(SCRIPTS)
                .as("The case " + golden + " is not restated in Java.")
                .containsKey(golden.title());
        var net = Haiku.transformWithState(SCRIPTS.get(golden.title()));
        var x = Tensor.of(golden.tensor("in:x"));

        var initial = net.init(key(golden, "seed"), x);
        var applied = net.apply(initial.params(), initial.state(), key(golden, "apply_seed"), x);

        checkOrder(golden, "param_order", initial.params().names());
        checkOrder(golden, "state_order", initial.state().names());
        check(golden, "init:", tensors(initial.params()));
        check(golden, "init_state:", tensors(initial.state()));
        check(golden, "state_out:", tensors(applied.state()));
        check(golden, "out", outputs(applied.value()));
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("listings")
    void listsTheSameNamesAsHaiku(GoldenCase golden) {
        assertThat(NamingListings.SCRIPTS)
                .as("The case " + golden + " is not restated in Java.")
                .containsKey(golden.title());
        Consumer<List<String>> script = NamingListings.SCRIPTS.get(golden.title());
        var names = new ArrayList<String>();

        Haiku.transform(() -> {
                    script.accept(names);
                    return Tensor.scalar(0);
                })
                .initWithoutRng(NoInput.NONE);

        assertThat(names).isEqualTo(golden.strings("names"));
    }

    @Test
    void runsEveryBundledCase() {
        assumeThat(GoldenCases.folder()).isEmpty();

        var titles = Stream.concat(nets().stream(), listings().stream())
                .map(GoldenCase::title)
                .collect(Collectors.toSet());
        var restated = Stream.of(SCRIPTS.keySet(), NamingListings.SCRIPTS.keySet())
                .flatMap(Set::stream)
                .toList();

        assertThat(titles).hasSize(62);
        assertThat(restated).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(titles);
    }

    private static Key key(GoldenCase golden, String seed) {
        return Key.of(golden.spec().path(seed).asLong());
    }

    private static void checkOrder(GoldenCase golden, String field, List<String> names) {
        var expected = golden.strings(field).stream()
                .map(name -> name.replace('|', '/'))
                .toList();
        assertThat(names).as(golden + " " + field).isEqualTo(expected);
    }

    /** Checks every tensor of the case whose key begins with {@code prefix}. */
    private static void check(GoldenCase golden, String prefix, Map<String, Tensor> results) {
        for (var key : golden.keys()) {
            if (key.startsWith(prefix)) {
                var name = key.substring(prefix.length());
                assertThat(results).as(golden + " " + key).containsKey(name);
                GoldenAssert.check(golden, key, results.get(name).toHost());
            }
        }
    }

    private static Map<String, Tensor> tensors(Params params) {
        return params.entries().stream()
                .collect(Collectors.toMap(entry -> entry.module() + "|" + entry.name(), Params.Entry::value));
    }

    private static Map<String, Tensor> tensors(State state) {
        return state.entries().stream().collect(Collectors.toMap(entry -> entry.module() + "|" + entry.name(), entry ->
                (Tensor) entry.value()));
    }

    /** {@return a tensor under the empty name, the values of a map under {@code /name}} */
    private static Map<String, Tensor> outputs(Object out) {
        return Optional.of(out)
                .filter(Tensor.class::isInstance)
                .map(tensor -> Map.of("", (Tensor) tensor))
                .orElseGet(() -> ((Map<?, ?>) out)
                        .entrySet().stream().collect(Collectors.toMap(entry -> "/" + entry.getKey(), entry ->
                                (Tensor) entry.getValue())));
    }

    private static <V> Map<String, V> join(Map<String, V> first, Map<String, V> second) {
        var joint = new TreeMap<>(first);
        joint.putAll(second);
        return joint;
    }
}
