package dev.haiku.nn.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.Params;
import dev.haiku.array.HostArray;
import dev.haiku.func.Fn3;
import dev.haiku.func.Func;
import dev.haiku.golden.GoldenAssert;
import dev.haiku.golden.GoldenCase;
import dev.haiku.golden.GoldenCases;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Optimizers;
import dev.haiku.optim.Update;
import dev.haiku.optim.UpdateContext;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of a transformation of optax: updates, parameters and states over ten steps, eagerly and compiled. */
class OptimizerGoldenTest {

    /** What a step is made of: gradients and the value of the loss. */
    private record Step(Params gradients, Tensor value) {}

    static Stream<GoldenCase> cases() {
        return GoldenCases.loadKinds(List.of("optimizer"), "f_optax_optimizers", "f_optax_transforms").stream();
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void matchesOptax(GoldenCase golden) {
        check(golden, run(golden, make(golden), false));
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void matchesOptaxWhenCompiled(GoldenCase golden) {
        check(golden, run(golden, make(golden), true));
    }

    private static GradientTransformation<?> make(GoldenCase golden) {
        return OptimizerTable.make(Spec.of(golden), golden.spec().path("optimizer"));
    }

    private static void check(GoldenCase golden, Map<String, HostArray> results) {
        for (var key : golden.outputs()) {
            assertThat(results).as(golden.name()).containsKey(key);
            GoldenAssert.check(golden, key, results.get(key));
        }
    }

    private static <S> Map<String, HostArray> run(
            GoldenCase golden, GradientTransformation<S> optimizer, boolean compiled) {
        int steps = golden.spec().path("steps").asInt();
        boolean apply = golden.spec().path("apply_updates").asBoolean(true);
        Fn3<Step, S, Params, Update<Params, S>> update = (step, state, params) -> optimizer.update(
                step.gradients(), state, UpdateContext.of(params).value(step.value()));
        var run = compiled ? Func.jit(update) : update;
        var params = scalarsRestored(golden, Bundle.params(golden, "params:"));
        S state = optimizer.init(params);
        var updates = new ArrayList<Params>();
        var trajectory = new ArrayList<Params>();
        for (int i = 0; i < steps; i++) {
            var step = run.apply(step(golden, i), state, params);
            state = step.state();
            if (apply) {
                params = Optimizers.applyUpdates(params, step.updates());
            }
            updates.add(step.updates());
            trajectory.add(params);
        }
        var results = new HashMap<String, HostArray>();
        stack(results, "updates:", updates);
        stack(results, "traj:", trajectory);
        StatePaths.collect(results, "state", state);
        return results;
    }

    private static Step step(GoldenCase golden, int index) {
        var gradients = Bundle.params(golden, "grads:", g -> Ops.get(g, index));
        var hasValues = golden.spec().path("extra_args").asText().equals("value");
        var value = hasValues ? Ops.get(Tensor.of(golden.tensor("in:values")), index) : Tensor.scalar(0.0);
        return new Step(gradients, value);
    }

    /** Files store scalars with shape {@code [1]}; their stacked gradients show the real shape. */
    private static Params scalarsRestored(GoldenCase golden, Params params) {
        var restored = params;
        for (var entry : params.entries()) {
            var stacked = golden.tensor("grads:" + entry.module() + "|" + entry.name());
            if (stacked.shape().rank() == 1) {
                restored = restored.with(
                        entry.module(), entry.name(), entry.value().squeeze());
            }
        }
        return restored;
    }

    private static void stack(Map<String, HostArray> results, String prefix, List<Params> steps) {
        for (var entry : steps.get(0).entries()) {
            var values = steps.stream()
                    .map(step -> step.get(entry.module(), entry.name()))
                    .toList();
            results.put(
                    prefix + entry.module() + "|" + entry.name(),
                    Ops.stack(values, 0).toHost());
        }
    }
}
