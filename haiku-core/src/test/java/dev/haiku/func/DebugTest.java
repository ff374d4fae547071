package dev.haiku.func;

import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.vmap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What {@link Debug} shows of a running function; the numbers of lines are those of JAX. */
class DebugTest {

    private static final Tensor X = Tensor.of(0f, 1f, 2f, 3f);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private List<String> lines() {
        var lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        bytes.reset();
        return lines;
    }

    private Tensor shown(Tensor x) {
        Debug.print(out, "x is {}.", x);
        return Ops.sin(x);
    }

    @Test
    void printsNumbersWhereverAFunctionRuns() {
        shown(X);
        assertThat(lines()).containsExactly("x is f32[4] {0.0, 1.0, 2.0, 3.0}.");

        var jitted = jit(this::shown);
        jitted.apply(Tensor.scalar(5));
        jitted.apply(Tensor.scalar(6));
        assertThat(lines()).containsExactly("x is 5.", "x is 6.");

        jit((Tensor x) -> jit(jitted).apply(x.add(1))).apply(Tensor.scalar(6));
        assertThat(lines()).containsExactly("x is 7.");
    }

    @Test
    void printsToTheLogWithoutAStream() {
        jit((Tensor x) -> {
                    Debug.print("x is {}", x);
                    return x;
                })
                .apply(X);
    }

    @Test
    void printsTheValueOnceUnderDerivatives() {
        var x = Tensor.scalar(2f);

        grad(this::shown).apply(x);
        assertThat(lines()).containsExactly("x is 2.0.");
        grad(jit(this::shown)).apply(x);
        assertThat(lines()).containsExactly("x is 2.0.");
        jit(grad(this::shown)).apply(x);
        assertThat(lines()).containsExactly("x is 2.0.");
        Func.jvp(jit(this::shown), x, x);
        assertThat(lines()).containsExactly("x is 2.0.");
        var pulled = Func.vjp(this::shown, x);
        pulled.pullback().apply(x);
        pulled.pullback().apply(x);
        assertThat(lines()).containsExactly("x is 2.0.");
    }

    @Test
    void printsAgainWhereCheckpointComputesAgain() {
        grad(Func.checkpoint(this::shown)).apply(Tensor.scalar(2f));
        assertThat(lines()).containsExactly("x is 2.0.", "x is 2.0.");

        jit(grad(Func.checkpoint(this::shown))).apply(Tensor.scalar(2f));
        assertThat(lines()).containsExactly("x is 2.0.", "x is 2.0.");

        Func.checkpoint(this::shown).apply(Tensor.scalar(2f));
        assertThat(lines()).containsExactly("x is 2.0.");
    }

    @Test
    void printsOnceForEachIndexThatIsMapped() {
        vmap(this::shown).apply(X);
        assertThat(lines()).containsExactly("x is 0.0.", "x is 1.0.", "x is 2.0.", "x is 3.0.");
        jit(vmap(jit(this::shown))).apply(X);
        assertThat(lines()).containsExactly("x is 0.0.", "x is 1.0.", "x is 2.0.", "x is 3.0.");
        vmap((Tensor x) -> x.add(shown(Tensor.scalar(7)))).apply(X);
        assertThat(lines()).containsExactly("x is 7.");
    }

    @Test
    void printsInEachRunOfALoop() {
        Function<Tensor, Tensor> scan = x -> Control.scan(
                        (Tensor c, Tensor y) -> {
                            Debug.print(out, "c {} y {}", c, y);
                            return new Carried<>(c.add(y), c.mul(y));
                        },
                        Tensor.scalar(0f),
                        x)
                .ys();
        var expected = List.of("c 0.0 y 0.0", "c 0.0 y 1.0", "c 1.0 y 2.0", "c 3.0 y 3.0");

        scan.apply(X);
        assertThat(lines()).isEqualTo(expected);
        jit(scan).apply(X);
        assertThat(lines()).isEqualTo(expected);
        grad((Tensor x) -> scan.apply(x).sum()).apply(X);
        assertThat(lines()).isEqualTo(expected);
        jit(grad((Tensor x) -> scan.apply(x).sum())).apply(X);
        assertThat(lines()).isEqualTo(expected);

        jit((Tensor n) -> Control.whileLoop(
                        (Tensor c) -> c.lt(n),
                        c -> {
                            Debug.print(out, "w {}", c);
                            return c.add(1);
                        },
                        Tensor.scalar(0)))
                .apply(Tensor.scalar(2));
        assertThat(lines()).containsExactly("w 0", "w 1");
    }

    @Test
    void printsInTheBranchThatRunsAndInBothWhenTheyAreSelected() {
        var choice = jit((Tensor p, Tensor x) -> Control.cond(
                p,
                y -> {
                    Debug.print(out, "T {}", y);
                    return y;
                },
                y -> {
                    Debug.print(out, "F {}", y);
                    return y.neg();
                },
                x));

        choice.apply(Tensor.scalar(true), Tensor.scalar(1f));
        choice.apply(Tensor.scalar(false), Tensor.scalar(2f));
        assertThat(lines()).containsExactly("T 1.0", "F 2.0");

        vmap(choice).apply(Tensor.of(true, false), Tensor.of(0f, 1f));
        assertThat(lines()).containsExactly("F 0.0", "F 1.0", "T 0.0", "T 1.0");
        vmap(choice, o -> o.in(MappedAxis.NONE)).apply(Tensor.scalar(true), Tensor.of(0f, 1f));
        assertThat(lines()).containsExactly("T 0.0", "T 1.0");
    }

    @Test
    void printsForAllIndicesAsLongAsOneOfThemRuns() {
        vmap((Tensor n) -> Control.whileLoop(
                        (Tensor c) -> c.lt(n),
                        c -> {
                            Debug.print(out, "w {}", c);
                            return c.add(1);
                        },
                        Tensor.scalar(0)))
                .apply(Tensor.of(1, 2));

        assertThat(lines()).containsExactly("w 0", "w 0", "w 1", "w 1");
    }

    @Nested
    class Passes {

        @Test
        void removeNothingThatPrints() {
            jit((Tensor x) -> {
                        Debug.print(out, "unused {}", x.mul(2));
                        Control.map(
                                (Tensor y) -> {
                                    Debug.print(out, "unused loop {}", y);
                                    return y;
                                },
                                x);
                        return Tensor.scalar(1);
                    })
                    .apply(Tensor.of(1, 2));

            assertThat(lines())
                    .containsExactly("unused {}".replace("{}", "i32[2] {2, 4}"), "unused loop 1", "unused loop 2");
        }

        @Test
        void mergeAndMoveNothingThatPrints() {
            jit((Tensor x) -> {
                        Debug.print(out, "same {}", x);
                        Debug.print(out, "same {}", x);
                        return Control.foriLoop(
                                0,
                                2,
                                (i, sum) -> {
                                    Debug.print(out, "constant");
                                    Debug.print(out, "invariant {}", x);
                                    return sum.add(1);
                                },
                                x);
                    })
                    .apply(Tensor.scalar(5));

            assertThat(lines())
                    .containsExactly("same 5", "same 5", "constant", "invariant 5", "constant", "invariant 5");
        }

        @Test
        void keepConstantsInTheDerivativeOfALoopFromPrintingTwice() {
            grad((Tensor x) -> Control.foriLoop(
                            0,
                            2,
                            (i, product) -> {
                                Debug.print(out, "constant");
                                return product.mul(x);
                            },
                            x))
                    .apply(Tensor.scalar(5f));

            assertThat(lines()).containsExactly("constant", "constant");
        }

        @Test
        void keepTheOrder() {
            jit((Tensor x) -> {
                        Debug.print(out, "first {}", x.mul(x).sum());
                        var y = Control.map(
                                (Tensor z) -> {
                                    Debug.print(out, "second {}", z);
                                    return z.mul(2);
                                },
                                x);
                        Debug.print(out, "third {}", y);
                        Debug.print(out, "fourth");
                        return y;
                    })
                    .apply(Tensor.of(1, 2));

            assertThat(lines()).containsExactly("first 5", "second 1", "second 2", "third i32[2] {2, 4}", "fourth");
        }

        @Test
        void showWhatPrintsInPrograms() {
            assertThat(Func.makeProgram(
                            (Tensor x) -> {
                                Debug.print("{}", x);
                                return x;
                            },
                            X))
                    .hasToString("""
                    { lambda a:f32[4] .
                        debug_callback[name=print] a
                      in (a) }""");
        }
    }

    @Nested
    class Callbacks {

        record Pair(Tensor first, List<Tensor> rest, String label) {}

        @Test
        void getTheTreeWithNumbers() {
            var seen = new ArrayList<Pair>();

            jit((Tensor x) -> {
                        Debug.callback(seen::add, new Pair(x.mul(2), List.of(x), "label"));
                        return x;
                    })
                    .apply(X);

            assertThat(seen).hasSize(1);
            assertThat(seen.get(0).first().toFloatArray()).containsExactly(0, 2, 4, 6);
            assertThat(seen.get(0).rest().get(0).toFloatArray()).containsExactly(0, 1, 2, 3);
            assertThat(seen.get(0).label()).isEqualTo("label");
        }

        @Test
        void mayComputeOnTheirOwn() {
            var sums = new ArrayList<Double>();

            grad((Tensor x) -> {
                        Debug.callback(
                                (Tensor y) -> sums.add(
                                        jit((Tensor z) -> z.sum()).apply(y).item()),
                                x);
                        return x.sum();
                    })
                    .apply(X);

            assertThat(sums).containsExactly(6.0);
        }

        @Test
        void throwWhatReachesTheCaller() {
            var failure = new IllegalStateException("stop here");
            var f = jit((Tensor x) -> Control.map(
                    (Tensor y) -> {
                        Debug.callback(
                                (Tensor z) -> {
                                    if (z.item() > 1) {
                                        throw failure;
                                    }
                                },
                                y);
                        return y;
                    },
                    x));

            assertThatThrownBy(() -> f.apply(X)).isSameAs(failure);
            assertThatThrownBy(() -> f.apply(X)).isSameAs(failure);
            assertThat(f.apply(Tensor.of(0f, 1f)).toFloatArray()).containsExactly(0, 1);
        }
    }

    @Test
    void printsTangentsThatARuleShows() {
        var linear = Func.linearize(
                (Tensor x) -> {
                    var y = Func.jvp(Ops::sin, x, x);
                    Debug.print(out, "tangent {}", y.tangent());
                    return y.value();
                },
                Tensor.scalar(0f));

        assertThat(lines()).containsExactly("tangent 0.0");
        assertThat(linear.jvp().apply(Tensor.scalar(1f)).item()).isEqualTo(1);
        assertThat(lines()).isEmpty();
    }

    @Test
    void demandsATensorForEachPlace() {
        assertThatThrownBy(() -> Debug.print("a {} b {}", X))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Debug.print has 2 places {} in 'a {} b {}', but got 1 tensors. Give one for each place.");
    }
}
