package dev.haiku.nn.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.haiku.Haiku;
import dev.haiku.NoInput;
import dev.haiku.golden.GoldenCase;
import dev.haiku.golden.GoldenCases;
import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        var results = OutputPaths.of("out", applied.value());
        Bundle.put(results, "init", initial.params());
        Bundle.put(results, "init_state", initial.state());
        Bundle.put(results, "state_out", applied.state());
        Bundle.check(golden, results);
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

    private static <V> Map<String, V> join(Map<String, V> first, Map<String, V> second) {
        var joint = new TreeMap<>(first);
        joint.putAll(second);
        return joint;
    }
}
