package dev.haiku.inspect;

import dev.haiku.Haiku;
import dev.haiku.Initializer;
import dev.haiku.LayerModule;
import dev.haiku.Module;
import dev.haiku.array.Shape;
import dev.haiku.random.Random;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** Small models to look into. */
final class Models {

    static final Initializer NORMAL = (shape, dtype) -> Random.normal(Haiku.nextRngKey(), shape, dtype);

    private Models() {}

    static final class Dense extends LayerModule {
        private final int size;

        Dense(int size) {
            this.size = size;
        }

        Dense(int size, String name) {
            super(name);
            this.size = size;
        }

        @Override
        protected Tensor call(Tensor x) {
            var w = getParameter("w", Shape.of(x.shape().last(), size), x.dtype(), NORMAL);
            return x.dot(w).add(getParameter("b", Shape.of(size), x.dtype(), Ops::zeros));
        }
    }

    static final class Mlp extends LayerModule {
        private final List<Integer> sizes;
        private final Dense first;
        private final Dense second;

        Mlp(List<Integer> sizes) {
            this.sizes = sizes;
            this.first = new Dense(sizes.get(0), "first");
            this.second = new Dense(sizes.get(1), "second");
        }

        @Override
        protected Tensor call(Tensor x) {
            return sizes.isEmpty() ? x : second.apply(Nn.relu(first.apply(x)));
        }
    }

    /** Has a method besides the main one, state, several inputs and structured results. */
    static final class Vae extends Module {
        record Moments(Tensor mean, Tensor scale) {}

        Moments encode(Tensor x, double rate) {
            return method("encode", x, rate, (in, r) -> {
                setState("seen", List.of(in.sum(), Tensor.scalar(1)));
                return new Moments(
                        new Dense(2).apply(in), new Dense(2).apply(in).mul(r));
            });
        }

        Optional<Tensor> nothing() {
            return method("nothing", Optional::empty);
        }
    }

    static Tensor mlp(Tensor x) {
        return new Mlp(List.of(300, 10)).apply(x);
    }

    static Vae.Moments vae(Tensor x) {
        var vae = new Vae();
        vae.nothing();
        return vae.encode(x, 0.5);
    }
}
