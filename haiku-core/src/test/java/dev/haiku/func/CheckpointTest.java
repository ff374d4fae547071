package dev.haiku.func;

import static dev.haiku.func.Func.checkpoint;
import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.makeProgram;
import static dev.haiku.func.Func.vmap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.Shape;
import dev.haiku.internal.simplify.Simplifier;
import dev.haiku.tensor.Tensor;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CheckpointTest {

    private static final Tensor X = Tensor.of(0.3f, -1.2f, 2f);

    private static Tensor wave(Tensor x) {
        return x.sin().mul(x).exp().sin();
    }

    private static void assertClose(Tensor actual, Tensor expected) {
        assertThat(actual.toFloatArray()).containsExactly(expected.toFloatArray(), within(1e-5f));
    }

    @Test
    void keepsValuesAndGradients() {
        Function<Tensor, Tensor> plain = x -> wave(x).sum();
        Function<Tensor, Tensor> light =
                x -> checkpoint(CheckpointTest::wave).apply(x).sum();

        assertClose(checkpoint(CheckpointTest::wave).apply(X), wave(X));
        assertClose(grad(light).apply(X), grad(plain).apply(X));
        assertClose(jit(grad(light)).apply(X), grad(plain).apply(X));
        assertClose(
                Func.jvp(light, X, X).tangent().reshape(1),
                Func.jvp(plain, X, X).tangent().reshape(1));
    }

    @Test
    void keepsSecondDerivatives() {
        Function<Tensor, Tensor> plain = x -> wave(x).sum();
        Function<Tensor, Tensor> light =
                x -> checkpoint(CheckpointTest::wave).apply(x).sum();

        assertClose(Func.hvp(light, X, X), Func.hvp(plain, X, X));
        assertClose(
                grad((Tensor x) -> grad(light).apply(x).sum()).apply(X),
                grad((Tensor x) -> grad(plain).apply(x).sum()).apply(X));
    }

    @Test
    void composesWithVmap() {
        var rows = Tensor.of(Shape.of(2, 3), 1f, 2f, 3f, 4f, 5f, 6f);
        Function<Tensor, Tensor> light =
                x -> checkpoint(CheckpointTest::wave).apply(x).sum();
        Function<Tensor, Tensor> plain = x -> wave(x).sum();

        assertClose(
                vmap(grad(light)).apply(rows).reshape(6),
                vmap(grad(plain)).apply(rows).reshape(6));
        assertClose(
                grad((Tensor x) -> vmap(light).apply(x).sum()).apply(rows).reshape(6),
                grad(plain).apply(rows).reshape(6));
    }

    @Test
    void computesAgainEvenInACompiledProgram() {
        Function<Tensor, Tensor> plain = x -> x.sin().exp().sum();
        Function<Tensor, Tensor> light =
                x -> checkpoint((Tensor y) -> y.sin().exp()).apply(x).sum();

        assertThat(sines(Func.valueAndGrad(plain))).isEqualTo(1);
        assertThat(sines(Func.valueAndGrad(light))).isEqualTo(2);
    }

    private static int sines(Function<Tensor, ?> f) {
        var text = Simplifier.simplify(makeProgram(f, X)).toString();
        return text.split("= sin ", -1).length - 1;
    }

    @Test
    void differentiatesTensorsOfItsSurroundings() {
        var gradient = grad(
                (Tensor w) -> checkpoint((Tensor x) -> x.mul(w).sin()).apply(X).sum());
        var expected = grad((Tensor w) -> X.mul(w).sin().sum());

        assertClose(gradient.apply(Tensor.of(2f)), expected.apply(Tensor.of(2f)));
    }
}
