package dev.haiku.func;

import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.jvp;
import static dev.haiku.func.Func.linearize;
import static dev.haiku.func.Func.vjp;
import static dev.haiku.func.Numbers.assertClose;
import static dev.haiku.func.Numbers.assertValues;
import static dev.haiku.func.Numbers.random;
import static dev.haiku.func.Numbers.vector;
import static dev.haiku.func.Numbers.x;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.ConcretizationException;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JitOfGradTest {

    record Layer(Tensor w, Tensor b) {}

    private static final Layer LAYER = new Layer(random(1, 3, 2), random(2, 2));
    private static final Tensor INPUT = random(3, 4, 3);

    private static Tensor loss(Layer layer) {
        var logits = Ops.tanh(INPUT.matmul(layer.w()).add(layer.b()));
        return Ops.logsumexp(logits, 1).sum();
    }

    @Test
    void jittedGradientsAreThoseOfEagerOnes() {
        var eager = grad(JitOfGradTest::loss).apply(LAYER);

        assertClose(jit(grad(JitOfGradTest::loss)).apply(LAYER), eager);
        assertClose(grad(jit(JitOfGradTest::loss)).apply(LAYER), eager);
        assertClose(jit(grad(jit(JitOfGradTest::loss))).apply(LAYER), eager);
    }

    @Test
    void callsInTheMiddleOfAFunctionAreDifferentiated() {
        var inner = jit((Tensor t) -> Ops.sin(t).mul(t));
        Function<Tensor, Tensor> plain =
                t -> Ops.exp(Ops.sin(t.mul(2)).mul(t.mul(2))).sum();
        Function<Tensor, Tensor> calling = t -> Ops.exp(inner.apply(t.mul(2))).sum();
        var at = vector(0.3, 0.8);

        assertClose(grad(calling).apply(at), grad(plain).apply(at));
        assertClose(Func.hvp(calling, at, vector(1, 2)), Func.hvp(plain, at, vector(1, 2)));
        assertClose(
                grad((Tensor t) -> grad(calling).apply(t).sum()).apply(at),
                grad((Tensor t) -> grad(plain).apply(t).sum()).apply(at));
        assertClose(
                jvp((Tensor t) -> jvp(calling, t, at).tangent(), at, at).tangent(),
                jvp((Tensor t) -> jvp(plain, t, at).tangent(), at, at).tangent());
        assertClose(
                linearize(calling, at).jvp().apply(at),
                linearize(plain, at).jvp().apply(at));
    }

    @Test
    void callsWithinCallsAreDifferentiated() {
        var square = jit((Tensor t) -> t.mul(t));
        var fourth = jit((Tensor t) -> square.apply(square.apply(t)));

        assertValues(grad(fourth).apply(x(2)), 32);
        assertValues(grad(grad(fourth)).apply(x(2)), 48);
        assertValues(grad(grad(grad(fourth))).apply(x(2)), 48);
        assertValues(jit(grad(grad(fourth))).apply(x(2)), 48);
    }

    @Test
    void onlyOperandsThatMoveAreDifferentiated() {
        var product = jit((Tensor a, Tensor b) -> List.of(a.mul(b), b.mul(2), Tensor.scalar(3)));
        var b = x(5);

        var pulled = vjp((Tensor a) -> product.apply(a, b), x(2));

        assertValues(pulled.value().get(0), 10);
        assertValues(pulled.pullback().apply(List.of(x(1), x(7), Tensor.scalar(0))), 5);
        assertValues(
                jvp((Tensor a) -> product.apply(a, b), x(2), x(1)).tangent().get(1), 0);
    }

    @Test
    void resultsThatAreOperandsOrConstantsAreDifferentiated() {
        var f = jit((Tensor a) -> List.of(a, a, Ops.ones(Shape.of(2), DType.F64)));

        var pulled = vjp((Tensor a) -> f.apply(a), vector(1, 2));

        assertValues(pulled.pullback().apply(List.of(vector(1, 2), vector(10, 20), vector(5, 5))), 11, 22);
    }

    @Test
    void capturedTensorsOfAnOuterDerivativeAreDifferentiated() {
        var f = grad((Tensor a) -> jit((Tensor b) -> a.mul(a).mul(b)).apply(x(3)));

        assertValues(f.apply(x(2)), 12);
    }

    @Test
    void functionsAreStagedOnceHoweverOftenTheyAreDifferentiated() {
        var stagings = new AtomicInteger();
        var f = jit((Tensor t) -> {
            stagings.incrementAndGet();
            return t.square().sum();
        });

        for (int i = 0; i < 3; i++) {
            assertValues(grad(f).apply(vector(i, 2)), 2.0 * i, 4);
        }

        assertThat(stagings).hasValue(1);
    }

    @Test
    void numbersAreKnownUnderGradButNotUnderJitOfIt() {
        Function<Tensor, Tensor> f = t -> t.item() > 0 ? t.mul(2) : t.mul(3);

        assertValues(grad(f).apply(x(1)), 2);
        assertThatThrownBy(() -> jit(grad(f)).apply(x(1))).isInstanceOf(ConcretizationException.class);
    }

    @Test
    void jitTakesUpToFourArguments() {
        assertValues(jit(() -> x(1).add(1)).get(), 2);
        assertValues(jit((Tensor a, Tensor b) -> a.add(b)).apply(x(1), x(2)), 3);
        assertValues(jit((Tensor a, Tensor b, Tensor c) -> a.add(b).add(c)).apply(x(1), x(2), x(3)), 6);
        assertValues(
                jit((Tensor a, Tensor b, Tensor c, Tensor d) -> a.add(b).add(c).add(d))
                        .apply(x(1), x(2), x(3), x(4)),
                10);
    }

    @Test
    void donatesNothingThatAnOuterTransformationStillNeeds() {
        var factor = Tensor.of(2f, 3f);
        var scale = jit((Tensor a, Tensor b) -> a.mul(b), Func.donate(0));

        var gradient = grad((Tensor v) -> scale.apply(factor, v).sum()).apply(Tensor.of(5f, 7f));
        var outer = jit((Tensor v) -> scale.apply(factor, v));

        assertThat(gradient.toFloatArray()).containsExactly(2f, 3f);
        assertThat(outer.apply(Tensor.of(5f, 7f)).toFloatArray()).containsExactly(10f, 21f);
        assertThat(outer.apply(Tensor.of(1f, 1f)).toFloatArray()).containsExactly(2f, 3f);
    }

    @Test
    void jitTakesDonatedArguments() {
        var donated = x(1);

        var sum = jit((Tensor a, Tensor b) -> a.add(b), Func.donate(0)).apply(donated, x(2));

        assertValues(sum, 3);
    }

    @Test
    void evalShapeGivesTypesOnly() {
        var result = Func.evalShape(
                (Layer layer) -> new Layer(layer.w().matmul(layer.w().transpose()), layer.b()), LAYER);

        assertThat(result.w().type()).isEqualTo(new TensorType(DType.F64, Shape.of(3, 3)));
        assertThat(result.w()).hasToString("TensorSpec<f64[3, 3]>");
        assertThat(Func.evalShape((Layer layer) -> layer.b().sum(), result).shape())
                .isEqualTo(Shape.SCALAR);
        assertThatThrownBy(() -> result.b().toDoubleArray())
                .isInstanceOf(ConcretizationException.class)
                .hasMessage("A TensorSpec f64[2] has no numbers, but it is used by toHost. "
                        + "It may stand for an argument of evalShape, makeProgram and lower only.");
    }

    @Test
    void makeProgramShowsWhatIsComputed() {
        assertThat(Func.makeProgram(grad((Tensor t) -> Ops.sin(t)), x(1))).hasToString("""
            { lambda a:f64[] .
                b:f64[] = sin a
                c:f64[] = cos a
                d:f64[] = mul 1.0:f64[] c
              in (d) }\
            """);
    }

    @Test
    void threadsDoNotDisturbEachOther() throws Exception {
        var shared = jit((Tensor t) -> Ops.sin(t).mul(t));
        Function<Tensor, Tensor> second =
                grad(grad((Tensor t) -> shared.apply(t).mul(t)));
        List<Callable<Double>> tasks = IntStream.range(0, 64)
                .<Callable<Double>>mapToObj(i -> () -> second.apply(x(i * 0.1)).item())
                .toList();
        var pool = Executors.newFixedThreadPool(8);
        try {
            var results = pool.invokeAll(tasks);
            for (int i = 0; i < tasks.size(); i++) {
                double t = i * 0.1;
                double expected = 2 * Math.sin(t) + 4 * t * Math.cos(t) - t * t * Math.sin(t);
                assertThat(results.get(i).get()).isCloseTo(expected, within(1e-9));
            }
        } finally {
            pool.shutdown();
        }
    }
}
