package dev.haiku.rl;

import static dev.haiku.rl.Near.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.func.Func;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Index;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Element-wise functions, transformations, exploration, auxiliary functions and trees. */
class RlaxTest {

    @Nested
    class Elements {

        @Test
        void oneHotRowsOfWhatIsNoClassAreZeros() {
            assertClose(Rlax.oneHot(Tensor.of(0f, 2f, 3f), 3), 1, 0, 0, 0, 0, 1, 0, 0, 0);
        }

        @Test
        void masksBroadcastFromTheLeft() {
            var data = Ops.ones(2, 3);

            assertClose(Rlax.replaceMasked(data, Tensor.of(0, 1)), 1, 1, 1, 0, 0, 0);
            assertClose(Rlax.replaceMasked(data, data.mul(5), Tensor.of(true, false)), 5, 5, 5, 1, 1, 1);
            assertThat(Rlax.lhsBroadcast(Ops.ones(1), Ops.ones(2, 3)).shape()).isEqualTo(Shape.of(1, 1));
        }

        @Test
        void lossesAreWhatTheirFormulasSay() {
            assertClose(Rlax.huberLoss(Tensor.of(-3f, 0.5f, 2f), 2), 4, 0.125, 2);
            assertClose(Rlax.l2Loss(Tensor.of(3f), Tensor.of(1f)), 2);
            assertClose(Rlax.expectileLoss(Tensor.of(0f, 0f), Tensor.of(1f, -3f), 0.8), 0.8, 1.8);
            assertThat(Rlax.logLoss(Tensor.of(1f, 0f, 0f, 1f, 0.5f), Tensor.of(1f, 0f, 1f, 0f, 1f))
                            .toFloatArray())
                    .containsExactly(-0f, -0f, Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY, (float) Math.log(2));
        }

        @Test
        void clippedGradientsOfSquaresAreThoseOfTheHuberLoss() {
            var x = Tensor.of(-10f, 0.5f, 10f);

            var clipped = Func.grad((Tensor y) ->
                            Rlax.l2Loss(Rlax.clipGradient(y, -5, 5)).sum())
                    .apply(x);

            assertClose(
                    clipped, Func.grad((Tensor y) -> Rlax.huberLoss(y, 5).sum()).apply(x));
            assertClose(clipped, -5, 0.5, 5);
        }

        @Test
        void boundsOfGradientsMayBeData() {
            var x = List.of(Tensor.of(3f), Tensor.of(-3f));
            var bound = Tensor.scalar(1.0);

            var clipped = Func.grad((List<Tensor> y) -> Trees.leaves(Rlax.clipGradient(y, bound.neg(), bound)).stream()
                            .map(leaf -> leaf.square().sum())
                            .reduce(Tensor::add)
                            .orElseThrow())
                    .apply(x);

            assertClose(clipped.get(0), 1);
            assertClose(clipped.get(1), -1);
        }
    }

    static Stream<TxPair> pairs() {
        return Stream.of(
                Rlax.IDENTITY_PAIR,
                Rlax.SIGNED_LOGP1_PAIR,
                Rlax.SIGNED_HYPERBOLIC_PAIR,
                Rlax.HYPERBOLIC_SIN_PAIR,
                Rlax.composeTx(Rlax.SIGNED_HYPERBOLIC_PAIR, Rlax.SIGNED_LOGP1_PAIR),
                Rlax.composeTx(),
                new TxPair(x -> Rlax.power(x, 0.4), x -> Rlax.power(x, 2.5)),
                new TxPair(Rlax::sigmoid, Rlax::logit));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void pairsAreInverse(TxPair pair) {
        var x = Tensor.of(-3.5f, -1f, 0f, 0.3f, 2f);

        assertThat(pair.applyInv(pair.apply(x)).sub(x).abs().max().item()).isCloseTo(0, within(1e-3));
    }

    @Nested
    class TwoHot {

        @Test
        void numbersAreDividedBetweenTwoBins() {
            var weights = Rlax.transformTo2hot(Tensor.of(-9f, -1.5f, 0f, 0.25f, 9f), -2, 2, 5);

            assertThat(weights.toDoubleArray())
                    .containsExactly(
                            new double[] {
                                1, 0, 0, 0, 0, 0.5, 0.5, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0.75, 0.25, 0, 0, 0, 0, 0, 1
                            },
                            within(2e-5));
        }

        @Test
        void unbiasedPairsDecodeManyBinsExactly() {
            var pair = Rlax.unbiasedTransformPair(-300, 300, 601, Rlax.SIGNED_HYPERBOLIC_PAIR);
            var x = Tensor.of(-3000f, -17.25f, 0f, 0.7f, 2500f);

            var decoded = pair.applyInv(pair.apply(x));

            assertThat(decoded.sub(x).abs().div(x.abs().add(1)).max().item()).isCloseTo(0, within(1e-3));
            assertThat(pair.apply(x).sum(-1).toDoubleArray())
                    .containsExactly(new double[] {1, 1, 1, 1, 1}, within(1e-5));
        }

        @Test
        void muzeroPairsDecodeTransformedBins() {
            var pair = Rlax.muzeroPair(-300, 300, 601, Rlax.SIGNED_HYPERBOLIC_PAIR);
            var x = Tensor.of(-3000f, 0f, 2500f);

            var decoded = pair.applyInv(pair.apply(x));

            assertThat(decoded.sub(x).abs().div(x.abs().add(1)).max().item()).isCloseTo(0, within(1e-3));
        }

        @Test
        void oneDistributionGivesAScalar() {
            assertThat(Rlax.transformFrom2hot(Tensor.of(0f, 0.5f, 0.5f), 0, 2, 3)
                            .type()
                            .toString())
                    .isEqualTo("f32[]");
        }
    }

    @Nested
    class Exploration {

        @Test
        void noNoiseLeavesActionsAsTheyAre() {
            var action = Tensor.of(0.3f, -1f);

            assertClose(Rlax.addGaussianNoise(Key.of(1), action, 0), action);
            assertClose(Rlax.addOrnsteinUhlenbeckNoise(Key.of(1), action, action, 1, 0), action);
            var prior = Tensor.of(new float[][] {{0.2f, 0.8f}});
            assertClose(Rlax.addDirichletNoise(Key.of(1), prior, 0.3, 0), prior);
        }

        @Test
        void noiseHasTheSpreadThatIsAskedFor() {
            var noisy = Rlax.addGaussianNoise(Key.of(2), Ops.zeros(4000), 0.5);
            var kept = Rlax.addOrnsteinUhlenbeckNoise(Key.of(2), Ops.zeros(4000), Ops.ones(4000), 0.25, 0.5);

            assertThat(noisy.std().item()).isCloseTo(0.5, within(0.02));
            assertThat(kept.mean().item()).isCloseTo(0.75, within(0.03));
            assertClose(
                    Rlax.addDirichletNoise(Key.of(2), Ops.zeros(3, 4), 0.3, 1).sum(1), 1, 1, 1);
        }

        @Test
        void neighboursComeInTheOrderOfTheirDistance() {
            var data = Tensor.of(new float[][] {{0, 0}, {1, 0}, {3, 0}});
            var points = Tensor.of(new float[][] {{0.9f, 0}, {3, 1}});

            var nearest = Rlax.knnQuery(data, points, 2);
            var all = Rlax.knnQuery(data, points, 5, (x, y) -> x.sub(y).abs().sum());

            assertThat(nearest.neighborIndices().toIntArray()).containsExactly(1, 0, 2, 1);
            assertClose(nearest.neighborNegDistances(), -0.01, -0.81, -1, -5);
            assertClose(nearest.neighbors().get(0), 1, 0, 0, 0);
            assertThat(all.neighborIndices().shape()).isEqualTo(Shape.of(2, 3));
            assertClose(all.neighborNegDistances().get(1), -1, -3, -4);
        }

        @Test
        void whatIsRepeatedIsRewardedLessThanWhatIsNew() {
            var known = Ops.zeros(2, 3);
            var news = Tensor.of(new float[][] {{1, 2, 3}, {-3, 0, 2}});

            var first = Rlax.episodicMemoryIntrinsicRewards(known, 2, 1, o -> o.maxMemorySize(10));
            var second = Rlax.episodicMemoryIntrinsicRewards(news, 2, 1, o -> o.maxMemorySize(10));

            assertClose(first.state().distanceSum(), 0);
            assertThat(first.reward().max().item())
                    .isLessThan(second.reward().min().item());
        }

        @Test
        void theMemoryIsARing() {
            var state = Rlax.episodicMemoryIntrinsicRewards(Ops.ones(3, 1), 1, 1, o -> o.maxMemorySize(4))
                    .state();
            var next = Rlax.episodicMemoryIntrinsicRewards(
                            Ops.full(Shape.of(2, 1), 2.0), 1, 1, state, o -> o.maxMemorySize(4))
                    .state();

            assertClose(next.memory().ravel(), 2, 1, 1, 2);
            assertThat(next.nextMemoryIndex().itemLong()).isEqualTo(5);
            assertThat(next.distanceCount().itemLong()).isEqualTo(5);
        }
    }

    @Nested
    class Auxiliary {

        @Test
        void observationActionAndRewardStandSideBySide() {
            var embedded = Rlax.embedOar(Ops.zeros(2, 2), Tensor.of(2, 0), Tensor.of(0f, 1f), 3);

            assertClose(embedded, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, Math.tanh(1));
        }

        @Test
        void pixelControlRewardsTheMeanChangeOfACell() {
            var black = Ops.zeros(1, 4, 4, 3);
            var half = Ops.concatenate(1, Ops.ones(1, 2, 4, 3), Ops.zeros(1, 2, 4, 3));

            assertClose(Rlax.pixelControlRewards(Ops.concatenate(0, black, half), 2), 1, 1, 0, 0);
        }

        @Test
        void pixelControlLearnsEachCellByItself() {
            var pictures = Random.uniform(Key.of(1), Shape.of(4, 2, 2, 3));
            var values = Random.normal(Key.of(2), Shape.of(4, 2, 2, 3));
            var actions = Tensor.of(0, 2, 1);
            var discounts = Tensor.of(0.9f, 0f, 0.8f);

            var loss = Rlax.pixelControlLoss(pictures, actions, values, discounts, 1);

            var rewards = Rlax.pixelControlRewards(pictures, 1);
            var cell = values.get(Index.all(), Index.at(1), Index.at(0));
            var reward = rewards.get(Index.all(), Index.at(1), Index.at(0));
            var errors = Rlax.qLambda(cell.slice(0, 0, 3), actions, reward, discounts, cell.slice(0, 1, 4), 1);
            assertClose(loss.get(Index.all(), Index.at(1), Index.at(0)), Rlax.l2Loss(errors));
        }

        @Test
        void featuresAreRewardedInFiveWays() {
            var features = Tensor.of(new float[][] {{1, 4}, {3, 2}});

            assertClose(Rlax.featureControlRewards(features), 2, 2);
            assertClose(Rlax.featureControlRewards(features, CumulantType.FEATURE), 3, 2);
            assertClose(Rlax.featureControlRewards(features, CumulantType.INCREASE), 2, -2);
            assertClose(Rlax.featureControlRewards(features, CumulantType.DECREASE), -2, 2);
            assertClose(Rlax.featureControlRewards(features, CumulantType.POTENTIAL, 0.5), 0.5, -3);
        }

        @Test
        void anEpisodeThatIsCutOffGetsALastStep() {
            var steps = Tensor.of(0, 1, 1, 0, 0, 1).expandDims(1);

            assertThat(Rlax.fixStepTypeOnInterruptions(steps).ravel().toIntArray())
                    .containsExactly(0, 1, 2, 0, 0, 1);
        }

        @Test
        void partsOfTrajectoriesBeginWhereTheyShould() {
            var trajectories = Ops.arange(20).reshape(10, 2);
            var starts = Tensor.of(new int[][] {{0, 3}, {5, 9}});

            var parts = Rlax.extractSubsequences(trajectories, starts, 2);

            assertThat(parts.get(0).ravel().toIntArray()).containsExactly(0, 6, 11, 19);
            assertThat(parts.get(1).ravel().toIntArray()).containsExactly(2, 8, 13, 19);
        }

        @Test
        void sampledStartsOfOneTrajectoryDiffer() {
            var starts = Rlax.sampleStartIndices(Key.of(1), 20, 6, 5);

            assertThat(starts.sort(1))
                    .satisfies(s -> assertClose(
                            s.cast(DType.F32), Ops.arange(6).cast(DType.F32).broadcastTo(20, 6)));
        }
    }

    @Nested
    class TreesOfTensors {

        private final Map<String, Tensor> ones = Map.of("a", Ops.ones(2, 3), "b", Ops.ones(2));

        @Test
        void selectionsTakeOneTreeOrTheOther() {
            var zeros = Trees.map(ones, Ops::zerosLike);

            assertClose(Rlax.treeSelect(Tensor.scalar(false), ones, zeros).get("b"), 0, 0);
            assertClose(Rlax.conditionalUpdate(ones, zeros, Tensor.scalar(true)).get("b"), 1, 1);
            assertClose(Rlax.periodicUpdate(ones, zeros, Tensor.scalar(6), 3).get("b"), 1, 1);
            assertClose(Rlax.periodicUpdate(ones, zeros, Tensor.scalar(7), 3).get("b"), 0, 0);
        }

        @Test
        void functionsOfTensorsBecomeFunctionsOfTrees() {
            var twice = Rlax.<Map<String, Tensor>>treeFn((Tensor x) -> x.mul(2)).apply(ones);
            var sum = Rlax.<Map<String, Tensor>>treeFn((Tensor x, Tensor y) -> x.add(y))
                    .apply(ones, twice);
            var zipped = Rlax.treeMapZipped(
                    all -> all.stream().reduce(Tensor::add).orElseThrow(), List.of(ones, twice, sum));

            assertClose(sum.get("b"), 3, 3);
            assertClose(zipped.get("b"), 6, 6);
        }

        @Test
        void keysOfATreeAreDifferent() {
            var split = Rlax.treeSplitKey(Key.of(3), ones);

            var expected = Key.of(3).split(3);
            assertThat(split.next().data().toLongArray())
                    .containsExactly(expected.get(0).data().toLongArray());
            assertThat(split.keys().get("a").toLongArray())
                    .containsExactly(expected.get(1).data().toLongArray());
            assertThat(split.keys().get("b").toLongArray())
                    .containsExactly(expected.get(2).data().toLongArray());
        }

        @Test
        void treesSplitAlongAnAxis() {
            var parts = Rlax.treeSplitLeaves(ones);
            var kept = Rlax.treeSplitLeaves(ones, 0, true);

            assertThat(parts).hasSize(2);
            assertThat(parts.get(0).get("a").shape()).isEqualTo(Shape.of(3));
            assertThat(kept.get(1).get("b").shape()).isEqualTo(Shape.of(1));
            assertThat(Rlax.treeSplitLeaves(List.of())).isEmpty();
        }

        @Test
        void axesMoveInAllTensors() {
            assertThat(Rlax.transposeLastAxisToFirst(ones).get("a").shape()).isEqualTo(Shape.of(3, 2));
            assertThat(Rlax.transposeFirstAxisToLast(List.of(Ops.ones(2, 3, 4)))
                            .get(0)
                            .shape())
                    .isEqualTo(Shape.of(3, 4, 2));
        }

        @Test
        void masksReplaceRowsOfAllTensors() {
            var masked = Rlax.treeReplaceMasked(ones, Tensor.of(true, false));

            assertClose(masked.get("a"), 0, 0, 0, 1, 1, 1);
            assertClose(masked.get("b"), 0, 1);
        }
    }

    @Test
    void movingAveragesForgetTheirBeginning() {
        var ema = Rlax.createEma(0.9);
        var state = ema.init(List.of(Tensor.scalar(0.0)));

        var first = ema.update(List.of(Tensor.scalar(2.0)), state);
        var second = ema.update(List.of(Tensor.scalar(4.0)), first.state());

        assertClose(first.moments().mean().get(0), 2);
        assertClose(first.moments().variance().get(0), 0);
        double mean = (0.9 * 2 + 4) / 1.9;
        assertClose(second.moments().mean().get(0), mean);
        assertClose(second.moments().variance().get(0), (0.9 * 4 + 16) / 1.9 - mean * mean);
        assertThat(Rlax.createEma().decay()).isEqualTo(0.999);
    }

    @Test
    void movingAveragesOfANamedAxisAreTheSameForAll() {
        var ema = Rlax.createEma(0.9, "i");

        var mapped = Func.vmap(
                        (Tensor x) -> ema.update(x, ema.init(x)).moments().mean(), o -> o.axisName("i"))
                .apply(Tensor.of(1f, 5f));

        assertClose(mapped, 3, 3);
    }

    @Test
    void sumsMayRunOverNamedAxes() {
        var x = Tensor.of(new float[][] {{1, 2}, {3, 4}});

        assertClose(new AllSum().apply(x, 0), 4, 6);
        assertClose(
                Func.vmap((Tensor row) -> new AllSum("i").apply(row), o -> o.axisName("i"))
                        .apply(x),
                10,
                10);
    }

    @Test
    void aBatchIsMappedOverARecord() {
        record Transition(Tensor qTm1, Tensor aTm1, Tensor rT, Tensor discountT, Tensor qT) {}
        var q = Tensor.of(new float[][] {{1, 2}, {3, 4}});
        var batch = new Transition(q, Tensor.of(0, 1), Tensor.of(1f, -1f), Tensor.of(1f, 0f), q);

        var errors = Func.vmap((Transition t) -> Rlax.qLearning(t.qTm1(), t.aTm1(), t.rT(), t.discountT(), t.qT()))
                .apply(batch);

        assertClose(errors, 2, -5);
    }
}
