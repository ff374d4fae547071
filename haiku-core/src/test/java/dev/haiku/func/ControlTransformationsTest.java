package dev.haiku.func;

import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.jvp;
import static dev.haiku.func.Func.linearize;
import static dev.haiku.func.Func.vmap;
import static dev.haiku.func.Numbers.assertClose;
import static dev.haiku.func.Numbers.random;
import static dev.haiku.func.Numbers.vector;

import dev.haiku.func.ControlTwins.Twin;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Structured control flow computes what Java's does, under every transformation. */
class ControlTransformationsTest {

    private static final Tensor AT = vector(0.3, -0.4, 0.9, -0.2);
    private static final Tensor ALONG = vector(0.5, 1.5, -0.7, 0.1);
    private static final Tensor STACKED = random(5, 3, 4);

    static Stream<Twin> twins() {
        return ControlTwins.all();
    }

    private static void assertSame(
            Twin twin, Function<Function<Tensor, Tensor>, Function<Tensor, Tensor>> t, Tensor at) {
        assertClose(t.apply(twin.structured()).apply(at), t.apply(twin.plain()).apply(at));
    }

    /** As above, where the plain function goes through it one element at a time. */
    private static void assertLoops(Twin twin, Function<Function<Tensor, Tensor>, Function<Tensor, Tensor>> t) {
        var rows = Ops.unstack(STACKED, 0).stream().map(t.apply(twin.plain())).toList();
        assertClose(vmap(t.apply(twin.structured())).apply(STACKED), Ops.stack(rows, 0));
    }

    private static Function<Tensor, Tensor> along(Function<Tensor, Tensor> f) {
        return x -> jvp(f, x, ALONG).tangent();
    }

    @ParameterizedTest
    @MethodSource("twins")
    void values(Twin twin) {
        assertSame(twin, f -> f, AT);
        assertSame(twin, Func::jit, AT);
        assertSame(twin, f -> jit(jit(f)), AT);
    }

    @ParameterizedTest
    @MethodSource("twins")
    void forwardMode(Twin twin) {
        assertSame(twin, f -> along(f), AT);
        assertSame(twin, f -> jit(along(f)), AT);
        assertSame(twin, f -> along(jit(f)), AT);
    }

    @ParameterizedTest
    @MethodSource("twins")
    void reverseMode(Twin twin) {
        assertSame(twin, f -> grad(f), AT);
        assertSame(twin, f -> jit(grad(f)), AT);
        assertSame(twin, f -> grad(jit(f)), AT);
        assertSame(twin, f -> x -> linearize(f, x).jvp().apply(ALONG), AT);
    }

    @ParameterizedTest
    @MethodSource("twins")
    void secondOrder(Twin twin) {
        assertSame(twin, f -> along(grad(f)), AT);
        assertSame(twin, f -> grad(along(f)), AT);
        assertSame(twin, f -> jit(grad(x -> grad(f).apply(x).mul(ALONG).sum())), AT);
        assertSame(twin, f -> grad(x -> grad(jit(f)).apply(x).mul(ALONG).sum()), AT);
    }

    @ParameterizedTest
    @MethodSource("twins")
    void batched(Twin twin) {
        assertLoops(twin, f -> f);
        assertLoops(twin, Func::jit);
        assertLoops(twin, f -> grad(f));
        assertLoops(twin, f -> jit(grad(f)));
        assertLoops(twin, f -> along(grad(f)));
    }

    @ParameterizedTest
    @MethodSource("twins")
    void gradientOfBatched(Twin twin) {
        var rows = Ops.unstack(STACKED, 0).stream().map(grad(twin.plain())).toList();
        var all = grad((Tensor x) -> vmap(twin.structured()).apply(x).sum());

        assertClose(all.apply(STACKED), Ops.stack(rows, 0));
        assertClose(jit(all).apply(STACKED), Ops.stack(rows, 0));
    }
}
