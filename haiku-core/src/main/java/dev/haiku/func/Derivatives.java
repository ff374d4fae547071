package dev.haiku.func;

import dev.haiku.internal.autodiff.Autodiff;
import dev.haiku.internal.autodiff.Linearization;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Differentiation of functions of one tree, to which {@link Func} reduces all others. */
final class Derivatives {

    private Derivatives() {}

    static <P> ValueAndGrad<P> valueAndGrad(String transformation, Function<P, Tensor> f, P argument) {
        var flat = Trees.flatten(argument);
        Checks.differentiable(transformation, flat);
        var function = new TreeFunction<>(f, flat.def());
        var linearization = Autodiff.linearize(transformation, function, flat.leaves());
        var value = linearization.values().get(0);
        Checks.scalarResult(transformation, value);
        return new ValueAndGrad<>(value, function.argumentOf(gradients(linearization)));
    }

    static <P, A> ValueAndGradWithAux<P, A> valueAndGradWithAux(Function<P, WithAux<A>> f, P argument) {
        var transformation = "valueAndGradWithAux";
        var flat = Trees.flatten(argument);
        Checks.differentiable(transformation, flat);
        var function = new TreeFunction<>(f, flat.def());
        var linearization = Autodiff.linearize(transformation, function, flat.leaves());
        // the value is the record's first component, so the first tensor
        Checks.scalarResult(transformation, linearization.values().get(0));
        var result = function.resultOf(linearization.values());
        return new ValueAndGradWithAux<>(result.value(), result.aux(), function.argumentOf(gradients(linearization)));
    }

    /** The cotangent of the value is 1, that of everything else 0. */
    private static List<Tensor> gradients(Linearization linearization) {
        var value = linearization.values().get(0).type();
        return linearization.pullbackOfFirst(Ops.ones(value.shape(), value.dtype()));
    }

    static <P, R> Jvp<R> jvp(Function<P, R> f, P primal, P tangent) {
        var primals = Trees.flatten(primal);
        var tangents = Checks.matching(
                "jvp needs tangents", "primal", primals.def(), types(primals.leaves()), Trees.flatten(tangent));
        var function = new TreeFunction<>(f, primals.def());
        var pushed = Autodiff.jvp("jvp", function, primals.leaves(), tangents);
        return new Jvp<>(function.resultOf(pushed.values()), function.resultOf(pushed.tangents()));
    }

    static <P, R> Vjp<P, R> vjp(Function<P, R> f, P primal) {
        var flat = Trees.flatten(primal);
        var function = new TreeFunction<>(f, flat.def());
        var linearization = Autodiff.linearize("vjp", function, flat.leaves());
        var types = types(linearization.values());
        return new Vjp<>(function.resultOf(linearization.values()), cotangent -> {
            var leaves = Checks.matching(
                    "The pullback of vjp needs cotangents",
                    "result",
                    function.resultDef(),
                    types,
                    Trees.flatten(cotangent));
            return function.argumentOf(linearization.pullback(leaves));
        });
    }

    static <P, R> Linearized<P, R> linearize(Function<P, R> f, P primal) {
        var flat = Trees.flatten(primal);
        var function = new TreeFunction<>(f, flat.def());
        var linearization = Autodiff.linearize("linearize", function, flat.leaves());
        var types = types(flat.leaves());
        return new Linearized<>(function.resultOf(linearization.values()), tangent -> {
            var leaves = Checks.matching(
                    "The jvp of linearize needs tangents", "primal", flat.def(), types, Trees.flatten(tangent));
            return function.resultOf(linearization.pushforward(leaves));
        });
    }

    static <P, R> Function<R, P> linearTranspose(Function<P, R> f, P example) {
        var flat = Trees.flatten(example);
        Checks.differentiable("linearTranspose", flat);
        var function = new TreeFunction<>(f, flat.def());
        var linear = Autodiff.linear(function, types(flat.leaves()));
        return cotangent -> {
            var leaves = Checks.matching(
                    "The transpose of a linear function needs cotangents",
                    "result",
                    function.resultDef(),
                    linear.outputTypes(),
                    Trees.flatten(cotangent));
            return function.argumentOf(linear.pullback(leaves));
        };
    }

    static List<TensorType> types(List<Tensor> tensors) {
        List<TensorType> types = new ArrayList<>();
        tensors.forEach(tensor -> types.add(tensor.type()));
        return types;
    }
}
