package dev.haiku.nn.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.ParamsAndState;
import dev.haiku.func.Func;
import dev.haiku.golden.GoldenCase;
import dev.haiku.golden.GoldenCases;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole training runs of {@link TrainingTable}: the loss before every step, the last parameters and the last state. */
class TrainingGoldenTest {

    private static final String STATE = "init_state:";

    static Stream<GoldenCase> cases() {
        return GoldenCases.loadKinds(List.of("e2e"), "h_e2e").stream();
    }

    private static ParamsAndState initial(GoldenCase golden, Training training) {
        return training.init(golden.spec().path("seed").asLong());
    }

    private static ParamsAndState given(GoldenCase golden, Training training) {
        var state = initial(golden, training).state();
        return new ParamsAndState(Bundle.params(golden, "init:"), Bundle.state(golden, STATE, state));
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void startsLikeHaiku(GoldenCase golden) {
        var initial = initial(golden, TrainingTable.training(golden));

        Bundle.checkInit(golden, initial.params());
        assertThat(initial.state().entries().stream().map(entry -> STATE + entry.module() + "|" + entry.name()))
                .containsExactlyInAnyOrderElementsOf(golden.keys().stream()
                        .filter(key -> key.startsWith(STATE))
                        .toList());
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void trainsLikeHaiku(GoldenCase golden) {
        var training = TrainingTable.training(golden);

        Bundle.check(golden, training.run(given(golden, training), training::step));
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void trainsLikeHaikuWhenCompiled(GoldenCase golden) {
        var training = TrainingTable.training(golden);

        Bundle.check(golden, training.run(given(golden, training), Func.jit(training::step)));
    }
}
