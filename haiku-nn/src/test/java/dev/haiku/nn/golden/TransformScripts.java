package dev.haiku.nn.golden;

import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.hessian;
import static dev.haiku.func.Func.jacfwd;
import static dev.haiku.func.Func.jacrev;
import static dev.haiku.func.Func.jvp;
import static dev.haiku.func.Func.linearize;
import static dev.haiku.func.Func.valueAndGrad;
import static dev.haiku.func.Func.vjp;
import static dev.haiku.func.Func.vmap;

import dev.haiku.Getter;
import dev.haiku.Haiku;
import dev.haiku.Params;
import dev.haiku.TransformedWithoutApplyRng;
import dev.haiku.array.DType;
import dev.haiku.func.Func;
import dev.haiku.func.MappedAxis;
import dev.haiku.func.ValueAndGrad;
import dev.haiku.func.WithAux;
import dev.haiku.nn.nets.Mlp;
import dev.haiku.random.Key;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** The transformations of a small perceptron that the cases carry as Python, restated: from given tensors to results, by key. */
final class TransformScripts {

    /** What a script returns that tells more. */
    private record Told(Tensor value, Tensor aux, Tensor grad) {}

    private static final TransformedWithoutApplyRng<Tensor, Tensor> MLP =
            Haiku.withoutApplyRng(Haiku.transform((Tensor x) -> mlp().apply(x)));

    static final Map<String, Function<Map<String, Tensor>, Map<String, Tensor>>> TABLE = new TreeMap<>();

    static {
        script("mlp_loss_grad", t -> graded(t, p -> loss(MLP.apply(p, t.get("in:x")), t)));
        script("mlp_cross_entropy_grad", TransformScripts::crossEntropy);
        script("mlp_hessian", TransformScripts::lossHessian);
        script("mlp_jacfwd_jacrev", TransformScripts::jacobians);
        script("mlp_input_hessian", TransformScripts::inputHessian);
        script("vmap_of_grad", TransformScripts::perExample);
        script("grad_of_vmap", TransformScripts::gradOfVmap);
        script("gradient_penalty", TransformScripts::gradientPenalty);
        script("maml_inner_step", TransformScripts::innerSteps);
        script("hypergradient_lr", TransformScripts::hypergradient);
        script("jvp_and_linearize", TransformScripts::pushed);
        script("laplacian", TransformScripts::laplacian);
        script("stop_gradient_target", TransformScripts::stoppedTarget);
        script(
                "custom_getter_weight_norm",
                t -> withGetter(t, (variable, value, next) -> {
                    var v = next.apply(value);
                    return variable.name().equals("w")
                            ? v.div(Ops.sqrt(v.square().sum(0)))
                            : v;
                }));
        script(
                "custom_getter_stop_gradient_bias",
                t -> withGetter(
                        t,
                        (variable, value, next) ->
                                next.apply(variable.name().equals("b") ? Ops.stopGradient(value) : value)));
        script(
                "remat_same_grads",
                t -> applied(t, x -> {
                    var m = mlp();
                    return Haiku.remat((Tensor v) -> m.apply(v)).apply(x);
                }));
        script("params_partition_grads", TransformScripts::partition);
        script("ensemble_vmap_init", TransformScripts::ensemble);
        script("hk_grad_inside_transform", TransformScripts::gradInside);
        script("hk_value_and_grad_aux", TransformScripts::auxInside);
    }

    private TransformScripts() {}

    private static void script(String name, Function<Map<String, Tensor>, Map<String, Tensor>> script) {
        TABLE.put("transform_script:" + name, script);
    }

    private static Mlp mlp() {
        return new Mlp(List.of(4, 2), o -> o.activation(Ops::tanh));
    }

    static Params params(Map<String, Tensor> given) {
        return Bundle.params(given.keySet(), "params:", given::get);
    }

    private static Tensor loss(Tensor out, Map<String, Tensor> given) {
        return out.sub(given.get("in:y")).square().mean();
    }

    private static Map<String, Tensor> graded(Map<String, Tensor> given, Function<Params, Tensor> loss) {
        return graded(valueAndGrad(loss).apply(params(given)));
    }

    private static Map<String, Tensor> graded(ValueAndGrad<Params> result) {
        var results = new TreeMap<String, Tensor>();
        results.put("loss", result.value());
        return Bundle.put(results, "grad", result.grad());
    }

    private static Map<String, Tensor> applied(Map<String, Tensor> given, Function<Tensor, Tensor> net) {
        var f = Haiku.withoutApplyRng(Haiku.transform(net));
        return graded(given, p -> loss(f.apply(p, given.get("in:x")), given));
    }

    private static Map<String, Tensor> withGetter(Map<String, Tensor> given, Getter getter) {
        return applied(given, x -> Haiku.customGetter(getter, () -> mlp().apply(x)));
    }

    private static Map<String, Tensor> crossEntropy(Map<String, Tensor> given) {
        var labels = Nn.oneHot(Tensor.of(0, 1, 1), 2);
        return graded(
                given,
                p -> labels.mul(Nn.logSoftmax(MLP.apply(p, given.get("in:x"))))
                        .sum(-1)
                        .mean()
                        .neg());
    }

    private static Map<String, Tensor> lossHessian(Map<String, Tensor> given) {
        var params = params(given);
        var rows = Func.hessianTree((Params p) -> loss(MLP.apply(p, given.get("in:x")), given))
                .apply(params);
        var paths = Trees.structure(params).paths();
        var results = new TreeMap<String, Tensor>();
        var names =
                Bundle.put(new TreeMap<>(), "hess", params).keySet().stream().toList();
        for (int i = 0; i < paths.size(); i++) {
            var blocks = rows.get(paths.get(i));
            for (var entry : blocks.entries()) {
                results.put(names.get(i) + "//" + entry.module() + "|" + entry.name(), entry.value());
            }
        }
        return results;
    }

    private static Map<String, Tensor> jacobians(Map<String, Tensor> given) {
        var p = params(given);
        var x = given.get("in:x").get(0);
        Function<Tensor, Tensor> f = t -> MLP.apply(p, t);
        return Map.of(
                "jacfwd", jacfwd(f).apply(x),
                "jacrev", jacrev(f).apply(x),
                "jac_params", jacrev((Params q) -> MLP.apply(q, x)).apply(p).get("mlp/~/linear_1", "w"));
    }

    private static Map<String, Tensor> inputHessian(Map<String, Tensor> given) {
        var p = params(given);
        Function<Tensor, Tensor> f = t -> MLP.apply(p, t).get(0);
        return Map.of(
                "hess", hessian(f).apply(given.get("in:x").get(0)),
                "third", jacfwd(hessian(f)).apply(given.get("in:x").get(1)));
    }

    private static Map<String, Tensor> perExample(Map<String, Tensor> given) {
        var gradients = vmap(
                        grad((Params p, Tensor x, Tensor y) ->
                                MLP.apply(p, x).sub(y).square().sum()),
                        o -> o.in(MappedAxis.NONE))
                .apply(params(given), given.get("in:x"), given.get("in:y"));
        var results = Bundle.put(new TreeMap<>(), "grad", gradients);
        gradients
                .entries()
                .forEach(entry -> results.put(
                        "norm:" + entry.module() + "|" + entry.name(),
                        Ops.sqrt(Ops.reshape(
                                        entry.value().square(), entry.value().dim(0), -1)
                                .sum(1))));
        return results;
    }

    private static Map<String, Tensor> gradOfVmap(Map<String, Tensor> given) {
        return graded(given, p -> {
            var each = vmap((Tensor x, Tensor y) -> MLP.apply(p, x).mul(y).max())
                    .apply(given.get("in:x"), given.get("in:y"));
            return Ops.sort(each).mul(Tensor.of(1f, 2f, 3f)).sum();
        });
    }

    private static Map<String, Tensor> gradientPenalty(Map<String, Tensor> given) {
        return graded(given, p -> {
            var slopes = vmap(grad((Tensor x) -> MLP.apply(p, x).sum())).apply(given.get("in:x"));
            return Ops.sqrt(slopes.square().sum(-1)).sub(1).square().mean();
        });
    }

    private static Map<String, Tensor> innerSteps(Map<String, Tensor> given) {
        Function<Params, Tensor> inner = p -> loss(MLP.apply(p, given.get("in:x")), given);
        return graded(given, p -> {
            var q = p;
            for (int i = 0; i < 2; i++) {
                q = Trees.map(q, grad(inner).apply(q), (value, slope) -> value.sub(slope.mul(0.1)));
            }
            return MLP.apply(q, given.get("in:x").mul(0.5))
                    .sub(given.get("in:y").add(0.1))
                    .square()
                    .mean();
        });
    }

    private static Map<String, Tensor> hypergradient(Map<String, Tensor> given) {
        Function<Params, Tensor> inner = p -> loss(MLP.apply(p, given.get("in:x")), given);
        Function<Tensor, Tensor> outer = rate -> {
            var q = params(given);
            for (int i = 0; i < 3; i++) {
                q = Trees.map(q, grad(inner).apply(q), (value, slope) -> value.sub(slope.mul(rate)));
            }
            return inner.apply(q);
        };
        var first = valueAndGrad(outer).apply(Tensor.scalar(DType.F32, 0.1));
        return Map.of(
                "loss", first.value(),
                "dlr", first.grad(),
                "d2lr", grad(grad(outer)).apply(Tensor.scalar(DType.F32, 0.1)));
    }

    private static Map<String, Tensor> pushed(Map<String, Tensor> given) {
        var p = params(given);
        Function<Tensor, Tensor> f = t -> MLP.apply(p, t);
        var x = given.get("in:x");
        var v = given.get("in:v");
        var both = jvp(f, x, v);
        return Map.of(
                "y", both.value(),
                "jvp", both.tangent(),
                "lin", linearize(f, x).jvp().apply(v),
                "vjp", vjp(f, x).pullback().apply(given.get("in:y")));
    }

    private static Map<String, Tensor> laplacian(Map<String, Tensor> given) {
        var p = params(given);
        Function<Tensor, Tensor> slope =
                grad((Tensor x) -> MLP.apply(p, x).square().sum());
        Function<Tensor, Tensor> laplacian =
                x -> vmap((Tensor e) -> jvp(slope, x, e).tangent().mul(e).sum())
                        .apply(Ops.eye(x.dim(0)))
                        .sum();
        return Map.of("lap", vmap(laplacian).apply(given.get("in:x")));
    }

    private static Map<String, Tensor> stoppedTarget(Map<String, Tensor> given) {
        return graded(given, p -> {
            var target = Ops.stopGradient(MLP.apply(p, given.get("in:x").mul(2)).max(-1));
            return Ops.take(MLP.apply(p, given.get("in:x")), Tensor.scalar(0), 1)
                    .sub(target)
                    .square()
                    .mean();
        });
    }

    private static Map<String, Tensor> partition(Map<String, Tensor> given) {
        var all = params(given);
        Function<Predicate<Params.Entry>, Params> filter = wanted -> {
            var kept = Params.empty();
            for (var entry : all.entries()) {
                kept = wanted.test(entry) ? kept.with(entry.module(), entry.name(), entry.value()) : kept;
            }
            return kept;
        };
        var frozen = filter.apply(entry -> !entry.name().equals("w"));
        return graded(valueAndGrad((Params trained) -> {
                    var merged = frozen;
                    for (var entry : trained.entries()) {
                        merged = merged.with(entry.module(), entry.name(), entry.value());
                    }
                    return loss(MLP.apply(merged, given.get("in:x")), given);
                })
                .apply(filter.apply(entry -> entry.name().equals("w"))));
    }

    private static Map<String, Tensor> ensemble(Map<String, Tensor> given) {
        var keys = Ops.stack(Key.of(4).split(3).stream().map(Key::data).toList(), 0);
        var x = given.get("in:x");
        var params = vmap((Key key) -> MLP.init(key, x)).apply(new Key(keys));
        var results = Bundle.put(new TreeMap<>(), "init", params);
        results.put(
                "out",
                vmap((Params p, Tensor in) -> MLP.apply(p, in), o -> o.in(MappedAxis.at(0), MappedAxis.NONE))
                        .apply(params, x));
        return results;
    }

    private static Map<String, Tensor> gradInside(Map<String, Tensor> given) {
        var f = Haiku.withoutApplyRng(Haiku.transform((Tensor x) -> {
            var m = mlp();
            m.apply(x);
            return Haiku.grad((Tensor v) -> m.apply(v).square().sum()).apply(x);
        }));
        var results = graded(
                given, p -> f.apply(p, given.get("in:x")).mul(given.get("in:v")).sum());
        results.put("gx", f.apply(params(given), given.get("in:x")));
        return results;
    }

    private static Map<String, Tensor> auxInside(Map<String, Tensor> given) {
        var f = Haiku.withoutApplyRng(Haiku.transform((Tensor x) -> {
            var m = mlp();
            m.apply(x);
            var result = Haiku.valueAndGradWithAux(
                            (Tensor u) -> new WithAux<>(m.apply(u).square().sum(), m.apply(u)))
                    .apply(x);
            return new Told(result.value(), result.aux(), result.grad());
        }));
        var told = f.apply(params(given), given.get("in:x"));
        return Map.of("v", told.value(), "aux", told.aux(), "g", told.grad());
    }
}
