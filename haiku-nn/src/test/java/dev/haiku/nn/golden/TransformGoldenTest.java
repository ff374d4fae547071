package dev.haiku.nn.golden;

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
        return ScriptRun.named(TABLE, golden.target(), golden);
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void givesTheResultsOfJax(GoldenCase golden) {
        ScriptRun.check(golden, script(golden));
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void givesTheResultsOfJaxWhenCompiled(GoldenCase golden) {
        ScriptRun.checkCompiled(golden, script(golden));
    }
}
