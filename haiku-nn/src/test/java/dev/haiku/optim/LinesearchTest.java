package dev.haiku.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.func.Func;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Line searches meet their conditions, and L-BFGS with them solves the usual test functions. */
class LinesearchTest {

    private static Tensor rosenbrock(Tensor x) {
        var head = Ops.slice(x, 0, 0, x.dim(0) - 1);
        var tail = Ops.slice(x, 0, 1, x.dim(0));
        return Ops.square(tail.sub(head.square()))
                .mul(100)
                .add(Ops.square(head.sub(1)))
                .sum();
    }

    private static Tensor himmelblau(Tensor x) {
        var a = Ops.get(x, 0);
        var b = Ops.get(x, 1);
        return Ops.square(a.square().add(b).sub(11))
                .add(Ops.square(a.add(b.square()).sub(7)));
    }

    private static Tensor eggholder(Tensor x) {
        var a = Ops.get(x, 0);
        var b = Ops.get(x, 1).add(47);
        var first = b.mul(Ops.sin(Ops.sqrt(Ops.abs(a.div(2).add(b)))));
        return first.add(a.mul(Ops.sin(Ops.sqrt(Ops.abs(a.sub(b)))))).neg();
    }

    private static <S> Tensor minimize(
            GradientTransformation<S> optimizer, Function<Tensor, Tensor> f, Tensor start, int steps) {
        var valueAndGrad = Optimizers.valueAndGradFromState(f);
        var step = Func.jit((Tensor x, S state) -> {
            var at = valueAndGrad.apply(x, state);
            var context =
                    UpdateContext.of(x).value(at.value()).gradient(at.grad()).valueFunction(f);
            var update = optimizer.update(at.grad(), state, context);
            return new Update<>(Optimizers.applyUpdates(x, update.updates()), update.state());
        });
        var at = new Update<>(start, optimizer.init(start));
        for (int i = 0; i < steps; i++) {
            at = step.apply(at.updates(), at.state());
        }
        return at.updates();
    }

    static Stream<Arguments> functions() {
        Function<Tensor, Tensor> valley = LinesearchTest::rosenbrock;
        Function<Tensor, Tensor> hills = LinesearchTest::himmelblau;
        Function<Tensor, Tensor> eggs = LinesearchTest::eggholder;
        Function<Tensor, Tensor> zakharov = x -> {
            var line = Ops.sum(x.mul(Ops.arange(1, x.dim(0) + 1)).mul(0.5));
            return Ops.sum(Ops.square(x)).add(line.square()).add(line.pow(4));
        };
        return Stream.of(
                Arguments.of("rosenbrock", valley, Tensor.of(-1f, 1.5f, 0f), 0.0),
                Arguments.of("himmelblau", hills, Tensor.of(1f, 1f), 0.0),
                Arguments.of("eggholder", eggs, Tensor.of(6f, 6f), -66.8437),
                Arguments.of("zakharov", zakharov, Tensor.of(0.6f, 0.7f, 0.3f), 0.0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    void lbfgsSolvesTestFunctions(String name, Function<Tensor, Tensor> f, Tensor start, double value) {
        var found = minimize(Optimizers.lbfgs(), f, start, 60);

        assertThat(f.apply(found).item()).isLessThan(value + 1e-3);
        assertThat(Func.grad(f).apply(found).abs().max().item()).isLessThan(0.05);
    }

    @Test
    void lbfgsWorksWithoutAndWithOtherSearches() {
        Function<Tensor, Tensor> f = LinesearchTest::himmelblau;
        var start = Tensor.of(2.5f, 1.5f);
        var backtracking = Optimizers.lbfgs(
                o -> o.linesearch(Optimizers.scaleByBacktrackingLinesearch(20, s -> s.storeGrad(true))));

        assertThat(f.apply(minimize(backtracking, f, start, 60)).item()).isCloseTo(0, within(1e-3));
    }

    @Test
    void backtrackingDecreasesAsMuchAsPromised() {
        var search = Optimizers.scaleByBacktrackingLinesearch(30, o -> o.slopeRtol(0.3));
        Function<Tensor, Tensor> f = LinesearchTest::rosenbrock;
        var x = Tensor.of(-1f, 1f);
        var grad = Func.grad(f).apply(x);
        var context = UpdateContext.of(x).value(f.apply(x)).gradient(grad).valueFunction(f);

        var step = search.update(grad.neg(), search.init(x), context);

        double rate = step.state().learningRate().item();
        double promised = 0.3 * rate * Ops.vdot(grad, grad).item();
        assertThat(f.apply(x.add(step.updates())).item())
                .isLessThanOrEqualTo(f.apply(x).item() - promised + 1e-5);
        assertThat(step.state().info().decreaseError().item()).isZero();
        assertThat(step.state().info().numLinesearchSteps().itemLong()).isGreaterThan(1);
    }

    @Test
    void zoomFindsAPointThatIsFlatEnough() {
        var search = Optimizers.scaleByZoomLinesearch(30, o -> o.curvRtol(0.1));
        Function<Tensor, Tensor> f = LinesearchTest::rosenbrock;
        var x = Tensor.of(-1f, 1f);
        var grad = Func.grad(f).apply(x);
        var context = UpdateContext.of(x).value(f.apply(x)).gradient(grad).valueFunction(f);

        var step = search.update(grad.neg(), search.init(x), context);

        var there = Func.grad(f).apply(x.add(step.updates()));
        double slope = Math.abs(Ops.vdot(there, grad).item());
        assertThat(slope).isLessThanOrEqualTo(0.1 * Ops.vdot(grad, grad).item() + 1e-4);
        assertThat(step.state().info().curvatureError().item()).isZero();
    }

    @Test
    void aFunctionThatIsNeverFiniteMakesNoStep() {
        Function<Tensor, Tensor> f = x -> Ops.log(x.sum().sub(100));
        var search = Optimizers.scaleByBacktrackingLinesearch(3);
        var x = Tensor.of(1f);
        var context = UpdateContext.of(x)
                .value(Tensor.scalar(0.0))
                .gradient(Tensor.of(1f))
                .valueFunction(f);

        var step = search.update(Tensor.of(-1f), search.init(x), context);

        assertThat(step.updates().item()).isZero();
        assertThat(step.state().learningRate().item()).isZero();
    }

    @Test
    void valuesAreTakenFromTheState() {
        Function<Tensor, Tensor> f = x -> Ops.square(x).sum();
        var optimizer = Optimizers.lbfgs();
        var x = Tensor.of(3f, 4f);
        var state = optimizer.init(x);
        var at = Optimizers.valueAndGradFromState(f).apply(x, state);
        var context = UpdateContext.of(x).value(at.value()).gradient(at.grad()).valueFunction(f);

        var next = optimizer.update(at.grad(), state, context).state();

        var search = States.get(next, LinesearchState.class);
        assertThat(at.value().item()).isEqualTo(25);
        assertThat(Optimizers.valueAndGradFromState(f).apply(x, next).value().item())
                .isEqualTo(search.value().item());
    }

    @Nested
    class Rejects {

        @Test
        void aSearchWithoutTheLoss() {
            var search = Optimizers.scaleByZoomLinesearch(3);
            var x = Tensor.of(1f);

            assertThatThrownBy(() -> search.update(x, search.init(x), x))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "This optimiser needs the value of the loss. Pass UpdateContext.of(params).value(loss) as"
                                    + " the third argument of update.");
        }

        @Test
        void aStateWithoutAGradient() {
            var search = Optimizers.scaleByBacktrackingLinesearch(3);
            var x = Tensor.of(1f);

            assertThatThrownBy(() -> Optimizers.valueAndGradFromState((Tensor y) -> y.sum())
                            .apply(x, search.init(x)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("This line search does not keep the gradient. Give it the option storeGrad(true).");
        }

        @Test
        void aMemoryOfNothing() {
            assertThatThrownBy(() -> Optimizers.scaleByLbfgs(0, true))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("scaleByLbfgs needs a memorySize >= 1, but got 0.");
        }
    }
}
