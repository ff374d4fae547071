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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of optax that is a script of Python, restated in {@link OptaxScripts}, eagerly and compiled. */
class OptaxScriptGoldenTest {

    private static final Pattern FUNCTION = Pattern.compile("def (\\w+)\\(T\\)");

    static Stream<GoldenCase> cases() {
        return GoldenCases.loadKinds(List.of("script"), "f_optax_optimizers", "f_optax_transforms", "f_optax_misc")
                .stream();
    }

    private static Function<Map<String, Tensor>, Map<String, Tensor>> script(GoldenCase golden) {
        var matcher = FUNCTION.matcher(golden.python());
        assertThat(matcher.find()).as(golden.name()).isTrue();
        assertThat(OptaxScripts.TABLE).as(golden.name()).containsKey(matcher.group(1));
        return OptaxScripts.TABLE.get(matcher.group(1));
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void matchesOptax(GoldenCase golden) {
        check(golden, script(golden));
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void matchesOptaxWhenCompiled(GoldenCase golden) {
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
