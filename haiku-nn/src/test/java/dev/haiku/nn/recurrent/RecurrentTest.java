package dev.haiku.nn.recurrent;

import static dev.haiku.nn.Errors.assertThatInit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.Haiku;
import dev.haiku.NoInput;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RecurrentTest {

    private static final Tensor X = Random.normal(Key.of(3), Shape.of(4, 2, 3));
    private static final Tensor STEPS = Tensor.of(1f, 2f, 3f);
    private static final Tensor ZERO = Tensor.scalar(0.0);

    private record Pair(Tensor a, Tensor b) {}

    /** A core that adds its inputs up. */
    private static RnnStep<Tensor, Tensor> sum(Tensor x, Tensor state) {
        var next = state.add(x);
        return new RnnStep<>(next.mul(10), next);
    }

    @Test
    void unrollsAnyFunctionOutsideATransformedFunction() {
        for (var result : List.of(
                Recurrent.staticUnroll(RecurrentTest::sum, STEPS, ZERO),
                Recurrent.dynamicUnroll(RecurrentTest::sum, STEPS, ZERO))) {
            assertThat(result.outputs().toFloatArray()).containsExactly(10, 30, 60);
            assertThat(result.state().item()).isEqualTo(6);
        }
    }

    @Test
    void unrollsFromTheEndAndReturnsAllStates() {
        for (var result : List.of(
                Recurrent.staticUnroll(
                        RecurrentTest::sum, STEPS, ZERO, o -> o.reverse(true).returnAllStates(true)),
                Recurrent.dynamicUnroll(
                        RecurrentTest::sum, STEPS, ZERO, o -> o.reverse(true).returnAllStates(true)))) {
            assertThat(result.outputs().toFloatArray()).containsExactly(60, 50, 30);
            assertThat(result.state().toFloatArray()).containsExactly(6, 5, 3);
        }
    }

    @Test
    void takesTimeFromTheSecondAxisIfToldSo() {
        var x = STEPS.expandDims(0);
        for (var result : List.of(
                Recurrent.staticUnroll(RecurrentTest::sum, x, Ops.zeros(1), o -> o.timeMajor(false)),
                Recurrent.dynamicUnroll(
                        RecurrentTest::sum,
                        x,
                        Ops.zeros(1),
                        o -> o.timeMajor(false).unroll(2)))) {
            assertThat(result.outputs().shape()).isEqualTo(Shape.of(1, 3));
            assertThat(result.outputs().toFloatArray()).containsExactly(10, 30, 60);
        }
    }

    @Test
    void initialStatesAreZerosWithTheBatchInFront() {
        Haiku.transform(() -> {
                    var core = new DeepRnn(new Lstm(3), Recurrent.layer(Nn::relu), new Gru(2));
                    assertThat(core.initialState()).hasSize(2);
                    assertThat(((LstmState) core.initialState(5).get(0)).cell().shape())
                            .isEqualTo(Shape.of(5, 3));
                    assertThat(((Tensor) core.initialState().get(1)).toFloatArray())
                            .containsExactly(0, 0);
                    assertThat(new IdentityCore<Tensor>().initialState(5)).isEmpty();
                    return ZERO;
                })
                .initWithoutRng(NoInput.NONE);
    }

    @Test
    void aCoreMayTrainItsInitialState() {
        final class Memory extends RnnModule<Tensor, Tensor, Tensor> {
            @Override
            protected RnnStep<Tensor, Tensor> call(Tensor x, Tensor state) {
                return sum(x, state);
            }

            @Override
            protected Tensor initial(Shape batch) {
                return getParameter("start", Shape.of(3), Ops::ones).broadcastTo(batch.concat(Shape.of(3)));
            }
        }
        var network = Haiku.transform((Tensor x) -> {
            var core = new Memory();
            return Recurrent.dynamicUnroll(core, x, core.initialState(2)).state();
        });

        var params = network.init(Key.of(1), Ops.ones(4, 2, 3));

        assertThat(params.names()).containsExactly("memory/start");
        assertThat(network.apply(params, Key.of(1), Ops.ones(4, 2, 3)).toFloatArray())
                .containsOnly(5);
    }

    @Test
    void skipConnectionsShowEveryCoreTheInputAndJoinTheOutputs() {
        var network = Haiku.transform((Tensor x) -> {
            var core = Recurrent.deepRnnWithSkipConnections(List.of(new Gru(2), new Lstm(5)));
            assertThat(core.moduleName()).isEqualTo("__deep_rnn");
            return core.apply(x, core.initialState(2)).output();
        });

        var params = network.init(Key.of(1), Ops.ones(2, 3));

        assertThat(params.get("gru", "w_i").shape()).isEqualTo(Shape.of(3, 6));
        assertThat(params.get("lstm/linear", "w").shape()).isEqualTo(Shape.of(3 + 2 + 5, 20));
        assertThat(network.apply(params, Key.of(1), Ops.ones(2, 3)).shape()).isEqualTo(Shape.of(2, 7));
    }

    @Test
    void resetsThoseOfABatchThatTheSignalNames() {
        Haiku.transform((Tensor x) -> {
                    var core = new Lstm(3);
                    var reset = new ResetCore<>(core);
                    var state = new LstmState(Ops.ones(2, 3), Ops.ones(2, 3));

                    var step = reset.apply(new ResetCore.Input<>(x, Tensor.of(true, false)), state);

                    var fresh = core.apply(x, core.initialState(2));
                    var old = core.apply(x, state);
                    assertThat(step.output().get(0).toFloatArray())
                            .isEqualTo(fresh.output().get(0).toFloatArray());
                    assertThat(step.output().get(1).toFloatArray())
                            .isEqualTo(old.output().get(1).toFloatArray());
                    return x;
                })
                .init(Key.of(1), X.get(0));
    }

    @Test
    void resetsByASignalForEachTensorOfTheState() {
        Haiku.transform((Tensor x) -> {
                    var core = new Lstm(3);
                    var state = new LstmState(Ops.ones(3), Ops.ones(3));
                    var signal = new LstmState(Tensor.scalar(true), Tensor.scalar(false));

                    var step = new ResetCore<>(core).apply(new ResetCore.Input<>(x, signal), state);

                    var expected = core.apply(x, new LstmState(Ops.zeros(3), Ops.ones(3)));
                    assertThat(step.output().toFloatArray())
                            .isEqualTo(expected.output().toFloatArray());
                    return x;
                })
                .init(Key.of(1), X.get(0, 0));
    }

    @Nested
    class Rejects {

        @Test
        void inputsThatAreNoVectors() {
            assertThatInit(() -> new Lstm(3).apply(X, new LstmState(ZERO, ZERO)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage(
                            "lstm: the input of Lstm must be [in] or [batch, in], but has shape [4, 2, 3].\n"
                                    + "Unroll the core over a time axis, and merge further batch axes with Batching.batchApply.");
            assertThatInit(() -> new Gru(3).apply(ZERO, ZERO))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage(
                            "gru: the input of Gru must be [in] or [batch, in], but has shape [].\n"
                                    + "Unroll the core over a time axis, and merge further batch axes with Batching.batchApply.");
        }

        @Test
        void coresWithoutHiddenUnits() {
            assertThatInit(() -> new VanillaRnn(0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("vanilla_rnn: VanillaRnn needs hiddenSize >= 1, but got 0.");
            assertThatInit(() -> new Lstm(0)).hasMessage("lstm: Lstm needs hiddenSize >= 1, but got 0.");
            assertThatInit(() -> new Gru(-2)).hasMessage("gru: Gru needs hiddenSize >= 1, but got -2.");
        }

        @Test
        void aSignalThatDoesNotFitTheState() {
            assertThatInit(() -> new ResetCore<>(new Gru(3))
                            .apply(new ResetCore.Input<>(Ops.ones(2, 4), Tensor.of(true, true, false)), Ops.ones(2, 3)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("reset_core: shouldReset has shape [3], but a tensor of the state has shape [2, 3].\n"
                            + "Its axes must be the first axes of each tensor of the state, such as [batch].");
            assertThatInit(() -> new ResetCore<>(new Gru(3))
                            .apply(new ResetCore.Input<>(Ops.ones(4), List.of(ZERO, ZERO)), Ops.ones(3)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("reset_core: shouldReset must be a tensor or a tree like the state *, but is [*, *].");
        }

        @Test
        void aNumberOfStatesThatIsNotThatOfCores() {
            assertThatInit(() -> new DeepRnn(new Gru(3), new Gru(3)).apply(Ops.ones(4), List.of(Ops.ones(3))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("deep_rnn: the number of states must be that of cores, 2, but is 1.\n"
                            + "Start from initialState, and pass on the state of each step.");
        }

        @Test
        void layersWithoutMemoryBetweenSkipConnections() {
            assertThatInit(() -> Recurrent.deepRnnWithSkipConnections(List.of(new Gru(2), Recurrent.layer(Nn::relu))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "deepRnnWithSkipConnections needs cores, but layer 1 is a function or module without memory.\n"
                                    + "Apply it inside a core, or to the outputs.");
        }

        @Test
        void sequencesWithoutStepsOrOfDifferentLengths() {
            assertThatThrownBy(() -> Recurrent.staticUnroll(RecurrentTest::sum, Ops.ones(0), ZERO))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("staticUnroll needs at least one step, but the inputs have shapes [[0]].");
            assertThatThrownBy(() -> Recurrent.staticUnroll(
                            (List<Tensor> none, Tensor state) -> new RnnStep<>(state, state), List.<Tensor>of(), ZERO))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("staticUnroll needs at least one tensor as input, but got none.");
            assertThatThrownBy(() -> Recurrent.staticUnroll(
                            (Pair x, Tensor state) -> sum(x.a(), state), new Pair(STEPS, Ops.ones(2)), ZERO))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage(
                            "staticUnroll needs inputs with the same number of steps on axis 0, but got [[3], [2]].");
        }

        @Test
        void roundsOfNoSteps() {
            assertThatThrownBy(() -> Recurrent.dynamicUnroll(RecurrentTest::sum, STEPS, ZERO, o -> o.unroll(0)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("dynamicUnroll needs unroll >= 1, but got 0.");
        }
    }
}
