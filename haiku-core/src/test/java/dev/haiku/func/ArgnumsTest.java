package dev.haiku.func;

import static dev.haiku.func.Func.argnum;
import static dev.haiku.func.Func.argnums;
import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.valueAndGrad;
import static dev.haiku.func.Func.vmap;
import static dev.haiku.func.Numbers.assertValues;
import static dev.haiku.func.Numbers.vector;
import static dev.haiku.func.Numbers.x;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ArgnumsTest {

    record Layer(Tensor w, Tensor b) {}

    record Counted(Tensor value, Tensor count, Tensor flag) {}

    private static final BiFunction<Tensor, Tensor, Tensor> TWO =
            (a, b) -> a.mul(a).mul(b);
    private static final Fn3<Tensor, Tensor, Tensor, Tensor> THREE =
            (a, b, c) -> a.mul(b).mul(c);
    private static final Fn4<Tensor, Tensor, Tensor, Tensor, Tensor> FOUR =
            (a, b, c, d) -> a.mul(b).mul(c).mul(d);

    @Test
    void oneMayBeAnyArgument() {
        assertValues(grad(TWO, argnum(0)).apply(x(2), x(3)), 12);
        assertValues(grad(TWO, argnum(1)).apply(x(2), x(3)), 4);
        assertValues(grad(TWO, argnum(-1)).apply(x(2), x(3)), 4);
        assertValues(grad(THREE, argnum(1)).apply(x(2), x(3), x(5)), 10);
        assertValues(grad(THREE, argnum(-3)).apply(x(2), x(3), x(5)), 15);
        assertValues(grad(FOUR, argnum(3)).apply(x(2), x(3), x(5), x(7)), 30);
    }

    @Test
    void valuesComeToo() {
        var result = valueAndGrad(TWO, argnum(1)).apply(x(2), x(3));

        assertValues(result.value(), 12);
        assertValues(result.grad(), 4);
        assertValues(valueAndGrad(THREE, argnum(2)).apply(x(2), x(3), x(5)).grad(), 6);
        assertValues(valueAndGrad(FOUR, argnum(2)).apply(x(2), x(3), x(5), x(7)).grad(), 42);
    }

    @Test
    void oneMayBeATree() {
        BiFunction<Tensor, Layer, Tensor> f = (t, l) -> t.mul(l.w()).add(l.b()).sum();

        Layer gradient = grad(f, argnum(1, Layer.class)).apply(vector(1, 2), new Layer(vector(3, 4), x(5)));

        assertValues(gradient.w(), 1, 2);
        assertValues(gradient.b(), 2);
    }

    @Test
    void severalGiveSeveralGradientsInTheirOrder() {
        BiFunction<Tensor, Layer, Tensor> f = (t, l) -> t.mul(l.w()).add(l.b()).sum();

        var gradients = grad(f, argnums(1, 0)).apply(vector(1, 2), new Layer(vector(3, 4), x(5)));
        var three = valueAndGrad(THREE, argnums(0, 2)).apply(x(2), x(3), x(5));
        var four = grad(FOUR, argnums(3, -3)).apply(x(2), x(3), x(5), x(7));

        assertThat(gradients.trees()).hasSize(2);
        assertValues(gradients.get(0, Layer.class).w(), 1, 2);
        assertValues(gradients.tensor(1), 3, 4);
        assertValues(three.value(), 30);
        assertValues(three.grad().tensor(0), 15);
        assertValues(three.grad().tensor(1), 6);
        assertValues(four.tensor(0), 30);
        assertValues(four.tensor(1), 70);
        assertValues(grad(THREE, argnums(1)).apply(x(2), x(3), x(5)).tensor(0), 10);
        assertValues(valueAndGrad(TWO, argnums(1)).apply(x(2), x(3)).grad().tensor(0), 4);
        assertValues(
                valueAndGrad(FOUR, argnums(1))
                        .apply(x(2), x(3), x(5), x(7))
                        .grad()
                        .tensor(0),
                70);
    }

    @Test
    void oneArgumentGivenTwiceIsTwoArguments() {
        var same = x(3);

        var gradients = grad(TWO, argnums(0, 1)).apply(same, same);

        assertValues(gradients.tensor(0), 18);
        assertValues(gradients.tensor(1), 9);
    }

    @Test
    void composesWithOtherTransformations() {
        assertValues(jit(grad(TWO, argnums(0, 1))).apply(x(2), x(3)).tensor(1), 4);
        assertValues(vmap(grad(TWO, argnum(1))).apply(vector(2, 3), vector(1, 1)), 4, 9);
        assertValues(grad(grad(TWO, argnum(1)), argnum(0)).apply(x(2), x(3)), 4);
    }

    @Nested
    class Integers {

        private final Counted at = new Counted(x(2), Tensor.scalar(3), Tensor.scalar(true));

        private static Tensor loss(Counted c) {
            return c.value().square().mul(c.count().cast(DType.F64));
        }

        @Test
        void mayBeAllowedAndHaveZeros() {
            for (var gradient : List.of(
                    grad(Integers::loss, o -> o.allowInt(true)).apply(at),
                    jit(grad(Integers::loss, o -> o.allowInt(true))).apply(at),
                    valueAndGrad(Integers::loss, o -> o.allowInt(true))
                            .apply(at)
                            .grad())) {
                assertValues(gradient.value(), 12);
                assertThat(gradient.count().type()).isEqualTo(at.count().type());
                assertThat(gradient.count().itemLong()).isZero();
                assertThat(gradient.flag().itemBoolean()).isFalse();
            }
        }

        @Test
        void mayBeAllowedInAnyArgument() {
            BiFunction<Tensor, Counted, Tensor> two = (t, c) -> t.mul(loss(c));

            assertValues(
                    grad(two, argnum(1, Counted.class).allowInt(true))
                            .apply(x(5), at)
                            .value(),
                    60);
            assertValues(grad(two, argnums(1, 0).allowInt(true)).apply(x(5), at).tensor(1), 12);
            assertValues(
                    grad((Counted c, Tensor t) -> two.apply(t, c), o -> o.allowInt(true))
                            .apply(at, x(5))
                            .value(),
                    60);
            assertValues(
                    grad((Counted c, Tensor t, Tensor u) -> two.apply(t, c).mul(u), o -> o.allowInt(true))
                            .apply(at, x(5), x(2))
                            .value(),
                    120);
            assertValues(
                    grad(
                                    (Counted c, Tensor t, Tensor u, Tensor v) ->
                                            two.apply(t, c).mul(u).mul(v),
                                    o -> o.allowInt(true))
                            .apply(at, x(5), x(2), x(2))
                            .value(),
                    240);
            assertValues(
                    valueAndGrad((Counted c, Tensor t) -> two.apply(t, c), o -> o.allowInt(true))
                            .apply(at, x(5))
                            .value(),
                    60);
            assertValues(
                    valueAndGrad((Counted c, Tensor t, Tensor u) -> two.apply(t, c), o -> o.allowInt(true))
                            .apply(at, x(5), x(2))
                            .value(),
                    60);
            assertValues(
                    valueAndGrad((Counted c, Tensor t, Tensor u, Tensor v) -> two.apply(t, c), o -> o.allowInt(true))
                            .apply(at, x(5), x(2), x(2))
                            .value(),
                    60);
        }

        @Test
        void mayBeAllThereIs() {
            assertThat(grad((Tensor t) -> t.cast(DType.F32), o -> o.allowInt(true))
                            .apply(Tensor.scalar(3))
                            .itemLong())
                    .isZero();
        }

        @Test
        void areRejectedOtherwise() {
            assertThatThrownBy(() -> valueAndGrad(Integers::loss).apply(at))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "valueAndGrad differentiates floating-point tensors only, but .count is i32[]. "
                                    + "Pass it as another argument, or cast it to f32, or give o -> o.allowInt(true) for zeros.");
            assertThatThrownBy(() -> grad((Tensor t, Counted c) -> loss(c), argnums(0, 1))
                            .apply(x(1), at))
                    .hasMessage(
                            "grad differentiates floating-point tensors only, but [1].count is i32[]. "
                                    + "Pass it as another argument, or cast it to f32, or give o -> o.allowInt(true) for zeros.");
        }
    }

    @Nested
    class Errors {

        @Test
        void nameAPositionThatIsNotThere() {
            assertThatThrownBy(() -> grad(THREE, argnum(3)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("grad got argnum 3 for a function of 3 arguments. "
                            + "Positions are 0 to 2, or -3 to -1 from the end.");
            assertThatThrownBy(() -> valueAndGrad(TWO, argnums(0, -3)))
                    .hasMessage("valueAndGrad got argnum -3 for a function of 2 arguments. "
                            + "Positions are 0 to 1, or -2 to -1 from the end.");
        }

        @Test
        void nameAnArgumentThatComesTwice() {
            assertThatThrownBy(() -> grad(TWO, argnums(1, -1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("grad got argnums [1, -1], which name argument 1 twice.");
            assertThatThrownBy(Func::argnums)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("argnums needs at least one position.");
        }

        @Test
        void nameTheClassOfTheArgument() {
            BiFunction<Tensor, Layer, Tensor> f = (t, l) -> t.mul(l.b());
            BiFunction<Tensor, List<Tensor>, Tensor> g = (t, l) -> t.mul(l.get(0));
            var layer = new Layer(x(1), x(2));

            assertThatThrownBy(() -> grad(f, argnum(1)).apply(x(1), layer))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("grad by argument 1 was asked for as Tensor, but the argument is a Layer. "
                            + "Give argnum(1, Layer.class).");
            assertThatThrownBy(() -> grad(g, argnum(1)).apply(x(1), List.of(x(2))))
                    .hasMessage("grad by argument 1 was asked for as Tensor, but the argument is a List. "
                            + "Give argnum(1, List.class).");
            assertThatThrownBy(() -> grad(f, argnums(1)).apply(x(1), layer).tensor(0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The gradient at 0 was asked for as Tensor, but it is a Layer.");
        }
    }
}
