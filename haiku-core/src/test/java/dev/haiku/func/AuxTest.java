package dev.haiku.func;

import static dev.haiku.func.Func.gradWithAux;
import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.jvpWithAux;
import static dev.haiku.func.Func.linearizeWithAux;
import static dev.haiku.func.Func.vjpWithAux;
import static dev.haiku.func.Numbers.assertValues;
import static dev.haiku.func.Numbers.vector;
import static dev.haiku.func.Numbers.x;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Derivatives of functions that have something else to tell, and of several arguments together. */
class AuxTest {

    record Pair(Tensor a, Tensor b) {}

    private static final Function<Tensor, ValueWithAux<Pair, Map<String, Tensor>>> F = t ->
            new ValueWithAux<>(new Pair(Ops.sin(t), t.mul(2)), Map.of("twice", t.mul(2), "count", Tensor.scalar(7)));

    @Test
    void gradPassesItOn() {
        var one = gradWithAux((Tensor a) -> new WithAux<>(a.square(), a.mul(2))).apply(x(3));
        var two =
                gradWithAux((Tensor a, Tensor b) -> new WithAux<>(a.mul(b), b)).apply(x(2), x(3));
        var three = gradWithAux((Tensor a, Tensor b, Tensor c) -> new WithAux<>(a.mul(c), b))
                .apply(x(2), x(3), x(5));
        var four = gradWithAux((Tensor a, Tensor b, Tensor c, Tensor d) -> new WithAux<>(a.mul(d), c))
                .apply(x(2), x(3), x(5), x(7));

        assertValues(one.grad(), 6);
        assertValues(one.aux(), 6);
        assertValues(two.grad(), 3);
        assertValues(three.aux(), 3);
        assertValues(four.grad(), 7);
        assertValues(four.aux(), 5);
    }

    @Test
    void jvpPassesItOn() {
        var result = jvpWithAux(F, x(0.5), x(2));

        assertValues(result.value().a(), Math.sin(0.5));
        assertValues(result.tangent().a(), 2 * Math.cos(0.5));
        assertValues(result.tangent().b(), 4);
        assertValues(result.aux().get("twice"), 1);
        assertThat(result.aux().get("count").itemLong()).isEqualTo(7);
    }

    @Test
    void vjpPassesItOn() {
        var result = vjpWithAux(F, x(0.5));

        assertValues(result.value().b(), 1);
        assertValues(result.aux().get("twice"), 1);
        assertValues(result.pullback().apply(new Pair(x(1), x(10))), Math.cos(0.5) + 20);
        assertThatThrownBy(() -> result.pullback().apply(new Pair(x(1), vector(1, 2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The pullback of vjpWithAux needs cotangents of the types of the result, "
                        + "but .b is f64[2] for f64[].");
    }

    @Test
    void linearizePassesItOn() {
        var result = linearizeWithAux(F, x(0.5));

        assertValues(result.value().b(), 1);
        assertValues(result.aux().get("twice"), 1);
        assertValues(result.jvp().apply(x(3)).a(), 3 * Math.cos(0.5));
        assertValues(result.jvp().apply(x(3)).b(), 6);
    }

    @Test
    void itHasNoDerivative() {
        Function<Tensor, Tensor> f = jit((Tensor t) -> {
            var result = vjpWithAux((Tensor u) -> new ValueWithAux<>(u.mul(2), u.square()), t);
            return result.pullback().apply(x(1)).add(result.aux());
        });

        assertValues(f.apply(x(3)), 11);
        assertValues(Func.grad(f).apply(x(3)), 6); // but it is differentiated by those around
    }

    @Test
    void severalArgumentsHaveTangentsTogether() {
        var two = Func.jvp((Tensor a, Tensor b) -> a.mul(b), new Args2<>(x(2), x(3)), new Args2<>(x(1), x(10)));
        var three = Func.jvp(
                (Tensor a, Tensor b, Tensor c) -> a.mul(b).mul(c),
                new Args3<>(x(2), x(3), x(5)),
                new Args3<>(x(1), x(0), x(1)));
        var four = Func.jvp(
                (Tensor a, Tensor b, Tensor c, Tensor d) -> a.mul(b).mul(c).mul(d),
                new Args4<>(x(2), x(3), x(5), x(7)),
                new Args4<>(x(0), x(0), x(0), x(1)));

        assertValues(two.tangent(), 23);
        assertValues(three.tangent(), 21);
        assertValues(four.tangent(), 30);
        assertValues(
                Func.linearize((Tensor a, Tensor b) -> a.mul(b), x(2), x(3))
                        .jvp()
                        .apply(new Args2<>(x(1), x(10))),
                23);
        assertValues(
                Func.linearize((Tensor a, Tensor b, Tensor c) -> a.mul(b).mul(c), x(2), x(3), x(5))
                        .jvp()
                        .apply(new Args3<>(x(1), x(0), x(1))),
                21);
        assertValues(
                Func.linearize(
                                (Tensor a, Tensor b, Tensor c, Tensor d) ->
                                        a.mul(b).mul(c).mul(d),
                                x(2),
                                x(3),
                                x(5),
                                x(7))
                        .jvp()
                        .apply(new Args4<>(x(0), x(0), x(0), x(1))),
                30);
    }

    @Test
    void severalArgumentsGetCotangentsTogether() {
        var two = Func.vjp((Tensor a, Tensor b) -> a.mul(b), x(2), x(3))
                .pullback()
                .apply(x(10));
        var three = Func.vjp((Tensor a, Tensor b, Tensor c) -> a.mul(b).mul(c), x(2), x(3), x(5))
                .pullback()
                .apply(x(1));
        var four = Func.vjp(
                        (Tensor a, Tensor b, Tensor c, Tensor d) ->
                                a.mul(b).mul(c).mul(d),
                        x(2),
                        x(3),
                        x(5),
                        x(7))
                .pullback()
                .apply(x(1));

        assertValues(two.first(), 30);
        assertValues(two.second(), 20);
        assertValues(three.third(), 6);
        assertValues(four.fourth(), 30);
    }
}
