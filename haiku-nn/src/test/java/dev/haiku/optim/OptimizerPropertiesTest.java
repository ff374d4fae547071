package dev.haiku.optim;

import static dev.haiku.func.Func.donate;
import static dev.haiku.testing.HaikuAssertions.assertThatTree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.func.Func;
import dev.haiku.optim.OptimizerCases.Needs;
import dev.haiku.optim.OptimizerCases.OptimizerCase;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds of every optimiser: it compiles, gives its memory away, and can be wrapped, and its state is a tree like
 * any other.
 */
class OptimizerPropertiesTest {

    private static final int STEPS = 3;

    private record Weights(Tensor matrix, List<Tensor> vectors) {}

    private record Training<S>(Weights weights, S state) {}

    private static final Weights START =
            new Weights(Tensor.of(new float[][] {{1, -2, 3}, {0.5f, 0, -1}}), List.of(Tensor.of(1f, 2f, -1f)));

    static Stream<OptimizerCase> optimizers() {
        return Stream.of(
                        OptimizerCases.descents(),
                        OptimizerCases.adams(),
                        OptimizerCases.squares(),
                        OptimizerCases.wrapped(),
                        OptimizerCases.contributed())
                .flatMap(List::stream);
    }

    static Stream<OptimizerCase> optimizersOfNumbers() {
        return optimizers().filter(of -> of.needs() == Needs.NUMBERS);
    }

    private static Tensor loss(Object weights) {
        return TreeMath.sum(
                Trees.map(weights, (Tensor w) -> Ops.square(w.sub(0.5)).add(Ops.sin(w))));
    }

    private static <S> Update<Weights, S> update(GradientTransformation<S> optimizer, Weights weights, S state) {
        var gradient = Func.grad((Function<Weights, Tensor>) OptimizerPropertiesTest::loss);
        var gradients = gradient.apply(weights);
        var context = UpdateContext.of(weights)
                .value(loss(weights))
                .gradient(gradients)
                .valueFunction(OptimizerPropertiesTest::loss)
                .gradientFunction((Weights w, Integer i) -> gradient.apply(w));
        return optimizer.update(gradients, state, context);
    }

    private static <S> Training<S> step(GradientTransformation<S> optimizer, Training<S> t) {
        var update = update(optimizer, t.weights(), t.state());
        return new Training<>(Optimizers.applyUpdates(t.weights(), update.updates()), update.state());
    }

    private static <S> Training<S> train(Function<Training<S>, Training<S>> step, Training<S> start) {
        var training = start;
        for (int i = 0; i < STEPS; i++) {
            training = step.apply(training);
        }
        return training;
    }

    private static <S> Training<S> start(GradientTransformation<S> optimizer) {
        return new Training<>(START, optimizer.init(START));
    }

    private static void assertClose(Object actual, Object expected) {
        assertThatTree(actual).isCloseTo(expected, 1e-4, 1e-5);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optimizers")
    void compiledStepsAreLikeEagerOnesAndCompileOnce(OptimizerCase of) {
        assertCompiles(of.optimizer());
    }

    private static <S> void assertCompiles(GradientTransformation<S> optimizer) {
        var stagings = new AtomicInteger();
        var eager = train(t -> step(optimizer, t), start(optimizer));

        var compiled = train(
                Func.jit((Training<S> t) -> {
                    stagings.incrementAndGet();
                    return step(optimizer, t);
                }),
                start(optimizer));

        assertClose(compiled, eager);
        assertThat(stagings).hasValue(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optimizers")
    void stepsMayTakeOverTheMemoryOfTheLastOnes(OptimizerCase of) {
        assertDonates(of.optimizer());
    }

    private static <S> void assertDonates(GradientTransformation<S> optimizer) {
        var kept = train(Func.jit((Training<S> t) -> step(optimizer, t)), start(optimizer));
        var weights = Trees.map(START, (Tensor x) -> Tensor.of(x.toHost()));

        var donated = train(
                Func.jit((Training<S> t) -> step(optimizer, t), donate(0)),
                new Training<>(weights, optimizer.init(weights)));

        assertThatTree(donated).isCloseTo(kept, 0, 0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optimizers")
    void statesGiveAwayNothingButTheirOwn(OptimizerCase of) {
        assertOwns(of.optimizer());
    }

    private static <S> void assertOwns(GradientTransformation<S> optimizer) {
        var weights = Trees.map(START, (Tensor x) -> Tensor.of(x.toHost()));
        var step = Func.jit((Weights w, S state) -> step(optimizer, new Training<>(w, state)), donate(1));
        var first = new Training<>(weights, optimizer.init(weights));

        var second = step.apply(first.weights(), first.state());
        var third = step.apply(second.weights(), second.state());

        assertThatTree(weights).isCloseTo(START, 0, 0);
        assertThatTree(second.weights()).isFinite();
        assertThatTree(third.weights()).isFinite();
        assertThatTree(optimizer.init(weights)).hasStructureOf(third.state());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optimizers")
    void statesAreTreesOfOneStructure(OptimizerCase of) {
        assertIsTree(of.optimizer());
    }

    @SuppressWarnings("unchecked") // a tree that is put together again is of its class
    private static <S> void assertIsTree(GradientTransformation<S> optimizer) {
        var once = step(optimizer, start(optimizer));
        var flat = Trees.flatten(once);
        var again = (Training<S>) Trees.unflatten(flat.def(), flat.leaves());
        var mapped = States.mapParams(optimizer, START, once.state(), x -> x);

        assertThat(flat.def()).isEqualTo(Trees.structure(start(optimizer)));
        assertClose(step(optimizer, again), step(optimizer, once));
        assertClose(mapped, once.state());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optimizers")
    void theLearningRateMayBeInTheState(OptimizerCase of) {
        var injected = Optimizers.injectHyperparams(
                declared -> declared.number("learningRate", of.learningRate()),
                values -> of.factory().apply(values.get("learningRate")));

        var trained = train(Func.jit((Training<HyperparamsState> t) -> step(injected, t)), start(injected));

        assertThatTree(trained.state().get("learningRate"))
                .isCloseTo(Tensor.scalar(of.learningRate().doubleValue()), 1e-6, 0);
        assertSameWeights(trained.weights(), of.optimizer());
    }

    private static <S> void assertSameWeights(Weights weights, GradientTransformation<S> optimizer) {
        var expected = train(Func.jit((Training<S> t) -> step(optimizer, t)), start(optimizer));

        assertClose(weights, expected.weights());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optimizersOfNumbers")
    void aMaskedOneMovesItsPartAlone(OptimizerCase of) {
        var masked = Optimizers.masked(of.optimizer(), (name, p) -> p.rank() == 2);
        var loss = loss(START);
        var gradients = TreeMath.scale(0.5, START);

        var step = masked.update(
                gradients, masked.init(START), UpdateContext.of(START).value(loss));

        assertThatTree(step.updates().vectors()).isCloseTo(gradients.vectors(), 0, 0);
        assertClose(step.updates().matrix(), firstUpdate(of.optimizer(), gradients.matrix(), START.matrix(), loss));
    }

    private static <S> Tensor firstUpdate(
            GradientTransformation<S> optimizer, Tensor gradient, Tensor params, Tensor loss) {
        var context = UpdateContext.of(params).value(loss);
        return optimizer.update(gradient, optimizer.init(params), context).updates();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optimizersOfNumbers")
    void twoHalvesOfABatchMakeTheStepOfTheWhole(OptimizerCase of) {
        var steps = Optimizers.multiSteps(of.optimizer(), 2);
        var context = UpdateContext.of(START.matrix()).value(loss(START));
        var gradient = START.matrix();

        var first = steps.update(gradient.mul(0.5), steps.init(START.matrix()), context);
        var second = steps.update(gradient.mul(1.5), first.state(), context);

        assertThatTree(first.updates()).isCloseTo(Ops.zerosLike(gradient), 0, 0);
        assertClose(second.updates(), firstUpdate(of.optimizer(), gradient, START.matrix(), loss(START)));
    }
}
