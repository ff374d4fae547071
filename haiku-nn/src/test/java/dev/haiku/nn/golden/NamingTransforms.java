package dev.haiku.nn.golden;

import static java.util.Map.entry;

import dev.haiku.Haiku;
import dev.haiku.func.Carried;
import dev.haiku.nn.Linear;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Naming cases with transformations inside the function, restated from their Python. */
final class NamingTransforms {

    static final Map<String, Function<Tensor, Object>> SCRIPTS = Map.ofEntries(
            entry("layer_stack_custom_name", NamingTransforms::layerStackCustomName),
            entry("layer_stack_per_layer_inputs", NamingTransforms::layerStackPerLayerInputs),
            entry("hk_vmap_split_init", NamingTransforms::vmapSplitInit),
            entry("hk_scan_names", NamingTransforms::scanNames),
            entry("hk_map_names", NamingTransforms::mapNames),
            entry("hk_cond_names", NamingTransforms::condNames),
            entry("hk_switch_names", NamingTransforms::switchNames),
            entry("hk_grad_inside", NamingTransforms::gradInside));

    private NamingTransforms() {}

    private static Linear linear(int size, String name) {
        return new Linear(size, o -> o.name(name));
    }

    private static Tensor layerStackCustomName(Tensor x) {
        Function<Tensor, Tensor> layer = y -> new Linear(4).apply(y).tanh();
        var y = Haiku.layerStack(2, layer, o -> o.name("stack")).apply(x);
        return Haiku.layerStack(3, layer, o -> o.unroll(2)).apply(y);
    }

    private static Map<String, Tensor> layerStackPerLayerInputs(Tensor x) {
        var result = Haiku.layerStack(3, (Tensor v, Tensor s) -> {
                    var y = new Linear(4).apply(v).mul(s);
                    return new Carried<>(y, y.sum());
                })
                .apply(x, Tensor.of(1f, 2f, 3f));
        return Map.of("y", result.carry(), "zs", result.ys());
    }

    private static Tensor vmapSplitInit(Tensor x) {
        return Haiku.vmap((Tensor v) -> new Linear(2).apply(v), !Haiku.runningInit())
                .apply(x);
    }

    private static Map<String, Tensor> scanNames(Tensor x) {
        var linear = new Linear(4);
        var input = linear(4, "inp");
        var result = Haiku.scan(
                (Tensor c, Tensor v) -> {
                    var next = linear.apply(c).add(input.apply(v)).tanh();
                    return new Carried<>(next, next.sum());
                },
                Ops.zeros(4),
                x);
        return Map.of("c", result.carry(), "ys", result.ys());
    }

    private static Tensor mapNames(Tensor x) {
        var linear = new Linear(2);
        return Haiku.map((Tensor v) -> linear.apply(v), x);
    }

    private static Tensor condNames(Tensor x) {
        var t = linear(2, "t");
        var f = linear(2, "f");
        if (Haiku.runningInit()) {
            t.apply(x);
            f.apply(x);
        }
        return Haiku.cond(x.sum().gt(0), t, f, x);
    }

    private static Tensor switchNames(Tensor x) {
        var branches = List.of(linear(2, "b0"), linear(2, "b1"), linear(2, "b2"));
        if (Haiku.runningInit()) {
            for (var branch : branches) {
                branch.apply(x);
            }
        }
        return Haiku.switchOn(Tensor.scalar(1), branches, x);
    }

    private static Tensor gradInside(Tensor x) {
        var linear = new Linear(1);
        var first = Haiku.grad((Tensor v) -> linear.apply(v).square().sum()).apply(x);
        var second = Haiku.valueAndGrad(
                        (Tensor v) -> new Linear(3).apply(v).square().sum())
                .apply(x);
        return first.add(second.grad()).add(second.value());
    }
}
