package dev.haiku.nn;

import static dev.haiku.nn.Errors.assertThatInit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.Haiku;
import dev.haiku.Params;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.random.Key;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BiasTest {

    private static final Tensor X = Ops.zeros(2, 3, 4);

    @Test
    void addsANumberForEachElementOfAnExample() {
        var network = Haiku.transform((Tensor x) -> new Bias().apply(x)).withoutApplyRng();
        var params = Params.of(Map.of("bias", Map.of("b", Tensor.of(1f, 2f))));

        var y = network.apply(params, Tensor.of(new float[][] {{10, 20}, {30, 40}}));

        assertThat(y.toFloatArray()).containsExactly(11, 22, 31, 42);
    }

    @Test
    void multipliesTheBiasIfAsked() {
        var network = Haiku.transform((Tensor x) -> {
                    var bias = new Bias();
                    return Ops.concatenate(0, bias.apply(x, 2), bias.apply(x, Tensor.of(1f, 10f)));
                })
                .withoutApplyRng();
        var params = Params.of(Map.of("bias", Map.of("b", Tensor.of(1f, 2f))));

        var y = network.apply(params, Ops.zeros(1, 2));

        assertThat(y.toFloatArray()).containsExactly(2, 4, 1, 20);
    }

    @ParameterizedTest
    @CsvSource({"'', '[]'", "'1', '[3, 1]'", "'2', '[4]'", "'-1', '[4]'", "'1 2', '[3, 4]'", "'-2', '[3, 1]'"})
    void learnsNumbersAlongTheChosenAxes(String dims, String shape) {
        var axes = List.of(dims.split(" ")).stream()
                .filter(text -> !text.isEmpty())
                .map(Integer::valueOf)
                .toList();

        var params = Haiku.transform((Tensor x) -> new Bias(o -> o.biasDims(axes)).apply(x))
                .init(Key.of(1), X);

        assertThat(params.get("bias", "b").shape()).hasToString(shape);
    }

    @Nested
    class Rejects {

        @Test
        void anInputWithoutBatchAxis() {
            assertThatInit(() -> new Bias().apply(Ops.ones(3)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("bias: Bias needs an input of rank >= 2, [batch, ...], but got shape [3].");
        }

        @Test
        void theBatchAxis() {
            assertThatInit(() -> new Bias(o -> o.biasDims(List.of(-3))).apply(X))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage(
                            "bias: Bias cannot differ along the batch axis, but got axis -3 of an input of shape [2,"
                                    + " 3, 4].");
        }

        @Test
        void anAxisThatIsNotThere() {
            assertThatInit(() -> new Bias(o -> o.biasDims(List.of(5))).apply(X))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("bias: Axis 5 is out of range for shape [2, 3, 4] of rank 3.");
        }

        @Test
        void examplesOfAnotherShape() {
            assertThatInit(() -> new Bias(o -> o.outputSize(Shape.of(4))).apply(X))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("bias: Bias was made for examples of shape [4], but the input has shape [2, 3, 4].");
        }
    }
}
