package dev.haiku.func;

import static dev.haiku.func.Numbers.assertValues;
import static dev.haiku.func.Numbers.vector;
import static dev.haiku.func.Numbers.x;

import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A derivative within a function that is differentiated knows its own perturbation from the other one: d/dx [x d/dy (x y)] = 2 x. */
class PerturbationTest {

    /** Ways to take the derivative of a function of a number. */
    enum Mode {
        GRAD(Func::grad),
        JVP(f -> t -> Func.jvp(f, t, x(1)).tangent()),
        VJP(f -> t -> Func.vjp(f, t).pullback().apply(x(1))),
        LINEARIZE(f -> t -> Func.linearize(f, t).jvp().apply(x(1))),
        JACFWD(Func::jacfwd),
        JACREV(Func::jacrev);

        private final UnaryOperator<Function<Tensor, Tensor>> derivative;

        Mode(UnaryOperator<Function<Tensor, Tensor>> derivative) {
            this.derivative = derivative;
        }
    }

    private static final BiFunction<Tensor, Tensor, Tensor> PRODUCT = Func.customJvps(
            (Tensor a, Tensor b) -> a.mul(b),
            (da, value, args) -> da.mul(args.second()),
            (db, value, args) -> db.mul(args.first()));

    /** Ways to write x y as a function of y, where x belongs to the surroundings. */
    enum Product {
        PLAIN(a -> a::mul),
        JIT(a -> Func.jit((Tensor b) -> a.mul(b))),
        CHECKPOINT(a -> Func.checkpoint((Tensor b) -> a.mul(b))),
        SCAN(a ->
                b -> Control.scan((Tensor c, Tensor r) -> new Carried<>(c.mul(a).mul(r), c), b, vector(1), o -> o)
                        .carry()),
        VMAP(a -> b ->
                Func.vmap((Tensor r) -> a.mul(b).mul(r)).apply(vector(0.5, 0.5)).sum()),
        COND(a -> b -> Control.cond(b.gt(0), a::mul, c -> c, b)),
        CUSTOM_JVP(a -> b -> PRODUCT.apply(a, b)),
        AT_A_COPY(a -> b -> a.mul(b.add(a).sub(a)));

        private final Function<Tensor, Function<Tensor, Tensor>> of;

        Product(Function<Tensor, Function<Tensor, Tensor>> of) {
            this.of = of;
        }
    }

    record Row(Mode outer, Mode inner, Product product) {}

    static Stream<Row> rows() {
        return Arrays.stream(Mode.values())
                .flatMap(outer -> Arrays.stream(Mode.values())
                        .flatMap(inner -> Arrays.stream(Product.values()).map(p -> new Row(outer, inner, p))));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isNotTakenForAnother(Row row) {
        Function<Tensor, Tensor> f = a ->
                a.mul(row.inner().derivative.apply(row.product().of.apply(a)).apply(x(5)));
        Function<Tensor, Tensor> atItself = a ->
                a.mul(row.inner().derivative.apply(row.product().of.apply(a)).apply(a));

        assertValues(row.outer().derivative.apply(f).apply(x(3)), 6);
        assertValues(Func.jit(row.outer().derivative.apply(f)).apply(x(3)), 6);
        assertValues(row.outer().derivative.apply(atItself).apply(x(3)), 6);
    }

    @Test
    void threeDeepIsNotEither() {
        // d/dx [x d/dy (y d/dz (x y z))] = d/dx [x d/dy (x y^2)] = d/dx [2 x^2 y] = 4 x y
        Function<Tensor, Tensor> f = a -> a.mul(Func.grad((Tensor b) ->
                        b.mul(Func.grad((Tensor c) -> a.mul(b).mul(c)).apply(x(7))))
                .apply(x(5)));

        assertValues(Func.grad(f).apply(x(3)), 60);
        assertValues(Func.vmap(Func.grad(f)).apply(vector(3, 1)), 60, 20);
        assertValues(Func.grad((Tensor t) -> Ops.sum(Func.vmap(f).apply(t))).apply(vector(3, 1)), 60, 20);
    }
}
