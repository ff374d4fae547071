package dev.haiku.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.DType;
import dev.haiku.optim.OptimizerCases.OptimizerCase;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Parameters of any element type keep it, updates have it, and states keep those that they begin with, so that a step
 * can be the body of a loop.
 */
class ElementTypesTest {

    static Stream<Arguments> optimizers() {
        return OptimizerCases.all()
                .flatMap(of -> Stream.of(DType.BF16, DType.F32, DType.F64).map(dtype -> Arguments.of(of, dtype)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("optimizers")
    void stepsKeepElementTypes(OptimizerCase of, DType dtype) {
        var params = Tensor.of(1f, -2f).cast(dtype);

        check(of.optimizer(), params);
    }

    @Test
    void adamIsAsExactAsItsParameters() {
        double x = 1.5;
        double m = 0;
        double v = 0;
        var adam = Optimizers.adam(0.1);
        var params = Tensor.scalar(DType.F64, x);
        var state = adam.init(params);

        for (int t = 1; t <= 5; t++) {
            m = 0.9 * m + 0.1 * 2 * x;
            v = 0.999 * v + 0.001 * 4 * x * x;
            x -= 0.1 * m / (1 - Math.pow(0.9, t)) / (Math.sqrt(v / (1 - Math.pow(0.999, t))) + 1e-8);
            var step = adam.update(params.mul(2), state, params);
            params = Optimizers.applyUpdates(params, step.updates());
            state = step.state();
        }

        assertThat(params.item()).isCloseTo(x, within(1e-12));
    }

    private static <S> void check(GradientTransformation<S> optimizer, Tensor params) {
        Function<Tensor, Tensor> f = x -> Ops.square(x).sum();
        var gradient = params.mul(2);
        var context = UpdateContext.of(params)
                .value(f.apply(params))
                .gradient(gradient)
                .valueFunction(f)
                .gradientFunction((Tensor p, Integer i) -> p.mul(2));
        var before = optimizer.init(params);

        var step = optimizer.update(gradient, before, context);

        assertThat(step.updates().type()).isEqualTo(params.type());
        assertThat(Optimizers.applyUpdates(params, step.updates()).type()).isEqualTo(params.type());
        assertThat(types(step.state())).isEqualTo(types(before));
    }

    private static List<String> types(Object state) {
        return Trees.leaves(state).stream().map(leaf -> leaf.type().toString()).toList();
    }
}
