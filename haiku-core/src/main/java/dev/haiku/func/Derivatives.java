package dev.haiku.func;

import dev.haiku.internal.autodiff.Autodiff;
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

    static <P> ValueAndGrad<P> valueAndGrad(
            String transformation, Function<P, Tensor> f, P argument, GradOptions options) {
        var result = gradient(transformation, AuxFunction.without(f), argument, options);
        return new ValueAndGrad<>(result.value(), result.grad());
    }

    static <P, X> ValueAndGradWithAux<P, X> valueAndGradWithAux(
            String transformation, Function<P, WithAux<X>> f, P argument) {
        return gradient(transformation, AuxFunction.scalar(f), argument, GradOptions.DEFAULTS);
    }

    static <P, X> GradWithAux<P, X> gradWithAux(Function<P, WithAux<X>> f, P argument) {
        var result = valueAndGradWithAux("gradWithAux", f, argument);
        return new GradWithAux<>(result.grad(), result.aux());
    }

    private static <P, X> ValueAndGradWithAux<P, X> gradient(
            String transformation, Function<P, ValueWithAux<Tensor, X>> f, P argument, GradOptions options) {
        var flat = Trees.flatten(argument);
        if (!options.allowInt()) {
            Checks.differentiable(transformation, flat);
        }
        var function = new AuxFunction<>(f, flat.def());
        var linearization = Autodiff.linearize(transformation, function, flat.leaves(), () -> 1);
        var values = linearization.values();
        var value = values.get(0);
        Checks.scalarResult(transformation, value);
        var grad = linearization.pullback(List.of(Ops.onesLike(value)));
        return new ValueAndGradWithAux<>(value, function.auxOf(values), function.argumentOf(grad));
    }

    static <P, R> Jvp<R> jvp(Function<P, R> f, P primal, P tangent) {
        var result = jvpWithAux("jvp", AuxFunction.without(f), primal, tangent);
        return new Jvp<>(result.value(), result.tangent());
    }

    static <P, R, X> JvpWithAux<R, X> jvpWithAux(
            String transformation, Function<P, ValueWithAux<R, X>> f, P primal, P tangent) {
        var primals = Trees.flatten(primal);
        var tangents = Checks.matching(
                transformation + " needs tangents",
                "primal",
                primals.def(),
                types(primals.leaves()),
                Trees.flatten(tangent));
        var function = new AuxFunction<>(f, primals.def());
        var pushed = Autodiff.jvp(transformation, function, primals.leaves(), tangents);
        return new JvpWithAux<>(
                function.valueOf(pushed.values()),
                function.valueOf(pushed.tangents()),
                function.auxOf(pushed.values()));
    }

    static <P, R> Vjp<P, R> vjp(Function<P, R> f, P primal) {
        var result = vjpWithAux("vjp", AuxFunction.without(f), primal);
        return new Vjp<>(result.value(), result.pullback());
    }

    static <P, R, X> VjpWithAux<P, R, X> vjpWithAux(
            String transformation, Function<P, ValueWithAux<R, X>> f, P primal) {
        var flat = Trees.flatten(primal);
        var function = new AuxFunction<>(f, flat.def());
        var linearization = Autodiff.linearize(transformation, function, flat.leaves(), function::values);
        var values = linearization.values();
        var types = types(values.subList(0, function.values()));
        Function<R, P> pullback = cotangent -> {
            var leaves = Checks.matching(
                    "The pullback of " + transformation + " needs cotangents",
                    "result",
                    function.valueDef(),
                    types,
                    Trees.flatten(cotangent));
            return function.argumentOf(linearization.pullback(leaves));
        };
        return new VjpWithAux<>(function.valueOf(values), pullback, function.auxOf(values));
    }

    static <P, R> Linearized<P, R> linearize(Function<P, R> f, P primal) {
        var result = linearizeWithAux("linearize", AuxFunction.without(f), primal);
        return new Linearized<>(result.value(), result.jvp());
    }

    static <P, R, X> LinearizedWithAux<P, R, X> linearizeWithAux(
            String transformation, Function<P, ValueWithAux<R, X>> f, P primal) {
        var flat = Trees.flatten(primal);
        var function = new AuxFunction<>(f, flat.def());
        var linearization = Autodiff.linearize(transformation, function, flat.leaves(), function::values);
        var values = linearization.values();
        var types = types(flat.leaves());
        Function<P, R> jvp = tangent -> {
            var leaves = Checks.matching(
                    "The jvp of " + transformation + " needs tangents",
                    "primal",
                    flat.def(),
                    types,
                    Trees.flatten(tangent));
            return function.valueOf(linearization.pushforward(leaves));
        };
        return new LinearizedWithAux<>(function.valueOf(values), jvp, function.auxOf(values));
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
