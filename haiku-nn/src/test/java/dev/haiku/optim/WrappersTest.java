package dev.haiku.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.DType;
import dev.haiku.func.Func;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Transformations that decide when others are applied, with which numbers, or that watch them. */
class WrappersTest {

    private static final Tensor W = Tensor.of(1f, 2f);
    private static final Tensor BAD = Tensor.of(Float.NaN, 1f);

    @Nested
    class ApplyIfFinite {

        private final GradientTransformation<ApplyIfFiniteState> optimizer =
                Optimizers.applyIfFinite(Optimizers.trace(1, false), 2);

        @Test
        void makesNoStepOfBadGradients() {
            var good = optimizer.update(W, optimizer.init(W));
            var bad = optimizer.update(BAD, good.state());

            assertThat(bad.updates().toFloatArray()).containsExactly(0, 0);
            assertThat(bad.state().notfiniteCount().itemLong()).isEqualTo(1);
            assertThat(bad.state().lastFinite().itemBoolean()).isFalse();
            var trace = (Tensor) States.get(bad.state(), TraceState.class).trace();
            assertThat(trace.toFloatArray()).containsExactly(1, 2);
        }

        @Test
        void beginsCountingAnewAfterGoodGradients() {
            var state = optimizer.update(BAD, optimizer.init(W)).state();
            state = optimizer.update(W, state).state();

            assertThat(state.notfiniteCount().itemLong()).isZero();
            assertThat(state.totalNotfinite().itemLong()).isEqualTo(1);
            assertThat(state.lastFinite().itemBoolean()).isTrue();
        }

        @Test
        void showsTheMistakeAfterTooMany() {
            var state = optimizer.init(W);
            for (int i = 0; i < 2; i++) {
                state = optimizer.update(BAD, state).state();
            }

            assertThat(optimizer.update(BAD, state).updates().toFloatArray()).contains(Float.NaN);
        }
    }

    @Nested
    class Conditionally {

        private final StepCondition even = (step, context) -> step.mod(2).eq(0);

        @Test
        void transformsOrPasses() {
            var optimizer = Optimizers.conditionallyTransform(Optimizers.scale(2), even);

            var first = optimizer.update(W, optimizer.init(W));
            var second = optimizer.update(W, first.state());

            assertThat(first.updates().toFloatArray()).containsExactly(2, 4);
            assertThat(second.updates().toFloatArray()).containsExactly(1, 2);
            assertThat(second.state().step().itemLong()).isEqualTo(2);
        }

        @Test
        void seesTheContext() {
            var optimizer = Optimizers.conditionallyMask(
                    Optimizers.scale(2), (step, context) -> context.value().lt(1));

            var masked =
                    optimizer.update(W, optimizer.init(W), UpdateContext.of(W).value(Tensor.scalar(5.0)));

            assertThat(masked.updates().toFloatArray()).containsExactly(0, 0);
        }
    }

    @Nested
    class InjectHyperparams {

        private final GradientTransformation<HyperparamsState> optimizer = Optimizers.injectHyperparams(
                d -> d.number("learningRate", 0.5).schedule("momentum", Schedules.linear(0, 1, 2)),
                h -> Optimizers.sgd(h.get("learningRate"), o -> o.momentum(h.get("momentum"))));

        @Test
        void numbersAreReadFromTheState() {
            var state = optimizer.init(W);

            assertThat(state.get("learningRate").item()).isEqualTo(0.5);
            assertThat(state.get("momentum").item()).isZero();
            var later = optimizer
                    .update(W, optimizer.update(W, state, W).state(), W)
                    .state();
            assertThat(later.get("momentum").item()).isEqualTo(0.5);
            assertThat(later.count().itemLong()).isEqualTo(2);
        }

        @Test
        void settingANumberDoesNotCompileAgain() {
            var traces = new AtomicInteger();
            var step = Func.jit((Tensor g, HyperparamsState s) -> {
                traces.incrementAndGet();
                return optimizer.update(g, s, g);
            });
            var state = optimizer.init(W);

            var before = step.apply(W, state).updates();
            var after = step.apply(W, state.with("learningRate", 5)).updates();

            assertThat(before.toFloatArray()).containsExactly(-0.5f, -1f);
            assertThat(after.toFloatArray()).containsExactly(-5f, -10f);
            assertThat(traces).hasValue(1);
        }

        @Test
        void aDecayOfOneStandsForASumAlsoWhenTheStateHoldsIt() {
            var fixed = Optimizers.scaleBySm3(0.9, 1, 1e-8);
            var injected = Optimizers.injectHyperparams(
                    declared -> declared.number("b2", 1.0),
                    values -> Optimizers.scaleBySm3(0.9, values.get("b2"), 1e-8));
            var gradient = Tensor.of(1f, -2f);

            assertThat(injected.update(gradient, injected.init(gradient))
                            .updates()
                            .toFloatArray())
                    .isEqualTo(fixed.update(gradient, fixed.init(gradient))
                            .updates()
                            .toFloatArray());
        }

        @Test
        void wholeNumbersStayWhole() {
            var counted =
                    Optimizers.injectHyperparams(d -> d.number("factor", 3), h -> Optimizers.scale(h.get("factor")));

            assertThat(counted.init(W).get("factor").dtype()).isEqualTo(DType.I32);
        }

        @Test
        void fractionsHaveTheHighestTypeOfTheParametersUnlessTold() {
            var params = List.of(Tensor.of(1f).cast(DType.BF16), Tensor.of(1f));
            GradientTransformation<HyperparamsState> told = Optimizers.injectHyperparams(
                    d -> d.number("a", 0.5).dtype(DType.F64), h -> Optimizers.scale(h.get("a")));

            assertThat(optimizer.init(params).get("learningRate").dtype()).isEqualTo(DType.F32);
            assertThat(told.init(params).get("a").dtype()).isEqualTo(DType.F64);
        }

        @Test
        void schedulesMayRemember() {
            var halving = new StatefulSchedule<Tensor>() {
                @Override
                public Tensor init() {
                    return Tensor.scalar(1.0);
                }

                @Override
                public Tensor value(Tensor state, UpdateContext context) {
                    return state;
                }

                @Override
                public Tensor update(Tensor state, UpdateContext context) {
                    return Ops.where(context.value().gt(10), state.div(2), state);
                }
            };
            var scaled = Optimizers.injectHyperparams(
                    d -> d.schedule("factor", halving), h -> Optimizers.scale(h.get("factor")));

            var first = scaled.update(W, scaled.init(W), UpdateContext.of(W).value(Tensor.scalar(11.0)));
            var second = scaled.update(W, first.state(), UpdateContext.of(W).value(Tensor.scalar(1.0)));

            assertThat(first.updates().toFloatArray()).containsExactly(1, 2);
            assertThat(second.updates().toFloatArray()).containsExactly(0.5f, 1f);
        }

        @Test
        void rejectsSettingWhatFollowsASchedule() {
            assertThatThrownBy(() -> optimizer.init(W).with("momentum", 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The hyper-parameter 'momentum' follows a schedule. Declare it as a number to set it.");
        }

        @Test
        void rejectsUnknownNames() {
            assertThatThrownBy(() -> optimizer.init(W).get("lr"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("There is no hyper-parameter 'lr'. There are [learningRate, momentum].");
        }

        @Test
        void rejectsOneThatIsDeclaredTwice() {
            assertThatThrownBy(() -> Optimizers.injectHyperparams(
                            d -> d.number("a", 1).schedule("a", Schedules.constant(1)), h -> Optimizers.identity()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The hyper-parameter 'a' is declared as a number and as a schedule. Declare it once.");
        }
    }

    @Nested
    class LookaheadSteps {

        @Test
        void joinsBothCopiesFromTimeToTime() {
            var optimizer = Optimizers.lookahead(Optimizers.sgd(1), 2, 0.5);
            var params = LookaheadParams.initSynced(Tensor.of(10f));
            var state = optimizer.init(params);

            var first = optimizer.update(Tensor.of(2f), state, params);
            params = Optimizers.applyUpdates(params, first.updates());

            assertThat(params.fast().item()).isEqualTo(8);
            assertThat(params.slow().item()).isEqualTo(10);

            var second = optimizer.update(Tensor.of(2f), first.state(), params);
            params = Optimizers.applyUpdates(params, second.updates());

            assertThat(params.fast().item()).isEqualTo(8);
            assertThat(params.slow().item()).isEqualTo(8);
            assertThat(second.state().stepsSinceSync().itemLong()).isZero();
        }

        @Test
        void mayBeginAnewWhenTheyJoin() {
            var optimizer = Optimizers.lookahead(Optimizers.trace(1, false), 1, 0.5, true);
            var params = LookaheadParams.initSynced(W);

            var step = optimizer.update(W, optimizer.init(params), params);

            var trace = (Tensor) States.get(step.state(), TraceState.class).trace();
            assertThat(trace.toFloatArray()).containsExactly(0, 0);
        }

        @Test
        void rejectsAPeriodOfNothing() {
            assertThatThrownBy(() -> Optimizers.lookahead(Optimizers.sgd(1), 0, 0.5))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("lookahead needs a syncPeriod >= 1, but got 0.");
        }
    }

    @Nested
    class Watching {

        @Test
        void snapshotsKeepWhatTheyMeasure() {
            var optimizer = Optimizers.chain(
                    Optimizers.scale(2), Optimizers.snapshot("norm", TreeMath::norm), Optimizers.scale(3));

            var step = optimizer.update(Tensor.of(3f, 4f), optimizer.init(W));

            assertThat(step.updates().toFloatArray()).containsExactly(18, 24);
            var snapshot = States.get(step.state(), SnapshotState.class);
            assertThat(((Tensor) snapshot.measurement().get("norm")).item()).isEqualTo(10);
        }

        @Test
        void monitorsMeasureOverSteps() {
            var optimizer = Optimizers.monitor(Map.of(
                    "largest", Optimizers.statelessOnTree((g, context) -> TreeMath.max(g)),
                    "mean", Optimizers.measureWithEma(g -> TreeMath.sum(g), 0.5)));
            var state = optimizer.init(W);

            state = optimizer.update(Tensor.of(1f, 1f), state).state();
            var step = optimizer.update(Tensor.of(4f, 4f), state);

            assertThat(((Tensor) step.state().get("largest")).item()).isEqualTo(4);
            assertThat(((Tensor) step.state().get("mean")).item()).isCloseTo(6, within(1e-5));
            assertThat(step.updates().toFloatArray()).containsExactly(4, 4);
        }

        @Test
        void monitorsHaveOneStructureFromTheStart() {
            var optimizer =
                    Optimizers.monitor(Map.of("norm", Optimizers.statelessOnTree((g, context) -> TreeMath.norm(g))));
            var state = optimizer.init(W);

            assertThat(Trees.structure(optimizer.update(W, state).state())).isEqualTo(Trees.structure(state));
        }
    }
}
