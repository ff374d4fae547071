package dev.haiku.nn.golden;

import static dev.haiku.nn.recurrent.Recurrent.layer;
import static java.util.Map.entry;

import dev.haiku.Haiku;
import dev.haiku.LayerModule;
import dev.haiku.array.Shape;
import dev.haiku.nn.BatchNorm;
import dev.haiku.nn.ExponentialMovingAverage;
import dev.haiku.nn.LayerNorm;
import dev.haiku.nn.Linear;
import dev.haiku.nn.MultiHeadAttention;
import dev.haiku.nn.init.Initializers;
import dev.haiku.nn.nets.Mlp;
import dev.haiku.nn.recurrent.DeepRnn;
import dev.haiku.nn.recurrent.Gru;
import dev.haiku.nn.recurrent.Lstm;
import dev.haiku.nn.recurrent.Recurrent;
import dev.haiku.nn.recurrent.VanillaRnn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Naming cases about modules with state, memory and attention, restated from their Python. */
final class NamingNetworks {

    static final Map<String, Function<Tensor, Object>> SCRIPTS = Map.ofEntries(
            entry("state_names", NamingNetworks::stateNames),
            entry("batch_norm_names", NamingNetworks::batchNormNames),
            entry("rnn_names", NamingNetworks::rnnNames),
            entry("attention_names", NamingNetworks::attentionNames),
            entry("transformer_block_names", NamingNetworks::transformerBlockNames));

    private NamingNetworks() {}

    private static Tensor stateNames(Tensor x) {
        final class Counter extends LayerModule {
            private final ExponentialMovingAverage ema = new ExponentialMovingAverage(0.5);

            @Override
            protected Tensor call(Tensor input) {
                var count = getState("count", Shape.SCALAR, Initializers.zeros());
                setState("count", count.add(1));
                var mean = ema.apply(input.mean());
                return mean.add(new ExponentialMovingAverage(0.9).apply(input.sum()))
                        .add(count);
            }
        }
        var top = Haiku.getState("top", Shape.SCALAR, Initializers.ones());
        Haiku.setState("top", top.mul(2));
        return new Counter().apply(x).add(new Counter().apply(x)).add(top);
    }

    private static Tensor batchNormNames(Tensor x) {
        final class Block extends LayerModule {
            private final BatchNorm bn = new BatchNorm(true, true, 0.9);

            @Override
            protected Tensor call(Tensor input) {
                return bn.apply(input, true).add(new BatchNorm(true, true, 0.9).apply(input, true));
            }
        }
        return new Block().apply(x);
    }

    private static Tensor rnnNames(Tensor x) {
        var core = new DeepRnn(
                new Lstm(2), new Lstm(2), new Gru(2), layer(Ops::tanh), new VanillaRnn(2), layer(new Linear(2)));
        return Recurrent.dynamicUnroll(core, x.expandDims(1), core.initialState(1))
                .outputs();
    }

    private static Tensor attentionNames(Tensor x) {
        var w = Initializers.varianceScaling(1);
        var attention = new MultiHeadAttention(2, 3, w);
        final class Block extends LayerModule {
            @Override
            protected Tensor call(Tensor input) {
                return new MultiHeadAttention(2, 2, w)
                        .apply(input, input, input)
                        .add(new Linear(4).apply(input));
            }
        }
        return attention.apply(x, x, x).sum().add(new Block().apply(x));
    }

    private static Tensor transformerBlockNames(Tensor x) {
        final class Transformer extends LayerModule {
            private final int layers;

            Transformer(int layers) {
                this.layers = layers;
            }

            @Override
            protected Tensor call(Tensor input) {
                var w = Initializers.varianceScaling(2.0 / layers);
                var h = input;
                for (int i = 0; i < layers; i++) {
                    var norm = new LayerNorm(-1, true, true);
                    h = h.add(new MultiHeadAttention(2, 2, w, o -> o.modelSize(4))
                            .apply(norm.apply(h), norm.apply(h), norm.apply(h)));
                    h = h.add(new Mlp(List.of(8, 4)).apply(new LayerNorm(-1, true, true).apply(h)));
                }
                return new LayerNorm(-1, true, true).apply(h);
            }
        }
        return new Transformer(2).apply(x);
    }
}
