package dev.haiku.nn.golden;

import static java.util.Map.entry;

import dev.haiku.Deferred;
import dev.haiku.Haiku;
import dev.haiku.LayerModule;
import dev.haiku.Module;
import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.nn.BatchNorm;
import dev.haiku.nn.Batching;
import dev.haiku.nn.ExponentialMovingAverage;
import dev.haiku.nn.Linear;
import dev.haiku.nn.init.Initializers;
import dev.haiku.random.Key;
import dev.haiku.tensor.Dims;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Cases about parameters, state, batches and lifting inside a transformed function, restated from their Python. */
final class MiscFrames {

    /** The inputs of every case. */
    record Input(Tensor x, Tensor y) {}

    private record Terms(Tensor a, Tensor b, Tensor c) {}

    static final Map<String, Function<Input, Object>> SCRIPTS = Map.ofEntries(
            entry("batch_apply_linear", in -> Batching.batchApply(new Linear(3)).apply(in.x())),
            entry(
                    "batch_apply_num_dims_3",
                    in -> Batching.batchApply(new Linear(2), 3).apply(in.x().expandDims(0))),
            entry("batch_apply_multiple_args", MiscFrames::batchApplyToThree),
            entry("batch_apply_nested_inputs", MiscFrames::batchApplyToNested),
            entry(
                    "expand_apply_axis0",
                    in -> Batching.expandApply(new Linear(2)).apply(in.y())),
            entry("expand_apply_axis_last", MiscFrames::expandLast),
            entry("expand_apply_tree", MiscFrames::expandTree),
            entry("counter", MiscFrames::counter),
            entry("state_init_vs_current", MiscFrames::initialAndCurrent),
            entry("set_state_without_get", MiscFrames::setOnly),
            entry("get_params_inside", MiscFrames::paramsInside),
            entry("params_dict_nested", MiscFrames::paramsOfModule),
            entry("state_dict", MiscFrames::stateOfModule),
            entry("running_init_branch", MiscFrames::onlyInInit),
            entry("maybe_next_rng", MiscFrames::maybeKey),
            entry("lift_with_state_counter", MiscFrames::liftCounter),
            entry("transparent_lift_with_state", MiscFrames::liftTransparently),
            entry("lift_with_state_twice", MiscFrames::liftTwice),
            entry("to_module_fn", MiscFrames::toModule),
            entry("deferred_reuse", MiscFrames::deferred));

    private MiscFrames() {}

    private static Object batchApplyToThree(Input in) {
        Function<Terms, Map<String, Tensor>> f =
                t -> Map.of("s", t.a().add(t.b()), "m", t.a().mul(t.c()).sum(-1));
        return Batching.batchApply(f)
                .apply(new Terms(in.x(), in.x().mul(2), Ops.arange(4).cast(DType.F32)));
    }

    private static Object batchApplyToNested(Input in) {
        Function<Terms, Tensor> f = t -> t.a().mul(t.b()).add(t.c());
        return Batching.batchApply(f).apply(new Terms(in.x(), in.x().add(1), Tensor.scalar(1.0)));
    }

    private static Object expandLast(Input in) {
        Function<Tensor, Tensor> f =
                t -> Ops.sum(t, List.of(t.rank() - 1), Dims.KEEP).mul(2);
        return Batching.expandApply(f, -1).apply(in.y());
    }

    private static Object expandTree(Input in) {
        Function<Map<String, Tensor>, Map<String, Tensor>> f =
                d -> Map.of("o", d.get("a").matmul(d.get("b").transpose()));
        return Batching.expandApply(f).apply(Map.of("a", in.y(), "b", in.y()));
    }

    private static Object counter(Input in) {
        var count = Haiku.getState("c", Shape.SCALAR, DType.I32, Initializers.zeros());
        Haiku.setState("c", count.add(1));
        return List.of(count, Haiku.getState("c"));
    }

    private static Object initialAndCurrent(Input in) {
        var s = Haiku.getState("s", Shape.of(4), Initializers.randomNormal());
        Haiku.setState("s", s.mul(2).add(in.y()));
        return List.of(
                s,
                Haiku.getState("s"),
                Haiku.getInitialState().get("~", "s"),
                Haiku.getCurrentState().get("~", "s"));
    }

    private static Object setOnly(Input in) {
        Haiku.setState("last", in.y());
        return Haiku.getState("last");
    }

    private static Object paramsInside(Input in) {
        var module = new Linear(2, o -> o.name("lin"));
        var out = module.apply(in.x());
        return List.of(
                out, Haiku.getParams().get("lin", "w"), module.paramsDict().get("lin/w"));
    }

    private static final class M extends LayerModule {

        private final Linear a = new Linear(2);

        @Override
        protected Tensor call(Tensor x) {
            return a.apply(x).add(new Linear(2).apply(x));
        }
    }

    private static Object paramsOfModule(Input in) {
        var module = new M();
        var outputs = new LinkedHashMap<String, Object>();
        outputs.put("o", module.apply(in.x()));
        module.paramsDict().forEach((name, value) -> outputs.put(name.replace('/', '.'), value));
        return outputs;
    }

    private static Object stateOfModule(Input in) {
        var module = new ExponentialMovingAverage(0.9, o -> o.name("e"));
        module.apply(in.y());
        var outputs = new LinkedHashMap<String, Object>();
        module.stateDict().forEach((name, value) -> outputs.put(name.replace('/', '.'), value));
        return outputs;
    }

    private static Object onlyInInit(Input in) {
        if (Haiku.runningInit()) {
            Haiku.getParameter("only_in_init", Shape.of(2), Initializers.ones());
        }
        return new Linear(2).apply(in.x());
    }

    private static Object maybeKey(Input in) {
        return Haiku.maybeNextRngKey().map(Key::data).orElse(Ops.zeros(Shape.of(2), DType.U32));
    }

    private static Key keyForInit() {
        return Haiku.runningInit() ? Haiku.nextRngKey() : Key.of(0);
    }

    private static Object liftCounter(Input in) {
        var inner = Haiku.transformWithState((Tensor v) -> {
            var n = Haiku.getState("n", Shape.SCALAR, Initializers.zeros());
            Haiku.setState("n", n.add(1));
            return new Linear(2).apply(v).add(n);
        });
        var key = keyForInit();
        var lifted = Haiku.liftWithState(() -> inner.init(key, in.x()), o -> o.name("inner"));
        var applied = inner.withoutApplyRng().apply(lifted.params(), lifted.state(), in.x());
        lifted.update(applied.state());
        return applied.value();
    }

    private static Object liftTransparently(Input in) {
        var inner = Haiku.transformWithState(
                (Tensor v) -> new BatchNorm(true, true, 0.9).apply(new Linear(2).apply(v), true));
        var key = keyForInit();
        var lifted = Haiku.transparentLiftWithState(() -> inner.init(key, in.x()));
        var applied = inner.withoutApplyRng().apply(lifted.params(), lifted.state(), in.x());
        lifted.update(applied.state());
        return applied.value();
    }

    private static Object liftTwice(Input in) {
        var inner =
                Haiku.transformWithState((Tensor v) -> new ExponentialMovingAverage(0.5).apply(new Linear(2).apply(v)));
        var outputs = new ArrayList<Tensor>();
        for (var name : List.of("a", "b")) {
            var key = keyForInit();
            var lifted = Haiku.liftWithState(() -> inner.init(key, in.x()), o -> o.name(name));
            var applied = inner.withoutApplyRng().apply(lifted.params(), lifted.state(), in.x());
            lifted.update(applied.state());
            outputs.add(applied.value());
        }
        return outputs;
    }

    private static final class Affine extends Module {

        private Affine(String name) {
            super(name);
        }

        private Tensor apply(Tensor v, double scale) {
            return mainMethod(
                    v,
                    scale,
                    (x, s) -> x.mul(getParameter("w", Shape.of(4), Initializers.randomNormal()))
                            .mul(s));
        }
    }

    private static Object toModule(Input in) {
        var first = new Affine("affine");
        return List.of(first.apply(in.x(), 1), first.apply(in.x(), 2), new Affine("second").apply(in.x(), 1));
    }

    private static Object deferred(Input in) {
        var linear = new Deferred<>(() -> new Linear(4));
        return linear.target().apply(linear.target().apply(in.x()));
    }
}
