package dev.haiku.rl;

import dev.haiku.func.Carried;
import dev.haiku.func.Control;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** What functions of sequences share: recursions that run backwards in time, and slices of time. */
final class Streams {

    /** The recursion {@code G_k = base_k + factor_k·G_{k+1}}, one step or all. */
    private record Terms(Tensor base, Tensor factor) {}

    private Streams() {}

    /** {@return {@code G_k = base_k + factor_k·G_{k+1}} for all k, given the one after the last} */
    static Tensor backwards(Tensor base, Tensor factor, Tensor last) {
        return Control.scan(
                        (Tensor next, Terms terms) -> {
                            var current = terms.base().add(terms.factor().mul(next));
                            return new Carried<>(current, current);
                        },
                        last,
                        new Terms(base, factor),
                        o -> o.reverse(true))
                .ys();
    }

    /** {@return a mixing parameter of each step, of the element type of {@code like}; 1 if there is none} */
    static Tensor lambdas(@Nullable Tensor lambda, Tensor like) {
        return lambda == null ? Ops.onesLike(like) : lambda.cast(like.dtype()).broadcastTo(like.shape());
    }

    /** {@return a mixing parameter that is the same for all steps, without an element type that matters} */
    static Tensor constant(double value, Tensor like) {
        return Tensor.scalar(like.dtype(), value);
    }

    /** {@return all steps but the first} */
    static Tensor later(Tensor x) {
        return x.slice(0, 1, x.dim(0));
    }

    /** {@return all steps but the last} */
    static Tensor earlier(Tensor x) {
        return x.slice(0, 0, x.dim(0) - 1);
    }

    /** {@return the last step, with the axis of time} */
    static Tensor last(Tensor x) {
        return x.slice(0, x.dim(0) - 1, x.dim(0));
    }

    /** {@return a tensor through which no gradient flows if a flag says so} */
    static Tensor stopIf(boolean stop, Tensor x) {
        return stop ? x.stopGradient() : x;
    }
}
