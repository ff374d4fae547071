package dev.haiku.nn.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.func.Func;
import dev.haiku.golden.GoldenAssert;
import dev.haiku.golden.GoldenCase;
import dev.haiku.golden.GoldenCases;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case that composes transformations of functions, eagerly and compiled. */
class TransformGoldenTest {

    private static final Map<String, Function<Map<String, Tensor>, Map<String, Tensor>>> TABLE =
            new TreeMap<>(TransformScripts.TABLE);

    static {
        TABLE.put("transform_script:bptt_VanillaRNN", DerivativeScripts::vanilla);
        TABLE.put("transform_script:bptt_LSTM", DerivativeScripts::lstm);
        TABLE.put("transform_script:bptt_GRU", DerivativeScripts::gru);
    }

    static Stream<GoldenCase> cases() {
        return GoldenCases.loadKinds(List.of("script"), "e_transforms").stream();
    }

    private static Function<Map<String, Tensor>, Map<String, Tensor>> script(GoldenCase golden) {
        if (golden.target().equals("transform_script:derivatives")) {
            var name = golden.json().path("fn").asText();
            return given -> DerivativeScripts.derivatives(name, given);
        }
        assertThat(TABLE).containsKey(golden.target());
        return TABLE.get(golden.target());
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void givesTheResultsOfJax(GoldenCase golden) {
        check(golden, script(golden));
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void givesTheResultsOfJaxWhenCompiled(GoldenCase golden) {
        check(golden, Func.jit(script(golden)));
    }

    private static void check(GoldenCase golden, Function<Map<String, Tensor>, Map<String, Tensor>> script) {
        var given = new TreeMap<String, Tensor>();
        golden.inputs().forEach(key -> given.put(key, Tensor.of(golden.tensor(key))));
        var results = script.apply(given);
        for (var key : golden.outputs()) {
            assertThat(results).as(golden.name()).containsKey(key);
            GoldenAssert.check(golden, key, results.get(key).toHost());
        }
    }
}
