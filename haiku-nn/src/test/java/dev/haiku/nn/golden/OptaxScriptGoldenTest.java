package dev.haiku.nn.golden;

import dev.haiku.golden.GoldenCase;
import dev.haiku.golden.GoldenCases;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of optax that is a script of Python, restated in {@link OptaxScripts}, eagerly and compiled. */
class OptaxScriptGoldenTest {

    static Stream<GoldenCase> cases() {
        return GoldenCases.loadKinds(List.of("script"), "f_optax_optimizers", "f_optax_transforms", "f_optax_misc")
                .stream();
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void matchesOptax(GoldenCase golden) {
        ScriptRun.check(golden, ScriptRun.named(OptaxScripts.TABLE, golden));
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void matchesOptaxWhenCompiled(GoldenCase golden) {
        ScriptRun.checkCompiled(golden, ScriptRun.named(OptaxScripts.TABLE, golden));
    }
}
