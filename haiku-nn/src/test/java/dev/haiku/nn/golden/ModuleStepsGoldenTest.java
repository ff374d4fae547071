package dev.haiku.nn.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.array.HostArray;
import dev.haiku.golden.GoldenAssert;
import dev.haiku.golden.GoldenCase;
import dev.haiku.golden.GoldenCases;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        var results = new HashMap<String, HostArray>();
        var state = Bundle.state(golden, "state_in:", firstCall(golden).init().state());
        int step = 0;
        for (var call : golden.spec().path("calls")) {
            var prefix = "step" + step++ + ":";
            var result = new ModuleRun(golden, call).results(state, prefix + "ct", compiled);
            state = result.state();
            for (Map.Entry<String, HostArray> entry : result.with("state:").entrySet()) {
                results.put(prefix + entry.getKey(), entry.getValue());
            }
        }
        for (var key : golden.outputs()) {
            assertThat(results).as(golden.name()).containsKey(key);
            GoldenAssert.check(golden, key, results.get(key));
        }
    }
}
