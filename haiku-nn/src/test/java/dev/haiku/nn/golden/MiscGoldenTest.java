package dev.haiku.nn.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.haiku.Haiku;
import dev.haiku.NoInput;
import dev.haiku.Params;
import dev.haiku.golden.GoldenCase;
import dev.haiku.golden.GoldenCases;
import dev.haiku.inspect.Inspect;
import dev.haiku.nn.Conv2D;
import dev.haiku.nn.Flatten;
import dev.haiku.nn.Linear;
import dev.haiku.nn.Sequential;
import dev.haiku.nn.golden.MiscFrames.Input;
import dev.haiku.nn.nets.Mlp;
import dev.haiku.nn.recurrent.Lstm;
import dev.haiku.random.Key;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * State, hooks, lifting, control flow, several transforms and tools: all as in dm-haiku.
 *
 * <p>The cases carry Python; each is restated in Java, in {@link MiscFrames}, {@link MiscHooks}, {@link MiscLoops} and {@link
 * MiscPrograms}. Those whose results are texts or names are here.
 */
class MiscGoldenTest {

    private static final Map<String, Consumer<GoldenCase>> FACTS = Map.of(
            "tabulate_mlp", MiscGoldenTest::checkTable,
            "eval_summary_rows", MiscGoldenTest::checkSummary,
            "module_repr", MiscGoldenTest::checkTexts,
            "data_structures", MiscGoldenTest::checkDataStructures);

    private static final int COLUMNS = 7;

    private static Map<String, Function<Input, Object>> networks() {
        var all = new TreeMap<>(MiscFrames.SCRIPTS);
        all.putAll(MiscLoops.SCRIPTS);
        all.putAll(MiscHooks.SCRIPTS);
        return all;
    }

    static List<GoldenCase> networkCases() {
        return GoldenCases.loadKinds(List.of("hk_script"), "c_misc");
    }

    static List<GoldenCase> programCases() {
        return GoldenCases.loadKinds(List.of("script"), "c_misc");
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("networkCases")
    void networksBehaveLikeHaikus(GoldenCase golden) {
        assertThat(networks()).as("restated cases").containsKey(golden.title());
        var net = Haiku.transformWithState(networks().get(golden.title()));
        var input = new Input(Tensor.of(golden.tensor("in:x")), Tensor.of(golden.tensor("in:y")));

        var initial = net.init(key(golden, "seed"), input);
        var applied = net.apply(initial.params(), initial.state(), key(golden, "apply_seed"), input);

        var results = new TreeMap<>(OutputPaths.of("out", applied.value()));
        Bundle.put(results, "init", initial.params());
        Bundle.put(results, "init_state", initial.state());
        Bundle.put(results, "state_out", applied.state());
        assertThat(initial.params().names().stream().map(MiscGoldenTest::barred))
                .containsExactlyElementsOf(golden.strings("param_order"));
        Bundle.check(golden, results);
    }

    /** {@return {@code module|name} for {@code module/name}} */
    private static String barred(String fullName) {
        int slash = fullName.lastIndexOf('/');
        return fullName.substring(0, slash) + "|" + fullName.substring(slash + 1);
    }

    private static Key key(GoldenCase golden, String seed) {
        return Key.of(golden.spec().path(seed).asLong());
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("programCases")
    void programsGiveHaikusResults(GoldenCase golden) {
        var names = new TreeSet<>(MiscPrograms.SCRIPTS.keySet());
        names.addAll(FACTS.keySet());
        assertThat(names).as("restated cases").contains(golden.title());

        FACTS.getOrDefault(golden.title(), none -> {}).accept(golden);
        if (MiscPrograms.SCRIPTS.containsKey(golden.title())) {
            Bundle.check(golden, MiscPrograms.SCRIPTS.get(golden.title()).apply(golden));
        }
    }

    @Test
    void everyRestatedCaseIsBundled() {
        assumeThat(GoldenCases.folder()).isEmpty();

        Set<String> restated = new TreeSet<>(networks().keySet());
        restated.addAll(MiscPrograms.SCRIPTS.keySet());
        restated.addAll(FACTS.keySet());
        Set<String> titles = new TreeSet<>();
        networkCases().forEach(golden -> titles.add(golden.title()));
        programCases().forEach(golden -> titles.add(golden.title()));

        assertThat(restated).isEqualTo(titles);
    }

    private static Tensor mlp(Tensor x) {
        return new Mlp(List.of(3, 2)).apply(x);
    }

    /** Everything but the column of settings, which print in Java's words, and that of operations, which Haiku has not. */
    private static void checkTable(GoldenCase golden) {
        var table = Inspect.tabulate(Haiku.transform(MiscGoldenTest::mlp), Tensor.of(golden.tensor("in:x")));

        assertThat(cells(table))
                .isEqualTo(cells(inJava(golden.json().path("text").asText())));
    }

    private static List<List<String>> cells(String table) {
        var rows = new ArrayList<List<String>>();
        for (var line : table.lines().filter(line -> line.startsWith("|")).toList()) {
            var cells = new ArrayList<>(
                    Arrays.stream(line.replace(" ", "").replace(".00B", "B").split("\\|"))
                            .toList());
            cells.remove(2);
            rows.add(cells.subList(0, Math.min(COLUMNS, cells.size())));
        }
        return rows;
    }

    private static String inJava(String text) {
        return text.replace("(MLP)", "(Mlp)");
    }

    private static void checkSummary(GoldenCase golden) {
        var summary = Inspect.evalSummary(Haiku.transform(MiscGoldenTest::mlp), Tensor.of(golden.tensor("in:x")));

        var rows = golden.json().path("rows");
        assertThat(summary).hasSize(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            var call = summary.get(i);
            assertThat(call.module().path()).isEqualTo(row.path("module").asText());
            assertThat(call.method()).isEqualTo(row.path("method").asText());
            assertThat(call.outputText().replace(" ", "")).isEqualTo("f32" + row.path("out"));
            var params = new TreeMap<String, String>();
            row.path("params")
                    .properties()
                    .forEach(p -> params.put(
                            p.getKey(),
                            Spec.dtype(p.getValue().get(1).asText())
                                    + p.getValue().get(0).toString()));
            var actual = new TreeMap<String, String>();
            call.module()
                    .params()
                    .forEach((name, type) -> actual.put(name, type.toString().replace(" ", "")));
            assertThat(actual).isEqualTo(params);
        }
    }

    /** How modules print: Haiku's texts, with Java's names of classes and settings. */
    private static void checkTexts(GoldenCase golden) {
        var texts = new ArrayList<String>();
        Haiku.transform(() -> {
                    texts.add(new Linear(3).toString());
                    texts.add(new Linear(3, o -> o.withBias(false).name("x")).toString());
                    texts.add(new Conv2D(4, 3).toString());
                    texts.add(new Mlp(List.of(2, 1), o -> o.activation(Ops::tanh)).toString());
                    texts.add(new Lstm(5).toString());
                    texts.add(new Flatten().toString());
                    texts.add(new Sequential(new Linear(1), new Flatten()).toString());
                    return Tensor.scalar(0);
                })
                .init(Key.of(0), NoInput.NONE);

        assertThat(texts).hasSameSizeAs(golden.json().path("reprs"));
        assertThat(texts.get(0)).isEqualTo("Linear(outputSize=3)");
        assertThat(texts.get(1)).startsWith("Linear(outputSize=3, withBias=false");
        assertThat(texts.get(2)).startsWith("Conv2D(").contains("outputChannels=4");
        assertThat(texts.get(3)).startsWith("Mlp(").contains("[2, 1]");
        assertThat(texts.get(4)).isEqualTo("Lstm(hiddenSize=5)");
        assertThat(texts.get(5)).isEqualTo("Flatten()");
        assertThat(texts.get(6)).startsWith("Sequential(");
    }

    private static void checkDataStructures(GoldenCase golden) {
        var params = MiscPrograms.twoNets(Tensor.of(golden.tensor("in:x")));
        var parts = params.partition(entry -> entry.name().equals("w"));
        var three = params.partitionN(
                3, entry -> entry.module().equals("linear") ? 2 : entry.name().equals("b") ? 1 : 0);

        assertThat(params.traverse().stream().map(entry -> entry.module() + "|" + entry.name()))
                .containsExactlyElementsOf(golden.strings("traverse"));
        assertThat(names(parts.matching())).isEqualTo(golden.strings("partition_true"));
        assertThat(names(parts.rest())).isEqualTo(golden.strings("partition_false"));
        for (int i = 0; i < three.size(); i++) {
            var expected = new ArrayList<String>();
            golden.json().path("partition_n").get(i).forEach(name -> expected.add(name.asText()));
            assertThat(names(three.get(i))).isEqualTo(expected);
        }
        assertThat(names(params.filter(entry -> entry.value().rank() == 1))).isEqualTo(golden.strings("filter"));
        assertThat(params.size()).isEqualTo(golden.json().path("tree_size").asLong());
        assertThat(params.bytes()).isEqualTo(golden.json().path("tree_bytes").asLong());
        assertThat(parts.matching().isSubsetOf(params)).isTrue();
        assertThat(params.isSubsetOf(parts.matching())).isFalse();
    }

    /** {@return the names sorted by module; the parts of a partition keep their order in Haiku, too} */
    private static List<String> names(Params params) {
        return params.traverse().stream()
                .map(entry -> entry.module() + "|" + entry.name())
                .toList();
    }
}
