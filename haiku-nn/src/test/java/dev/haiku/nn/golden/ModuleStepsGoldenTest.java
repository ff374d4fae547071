package dev.haiku.nn.golden;

import dev.haiku.golden.GoldenCase;
import dev.haiku.golden.GoldenCases;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of a module called several times, the state of each call going into the next. */
class ModuleStepsGoldenTest {

    static List<GoldenCase> cases() {
        return GoldenCases.loadKinds(List.of("module_steps"), "c_modules", "c_nets");
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void initMatchesHaiku(GoldenCase golden) {
        Bundle.checkInit(golden, firstCall(golden).init());
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void eachStepMatchesHaiku(GoldenCase golden) {
        check(golden, false);
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void eachCompiledStepMatchesHaiku(GoldenCase golden) {
        check(golden, true);
    }

    private static ModuleRun firstCall(GoldenCase golden) {
        return new ModuleRun(golden, golden.spec().path("calls").get(0));
    }

    private static void check(GoldenCase golden, boolean compiled) {
        var results = new TreeMap<String, Tensor>();
        var state = Bundle.state(golden, "state_in:", firstCall(golden).init().state());
        int step = 0;
        for (var call : golden.spec().path("calls")) {
            var prefix = "step" + step++ + ":";
            var result = new ModuleRun(golden, call).results(state, prefix + "ct", compiled);
            state = result.state();
            result.with("state").forEach((key, value) -> results.put(prefix + key, value));
        }
        Bundle.check(golden, results);
    }
}
