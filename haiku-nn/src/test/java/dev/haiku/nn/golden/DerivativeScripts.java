package dev.haiku.nn.golden;

import static dev.haiku.func.Func.argnums;
import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.valueAndGrad;

import dev.haiku.Haiku;
import dev.haiku.Params;
import dev.haiku.array.DType;
import dev.haiku.func.Fn3;
import dev.haiku.nn.recurrent.Gru;
import dev.haiku.nn.recurrent.Lstm;
import dev.haiku.nn.recurrent.LstmState;
import dev.haiku.nn.recurrent.Recurrent;
import dev.haiku.nn.recurrent.RnnCore;
import dev.haiku.nn.recurrent.VanillaRnn;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Higher derivatives of activations and derivatives through time, restated from the Python of the cases. */
final class DerivativeScripts {

    /** The states to start from. */
    private record Start(Tensor hidden, Tensor cell) {}

    private record Input(Tensor x, Start start) {}

    private record Output(Tensor outputs, List<Tensor> state) {}

    private static final Map<String, UnaryOperator<Tensor>> FUNCTIONS = new HashMap<>();

    static {
        FUNCTIONS.put("tanh", Ops::tanh);
        FUNCTIONS.put("sigmoid", Nn::sigmoid);
        FUNCTIONS.put("softplus", Nn::softplus);
        FUNCTIONS.put("gelu", Nn::gelu);
        FUNCTIONS.put("silu", Nn::silu);
        FUNCTIONS.put("swish", Nn::swish);
        FUNCTIONS.put("mish", Nn::mish);
        FUNCTIONS.put("elu", Nn::elu);
        FUNCTIONS.put("selu", Nn::selu);
        FUNCTIONS.put("celu", Nn::celu);
        FUNCTIONS.put("relu", Nn::relu);
        FUNCTIONS.put("leaky_relu", Nn::leakyRelu);
        FUNCTIONS.put("hard_tanh", Nn::hardTanh);
        FUNCTIONS.put("log_sigmoid", Nn::logSigmoid);
        FUNCTIONS.put("softmax", x -> Nn.softmax(x));
        FUNCTIONS.put("log_softmax", x -> Nn.logSoftmax(x));
        FUNCTIONS.put("standardize", Nn::standardize);
        FUNCTIONS.put("logsumexp", x -> Ops.logsumexp(x));
    }

    private DerivativeScripts() {}

    /** {@return the third derivatives of the function of that name, each along a direction} */
    static Map<String, Tensor> derivatives(String name, Map<String, Tensor> given) {
        if (!FUNCTIONS.containsKey(name)) {
            throw new AssertionError("The table of functions lacks '" + name + "'.");
        }
        var f = FUNCTIONS.get(name);
        var v = given.get("in:v");
        var x = given.get("in:x");
        var weights = Ops.cast(Ops.arange(1, 1 + (int) x.size()), DType.F32);
        Function<Tensor, Tensor> first = grad((Tensor t) ->
                name.equals("logsumexp") ? f.apply(t) : f.apply(t).mul(weights).sum());
        Function<Tensor, Tensor> second =
                grad((Tensor t) -> first.apply(t).mul(v).sum());
        Function<Tensor, Tensor> third =
                grad((Tensor t) -> second.apply(t).mul(v).sum());
        return Map.of("f", f.apply(x), "d1", first.apply(x), "d2", second.apply(x), "d3", third.apply(x));
    }

    static Map<String, Tensor> vanilla(Map<String, Tensor> given) {
        return throughTime(given, unrolled(() -> new VanillaRnn(3), Start::hidden));
    }

    static Map<String, Tensor> lstm(Map<String, Tensor> given) {
        return throughTime(given, unrolled(() -> new Lstm(3), start -> new LstmState(start.hidden(), start.cell())));
    }

    static Map<String, Tensor> gru(Map<String, Tensor> given) {
        return throughTime(given, unrolled(() -> new Gru(3), Start::hidden));
    }

    private static <S> BiFunction<Params, Input, Output> unrolled(
            Supplier<RnnCore<Tensor, S, Tensor>> core, Function<Start, S> start) {
        var f = Haiku.withoutApplyRng(Haiku.transform((Input in) -> {
            var unrolled = Recurrent.dynamicUnroll(core.get(), in.x(), start.apply(in.start()));
            return new Output(unrolled.outputs(), Trees.leaves(unrolled.state()));
        }));
        return f::apply;
    }

    private static Map<String, Tensor> throughTime(
            Map<String, Tensor> given, BiFunction<Params, Input, Output> unrolled) {
        Fn3<Params, Tensor, Start, Tensor> loss = (p, x, start) -> {
            var out = unrolled.apply(p, new Input(x, start));
            var sum = out.outputs().mul(given.get("in:ct")).sum();
            for (var state : out.state()) {
                sum = sum.add(state.square().sum().mul(0.5));
            }
            return sum;
        };
        var params = TransformScripts.params(given);
        var x = given.get("in:x");
        var start = new Start(given.get("in:h0"), given.get("in:c0"));
        Function<Tensor, Tensor> norm =
                t -> Trees.leaves(grad((Params p) -> loss.apply(p, t, start)).apply(params)).stream()
                        .map(g -> g.square().sum())
                        .reduce(Tensor.scalar(DType.F32, 0), Ops::add);
        var result = valueAndGrad(loss, argnums(0, 1, 2)).apply(params, x, start);
        var results = Bundle.put(new HashMap<>(), "grad", result.grad().get(0, Params.class));
        results.put("loss", result.value());
        results.put("grad_x", result.grad().tensor(1));
        results.put("grad_h0", result.grad().get(2, Start.class).hidden());
        results.put("gnorm", norm.apply(x));
        results.put("grad_of_gnorm", grad(norm).apply(x));
        return results;
    }
}
