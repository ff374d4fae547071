package dev.haiku.nn.golden;

import dev.haiku.func.Func;
import dev.haiku.func.ValueAndGrad;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.LookaheadParams;
import dev.haiku.optim.Optimizers;
import dev.haiku.optim.Perturbations;
import dev.haiku.optim.SecondOrder;
import dev.haiku.optim.SkipRule;
import dev.haiku.optim.Update;
import dev.haiku.optim.UpdateContext;
import dev.haiku.optim.contrib.Contrib;
import dev.haiku.random.Key;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The trainings that cases carry as Python, restated, by the name of the Python function. */
final class OptaxScripts {

    static final Map<String, Function<Map<String, Tensor>, Map<String, Tensor>>> TABLE = new TreeMap<>(Map.ofEntries(
            Map.entry("lbfgs_quadratic", t -> lbfgs(Optimizers.lbfgs(), t)),
            Map.entry(
                    "lbfgs_backtracking",
                    t -> lbfgs(
                            Optimizers.lbfgs(o -> o.memorySize(4)
                                    .linesearch(Optimizers.scaleByBacktrackingLinesearch(
                                            20, search -> search.storeGrad(true)))),
                            t)),
            Map.entry("scale_by_lbfgs_fixed_grads", OptaxScripts::lbfgsDirections),
            Map.entry("backtracking_sgd", OptaxScripts::backtracking),
            Map.entry("backtracking_strict", OptaxScripts::strictBacktracking),
            Map.entry("sam_opaque", OptaxScripts::sam),
            Map.entry("dpsgd", OptaxScripts::dpsgd),
            Map.entry("schedule_free_eval", OptaxScripts::scheduleFree),
            Map.entry("lookahead1", OptaxScripts::lookahead),
            Map.entry("cond_mask", OptaxScripts::conditionalMask),
            Map.entry("skip_multi_steps", OptaxScripts::skippedSteps),
            Map.entry("second_order", OptaxScripts::secondOrder),
            Map.entry("perturbed_argmax", OptaxScripts::perturbedArgmax)));

    /** Parameters of a linear model. */
    private record Linear(Tensor b, Tensor w) {}

    private OptaxScripts() {}

    private static Tensor quadratic(Tensor a, Tensor x) {
        return Ops.vdot(x, a.matmul(x)).mul(0.5);
    }

    private static <S> Map<String, Tensor> lbfgs(GradientTransformation<S> optimizer, Map<String, Tensor> t) {
        Function<Tensor, Tensor> f = x -> quadratic(t.get("in:A"), x).sub(Ops.vdot(t.get("in:b"), x));
        return descent(optimizer, f, Optimizers.valueAndGradFromState(f)::apply, t.get("in:x0"), 8);
    }

    /** {@return the points and the values of some steps of an optimiser that looks at the function itself} */
    private static <S> Map<String, Tensor> descent(
            GradientTransformation<S> optimizer,
            Function<Tensor, Tensor> f,
            BiFunction<Tensor, S, ValueAndGrad<Tensor>> valueAndGrad,
            Tensor start,
            int steps) {
        var x = start;
        S state = optimizer.init(x);
        var points = new ArrayList<Tensor>();
        var values = new ArrayList<Tensor>();
        for (int i = 0; i < steps; i++) {
            var at = valueAndGrad.apply(x, state);
            var context =
                    UpdateContext.of(x).value(at.value()).gradient(at.grad()).valueFunction(f);
            var step = optimizer.update(at.grad(), state, context);
            x = Optimizers.applyUpdates(x, step.updates());
            state = step.state();
            points.add(x);
            values.add(at.value());
        }
        return Map.of("traj", Ops.stack(points, 0), "values", Ops.stack(values, 0));
    }

    private static Map<String, Tensor> lbfgsDirections(Map<String, Tensor> t) {
        var optimizer = Optimizers.scaleByLbfgs(3, true);
        var x = t.get("in:x0");
        var state = optimizer.init(x);
        var updates = new ArrayList<Tensor>();
        for (int i = 0; i < 6; i++) {
            var step = optimizer.update(t.get("in:A").matmul(x), state, x);
            x = x.sub(step.updates().mul(0.1));
            state = step.state();
            updates.add(step.updates());
        }
        return Map.of("updates", Ops.stack(updates, 0), "x", x);
    }

    private static Map<String, Tensor> backtracking(Map<String, Tensor> t) {
        return search(
                Optimizers.scaleByBacktrackingLinesearch(15),
                x -> quadratic(t.get("in:A"), x).add(Ops.cos(x).sum()),
                t.get("in:x0"));
    }

    private static Map<String, Tensor> strictBacktracking(Map<String, Tensor> t) {
        return search(
                Optimizers.scaleByBacktrackingLinesearch(
                        30, o -> o.slopeRtol(0.1).decreaseFactor(0.5).increaseFactor(2)),
                x -> Ops.log1p(Ops.square(t.get("in:A").matmul(x))).sum(),
                t.get("in:x0"));
    }

    private static Map<String, Tensor> search(
            GradientTransformation<?> search, Function<Tensor, Tensor> f, Tensor start) {
        var optimizer = Optimizers.chain(Optimizers.sgd(1), search);
        return descent(optimizer, f, (x, state) -> Func.valueAndGrad(f).apply(x), start, 5);
    }

    private static Map<String, Tensor> sam(Map<String, Tensor> t) {
        Function<Tensor, Tensor> grad = Func.grad((Tensor x) -> quadratic(t.get("in:A"), x));
        var optimizer = Contrib.sam(
                Optimizers.sgd(0.05),
                Optimizers.chain(Contrib.normalize(), Optimizers.sgd(0.1)),
                o -> o.opaqueMode(true));
        var x = t.get("in:x0");
        var state = optimizer.init(x);
        var points = new ArrayList<Tensor>();
        for (int i = 0; i < 5; i++) {
            var context = UpdateContext.of(x).gradientFunction((Tensor p, Integer step) -> grad.apply(p));
            var step = optimizer.update(grad.apply(x), state, context);
            x = Optimizers.applyUpdates(x, step.updates());
            state = step.state();
            points.add(x);
        }
        return Map.of("traj", Ops.stack(points, 0));
    }

    /** Trains a dictionary of one tensor with given gradients. */
    private static <S> List<Tensor> train(
            GradientTransformation<S> optimizer, Tensor start, List<Tensor> gradients, Function<S, Tensor> after) {
        var params = Map.of("w", start);
        S state = optimizer.init(params);
        var results = new ArrayList<Tensor>();
        for (var gradient : gradients) {
            Update<Map<String, Tensor>, S> step = optimizer.update(Map.of("w", gradient), state, params);
            params = Optimizers.applyUpdates(params, step.updates());
            state = step.state();
            results.add(params.get("w"));
        }
        results.add(after.apply(state));
        return results;
    }

    private static List<Tensor> rows(Tensor x, int count) {
        return Ops.unstack(Ops.slice(x, 0, 0, count), 0);
    }

    private static Map<String, Tensor> dpsgd(Map<String, Tensor> t) {
        var points = train(
                Contrib.dpsgd(0.1, 1.0, 0.0, Key.of(0)),
                t.get("in:w"),
                rows(t.get("in:g"), 3),
                state -> Tensor.scalar(0));
        return Map.of("traj", Ops.stack(points.subList(0, 3), 0));
    }

    private static Map<String, Tensor> scheduleFree(Map<String, Tensor> t) {
        var optimizer = Contrib.scheduleFreeAdamw(o -> o.learningRate(0.1).warmupSteps(2));
        var params = Map.of("w", t.get("in:w"));
        var state = optimizer.init(params);
        var averages = new ArrayList<Tensor>();
        for (var gradient : rows(t.get("in:g"), 4)) {
            var step = optimizer.update(Map.of("w", gradient), state, params);
            params = Optimizers.applyUpdates(params, step.updates());
            state = step.state();
            averages.add(Contrib.scheduleFreeEvalParams(state, params).get("w"));
        }
        return Map.of("eval", Ops.stack(averages, 0), "y", params.get("w"));
    }

    private static Map<String, Tensor> lookahead(Map<String, Tensor> t) {
        var optimizer = Optimizers.lookahead(Optimizers.adam(0.1), 3, 0.5);
        var params = LookaheadParams.initSynced(Map.of("w", t.get("in:w")));
        var state = optimizer.init(params);
        var fast = new ArrayList<Tensor>();
        var slow = new ArrayList<Tensor>();
        for (var gradient : rows(t.get("in:g"), 8)) {
            var step = optimizer.update(Map.of("w", gradient), state, params);
            params = Optimizers.applyUpdates(params, step.updates());
            state = step.state();
            fast.add(params.fast().get("w"));
            slow.add(params.slow().get("w"));
        }
        return Map.of("fast", Ops.stack(fast, 0), "slow", Ops.stack(slow, 0));
    }

    private static Map<String, Tensor> conditionalMask(Map<String, Tensor> t) {
        var optimizer = Optimizers.conditionallyMask(
                Optimizers.scale(2), (step, context) -> step.mod(2).eq(0));
        var state = optimizer.init(t.get("in:w"));
        var updates = new ArrayList<Tensor>();
        for (var gradient : rows(t.get("in:g"), 5)) {
            var step = optimizer.update(gradient, state, t.get("in:w"));
            state = step.state();
            updates.add(step.updates());
        }
        return Map.of("updates", Ops.stack(updates, 0));
    }

    private static Map<String, Tensor> skippedSteps(Map<String, Tensor> t) {
        var gradients = new ArrayList<>(rows(t.get("in:g"), 7));
        gradients.set(3, Ops.at(gradients.get(3), 0).set(Double.NaN));
        var results = train(
                Optimizers.multiSteps(Optimizers.sgd(0.1), 2, o -> o.skip(SkipRule.notFinite())),
                t.get("in:w"),
                gradients,
                state -> state.miniStep());
        return Map.of("traj", Ops.stack(results.subList(0, 7), 0), "skips", results.get(7));
    }

    private static Tensor loss(Linear p, Tensor x, Tensor y) {
        return Ops.square(Ops.tanh(x.matmul(p.w()).add(p.b())).sub(y)).mean();
    }

    private static Map<String, Tensor> secondOrder(Map<String, Tensor> t) {
        var params = new Linear(t.get("in:b"), t.get("in:w"));
        var x = t.get("in:x");
        var y = t.get("in:y");
        return Map.of(
                "hvp", SecondOrder.hvp(OptaxScripts::loss, t.get("in:v"), params, x, y),
                "hessian_diag", SecondOrder.hessianDiag(OptaxScripts::loss, params, x, y),
                "fisher_diag", SecondOrder.fisherDiag(OptaxScripts::loss, params, x, y));
    }

    private static Map<String, Tensor> perturbedArgmax(Map<String, Tensor> t) {
        var perturbed = Perturbations.makePerturbedFun(
                (Tensor x) -> Nn.oneHot(Ops.argmax(x, -1), x.dim(0)),
                o -> o.numSamples(50).sigma(0.5));
        var key = Key.of(3);
        var grad = Func.grad(
                (Tensor x) -> perturbed.apply(key, x).mul(t.get("in:ct")).sum());
        return Map.of("out", perturbed.apply(key, t.get("in:x")), "grad", grad.apply(t.get("in:x")));
    }
}
