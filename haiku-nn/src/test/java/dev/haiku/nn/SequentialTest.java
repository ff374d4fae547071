package dev.haiku.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.Haiku;
import dev.haiku.Params;
import dev.haiku.random.Key;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SequentialTest {

    @Test
    void appliesModulesFunctionsAndLambdasInOrder() {
        var network = Haiku.transform((Tensor x) -> new Sequential(Nn::relu, v -> v.add(1), Ops::square).apply(x));

        var y = network.apply(Params.empty(), Key.of(1), Tensor.of(-2f, 2f));

        assertThat(y.toFloatArray()).containsExactly(1, 9);
    }

    @Test
    void keepsTheNamesOfItsLayers() {
        var params = Haiku.transform((Tensor x) -> new Sequential(new Linear(2), new Linear(3)).apply(x))
                .init(Key.of(1), Ops.ones(1, 1));

        assertThat(params.modules()).containsExactly("linear", "linear_1");
    }

    @Test
    void returnsItsInputWithoutLayers() {
        var x = Tensor.of(1f, 2f);

        assertThat(Haiku.transform((Tensor v) -> new Sequential().apply(v)).apply(Params.empty(), Key.of(1), x))
                .isSameAs(x);
    }
}
