package dev.haiku.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.array.DType;
import dev.haiku.optim.OptimizerCases.OptimizerCase;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Parameters of any element type keep it, and so do states, so that a step can be the body of a loop. */
class ElementTypesTest {

    /** What is kept in another type than the parameters on purpose. */
    private static final List<String> WIDER = List.of("multiSteps", "injectHyperparams");

    static Stream<OptimizerCase> optimizers() {
        return OptimizerCases.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optimizers")
    void halfPrecisionParametersStaySo(OptimizerCase of) {
        check(of, DType.BF16);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optimizers")
    void singlePrecisionParametersStaySo(OptimizerCase of) {
        check(of, DType.F32);
    }

    private static void check(OptimizerCase of, DType dtype) {
        var params = Tensor.of(1f, -2f).cast(dtype);
        Function<Tensor, Tensor> f = x -> Ops.square(x).sum();

        var step = step(of.optimizer(), params, f);

        assertThat(step.updates().dtype()).isEqualTo(dtype);
        if (dtype == DType.F32 || !WIDER.contains(of.name())) {
            assertThat(types(step.state())).isEqualTo(types(of.optimizer().init(params)));
        }
    }

    private static <S> Update<Tensor, S> step(
            GradientTransformation<S> optimizer, Tensor params, Function<Tensor, Tensor> f) {
        var gradient = params.mul(2);
        var context = UpdateContext.of(params)
                .value(f.apply(params))
                .gradient(gradient)
                .valueFunction(f)
                .gradientFunction((Tensor p, Integer i) -> p.mul(2));
        var update = optimizer.update(gradient, optimizer.init(params), context);
        return new Update<>(Optimizers.applyUpdates(params, update.updates()), update.state());
    }

    private static List<String> types(Object state) {
        return Trees.leaves(state).stream().map(leaf -> leaf.type().toString()).toList();
    }
}
