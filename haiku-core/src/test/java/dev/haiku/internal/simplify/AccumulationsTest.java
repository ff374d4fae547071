package dev.haiku.internal.simplify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.Shape;
import dev.haiku.func.Carried;
import dev.haiku.func.Control;
import dev.haiku.func.Func;
import dev.haiku.ir.ControlFlow.Scan;
import dev.haiku.ir.Program;
import dev.haiku.ir.ProgramChecker;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccumulationsTest {

    private static final int RUNS = 5;
    private static final Tensor XS = Random.normal(Key.of(1), Shape.of(RUNS, 2, 6));
    private static final Tensor WEIGHTS = Random.normal(Key.of(2), Shape.of(6, 6));

    record Sums(Tensor product, Tensor rows, Tensor state) {}

    private static Program simplified(Function<Tensor, ?> f, Tensor x) {
        var simplified = Simplifier.simplify(Func.makeProgram(f, x));
        ProgramChecker.check(simplified);
        return simplified;
    }

    private static Scan scanOf(Program program) {
        return program.equations().stream()
                .filter(equation -> equation.op() instanceof Scan)
                .map(equation -> (Scan) equation.op())
                .findFirst()
                .orElseThrow();
    }

    private static Tensor gradientOfRecurrentLoss(Tensor weights) {
        return Func.grad((Tensor w) -> Control.scan(
                                (Tensor state, Tensor x) -> {
                                    var next = x.add(state.matmul(w)).tanh();
                                    return new Carried<>(next, next.square().sum());
                                },
                                Ops.zeros(Shape.of(2, 6)),
                                XS)
                        .ys()
                        .sum())
                .apply(weights);
    }

    @Test
    void oneProductFollowsTheScanOfADerivative() {
        var program = simplified(AccumulationsTest::gradientOfRecurrentLoss, WEIGHTS);

        var text = program.toString();
        assertThat(text).contains("dot_general[lhsContract=[0, 1], rhsContract=[0, 1], lhsBatch=[], rhsBatch=[]]");
        assertThat(text).doesNotContain("rhsContract=[0], lhsBatch=[], rhsBatch=[]] d");
    }

    @Test
    void givesTheSameDerivative() {
        var expected = gradientOfRecurrentLoss(WEIGHTS).toDoubleArray();
        var actual = Func.jit(AccumulationsTest::gradientOfRecurrentLoss)
                .apply(WEIGHTS)
                .toDoubleArray();

        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-5));
        }
    }

    private static List<Tensor> sums(Tensor xs, boolean reverse) {
        var scanned = Control.scan(
                (Sums s, Tensor x) -> {
                    var y = x.add(s.state());
                    var product = Ops.matrixTranspose(y).matmul(x);
                    var next = new Sums(
                            s.product().add(y.tanh().mean()).add(product),
                            y.sum(0).add(s.rows()),
                            y.tanh());
                    return new Carried<>(next, y.sum());
                },
                new Sums(Ops.ones(Shape.of(6, 6)), Ops.ones(Shape.of(6)), Ops.zeros(Shape.of(2, 6))),
                xs,
                o -> o.reverse(reverse));
        return List.of(
                scanned.carry().product(),
                scanned.carry().rows(),
                scanned.carry().state(),
                scanned.ys());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsNoProductStays(boolean reverse) {
        Function<Tensor, List<Tensor>> f = xs -> sums(xs, reverse);
        var expected = f.apply(XS);
        var actual = Func.jit(f).apply(XS);

        for (int i = 0; i < expected.size(); i++) {
            assertThat(Ops.allClose(actual.get(i), expected.get(i), 1e-5, 1e-5).toBooleanArray())
                    .as("result " + i)
                    .containsExactly(true);
        }
        // the rows' sum left with the product's operand, the product's carry keeps its other term
        assertThat(scanOf(simplified(f, XS)).carries()).isEqualTo(2);
    }

    @Test
    void productsOfManyElementsStayInTheScan() {
        var xs = Random.normal(Key.of(1), Shape.of(RUNS, 60, 2));
        Function<Tensor, Tensor> f = x -> Control.scan(
                        (Tensor sum, Tensor in) -> {
                            var y = in.tanh();
                            return new Carried<>(sum.add(Ops.matrixTranspose(y).matmul(y)), List.of());
                        },
                        Ops.zeros(Shape.of(2, 2)),
                        x)
                .carry();

        assertThat(scanOf(simplified(f, xs)).carries()).isEqualTo(1);
    }

    @Test
    void carriesThatAreReadStayInTheScan() {
        Function<Tensor, Tensor> f = x -> Control.scan(
                        (Tensor sum, Tensor in) -> {
                            var next = sum.add(Ops.matrixTranspose(in).matmul(in));
                            return new Carried<>(next, sum.sum());
                        },
                        Ops.zeros(Shape.of(6, 6)),
                        x)
                .ys();

        assertThat(scanOf(simplified(f, XS)).carries()).isEqualTo(1);
    }
}
