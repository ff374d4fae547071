package dev.haiku;

import static dev.haiku.Dense.X;
import static dev.haiku.Dense.fill;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.Shape;
import dev.haiku.func.Func;
import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class MultiTransformTest {

    private static final Key KEY = Key.of(42);

    private record Autoencoder(Dense encoder, Dense decoder) {

        static Autoencoder make() {
            return new Autoencoder(new Dense(3, "encoder"), new Dense(2, "decoder"));
        }

        Tensor encode(Tensor x) {
            return encoder.apply(x);
        }

        Tensor decode(Tensor z) {
            return decoder.apply(z);
        }

        Tensor reconstruct(Tensor x) {
            return decode(encode(x));
        }
    }

    private static final MultiTransformed<Autoencoder, Tensor> NET =
            Haiku.multiTransform(Autoencoder::make, Autoencoder::reconstruct);

    @Test
    void sharesTheParametersOfTheTemplate() {
        var encode = NET.function(Autoencoder::encode).withoutApplyRng();
        var decode = NET.function(Autoencoder::decode).withoutApplyRng();

        var params = NET.init(KEY, X);
        var code = encode.apply(params, X);

        assertThat(params.names()).containsExactly("encoder/w", "encoder/b", "decoder/w", "decoder/b");
        assertThat(code.toFloatArray()).containsExactly(3, 3, 3);
        assertThat(decode.apply(params, code).toFloatArray()).containsExactly(9, 9);
        assertThat(NET.initWithoutRng(X)).isEqualTo(params);
    }

    @Test
    void givesFunctionsThatAreTransformed() {
        var encode = NET.function(Autoencoder::encode).withoutApplyRng();
        var params = NET.init(KEY, X);

        var grads = Func.grad((Params p) -> Func.jit(encode::apply).apply(p, X).sum())
                .apply(params);

        assertThat(grads.get("encoder", "b").toFloatArray()).containsExactly(1, 1, 1);
        assertThat(grads.get("decoder", "b").toFloatArray()).containsExactly(0, 0);
    }

    @Test
    void drawsKeysInEachFunction() {
        var net = Haiku.multiTransform(() -> List.of(Haiku.nextRngKey()), (List<Key> keys, Tensor x) -> x);
        var second =
                net.function((List<Key> keys, Tensor x) -> Haiku.nextRngKey().data());

        var keys = KeySequence.of(KEY);
        keys.next();

        assertThat(second.apply(net.init(KEY, X), KEY, X).toLongArray())
                .isEqualTo(keys.next().data().toLongArray());
    }

    @Test
    void sharesWhatTheFactoryCreates() {
        var net = Haiku.multiTransform(
                () -> Haiku.getParameter("w", Shape.of(2), fill(3)), (Tensor w, Tensor x) -> w.mul(x));
        var square = net.function(Tensor::square);

        var params = net.initWithoutRng(X);

        assertThat(params.names()).containsExactly("~/w");
        assertThat(square.withoutApplyRng().apply(params, NoInput.NONE).toFloatArray())
                .containsExactly(9, 9);
    }

    @Test
    void sharesState() {
        var net = Haiku.multiTransformWithState(() -> new Dense(1), (Dense dense, Tensor x) -> {
            Haiku.getState("count", Shape.SCALAR, fill(0));
            return dense.apply(x);
        });
        var up = net.function((Dense dense, Tensor x) -> {
            Haiku.setState("count", Haiku.getState("count").add(x.sum()));
            return x;
        });
        var read = net.function(dense -> Haiku.getState("count"));

        var initial = net.init(KEY, X);
        var state = up.apply(initial.params(), initial.state(), KEY, X).state();

        assertThat(initial.params().names()).containsExactly("dense/w", "dense/b");
        assertThat(net.initWithoutRng(X)).isEqualTo(initial);
        assertThat(read.withoutApplyRng()
                        .apply(initial.params(), state, NoInput.NONE)
                        .value()
                        .item())
                .isEqualTo(3);
    }

    @Test
    void needsParametersToBeCreatedByTheTemplate() {
        var net = Haiku.multiTransform(Autoencoder::make, Autoencoder::encode);
        var decode = net.function(Autoencoder::decode);

        assertThatThrownBy(() -> decode.apply(net.init(KEY, X), KEY, X))
                .isInstanceOf(MissingParameterException.class)
                .hasMessageStartingWith(
                        "decoder: parameter 'w' of shape [2, 2] is not among the parameters given to apply.");
    }

    @Test
    void rejectsState() {
        var message =
                "The function has state: ~/s. Use Haiku.multiTransformWithState, whose apply takes and returns it.";
        var net = Haiku.multiTransform(
                () -> List.<Tensor>of(), (List<Tensor> none, Tensor x) -> Haiku.getState("s", x.shape(), fill(0)));
        var function = net.function((List<Tensor> none, Tensor x) -> Haiku.getState("s", x.shape(), fill(0)));

        assertThatThrownBy(() -> net.init(KEY, X))
                .isInstanceOf(NonEmptyStateException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> function.apply(Params.empty(), KEY, X))
                .isInstanceOf(NonEmptyStateException.class)
                .hasMessage(message);
    }
}
