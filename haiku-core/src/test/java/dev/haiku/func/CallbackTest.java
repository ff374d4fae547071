package dev.haiku.func;

import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.ioCallback;
import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.pureCallback;
import static dev.haiku.func.Func.vmap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.ir.CallbackMapping;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Java functions that programs call for results. */
class CallbackTest {

    private static final Tensor X = Tensor.of(1f, 2f, 3f);
    private static final Tensor SCALAR = TensorSpec.of(DType.F32);

    private final AtomicInteger calls = new AtomicInteger();
    private final List<Shape> shapes = new ArrayList<>();

    /** Doubles with Java arithmetic. */
    private Tensor twice(Tensor x) {
        calls.incrementAndGet();
        shapes.add(x.shape());
        var values = x.toFloatArray();
        for (int i = 0; i < values.length; i++) {
            values[i] *= 2;
        }
        return Tensor.of(x.shape(), values);
    }

    private Tensor called(Tensor x) {
        return pureCallback(TensorSpec.like(x), this::twice, x);
    }

    @Nested
    class Pure {

        @Test
        void computeWhereverAFunctionRuns() {
            assertThat(called(X).toFloatArray()).containsExactly(2, 4, 6);
            assertThat(jit(CallbackTest.this::called).apply(X).toFloatArray()).containsExactly(2, 4, 6);
            assertThat(jit((Tensor x) ->
                                    Control.map(CallbackTest.this::called, x).sum())
                            .apply(X)
                            .item())
                    .isEqualTo(12);
            assertThat(jit((Tensor x) -> Control.whileLoop((Tensor t) -> t.lt(20), CallbackTest.this::called, x.sum()))
                            .apply(X)
                            .item())
                    .isEqualTo(24);
            assertThat(jit((Tensor x) -> Control.cond(x.sum().gt(0), CallbackTest.this::called, (Tensor y) -> y, x))
                            .apply(X)
                            .toFloatArray())
                    .containsExactly(2, 4, 6);
        }

        @Test
        void takeAndReturnTrees() {
            record In(Tensor x, Tensor y) {}
            record Out(Tensor sum, List<Tensor> parts, String unit) {}
            var types = new Out(SCALAR, List.of(TensorSpec.of(DType.F32, 3)), "m");

            var result = jit((In in) -> pureCallback(
                            types, (In i) -> new Out(i.x().dot(i.y()), List.of(i.x().mul(i.y())), "m"), in))
                    .apply(new In(X, X));

            assertThat(result.sum().item()).isEqualTo(14);
            assertThat(result.parts().get(0).toFloatArray()).containsExactly(1, 4, 9);
            assertThat(result.unit()).isEqualTo("m");
        }

        @Test
        void areLeftOutIfNobodyUsesThem() {
            jit((Tensor x) -> {
                        called(x);
                        return x;
                    })
                    .apply(X);

            assertThat(calls).hasValue(0);
        }

        @Test
        void areCalledForOneIndexAfterAnother() {
            var result = vmap(
                            (Tensor x, Tensor y) -> pureCallback(
                                    SCALAR,
                                    (List<Tensor> in) -> {
                                        calls.incrementAndGet();
                                        return Tensor.scalar(
                                                in.get(0).item() + in.get(1).item());
                                    },
                                    List.of(x, y)),
                            o -> o.in(MappedAxis.at(0), MappedAxis.NONE))
                    .apply(X, Tensor.scalar(10f));

            assertThat(result.toFloatArray()).containsExactly(11, 12, 13);
            assertThat(calls).hasValue(3);
            assertThat(jit(vmap(vmap(CallbackTest.this::called)))
                            .apply(Ops.ones(2, 3))
                            .toFloatArray())
                    .containsOnly(2);
            assertThat(shapes).hasSize(6).containsOnly(Shape.SCALAR);
        }

        @Test
        void areCalledOnceForAllIndicesOnDemand() {
            vmap(
                            (Tensor x, Tensor y) -> summed(x, y, CallbackMapping.EXPAND_DIMS),
                            o -> o.in(MappedAxis.at(0), MappedAxis.NONE))
                    .apply(X, Tensor.of(1f, 2f));
            vmap(
                            (Tensor x, Tensor y) -> summed(x, y, CallbackMapping.BROADCAST_ALL),
                            o -> o.in(MappedAxis.at(0), MappedAxis.NONE))
                    .apply(X, Tensor.of(1f, 2f));

            assertThat(shapes).containsExactly(Shape.of(3), Shape.of(1, 2), Shape.of(3), Shape.of(3, 2));
        }

        private Tensor summed(Tensor x, Tensor y, CallbackMapping mapping) {
            return pureCallback(
                    SCALAR,
                    (List<Tensor> in) -> {
                        shapes.add(in.get(0).shape());
                        shapes.add(in.get(1).shape());
                        return in.get(0).mul(in.get(1).sum());
                    },
                    List.of(x, y),
                    mapping);
        }

        @Test
        void haveNoDerivative() {
            var message =
                    "pure_callback is not differentiable: Java code computes it. Give the function that calls it a"
                            + " derivative with Func.customJvp or Func.customVjp, or take its arguments through Func.stopGradient.";

            assertThatThrownBy(() -> grad((Tensor x) -> called(x).sum()).apply(X))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> jit(grad((Tensor x) -> called(x).sum())).apply(X))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage(message);
            assertThat(grad((Tensor x) -> called(Func.stopGradient(x)).mul(x).sum())
                            .apply(X)
                            .toFloatArray())
                    .containsExactly(2, 4, 6);
        }

        @Test
        void getADerivativeFromTheFunctionAroundThem() {
            var f = Func.customJvp(CallbackTest.this::called, (Tensor x, Tensor dx) -> new Jvp<>(called(x), dx.mul(2)));

            assertThat(grad((Tensor x) -> f.apply(x).square().sum()).apply(X).toFloatArray())
                    .containsExactly(8, 16, 24);
            assertThat(jit(grad((Tensor x) -> f.apply(x).square().sum()))
                            .apply(X)
                            .toFloatArray())
                    .containsExactly(8, 16, 24);
        }

        @Test
        void showInPrograms() {
            assertThat(Func.makeProgram(CallbackTest.this::called, X)).hasToString("""
                    { lambda a:f32[3] .
                        b:f32[3] = pure_callback[name=f] a
                      in (b) }""");
        }
    }

    @Nested
    class Io {

        @Test
        void runEachTimeTheProgramGetsThereUsedOrNot() {
            var f = jit((Tensor x) -> {
                ioCallback(
                        List.of(),
                        (Tensor y) -> {
                            calls.incrementAndGet();
                            return List.of();
                        },
                        x);
                ioCallback(
                        SCALAR,
                        (Tensor y) -> {
                            calls.incrementAndGet();
                            return y.sum();
                        },
                        x);
                return x;
            });

            f.apply(X);
            f.apply(X);

            assertThat(calls).hasValue(4);
        }

        @Test
        void keepTheirOrder() {
            var counter = new AtomicInteger();
            var f = jit((Tensor x) -> {
                var first = ioCallback(SCALAR, (Tensor y) -> Tensor.scalar((float) counter.incrementAndGet()), x);
                var second = ioCallback(SCALAR, (Tensor y) -> Tensor.scalar((float) counter.incrementAndGet()), x);
                return first.sub(second);
            });

            assertThat(f.apply(X).item()).isEqualTo(-1);
            assertThat(vmap((Tensor x) -> f.apply(x)).apply(X).toFloatArray()).containsExactly(-3, -3, -3);
        }

        @Test
        void haveNoDerivative() {
            assertThatThrownBy(() -> grad((Tensor x) -> ioCallback(SCALAR, (Tensor y) -> y.sum(), x))
                            .apply(X))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage(
                            "io_callback is not differentiable: Java code computes it. Give the function that calls it a"
                                    + " derivative with Func.customJvp or Func.customVjp, or take its arguments through"
                                    + " Func.stopGradient.");
        }

        @Test
        void doNotRunForIndicesThatDidNotAsk() {
            var choice = jit((Tensor p, Tensor x) ->
                    Control.cond(p, (Tensor y) -> ioCallback(SCALAR, (Tensor z) -> z, y), (Tensor y) -> y, x));
            var loop = jit((Tensor n) -> Control.whileLoop(
                    (Tensor c) -> c.lt(n), c -> ioCallback(SCALAR, (Tensor z) -> z.add(1), c), Tensor.scalar(0f)));

            assertThatThrownBy(() -> vmap(choice).apply(Tensor.of(true, false, true), X))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage(
                            "vmap cannot map a cond that runs an ioCallback with another predicate for each index, since all"
                                    + " indices run together. Use Control.map, which runs one after another, or a predicate that is"
                                    + " the same for all.");
            assertThatThrownBy(() -> vmap(loop).apply(X))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage(
                            "vmap cannot map a whileLoop that runs an ioCallback with another condition for each index,"
                                    + " since all indices run together. Use Control.map, which runs one after another, or a condition"
                                    + " that is the same for all.");
            assertThat(Control.map(loop, X).toFloatArray()).containsExactly(1, 2, 3);
        }
    }

    @Nested
    class Errors {

        @Test
        void nameResultsThatDoNotHaveTheAnnouncedTypes() {
            assertThatThrownBy(() -> jit((Tensor x) -> pureCallback(SCALAR, (Tensor y) -> y, x))
                            .apply(X))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("pure_callback: 'f' should return [f32[]], but returned [f32[3]].");
            assertThatThrownBy(() -> ioCallback(SCALAR, (Tensor y) -> y.sum().cast(DType.I32), X))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("io_callback: 'f' should return [f32[]], but returned [i32[]].");
        }

        @Test
        void nameResultsThatDoNotHaveTheAnnouncedStructure() {
            List<Tensor> announced = List.of(SCALAR, SCALAR);

            assertThatThrownBy(() -> pureCallback(announced, (Tensor y) -> List.of(y), X))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "pureCallback needs a function that returns what was announced, but trees differ at the root:"
                                    + " a list of 2 in the first, a list of 1 in the second.");
        }

        @Test
        void passThroughAsTheyWereThrown() {
            var failure = new ConcurrentModificationException("not now");
            var f = jit((Tensor x) -> pureCallback(
                    SCALAR,
                    (Tensor y) -> {
                        throw failure;
                    },
                    x));

            assertThatThrownBy(() -> f.apply(X)).isSameAs(failure);
            assertThatThrownBy(() -> vmap(f).apply(X)).isSameAs(failure);
        }
    }
}
