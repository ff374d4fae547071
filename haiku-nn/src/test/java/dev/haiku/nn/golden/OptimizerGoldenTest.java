package dev.haiku.nn.golden;

import dev.haiku.Params;
import dev.haiku.func.Fn3;
import dev.haiku.func.Func;
import dev.haiku.golden.GoldenCase;
import dev.haiku.golden.GoldenCases;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Optimizers;
import dev.haiku.optim.Update;
import dev.haiku.optim.UpdateContext;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
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
        Bundle.check(golden, run(golden, make(golden), false));
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void matchesOptaxWhenCompiled(GoldenCase golden) {
        Bundle.check(golden, run(golden, make(golden), true));
    }

    private static GradientTransformation<?> make(GoldenCase golden) {
        return OptimizerTable.make(Spec.of(golden), golden.spec().path("optimizer"));
    }

    private static <S> Map<String, Tensor> run(
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
        var results = OutputPaths.of("state", state);
        Bundle.put(results, "updates", stacked(updates));
        return Bundle.put(results, "traj", stacked(trajectory));
    }

    private static Step step(GoldenCase golden, int index) {
        var gradients = Bundle.params(
                golden.keys(), "grads:", key -> Tensor.of(golden.tensor(key)).get(index));
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

    private static Params stacked(List<Params> steps) {
        return steps.get(0)
                .mapEntries(entry -> Ops.stack(
                        steps.stream()
                                .map(step -> step.get(entry.module(), entry.name()))
                                .toList(),
                        0));
    }
}
