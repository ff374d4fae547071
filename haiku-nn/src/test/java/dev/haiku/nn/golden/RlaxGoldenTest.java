package dev.haiku.nn.golden;

import dev.haiku.golden.GoldenCase;
import dev.haiku.golden.GoldenCases;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of a function of RLax, run from its spec: results and gradients, eagerly and compiled. */
class RlaxGoldenTest {

    private static final FunctionRun FUNCTIONS = new FunctionRun(RlaxTable::run);

    static Stream<GoldenCase> cases() {
        return GoldenCases.loadKinds(List.of("function"), "g_rlax").stream();
    }

    static Stream<GoldenCase> scripts() {
        return GoldenCases.loadKinds(List.of("script"), "g_rlax").stream();
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void matchesRlax(GoldenCase golden) {
        FUNCTIONS.check(golden);
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void matchesRlaxWhenCompiled(GoldenCase golden) {
        FUNCTIONS.checkCompiled(golden);
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("scripts")
    void matchesScriptsOfRlax(GoldenCase golden) {
        Bundle.check(golden, ScriptRun.named(RlaxScripts.TABLE, golden).apply(golden));
    }
}
