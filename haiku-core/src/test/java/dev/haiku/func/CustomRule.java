package dev.haiku.func;

import static dev.haiku.func.Func.customJvp;
import static dev.haiku.func.Func.customVjp;

import dev.haiku.array.DType;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The two ways of giving a function a derivative of its own, for tests of what holds for both. */
enum CustomRule {
    JVP {
        @Override
        Function<Tensor, Tensor> of(UnaryOperator<Tensor> f, UnaryOperator<Tensor> slope) {
            return customJvp(f, (t, dt) -> new Jvp<>(f.apply(t), slope.apply(t).mul(dt)));
        }

        @Override
        BiFunction<Tensor, Tensor, Tensor> product() {
            return customJvp(
                    (Tensor a, Tensor b) -> a.mul(b),
                    (p, t) -> new Jvp<>(
                            p.first().mul(p.second()),
                            t.first()
                                    .mul(p.second())
                                    .mul(2)
                                    .add(p.first().mul(t.second()).mul(5))));
        }

        @Override
        Function<Tensor, Tensor> scaledBy(Tensor w) {
            return customJvp(
                    (Tensor t) -> t.mul(w),
                    (t, d) -> new Jvp<>(t.mul(w), d.mul(w).mul(2)));
        }

        @Override
        Function<Tensor, Tensor> dot(Tensor row) {
            return customJvp(
                    (Tensor t) -> t.mul(row).sum(),
                    (t, d) -> new Jvp<>(t.mul(row).sum(), d.mul(row).sum()));
        }

        @Override
        Function<Counted, Counted> counting() {
            return customJvp(
                    Counted::next,
                    (c, d) -> new Jvp<>(c.next(), new Counted(d.value().mul(7), d.count(), d.unit())));
        }
    },

    VJP {
        @Override
        Function<Tensor, Tensor> of(UnaryOperator<Tensor> f, UnaryOperator<Tensor> slope) {
            return customVjp(f, t -> new WithResiduals<>(f.apply(t), slope.apply(t)), (s, g) -> s.mul(g));
        }

        @Override
        BiFunction<Tensor, Tensor, Tensor> product() {
            return customVjp(
                    (Tensor a, Tensor b) -> a.mul(b),
                    (a, b) -> new WithResiduals<>(a.mul(b), new Args2<>(a, b)),
                    (args, g) -> new Args2<>(
                            g.mul(args.second()).mul(2),
                            g.mul(args.first())
                                    .sum()
                                    .mul(5)
                                    .reshape(args.second().shape())));
        }

        @Override
        Function<Tensor, Tensor> scaledBy(Tensor w) {
            return customVjp(
                    (Tensor t) -> t.mul(w),
                    t -> new WithResiduals<>(t.mul(w), List.of()),
                    (none, g) -> g.mul(w).mul(2));
        }

        @Override
        Function<Tensor, Tensor> dot(Tensor row) {
            return customVjp(
                    (Tensor t) -> t.mul(row).sum(),
                    t -> new WithResiduals<>(t.mul(row).sum(), List.of()),
                    (none, g) -> row.mul(g));
        }

        @Override
        Function<Counted, Counted> counting() {
            return customVjp(
                    Counted::next,
                    c -> new WithResiduals<>(c.next(), c),
                    (c, g) -> new Counted(g.value().mul(7), Func.zerosLike(c.count()), c.unit()));
        }
    };

    /** What the rule must not use. */
    static final String CLOSED_OVER =
            "A function given to customJvp or customVjp uses a tensor f64[] of its surroundings that is being "
                    + "differentiated, of which its rule says nothing. Pass it as an argument, or through stopGradient before.";

    /** What a rule for reverse mode alone says to forward mode. */
    static final String NO_FORWARD_MODE =
            "Forward-mode differentiation (jvp, jacfwd, the jvp of linearize) cannot pass a function given to customVjp, "
                    + "whose rule is for reverse mode only. Use reverse mode (grad, vjp, jacrev), or define the function with "
                    + "customJvp, which serves both.";

    /** A tree with an integer and a static part. */
    record Counted(Tensor value, Tensor count, String unit) {

        Counted next() {
            return new Counted(value.mul(count.cast(DType.F64)), count.add(1), unit);
        }
    }

    /** {@return the function, element by element, with that derivative} */
    abstract Function<Tensor, Tensor> of(UnaryOperator<Tensor> f, UnaryOperator<Tensor> slope);

    /** {@return a product, with twice the derivative by the first factor and five times that by the second} */
    abstract BiFunction<Tensor, Tensor, Tensor> product();

    /** {@return the product with a captured tensor, element by element, with twice the derivative} */
    abstract Function<Tensor, Tensor> scaledBy(Tensor w);

    /** {@return the sum of the products with a captured tensor} */
    abstract Function<Tensor, Tensor> dot(Tensor row);

    /** {@return {@link Counted#next}, with 7 as the derivative of the value} */
    abstract Function<Counted, Counted> counting();

    /** {@return a sine with three times the derivative, so that one sees who was asked} */
    Function<Tensor, Tensor> sine() {
        return of(Ops::sin, t -> Ops.cos(t).mul(3));
    }
}
