package dev.haiku.nn.golden;

import dev.haiku.golden.GoldenCase;
import dev.haiku.golden.GoldenCases;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every case of a function of Haiku or {@code jax.nn}, run from its spec: result and gradients.
 *
 * <p>Names are mapped by {@link FunctionTable}.
 */
class FunctionGoldenTest {

    private static final FunctionRun FUNCTIONS = new FunctionRun(FunctionTable::run);

    static List<GoldenCase> cases() {
        return GoldenCases.loadKinds(List.of("function"), "c_functions");
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void matchesTheReference(GoldenCase golden) {
        FUNCTIONS.check(golden);
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void matchesTheReferenceWhenCompiled(GoldenCase golden) {
        FUNCTIONS.checkCompiled(golden);
    }
}
