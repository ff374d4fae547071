package dev.haiku.random;

import dev.haiku.golden.GoldenAssert;
import dev.haiku.golden.GoldenCase;
import dev.haiku.golden.GoldenCases;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every declarative case of JAX's random numbers. */
class PrngGoldenTest {

    static List<GoldenCase> cases() {
        return GoldenCases.loadKinds(List.of("function"), "a_prng");
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void drawsTheNumbersOfJax(GoldenCase golden) {
        GoldenAssert.check(golden, "out", JaxRandom.run(golden).toHost());
    }
}
