package dev.haiku.nn.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.Params;
import dev.haiku.array.HostArray;
import dev.haiku.golden.GoldenAssert;
import dev.haiku.golden.GoldenCase;
import dev.haiku.golden.GoldenCases;
import dev.haiku.optim.ChainState;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Optimizers;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The cases of those optimisers that {@link OptimizerTable} has: updates, parameters and states over ten steps.
 *
 * <p>The other optimisers of optax, schedules and masks are the work of issue 7. Of an optimiser in the table only
 * cases with something in {@link #LATER} are left out.
 */
class OptimizerGoldenTest {

    /** Functions and arguments that do not exist in Java yet. */
    private static final Set<String> LATER = Set.of(
            "optax.constant_schedule",
            "optax.cosine_decay_schedule",
            "optax.exponential_decay",
            "optax.join_schedules",
            "optax.linear_schedule",
            "optax.piecewise_constant_schedule",
            "optax.polynomial_schedule",
            "optax.scale_by_schedule",
            "optax.warmup_cosine_decay_schedule",
            "accumulator_dtype",
            "bias_correction",
            "centered",
            "mask",
            "mu_dtype");

    static Stream<GoldenCase> cases() {
        return GoldenCases.loadKinds(List.of("optimizer"), "f_optax_optimizers", "f_optax_transforms").stream()
                .filter(golden -> OptimizerTable.names().contains(golden.target()) && !needsLaterWork(golden));
    }

    private static boolean needsLaterWork(GoldenCase golden) {
        // rmsprop has its momentum after the learning rate, sgd before it
        return LATER.stream()
                        .anyMatch(name -> golden.spec().findValue(name) != null
                                || Spec.mentioned(golden.spec()).contains(name))
                || golden.target().equals("optax.rmsprop") && golden.spec().findValue("momentum") != null;
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void matchesOptax(GoldenCase golden) throws ReflectiveOperationException {
        var results =
                run(golden, OptimizerTable.make(Spec.of(golden), golden.spec().path("optimizer")));

        for (var key : golden.outputs()) {
            assertThat(results).as(golden.name()).containsKey(key);
            GoldenAssert.check(golden, key, results.get(key));
        }
    }

    private static <S> Map<String, HostArray> run(GoldenCase golden, GradientTransformation<S> optimizer)
            throws ReflectiveOperationException {
        int steps = golden.spec().path("steps").asInt();
        var params = scalarsRestored(golden, Bundle.params(golden, "params:"));
        S state = optimizer.init(params);
        var updates = new ArrayList<Params>();
        var trajectory = new ArrayList<Params>();
        for (int i = 0; i < steps; i++) {
            int index = i;
            var grads = Bundle.params(golden, "grads:", g -> Ops.get(g, index));
            var step = optimizer.update(grads, state, params);
            state = step.state();
            params = Optimizers.applyUpdates(params, step.updates());
            updates.add(step.updates());
            trajectory.add(params);
        }
        var results = new HashMap<String, HostArray>();
        stack(results, "updates:", updates);
        stack(results, "traj:", trajectory);
        flatten(results, "state", state);
        return results;
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

    /**
     * Names the tensors of a state as the flattened named tuples of optax: record components, indices, module paths.
     */
    private static void flatten(Map<String, HostArray> results, String path, Object state)
            throws ReflectiveOperationException {
        if (state instanceof Tensor tensor) {
            results.put(path, tensor.toHost());
        } else if (state instanceof Params params) {
            params.entries()
                    .forEach(entry -> results.put(
                            path + "/" + entry.fullName(), entry.value().toHost()));
        } else if (state instanceof ChainState chain) {
            for (int i = 0; i < chain.states().size(); i++) {
                flatten(results, path + "/" + i, chain.states().get(i));
            }
        } else {
            flattenRecord(results, path, state);
        }
    }

    private static void flattenRecord(Map<String, HostArray> results, String path, Object state)
            throws ReflectiveOperationException {
        for (var component : state.getClass().getRecordComponents()) {
            flatten(
                    results,
                    path + "/" + component.getName(),
                    component.getAccessor().invoke(state));
        }
    }
}
