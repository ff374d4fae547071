package dev.haiku.func;

import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.vmap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.tensor.NanException;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Where {@link Debug#checkingNans} finds the first NaN. */
class NanCheckTest {

    private static final String ADVICE =
            ". Keep its operands where it is defined, or choose them with Ops.where before, not its results after.";

    private static final Tensor MINUS_ONE = Tensor.scalar(-1f);

    private static void assertFound(Function<Tensor, Tensor> f, Tensor x, String primitive) {
        assertThatThrownBy(() -> Debug.checkingNans(() -> f.apply(x)))
                .isInstanceOf(NanException.class)
                .hasMessage("NaN in a result of " + primitive + ADVICE);
    }

    private static Tensor badLog(Tensor x) {
        return Ops.log(x).mul(2).add(1);
    }

    @Test
    void namesThePrimitiveWithItsOperands() {
        assertFound(NanCheckTest::badLog, MINUS_ONE, "log of f32[] {-1.0}");
        assertFound(x -> x.div(x), Tensor.of(0f, 1f), "div of f32[2] {0.0, 1.0}, f32[2] {0.0, 1.0}");
    }

    @Test
    void looksIntoCompiledFunctions() {
        assertFound(jit(NanCheckTest::badLog), MINUS_ONE, "log of f32[] {-1.0}");
        assertFound(jit((Tensor x) -> jit(NanCheckTest::badLog).apply(x).add(x)), MINUS_ONE, "log of f32[] {-1.0}");
        assertFound(vmap(jit(NanCheckTest::badLog)), Tensor.of(1f, -2f), "log of f32[2] {1.0, -2.0}");
    }

    @Test
    void looksIntoLoopsAndBranches() {
        assertFound(jit((Tensor x) -> Control.map(NanCheckTest::badLog, x)), Tensor.of(1f, -3f), "log of f32[] {-3.0}");
        assertFound(
                jit((Tensor x) -> Control.foriLoop(0, 3, (i, y) -> Ops.log(y), x)),
                Tensor.scalar(2f),
                "log of f32[] {-0.36651292}");
        assertFound(
                jit((Tensor x) -> Control.whileLoop((Tensor y) -> y.lt(10), (Tensor y) -> Ops.log(y), x)),
                Tensor.scalar(0.5f),
                "log of f32[] {-0.6931472}");
        assertFound(
                jit((Tensor x) -> Control.cond(x.lt(0), NanCheckTest::badLog, (Tensor y) -> y, x)),
                MINUS_ONE,
                "log of f32[] {-1.0}");
    }

    @Test
    void looksIntoDerivatives() {
        // the derivative of the root at zero is infinite
        Function<Tensor, Tensor> f = x -> Ops.sqrt(x).mul(0).sum();

        assertThatThrownBy(() -> Debug.checkingNans(() -> grad(f).apply(Tensor.of(0f))))
                .isInstanceOf(NanException.class)
                .hasMessageContaining("{0.0}");
        assertThatThrownBy(() -> Debug.checkingNans(() -> jit(grad(f)).apply(Tensor.of(0f))))
                .isInstanceOf(NanException.class);
    }

    @Test
    void leavesGoodNumbersAndWhatIsOutsideAlone() {
        assertThat(Debug.checkingNans(() -> jit(NanCheckTest::badLog).apply(Tensor.scalar(1f)))
                        .item())
                .isEqualTo(1);
        assertThat(Debug.checkingNans(() -> jit((Tensor x) -> x.div(0)).apply(Tensor.scalar(1f)))
                        .item())
                .isInfinite();
        assertThat(badLog(MINUS_ONE).item()).isNaN();
    }

    @Test
    void printsNothingTwice() {
        var prints = new AtomicInteger();
        var f = jit((Tensor x) -> {
            Debug.callback((Tensor y) -> prints.incrementAndGet(), x);
            return badLog(x);
        });

        assertFound(f, MINUS_ONE, "log of f32[] {-1.0}");

        assertThat(prints).hasValue(1);
    }

    @Test
    void doesNotRepeatWhatHasAnEffectOnTheWorld() {
        var effects = new AtomicInteger();
        var f = jit((Tensor x) -> {
            var y = Func.ioCallback(
                    TensorSpec.like(x),
                    (Tensor z) -> {
                        effects.incrementAndGet();
                        return z;
                    },
                    x);
            return badLog(y);
        });

        assertFound(f, MINUS_ONE, "call[name=f] of f32[] {-1.0}");

        assertThat(effects).hasValue(1);
    }

    @Test
    void takesTreesOfAnyKind() {
        var result = Debug.checkingNans(
                () -> jit((List<Tensor> in) -> List.of(in.get(0), in.get(1).add(1)))
                        .apply(List.of(Tensor.of(1), Tensor.of(2f))));

        assertThat(result.get(1).toFloatArray()).containsExactly(3);
    }
}
