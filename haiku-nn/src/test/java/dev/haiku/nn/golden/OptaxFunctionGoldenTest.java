package dev.haiku.nn.golden;

import dev.haiku.golden.GoldenCase;
import dev.haiku.golden.GoldenCases;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of a loss or another function of optax, run from its spec: results and gradients. */
class OptaxFunctionGoldenTest {

    private static final FunctionRun FUNCTIONS = new FunctionRun(OptaxFunctionTable::run);

    static Stream<GoldenCase> cases() {
        return GoldenCases.loadKinds(List.of("function"), "f_optax_losses", "f_optax_misc").stream();
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void matchesOptax(GoldenCase golden) {
        FUNCTIONS.check(golden);
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void matchesOptaxWhenCompiled(GoldenCase golden) {
        FUNCTIONS.checkCompiled(golden);
    }
}
