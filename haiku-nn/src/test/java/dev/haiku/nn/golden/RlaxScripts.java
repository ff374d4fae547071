package dev.haiku.nn.golden;

import dev.haiku.func.Func;
import dev.haiku.golden.GoldenCase;
import dev.haiku.rl.AllSum;
import dev.haiku.rl.PopArtState;
import dev.haiku.rl.Rlax;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The functions that cases carry as Python, restated, by the name of the Python function. */
final class RlaxScripts {

    static final Map<String, Function<GoldenCase, Map<String, Tensor>>> TABLE = Map.of(
            "allsum", RlaxScripts::allSum,
            "art_axis", RlaxScripts::artOverAnAxis,
            "ema", RlaxScripts::ema,
            "emir", RlaxScripts::intrinsicRewards);

    private RlaxScripts() {}

    private static Tensor input(GoldenCase golden, String name) {
        return Tensor.of(golden.tensor("in:" + name));
    }

    private static Map<String, Tensor> allSum(GoldenCase golden) {
        var sums = Func.vmap((Tensor x) -> new AllSum("i").apply(x), o -> o.axisName("i"))
                .apply(input(golden, "x"));
        return Map.of("out", sums);
    }

    private static Map<String, Tensor> artOverAnAxis(GoldenCase golden) {
        var state = new PopArtState(Ops.zeros(2), Ops.ones(2), Ops.ones(2));
        var states = Func.vmap((Tensor x, Tensor i) -> Rlax.art(state, x, i, 0.1, 1e-3, 1e3, "r"), o -> o.axisName("r"))
                .apply(input(golden, "x"), input(golden, "i"));
        return prefixed("out", RlaxPolicyRows.state(states));
    }

    private static Map<String, Tensor> prefixed(String prefix, Map<String, Tensor> tree) {
        var map = new TreeMap<String, Tensor>();
        tree.forEach((name, value) -> map.put(prefix + "/" + name, value));
        return map;
    }

    /** The decay is one of a list in the script, and told by its product over the four steps. */
    private static Map<String, Tensor> ema(GoldenCase golden) {
        double product = golden.tensor("decay_product").getDouble(0);
        var ema = Rlax.createEma(Math.round(100 * Math.sqrt(Math.sqrt(product))) / 100.0);
        var out = new TreeMap<String, Tensor>();
        var state = ema.init(step(golden, 0));
        for (int i = 0; i < 4; i++) {
            var update = ema.update(step(golden, i), state);
            state = update.state();
            out.putAll(prefixed("step" + i + "/mean", update.moments().mean()));
            out.putAll(prefixed("step" + i + "/variance", update.moments().variance()));
        }
        out.putAll(prefixed("mu", state.mu()));
        out.putAll(prefixed("nu", state.nu()));
        out.put("decay_product", state.decayProduct());
        return out;
    }

    private static Map<String, Tensor> step(GoldenCase golden, int i) {
        return Map.of("a", input(golden, "a").get(i), "b", input(golden, "b").get(i));
    }

    private static Map<String, Tensor> intrinsicRewards(GoldenCase golden) {
        var x = input(golden, "emb");
        var first = Rlax.episodicMemoryIntrinsicRewards(x, 2, 0.5, o -> o.maxMemorySize(12));
        var second = Rlax.episodicMemoryIntrinsicRewards(
                x.mul(0.5).add(0.1), 2, 0.5, first.state(), o -> o.maxMemorySize(12));
        var third = Rlax.episodicMemoryIntrinsicRewards(x.flip(0), 2, 1, second.state(), o -> o.maxMemorySize(12));
        var state = third.state();
        return Map.of(
                "r1", first.reward(),
                "r2", second.reward(),
                "r3", third.reward(),
                "memory", state.memory(),
                "distance_sum", state.distanceSum(),
                "distance_count", state.distanceCount(),
                "next_memory_index", state.nextMemoryIndex());
    }
}
