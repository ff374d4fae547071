package dev.haiku.nn.golden;

import dev.haiku.Haiku;
import dev.haiku.Transformed;
import dev.haiku.func.Func;
import dev.haiku.func.WithAux;
import dev.haiku.golden.GoldenCase;
import dev.haiku.golden.GoldenCases;
import dev.haiku.nn.golden.ModuleRun.Point;
import dev.haiku.nn.recurrent.Recurrent;
import dev.haiku.nn.recurrent.ResetCore;
import dev.haiku.nn.recurrent.RnnCore;
import dev.haiku.nn.recurrent.UnrollOptions;
import dev.haiku.nn.recurrent.Unrolled;
import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of a recurrent core, one step or unrolled: first values, names and their order, outputs, states, gradients. */
class RecurrentGoldenTest {

    static List<GoldenCase> cases() {
        return GoldenCases.loadKinds(List.of("rnn"), "c_modules");
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void initMatchesHaiku(GoldenCase golden) {
        var key = Key.of(golden.spec().path("seed").asLong());

        Bundle.checkInit(golden, network(golden, false).init(key, Bundle.inputs(golden, "in:")));
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void unrollingAndGradientsMatchHaiku(GoldenCase golden) {
        check(golden, false, false);
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void compiledUnrollingAndGradientsMatchHaiku(GoldenCase golden) {
        check(golden, false, true);
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void unrollingInJavaMatchesHaikuToo(GoldenCase golden) {
        check(golden, true, false);
    }

    private static void check(GoldenCase golden, boolean isStatic, boolean compiled) {
        Bundle.check(golden, results(golden, isStatic, compiled));
    }

    /** {@return the case as a function from its inputs to {@code out...} and {@code state...} by key} */
    private static Transformed<Map<String, Tensor>, Map<String, Tensor>> network(GoldenCase golden, boolean isStatic) {
        return Haiku.transform((Map<String, Tensor> inputs) -> run(golden, isStatic, inputs));
    }

    @SuppressWarnings("unchecked") // the case's inputs and state are those of its core
    private static Map<String, Tensor> run(GoldenCase golden, boolean isStatic, Map<String, Tensor> inputs) {
        var spec = golden.spec();
        var core = (RnnCore<Object, Object, Object>) RecurrentTable.core(Spec.of(golden), spec.path("core"));
        Object input = inputs.containsKey("in:reset")
                ? new ResetCore.Input<>(inputs.get("in:x"), inputs.get("in:reset"))
                : inputs.get("in:x");
        var result = unroll(golden, isStatic, core, input, initialState(golden, core, inputs));
        var outputs = byPath("out", result.outputs());
        outputs.putAll(byPath("state", result.state()));
        return outputs;
    }

    private static Unrolled<Object, Object> unroll(
            GoldenCase golden, boolean isStatic, RnnCore<Object, Object, Object> core, Object input, Object state) {
        var unroll = golden.spec().path("unroll");
        if (unroll.isNull()) {
            var step = core.apply(input, state);
            return new Unrolled<>(step.output(), step.state());
        }
        var arguments = Arguments.of(Spec.of(golden), unroll.path("fn").asText(), unroll.path("kwargs"));
        var edit = arguments
                .<UnrollOptions>edit()
                .set("time_major", arguments::truth, UnrollOptions::timeMajor)
                .set("reverse", arguments::truth, UnrollOptions::reverse)
                .set("return_all_states", arguments::truth, UnrollOptions::returnAllStates)
                .set("unroll", arguments::integer, UnrollOptions::unroll)
                .operator();
        arguments.requireAllRead();
        return isStatic || unroll.path("fn").asText().equals("hk.static_unroll")
                ? Recurrent.staticUnroll(core, input, state, edit)
                : Recurrent.dynamicUnroll(core, input, state, edit);
    }

    private static Object initialState(
            GoldenCase golden, RnnCore<Object, Object, Object> core, Map<String, Tensor> inputs) {
        var batchSize = golden.spec().path("batch_size");
        var state = batchSize.isNull() ? core.initialState() : core.initialState(batchSize.asInt());
        var given = new ArrayList<Tensor>();
        for (var path : byPath("in:state", state).keySet()) {
            Optional.ofNullable(inputs.get(path)).ifPresent(given::add);
        }
        return given.isEmpty() ? state : Trees.structure(state).unflatten(given);
    }

    /** {@return the tensors of a tree by keys such as {@code state/0/cell}, in the order of the tree} */
    private static Map<String, Tensor> byPath(String prefix, Object tree) {
        var flat = Trees.flatten(tree);
        var byPath = new LinkedHashMap<String, Tensor>();
        for (int i = 0; i < flat.leaves().size(); i++) {
            var path = flat.def().paths().get(i).replaceAll("\\[(\\d+)]", "/$1").replace('.', '/');
            byPath.put(prefix + path, flat.leaves().get(i));
        }
        return byPath;
    }

    private static WithAux<Map<String, Tensor>> loss(
            GoldenCase golden, boolean isStatic, Point point, Map<String, Tensor> fixed) {
        var inputs = new TreeMap<>(fixed);
        inputs.putAll(point.inputs());
        var outputs = network(golden, isStatic).withoutApplyRng().apply(point.params(), inputs);
        var loss = Tensor.scalar(0.0);
        for (var output : outputs.entrySet()) {
            var cotangent = Tensor.of(golden.tensor("ct:" + output.getKey()));
            loss = loss.add(output.getValue().mul(cotangent).sum());
        }
        return new WithAux<>(loss, outputs);
    }

    private static Map<String, Tensor> results(GoldenCase golden, boolean isStatic, boolean compiled) {
        var fixed = Bundle.inputs(golden, "in:");
        var floating = new TreeMap<>(fixed);
        floating.values().removeIf(input -> !input.dtype().isFloating());
        fixed.keySet().removeAll(floating.keySet());
        var derivative = Func.valueAndGradWithAux(
                (Point point, Map<String, Tensor> constants) -> loss(golden, isStatic, point, constants));
        var point = new Point(Bundle.params(golden, "params:"), floating);
        var result = (compiled ? Func.jit(derivative) : derivative).apply(point, fixed);
        var results = new TreeMap<>(result.aux());
        results.put("loss", result.value());
        return result.grad().putInto(results, "grad");
    }
}
