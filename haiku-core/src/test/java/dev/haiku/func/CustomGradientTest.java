package dev.haiku.func;

import static dev.haiku.func.Func.checkpoint;
import static dev.haiku.func.Func.customGradient;
import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.jvp;
import static dev.haiku.func.Func.vmap;
import static dev.haiku.func.Numbers.assertValues;
import static dev.haiku.func.Numbers.vector;
import static dev.haiku.func.Numbers.x;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Functions that return their pullback. */
class CustomGradientTest {

    private final Function<Tensor, Tensor> tripled = customGradient((Tensor t) -> {
        var cosine = Ops.cos(t);
        return new Vjp<>(Ops.sin(t), g -> g.mul(cosine).mul(3));
    });

    @Test
    void keepsWhatThePullbackUses() {
        double slope = 3 * Math.cos(0.5);

        assertValues(tripled.apply(x(0.5)), Math.sin(0.5));
        assertValues(grad(tripled).apply(x(0.5)), slope);
        assertValues(jit(grad(tripled)).apply(x(0.5)), slope);
        assertValues(grad(jit(tripled)).apply(x(0.5)), slope);
        assertValues(vmap(grad(tripled)).apply(vector(0.5, 0.5)), slope, slope);
        assertValues(grad(grad(tripled)).apply(x(0.5)), -3 * Math.sin(0.5));
        assertValues(grad(checkpoint(tripled)).apply(x(0.5)), slope);
        assertThatThrownBy(() -> jvp(tripled, x(1), x(1))).hasMessage(CustomRule.NO_FORWARD_MODE);
    }

    @Test
    void takesSeveralArguments() {
        var two = customGradient((Tensor a, Tensor b) -> new Vjp<>(a.mul(b), g -> new Args2<>(g, g.mul(a))));
        var three = customGradient(
                (Tensor a, Tensor b, Tensor c) -> new Vjp<>(a.mul(b).mul(c), g -> new Args3<>(g, g.mul(a), g.mul(b))));
        var four = customGradient((Tensor a, Tensor b, Tensor c, Tensor d) ->
                new Vjp<>(a.mul(b).mul(c).mul(d), g -> new Args4<>(g, g.mul(a), g.mul(b), g.mul(c))));

        assertValues(grad((Tensor b) -> two.apply(x(2), b)).apply(x(3)), 2);
        assertValues(grad((Tensor c) -> three.apply(x(2), x(3), c)).apply(x(4)), 3);
        assertValues(grad((Tensor d) -> four.apply(x(2), x(3), x(4), d)).apply(x(5)), 4);
    }

    @Test
    void nameAPullbackOfAnotherType() {
        var f = customGradient((Tensor t) -> new Vjp<>(t, g -> vector(1, 2)));

        assertThatThrownBy(() -> grad(f).apply(x(1)))
                .hasMessage("The pullback of customGradient should return a cotangent of the types of the argument, "
                        + "but the whole is f64[2] for f64[].");
    }
}
