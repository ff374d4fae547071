package dev.haiku.nn;

import static dev.haiku.nn.Errors.assertThatInit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.Haiku;
import dev.haiku.MissingParameterException;
import dev.haiku.NotTransformedException;
import dev.haiku.Params;
import dev.haiku.TransformedWithoutApplyRng;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.nn.init.Initializers;
import dev.haiku.random.Key;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LinearTest {

    private static final TransformedWithoutApplyRng<Tensor, Tensor> NETWORK =
            Haiku.transform((Tensor x) -> new Linear(2).apply(x)).withoutApplyRng();

    private static final Params PARAMS = Params.of(Map.of(
            "linear", Map.of("w", Tensor.of(new float[][] {{1, 2}, {3, 4}, {5, 6}}), "b", Tensor.of(10f, 20f))));

    @Test
    void multipliesByWAndAddsB() {
        var y = NETWORK.apply(PARAMS, Tensor.of(new float[][] {{1, 0, 0}, {1, 1, 1}}));

        assertThat(y.shape()).isEqualTo(Shape.of(2, 2));
        assertThat(y.toFloatArray()).containsExactly(11, 22, 19, 32);
    }

    @Test
    void mapsTheLastAxisOfAnyRank() {
        assertThat(NETWORK.apply(PARAMS, Ops.ones(3)).shape()).isEqualTo(Shape.of(2));
        assertThat(NETWORK.apply(PARAMS, Ops.ones(4, 1, 3)).shape()).isEqualTo(Shape.of(4, 1, 2));
        assertThat(NETWORK.apply(PARAMS, Ops.ones(0, 3)).shape()).isEqualTo(Shape.of(0, 2));
    }

    @Test
    void usesZerosForTheBiasByDefault() {
        var params = NETWORK.init(Key.of(42), Ops.ones(1, 3));

        assertThat(params.get("linear", "b").toFloatArray()).containsExactly(0, 0);
    }

    @Test
    void drawsWWithinTwoStandardDeviationsByDefault() {
        var params = Haiku.transform((Tensor x) -> new Linear(50).apply(x)).init(Key.of(42), Ops.ones(1, 100));

        var w = params.get("linear", "w");
        assertThat(w.abs().max().item()).isLessThanOrEqualTo(0.2);
        assertThat(Ops.std(w).item()).isCloseTo(0.088, within(0.003));
    }

    @Test
    void tellsItsSize() {
        Haiku.transform((Tensor x) -> {
                    assertThat(new Linear(7).outputSize()).isEqualTo(7);
                    return x;
                })
                .init(Key.of(1), Ops.ones(1));
    }

    @Test
    void takesIntegersIfItsInitialisersMakeThem() {
        var network = Haiku.transform((Tensor x) -> new Linear(2, o -> o.wInit(Initializers.ones())).apply(x))
                .withoutApplyRng();

        var y = network.apply(network.initWithoutRng(Tensor.of(1, 2)), Tensor.of(1, 2));

        assertThat(y.toIntArray()).containsExactly(3, 3);
    }

    @Nested
    class Rejects {

        @Test
        void aScalarInput() {
            assertThatInit(() -> new Linear(3).apply(Tensor.scalar(1.0)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("linear: the input must not be a scalar. Linear maps the last axis of [..., in].");
        }

        @Test
        void anIntegerInput() {
            assertThatInit(() -> new Linear(3).apply(Tensor.of(1, 2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("linear: Linear needs floating-point input, but got i32[2]. Convert it with"
                            + " cast(DType.F32).");
        }

        @Test
        void noOutputs() {
            assertThatInit(() -> new Linear(0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("linear: Linear needs outputSize >= 1, but got 0.");
        }

        @Test
        void anInputOfAnotherWidth() {
            assertThatThrownBy(() -> NETWORK.apply(PARAMS, Ops.ones(1, 5)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("linear: parameter 'w' has shape [3, 2], but this input needs [5, 2].\n"
                            + "The parameters were initialised with another input or model; run init again with"
                            + " this one.");
        }

        @Test
        void parametersWithoutItsOwn() {
            assertThatThrownBy(() -> NETWORK.apply(Params.empty(), Ops.ones(1, 3)))
                    .isInstanceOf(MissingParameterException.class)
                    .hasMessageStartingWith(
                            "linear: parameter 'w' of shape [3, 2] is not among the parameters given to apply.");
        }

        @Test
        void aPlaceOutsideATransformedFunction() {
            assertThatThrownBy(() -> new Linear(3))
                    .isInstanceOf(NotTransformedException.class)
                    .hasMessage("Linear must be created inside a function given to Haiku.transform.");
        }
    }
}
