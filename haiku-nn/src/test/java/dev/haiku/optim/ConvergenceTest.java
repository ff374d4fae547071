package dev.haiku.optim;

import static dev.haiku.testing.HaikuAssertions.assertThatTree;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.haiku.func.Control;
import dev.haiku.func.Func;
import dev.haiku.optim.OptimizerCases.OptimizerCase;
import dev.haiku.optim.contrib.Contrib;
import dev.haiku.optim.contrib.ScheduleFreeState;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every optimiser finds the bottom of a parabola and the end of Rosenbrock's valley, in a compiled loop: the problems,
 * steps and tolerances of optax's own tests.
 */
class ConvergenceTest {

    private static final double TOLERANCE = 3e-2;

    private record Training<P, S>(P params, S state) {}

    static Stream<OptimizerCase> optimizers() {
        return OptimizerCases.all();
    }

    static Stream<OptimizerCase> contributed() {
        return OptimizerCases.contributed().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optimizers")
    void findsTheBottomOfAParabola(OptimizerCase of) {
        assertFinds(of, Tensor.of(-1f, 10f, 1f), Tensor.of(1f, -1f, 1f));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contributed")
    void findsTheBottomOfAParabolaOfVectorsAndMatrices(OptimizerCase of) {
        var start = List.of(Ops.zeros(3), Ops.zeros(2, 2));

        assertFinds(of, start, List.of(Tensor.of(1f, -1f, 2f), Tensor.of(new float[][] {{1, 0}, {-1, 1}})));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optimizers")
    void findsTheEndOfRosenbrocksValley(OptimizerCase of) {
        assumeTrue(of.notInTheValley().isEmpty(), of.notInTheValley());
        Function<Tensor, Tensor> valley = x -> {
            var a = Ops.get(x, 0);
            var b = Ops.get(x, 1);
            return Ops.square(a.sub(1)).add(Ops.square(b.sub(a.square())).mul(100));
        };

        var found = minimize(of.optimizer(), of.steps(), valley, Tensor.of(0f, 0f));

        assertThatTree(found).isCloseTo(Tensor.of(1f, 1f), TOLERANCE, TOLERANCE);
    }

    private static <P> void assertFinds(OptimizerCase of, P start, P goal) {
        Function<P, Tensor> parabola = x -> TreeMath.squaredNorm(Trees.map(x, goal, Tensor::sub));

        var found = minimize(of.optimizer(), of.steps(), parabola, start);

        assertThatTree(found).isCloseTo(goal, TOLERANCE, TOLERANCE);
    }

    private static <P, S> P minimize(GradientTransformation<S> optimizer, int steps, Function<P, Tensor> f, P start) {
        var train = Func.jit((P first) -> Control.foriLoop(
                0, steps, (i, t) -> step(optimizer, f, t), new Training<>(first, optimizer.init(first))));
        var end = train.apply(start);
        return end.state() instanceof ScheduleFreeState
                ? Contrib.scheduleFreeEvalParams(end.state(), end.params())
                : end.params();
    }

    private static <P, S> Training<P, S> step(
            GradientTransformation<S> optimizer, Function<P, Tensor> f, Training<P, S> t) {
        var at = Func.valueAndGrad(f).apply(t.params());
        var context = UpdateContext.of(t.params())
                .value(at.value())
                .gradient(at.grad())
                .valueFunction(f)
                .gradientFunction((P p, Integer i) -> Func.grad(f).apply(p));
        var update = optimizer.update(at.grad(), t.state(), context);
        return new Training<>(Optimizers.applyUpdates(t.params(), update.updates()), update.state());
    }
}
