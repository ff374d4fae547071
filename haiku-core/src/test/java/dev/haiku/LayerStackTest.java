package dev.haiku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.func.Carried;
import dev.haiku.func.Func;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Stacks of layers with parameters of their own. */
class LayerStackTest {

    private static final Key KEY = Key.of(42);
    private static final Tensor X = Tensor.of(Shape.of(2), 1f, 2f);

    private static Tensor layer(Tensor x) {
        return new Busy().apply(x);
    }

    private final TransformedWithState<Tensor, Tensor> net = Haiku.transformWithState(
            (Tensor x) -> Haiku.layerStack(3, LayerStackTest::layer).apply(x));
    private final TransformedWithState<Tensor, Tensor> single = Haiku.transformWithState(LayerStackTest::layer);

    /** The keys of the layers: the second key of the frame's sequence, split. */
    private Tensor byHand(Params params, State state) {
        var sequence = KeySequence.of(KEY);
        sequence.next();
        var keys = sequence.next().split(3);
        var x = X;
        for (int i = 0; i < 3; i++) {
            int index = i;
            var own = Params.empty()
                    .with(
                            "busy",
                            "w",
                            params.get("__layer_stack_no_per_layer/busy", "w").get(index));
            var ownState = State.empty()
                    .with(
                            "busy",
                            "count",
                            state.get("__layer_stack_no_per_layer/busy", "count")
                                    .get(index))
                    .with(
                            "busy",
                            "sum",
                            state.get("__layer_stack_no_per_layer/busy", "sum").get(index));
            x = single.apply(own, ownState, keys.get(i), x).value();
        }
        return x;
    }

    @Test
    void stacksTheParametersAndStateOfTheLayers() {
        var initial = net.init(KEY, X);

        assertThat(initial.params().names()).containsExactly("__layer_stack_no_per_layer/busy/w");
        assertThat(initial.params().get("__layer_stack_no_per_layer/busy", "w").shape())
                .isEqualTo(Shape.of(3, 2));
        assertThat(initial.state()
                        .get("__layer_stack_no_per_layer/busy", "count")
                        .toFloatArray())
                .containsExactly(0, 0, 0);
    }

    @Test
    void initialisesEachLayerWithAKeyOfItsOwn() {
        var w = net.init(KEY, X).params().get("__layer_stack_no_per_layer/busy", "w");

        var key = KeySequence.of(KEY).next();
        for (int i = 0; i < 3; i++) {
            var keys = key.split(3);
            assertThat(w.get(i).toFloatArray())
                    .containsExactly(single.init(keys.get(0), X)
                            .params()
                            .get("busy", "w")
                            .toFloatArray());
            key = keys.get(1);
        }
    }

    @Test
    void appliesTheLayersOneAfterAnother() {
        var initial = net.init(KEY, X);

        var applied = net.apply(initial.params(), initial.state(), KEY, X);

        assertThat(applied.value().toFloatArray())
                .containsExactly(byHand(initial.params(), initial.state()).toFloatArray());
        assertThat(applied.state()
                        .get("__layer_stack_no_per_layer/busy", "count")
                        .toFloatArray())
                .containsExactly(1, 1, 1);
        assertThat(applied.state()
                        .get("__layer_stack_no_per_layer/busy", "sum")
                        .get(0)
                        .item())
                .isEqualTo(3);
    }

    @Test
    void givesTheSameWhenStaged() {
        var initial = net.init(KEY, X);
        var staged = Func.jit(net::init).apply(KEY, X);

        assertThat(staged.params().get("__layer_stack_no_per_layer/busy", "w").toFloatArray())
                .containsExactly(initial.params()
                        .get("__layer_stack_no_per_layer/busy", "w")
                        .toFloatArray());
        assertThat(Func.jit(net::apply)
                        .apply(initial.params(), initial.state(), KEY, X)
                        .value()
                        .toFloatArray())
                .containsExactly(byHand(initial.params(), initial.state()).toFloatArray(), within(1e-6f));
    }

    @Test
    void isDifferentiated() {
        var initial = net.init(KEY, X);

        var grad = Func.grad((Params p) ->
                        net.apply(p, initial.state(), KEY, X).value().sum())
                .apply(initial.params());
        var expected = Func.grad((Params p) -> byHand(p, initial.state()).sum()).apply(initial.params());

        assertThat(grad.get("__layer_stack_no_per_layer/busy", "w").toFloatArray())
                .containsExactly(
                        expected.get("__layer_stack_no_per_layer/busy", "w").toFloatArray(), within(1e-6f));
    }

    @Test
    void runsBackwards() {
        Function<Boolean, Transformed<Tensor, Tensor>> nets = reverse -> Haiku.transform((Tensor x) -> Haiku.layerStack(
                        2,
                        (Tensor y, Tensor own) -> new Carried<>(y.mul(own).add(1), y),
                        o -> o.reverse(reverse).unroll(2))
                .apply(x, Tensor.of(2f, 3f))
                .carry());

        assertThat(nets.apply(false)
                        .apply(Params.empty(), KEY, Tensor.scalar(1.0))
                        .item())
                .isEqualTo(10);
        assertThat(nets.apply(true)
                        .apply(Params.empty(), KEY, Tensor.scalar(1.0))
                        .item())
                .isEqualTo(9);
    }

    @Test
    void givesEachLayerAnInputAndAResultOfItsOwn() {
        var net = Haiku.transform((Tensor x) -> Haiku.layerStack(2, (Tensor y, Tensor own) -> {
                    var z = new Dense(2).apply(y).mul(own);
                    return new Carried<>(z, z.sum());
                })
                .apply(x, Tensor.of(1f, 10f))
                .ys());

        var params = net.initWithoutRng(X);

        assertThat(params.names())
                .containsExactly("__layer_stack_with_per_layer/dense/b", "__layer_stack_with_per_layer/dense/w");
        assertThat(net.withoutApplyRng().apply(params, X).toFloatArray()).containsExactly(6, 120);
    }

    @Test
    void takesANameAndNumbersTheDefaultOnes() {
        var net = Haiku.transform((Tensor x) -> {
            var named = Haiku.layerStack(2, (Tensor y) -> new Dense(2).apply(y), o -> o.name("deep"));
            var unnamed = Haiku.layerStack(2, (Tensor y) -> new Dense(2).apply(y));
            return unnamed.apply(unnamed.apply(named.apply(x)));
        });

        assertThat(net.initWithoutRng(X).modules())
                .containsExactly(
                        "deep/dense", "__layer_stack_no_per_layer/dense", "__layer_stack_no_per_layer_1/dense");
    }

    @Test
    void nests() {
        var net = Haiku.transform((Tensor x) -> {
            var inner = Haiku.layerStack(3, (Tensor y) -> new Dense(2).apply(y));
            return Haiku.layerStack(2, inner).apply(x);
        });

        var params = net.initWithoutRng(X);

        assertThat(params.get("__layer_stack_no_per_layer/__layer_stack_no_per_layer/dense", "w")
                        .shape())
                .isEqualTo(Shape.of(2, 3, 2, 2));
    }

    @Test
    void usesItsParametersAgain() {
        final class Twice extends LayerModule {
            @Override
            protected Tensor call(Tensor x) {
                return Haiku.layerStack(2, (Tensor y) -> y.mul(getParameterOf(y)))
                        .apply(x);
            }

            private Tensor getParameterOf(Tensor y) {
                return Haiku.getParameter("w", y.shape(), Busy.NORMAL);
            }
        }
        var net = Haiku.transform((Tensor x) -> {
            var module = new Twice();
            return module.apply(module.apply(x));
        });

        var params = net.init(KEY, X);

        assertThat(params.names()).containsExactly("twice/__layer_stack_no_per_layer/~/w");
        var w = params.entries().get(0).value();
        var once = w.get(0).mul(w.get(1));
        assertThat(net.apply(params, KEY, X).toFloatArray())
                .containsExactly(X.mul(once).mul(once).toFloatArray(), within(1e-6f));
    }

    @Test
    void drawsTwoKeysInInitAndApply() {
        var net = Haiku.transform((Tensor x) -> {
            var unused = Haiku.layerStack(2, (Tensor y) -> y.add(Random.normal(Haiku.nextRngKey(), y.shape())))
                    .apply(x);
            return Haiku.nextRngKey().data();
        });
        var sequence = KeySequence.of(KEY);
        var keys = new ArrayList<Key>();
        for (int i = 0; i < 3; i++) {
            keys.add(sequence.next());
        }

        assertThat(net.apply(Params.empty(), KEY, X).toLongArray())
                .containsExactly(keys.get(2).data().toLongArray());
    }

    @Nested
    class Errors {

        @Test
        void rejectsUseOutsideATransform() {
            assertThatThrownBy(() -> Haiku.layerStack(2, (Tensor x) -> x).apply(X))
                    .isInstanceOf(NotTransformedException.class)
                    .hasMessage("LayerStack must be created inside a function given to Haiku.transform.");
        }

        @Test
        void rejectsAStackWithoutLayers() {
            Dense.inTransform(() -> assertThatThrownBy(
                            () -> Haiku.layerStack(0, (Tensor x) -> x).apply(X))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("__layer_stack_no_per_layer: a stack needs at least 1 layer, but got 0."));
        }

        @Test
        void rejectsInputsOfAnotherNumberOfLayers() {
            Dense.inTransform(() -> assertThatThrownBy(
                            () -> Haiku.layerStack(3, (Tensor x, Tensor y) -> new Carried<>(x, y))
                                    .apply(X, X))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage(
                            "__layer_stack_with_per_layer: a stack of 3 layers needs inputs of layers with a first axis of that "
                                    + "size, but got f32[2]."));
        }

        @Test
        void rejectsModulesMadeOutsideTheLayer() {
            Dense.inTransform(() -> {
                var outside = new Dense(2);
                assertThatThrownBy(() -> Haiku.layerStack(2, (Tensor x) -> outside.apply(x))
                                .apply(X))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage(
                                "The module dense was made outside a transparent lift or layer stack and is used inside it. "
                                        + "Make it inside, or use Haiku.lift.");
            });
        }
    }
}
