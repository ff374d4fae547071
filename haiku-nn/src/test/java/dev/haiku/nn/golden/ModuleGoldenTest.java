package dev.haiku.nn.golden;

import dev.haiku.golden.GoldenCase;
import dev.haiku.golden.GoldenCases;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every case of one call of a module, run from its spec: first values, names and their order, output, gradients.
 *
 * <p>Names are mapped by {@link ModuleTable}.
 */
class ModuleGoldenTest {

    static List<GoldenCase> cases() {
        return GoldenCases.loadKinds(List.of("module"), "c_modules", "c_nets");
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void initMatchesHaiku(GoldenCase golden) {
        Bundle.checkInit(golden, run(golden).init());
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void applyAndGradientsMatchHaiku(GoldenCase golden) {
        check(golden, false);
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void compiledApplyAndGradientsMatchHaiku(GoldenCase golden) {
        check(golden, true);
    }

    private static ModuleRun run(GoldenCase golden) {
        return new ModuleRun(golden, golden.spec().path("call"));
    }

    private static void check(GoldenCase golden, boolean compiled) {
        var state = Bundle.state(golden, "state_in:", run(golden).init().state());
        Bundle.check(golden, run(golden).results(state, "ct", compiled).with("state_out"));
    }
}
