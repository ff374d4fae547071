package dev.haiku.nn.golden;

import static java.util.Map.entry;

import dev.haiku.Haiku;
import dev.haiku.LayerStackTransparency;
import dev.haiku.array.Shape;
import dev.haiku.func.Carried;
import dev.haiku.func.MappedAxis;
import dev.haiku.nn.Dropout;
import dev.haiku.nn.ExponentialMovingAverage;
import dev.haiku.nn.Linear;
import dev.haiku.nn.golden.MiscFrames.Input;
import dev.haiku.nn.init.Initializers;
import dev.haiku.random.Random;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Cases about transformations and control flow inside a transformed function, restated from their Python. */
final class MiscLoops {

    private record Pair(Tensor h, Tensor m) {}

    static final Map<String, Function<Input, Object>> SCRIPTS = Map.ofEntries(
            entry("hk_vmap_axes", MiscLoops::vmapAxes),
            entry("hk_vmap_split_rng_noise", in -> noise(in, true)),
            entry("hk_vmap_no_split_noise", in -> noise(in, false)),
            entry("hk_vmap_stack_params", MiscLoops::vmapModule),
            entry("hk_scan_rng", MiscLoops::scanWithKeys),
            entry("hk_scan_state", MiscLoops::scanWithState),
            entry("hk_scan_reverse_length", MiscLoops::scanForms),
            entry("hk_cond_state", MiscLoops::condWithState),
            entry("hk_cond_rng", MiscLoops::condWithKeys),
            entry("hk_switch_select", MiscLoops::switchOn),
            entry("hk_while", MiscLoops::whileLoop),
            entry("hk_fori", MiscLoops::foriLoop),
            entry("hk_fori_state", MiscLoops::foriWithState),
            entry("hk_map", MiscLoops::map),
            entry("hk_eval_shape", MiscLoops::evalShape),
            entry("layer_stack_mlp", MiscLoops::stackedLayers),
            entry("layer_stack_two_args", MiscLoops::stackOfPairs),
            entry("layer_stack_dropout_rng", MiscLoops::stackedDropout),
            entry("layer_stack_transparent", MiscLoops::transparentStack),
            entry("layer_stack_reverse", MiscLoops::reversedStack));

    private MiscLoops() {}

    private static Object vmapAxes(Input in) {
        var linear = new Linear(3);
        return Haiku.vmap(
                        (Tensor v) -> linear.apply(v),
                        false,
                        o -> o.in(MappedAxis.at(1)).out(MappedAxis.at(0)))
                .apply(in.x());
    }

    private static Object noise(Input in, boolean splitRng) {
        if (Haiku.runningInit()) {
            return in.x();
        }
        return Haiku.vmap((Tensor v) -> v.add(Random.normal(Haiku.nextRngKey(), v.shape())), splitRng)
                .apply(in.x());
    }

    private static Object vmapModule(Input in) {
        return Haiku.vmap((Tensor v) -> new Linear(2).apply(v), false).apply(in.x());
    }

    private static Object scanWithKeys(Input in) {
        var first = in.x().get(0);
        if (Haiku.runningInit()) {
            return List.of(first, in.x());
        }
        var scanned = Haiku.scan(
                (Tensor c, Tensor v) -> {
                    var n = Random.normal(Haiku.nextRngKey(), v.shape());
                    return new Carried<>(c.mul(0.5).add(v).add(n), n);
                },
                first,
                in.x());
        return List.of(scanned.carry(), scanned.ys());
    }

    private static Object scanWithState(Input in) {
        var average = new ExponentialMovingAverage(0.5);
        var first = in.x().get(0);
        if (Haiku.runningInit()) {
            average.apply(first);
            return List.of(first, in.x());
        }
        var scanned = Haiku.scan(
                (Tensor c, Tensor v) -> {
                    var a = average.apply(v);
                    return new Carried<>(c.add(a), a);
                },
                Ops.zerosLike(first),
                in.x());
        return List.of(scanned.carry(), scanned.ys());
    }

    private static Object scanForms(Input in) {
        var reversed = Haiku.scan(
                (Tensor c, Tensor v) -> new Carried<>(c.mul(0.5).add(v), c),
                Ops.zerosLike(in.x().get(0)),
                in.x(),
                o -> o.reverse(true));
        var counted = Haiku.scan((Tensor c) -> new Carried<>(c.mul(2), c), Tensor.scalar(1.0), 4);
        return List.of(List.of(reversed.carry(), reversed.ys()), List.of(counted.carry(), counted.ys()));
    }

    private static Object condWithState(Input in) {
        var c = Haiku.getState("c", Shape.SCALAR, Initializers.zeros());
        return Haiku.cond(
                in.x().sum().gt(100),
                (Tensor v) -> {
                    Haiku.setState("c", c.add(1));
                    return v.mul(2);
                },
                v -> {
                    Haiku.setState("c", c.sub(1));
                    return v.mul(3);
                },
                in.y());
    }

    private static Object condWithKeys(Input in) {
        if (Haiku.runningInit()) {
            return in.y();
        }
        var a = Haiku.cond(
                in.x().sum().lt(100),
                (Tensor v) -> v.add(Random.uniform(Haiku.nextRngKey(), v.shape())),
                v -> v,
                in.y());
        return List.of(a, Random.uniform(Haiku.nextRngKey(), Shape.of(2)));
    }

    private static Object switchOn(Input in) {
        List<Function<Tensor, Tensor>> branches = List.of(v -> v, v -> v.mul(2), v -> v.sub(1));
        var outputs = new ArrayList<Tensor>();
        for (int i : new int[] {-1, 0, 2, 5}) {
            outputs.add(Haiku.switchOn(Tensor.scalar(i), branches, in.y()));
        }
        return outputs;
    }

    private static Object whileLoop(Input in) {
        return Haiku.runningInit()
                ? in.y()
                : Haiku.whileLoop((Tensor c) -> c.sum().lt(10), c -> c.mul(1.5).add(1), in.y());
    }

    private static Object foriLoop(Input in) {
        return Haiku.foriLoop(1, 5, (i, c) -> c.mul(0.9).add(i), in.y());
    }

    private static Object foriWithState(Input in) {
        Haiku.getState("s", Shape.SCALAR, Initializers.zeros());
        BiFunction<Tensor, Tensor, Tensor> body = (i, c) -> {
            Haiku.setState("s", Haiku.getState("s").add(c.sum()));
            return c.mul(0.5);
        };
        return Haiku.foriLoop(0, 3, body, in.y());
    }

    private static Object map(Input in) {
        var linear = new Linear(2);
        return Haiku.map((Tensor v) -> linear.apply(v), in.x());
    }

    private static Object evalShape(Input in) {
        var spec = Haiku.evalShape(
                (Tensor v) -> Haiku.runningInit() ? new Linear(7).apply(v) : v.matmul(Ops.zeros(4, 7)), in.x());
        return Tensor.of(spec.shape().dims());
    }

    private static Object stackedLayers(Input in) {
        return Haiku.layerStack(
                        4,
                        (Tensor h) ->
                                h.add(new Linear(4, o -> o.wInit(Initializers.randomNormal(0.3))).apply(h.tanh())))
                .apply(in.x());
    }

    private static Object stackOfPairs(Input in) {
        var result = Haiku.layerStack(
                        3, (Pair p) -> new Pair(p.h().mul(p.m()).add(new Linear(4).apply(p.h())), p.m().add(1)))
                .apply(new Pair(in.x(), Tensor.scalar(1.0)));
        return List.of(result.h(), result.m());
    }

    private static Object stackedDropout(Input in) {
        if (Haiku.runningInit()) {
            return in.x();
        }
        return Haiku.layerStack(3, (Tensor h) -> Dropout.dropout(Haiku.nextRngKey(), 0.3, h))
                .apply(in.x());
    }

    /** {@code layer} of layer 2 is {@code layer_2} outside. */
    private static final class Numbered implements LayerStackTransparency {

        private static final Pattern FLAT = Pattern.compile("layer_(\\d+)(.*)");

        @Override
        public String flat(Position position) {
            return position.module().replace("layer", "layer_" + position.index());
        }

        @Override
        public Optional<Position> stacked(String flat) {
            var matcher = FLAT.matcher(flat);
            return matcher.matches()
                    ? Optional.of(new Position("layer" + matcher.group(2), Integer.parseInt(matcher.group(1))))
                    : Optional.empty();
        }
    }

    private static Object transparentStack(Input in) {
        return Haiku.layerStack(
                        3,
                        (Tensor h) ->
                                new Linear(4, o -> o.name("layer")).apply(h).tanh(),
                        o -> o.transparency(new Numbered()))
                .apply(in.x());
    }

    private static Object reversedStack(Input in) {
        var steps = Tensor.of(1f, 2f, 3f);
        BiFunction<Tensor, Tensor, Carried<Tensor, List<Tensor>>> there =
                (h, s) -> new Carried<>(h.mul(2).add(s), List.of());
        BiFunction<Tensor, Tensor, Carried<Tensor, List<Tensor>>> back = (h, s) -> new Carried<>(h.sub(s), List.of());
        return List.of(
                Haiku.layerStack(3, there).apply(in.x(), steps).carry(),
                Haiku.layerStack(3, back, o -> o.reverse(true))
                        .apply(in.x(), steps)
                        .carry());
    }
}
