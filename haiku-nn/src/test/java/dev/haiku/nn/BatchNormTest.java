package dev.haiku.nn;

import static dev.haiku.nn.Errors.assertThatInit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.Haiku;
import dev.haiku.TransformedWithStateWithoutApplyRng;
import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.func.Func;
import dev.haiku.func.UnboundAxisException;
import dev.haiku.func.VmapOptions;
import dev.haiku.nn.init.Initializers;
import dev.haiku.random.Key;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BatchNormTest {

    private static final Key KEY = Key.of(1);
    private static final Tensor X = Tensor.of(new float[][] {{1, 10}, {3, 30}});

    private static TransformedWithStateWithoutApplyRng<Tensor, Tensor> network(boolean isTraining) {
        return Haiku.transformWithState((Tensor x) -> new BatchNorm(true, true, 0.9).apply(x, isTraining))
                .withoutApplyRng();
    }

    @Test
    void normalisesEachChannelOverTheBatch() {
        var initial = network(true).init(KEY, X);

        var y = network(true).apply(initial.params(), initial.state(), X).value();

        assertThat(y.toFloatArray()).containsExactly(new float[] {-1, -1, 1, 1}, within(1e-4f));
    }

    @Test
    void usesTheAveragesOutsideTraining() {
        var initial = network(true).init(KEY, X);
        var trained = network(true).apply(initial.params(), initial.state(), X).state();

        var applied = network(false).apply(initial.params(), trained, Ops.ones(1, 2));

        assertThat(applied.value().toFloatArray()).containsExactly(new float[] {-1, -1.9f}, within(1e-4f));
        assertThat(applied.state().get("batch_norm/~/mean_ema", "counter").itemLong())
                .isEqualTo(1);
    }

    @Test
    void initReturnsCountersFromBeforeAndAveragesFromAfterItsCall() {
        var state = network(true).init(KEY, X).state();

        assertThat(state.get("batch_norm/~/mean_ema", "counter").itemLong()).isZero();
        assertThat(state.get("batch_norm/~/mean_ema", "hidden").toFloatArray()).containsExactly(0, 0);
        assertThat(state.get("batch_norm/~/mean_ema", "average").toFloatArray())
                .containsExactly(new float[] {2, 20}, within(1e-4f));
        assertThat(state.get("batch_norm/~/var_ema", "average").toFloatArray())
                .containsExactly(new float[] {1, 100}, within(1e-3f));
    }

    @Test
    void averagesTheStatisticsOverReplicas() {
        var network = Haiku.transformWithState((Tensor x) ->
                        new BatchNorm(false, false, 0.9, o -> o.crossReplicaAxis("replica")).apply(x, true))
                .withoutApplyRng();
        var x = Ops.arange(12).cast(DType.F32).reshape(3, 1, 4);
        UnaryOperator<VmapOptions> replicas = o -> o.axisName("replica");

        var initial =
                Func.vmap((Tensor own) -> network.init(KEY, own), replicas).apply(x);
        var applied = Func.vmap(
                        (Tensor own) -> network.apply(
                                initial.params(), network.init(KEY, own).state(), own),
                        replicas)
                .apply(x);

        var expected = x.sub(Ops.mean(x, 0)).div(Ops.std(x, 0)).reshape(-1);
        assertThat(applied.value().reshape(-1).toFloatArray()).containsExactly(expected.toFloatArray(), within(1e-4f));
        assertThat(applied.state()
                        .get("batch_norm/~/mean_ema", "average")
                        .get(0)
                        .reshape(-1)
                        .toFloatArray())
                .containsExactly(new float[] {4, 5, 6, 7}, within(1e-4f));
    }

    @Test
    void parametersHaveOnesForTheReducedAxes() {
        var params = Haiku.transform((Tensor x) -> {
                    new BatchNorm(true, false, 0.9).apply(x, false, o -> o.testLocalStats(true));
                    new BatchNorm(true, false, 0.9, o -> o.dataFormat(DataFormat.CHANNELS_FIRST))
                            .apply(x, false, o -> o.testLocalStats(true));
                    return new BatchNorm(true, false, 0.9, o -> o.axis(Axes.of(-1)))
                            .apply(x, false, o -> o.testLocalStats(true));
                })
                .init(KEY, Ops.ones(2, 3, 4));

        assertThat(params.entries().stream()
                        .map(entry -> entry.fullName() + entry.value().shape()))
                .containsExactly(
                        "batch_norm/scale[1, 1, 4]", "batch_norm_1/scale[1, 3, 1]", "batch_norm_2/scale[2, 3, 1]");
    }

    @Test
    void keepsTheElementTypeOfItsInputOutsideTraining() {
        var initial = network(true).init(KEY, X);
        var half = X.cast(DType.BF16);

        var y = network(false)
                .apply(initial.params().map(p -> p.cast(DType.BF16)), initial.state(), half)
                .value();

        assertThat(y.dtype()).isEqualTo(DType.BF16);
    }

    @Test
    void dataFormatsHaveHaikusNames() {
        for (var name : new String[] {"channels_last", "NHWC", "NWC", "BTHWD", "TBD"}) {
            assertThat(DataFormat.of(name)).as(name).isEqualTo(DataFormat.CHANNELS_LAST);
        }
        for (var name : new String[] {"channels_first", "NCHW", "NCW", "NC"}) {
            assertThat(DataFormat.of(name)).as(name).isEqualTo(DataFormat.CHANNELS_FIRST);
        }
        assertThat(DataFormat.CHANNELS_LAST.channelIndex()).isEqualTo(-1);
        assertThat(DataFormat.CHANNELS_FIRST.channelAxis(Shape.of(2, 3, 4))).isEqualTo(1);
    }

    @Nested
    class Rejects {

        @Test
        void nameAReplicaAxisThatNothingMaps() {
            assertThatInit(() -> new BatchNorm(true, true, 0.9, o -> o.crossReplicaAxis("replica")).apply(X, true))
                    .isInstanceOf(UnboundAxisException.class)
                    .hasMessage("pmean got the unbound axis name 'replica'; no axis around it has a name. "
                            + "Map the function that calls it with vmap(f, o -> o.axisName(\"replica\")).");
        }

        @Test
        void testingWithoutAverages() {
            assertThatThrownBy(() -> network(false).init(KEY, X))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("batch_norm: there are no averages yet to use with isTraining=false.\n"
                            + "Run init with isTraining=true, which creates them, or set testLocalStats(true).");
        }

        @Test
        void initialisersOfParametersThatAreNotCreated() {
            assertThatInit(() -> new BatchNorm(false, true, 0.9, o -> o.scaleInit(Initializers.ones())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("batch_norm: scaleInit has no effect with createScale=false.");
            assertThatInit(() -> new BatchNorm(true, false, 0.9, o -> o.offsetInit(Initializers.ones())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("batch_norm: offsetInit has no effect with createOffset=false.");
        }

        @Test
        void aScaleOrOffsetBesidesItsOwn() {
            assertThatInit(() -> new BatchNorm(true, true, 0.9).apply(X, true, o -> o.scale(Tensor.scalar(1.0))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("batch_norm: a scale cannot be given at the call with createScale=true.");
            assertThatInit(() -> new BatchNorm(true, true, 0.9).apply(X, true, o -> o.offset(Tensor.scalar(1.0))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("batch_norm: an offset cannot be given at the call with createOffset=true.");
        }

        @Test
        void anInputWithoutChannels() {
            assertThatInit(() -> new BatchNorm(true, true, 0.9, o -> o.dataFormat(DataFormat.CHANNELS_FIRST))
                            .apply(Ops.ones(3), true))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage(
                            "batch_norm: CHANNELS_FIRST data have the channels on axis 1, but the input has shape [3].\n"
                                    + "Add a batch axis, or choose another data format.");
        }

        @Test
        void aDataFormatWithoutChannels() {
            assertThatThrownBy(() -> DataFormat.of("NHW"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("'NHW' does not tell which axis holds the channels. "
                            + "Use channels_last, channels_first or letters such as NHWC and NCHW.");
        }
    }
}
