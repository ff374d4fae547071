package dev.haiku.nn.golden;

import dev.haiku.func.Func;
import dev.haiku.golden.GoldenAssert;
import dev.haiku.golden.GoldenCase;
import dev.haiku.golden.GoldenCases;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of a schedule of optax: its values at some steps, eagerly and compiled. */
class ScheduleGoldenTest {

    static Stream<GoldenCase> cases() {
        return GoldenCases.loadKinds(List.of("schedule"), "f_optax_schedules").stream();
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void matchesOptax(GoldenCase golden) {
        var schedule = ScheduleTable.make(Spec.of(golden), golden.spec().path("schedule"));

        check(golden, schedule::at);
        check(golden, Func.jit((Tensor count) -> schedule.at(count)));
    }

    private static void check(GoldenCase golden, Function<Tensor, Tensor> schedule) {
        var steps = Tensor.of(golden.tensor("in:steps"));
        var values = IntStream.range(0, Math.toIntExact(steps.size()))
                .mapToObj(i -> schedule.apply(Ops.get(steps, i)))
                .toList();

        GoldenAssert.check(golden, "out", Ops.stack(values, 0).toHost());
    }
}
