package dev.haiku.nn.nets;

import static dev.haiku.nn.Errors.assertThatInit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.Haiku;
import dev.haiku.Params;
import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.nn.Linear;
import dev.haiku.nn.init.Initializers;
import dev.haiku.random.Key;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MlpTest {

    private static final Tensor X = Ops.ones(2, 3);

    private static Params init(UnaryOperator<Tensor> network) {
        return Haiku.transform((Tensor x) -> network.apply(x)).init(Key.of(42), X);
    }

    @Test
    void namesItsLayersAsHaikuDoes() {
        var params = init(x -> new Mlp(List.of(4, 2)).apply(x));

        assertThat(params.names())
                .containsExactly("mlp/~/linear_0/w", "mlp/~/linear_0/b", "mlp/~/linear_1/w", "mlp/~/linear_1/b");
        assertThat(params.size()).isEqualTo(3 * 4 + 4 + 4 * 2 + 2);
    }

    @Test
    void returnsItsInputWithoutLayers() {
        assertThat(Haiku.transform((Tensor x) -> new Mlp(List.of()).apply(x)).apply(Params.empty(), Key.of(1), X))
                .isSameAs(X);
    }

    @Test
    void activatesTheOutputOnlyIfAsked() {
        UnaryOperator<Mlp.Options> negative = o -> o.bInit(Initializers.constant(-100));

        var plain = Haiku.transform((Tensor x) -> new Mlp(List.of(2), negative).apply(x));
        var activated = Haiku.transform(
                (Tensor x) -> new Mlp(List.of(2), o -> negative.apply(o).activateFinal(true)).apply(x));

        assertThat(plain.apply(plain.init(Key.of(1), X), Key.of(1), X).max().item())
                .isNegative();
        assertThat(activated
                        .apply(activated.init(Key.of(1), X), Key.of(1), X)
                        .max()
                        .item())
                .isZero();
    }

    @Test
    void listsItsLayers() {
        init(x -> {
            assertThat(new Mlp(List.of(4, 2)).layers())
                    .extracting(Linear::outputSize)
                    .containsExactly(4, 2);
            return x;
        });
    }

    @Test
    void dropsUnitsBeforeTheActivation() {
        var network = Haiku.transform((Tensor x) ->
                new Mlp(List.of(100), o -> o.activateFinal(true).activation(h -> h.add(1))).apply(x, 0.5, Key.of(3)));

        var y = network.apply(network.init(Key.of(1), X), Key.of(1), X);

        assertThat(y.eq(1).cast(DType.F32).mean().item()).isBetween(0.3, 0.7);
    }

    @Test
    void reversesIntoANewNetworkWithParametersOfItsOwn() {
        var network = Haiku.transform((Tensor x) -> {
            var mlp = new Mlp(List.of(5, 4));
            var encoded = mlp.apply(x);
            return mlp.reverse().apply(encoded);
        });

        var params = network.init(Key.of(1), X);

        assertThat(params.modules())
                .containsExactly(
                        "mlp/~/linear_0",
                        "mlp/~/linear_1",
                        "mlp/~reverse/mlp_reversed/~/linear_0",
                        "mlp/~reverse/mlp_reversed/~/linear_1");
        assertThat(network.apply(params, Key.of(1), X).shape()).isEqualTo(Shape.of(2, 3));
    }

    @Nested
    class Rejects {

        @Test
        void aBiasInitialiserWithoutBias() {
            assertThatInit(() -> new Mlp(List.of(3), o -> o.withBias(false).bInit(Initializers.zeros())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("mlp: bInit has no effect with withBias=false.");
        }

        @Test
        void aLayerWithoutOutputs() {
            assertThatInit(() -> new Mlp(List.of(3, 0)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("mlp/~/linear_1: Linear needs outputSize >= 1, but got 0.");
        }

        @Test
        void aScalarInput() {
            assertThatInit(() -> new Mlp(List.of(3)).apply(Tensor.scalar(1.0)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage(
                            "mlp/~/linear_0: the input must not be a scalar. Linear maps the last axis of [..., in].");
        }

        @Test
        void toBeReversedBeforeItIsCalled() {
            assertThatInit(() -> new Mlp(List.of(3)).reverse())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("mlp: reverse needs the size of the input, which is known once the network has been"
                            + " called.");
        }

        @Test
        void aDropoutRateOutOfRange() {
            assertThatInit(() -> new Mlp(List.of(3, 2)).apply(X, 1, Key.of(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("dropout needs a rate in [0, 1), but got 1.0.");
        }
    }
}
