package dev.haiku.rl;

import dev.haiku.array.Shape;
import dev.haiku.func.Func;
import dev.haiku.func.MappedAxis;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** The part of {@link Rlax} that makes agents try what is new: noise, and rewards for novelty. */
abstract class ExplorationFunctions extends PopArtFunctions {

    ExplorationFunctions() {}

    /** {@return an action of any shape with normally distributed noise} */
    public static Tensor addGaussianNoise(Key key, Tensor action, double stddev) {
        Signature.of("addGaussianNoise").floating("action", action);
        return action.add(Random.normal(key, action.shape(), action.dtype()).mul(stddev));
    }

    /**
     * {@return an action with noise that lasts: {@code noise_t = (1 - damping)·noise_tm1 + stddev·normal}}
     *
     * <p>The new noise is the difference from the action. Source: Uhlenbeck and Ornstein, <em>On the theory of the
     * Brownian motion</em>, 1930.
     *
     * @param key a key of its own for each step
     * @param action the action {@code [n]}
     * @param noiseTm1 the noise {@code [n]} of the step before
     * @param damping how fast noise fades, in [0, 1]
     * @param stddev the standard deviation of what is added to it
     */
    public static Tensor addOrnsteinUhlenbeckNoise(
            Key key, Tensor action, Tensor noiseTm1, double damping, double stddev) {
        Signature.of("addOrnsteinUhlenbeckNoise")
                .floating("action", action, 1)
                .floating("noiseTm1", noiseTm1, 1)
                .sameShape(List.of("action", "noiseTm1"), action, noiseTm1);
        var normal = Random.normal(key, action.shape(), action.dtype());
        return action.add(noiseTm1.mul(1 - damping)).add(normal.mul(stddev));
    }

    /**
     * {@return probabilities mixed with random ones: {@code (1 - fraction)·prior + fraction·Dirichlet(alpha)}}
     *
     * <p>Sources: Silver et al., <em>Mastering the game of Go without human knowledge</em>, 2017; Schrittwieser et al.,
     * <em>Mastering Atari, Go, chess and shogi by planning with a learned model</em>, 2019.
     *
     * @param key a key of its own for each use
     * @param prior probabilities {@code [batch, n]}
     * @param dirichletAlpha the smaller, the fewer actions are favoured
     * @param dirichletFraction the part of random probabilities, in [0, 1]
     */
    public static Tensor addDirichletNoise(Key key, Tensor prior, double dirichletAlpha, double dirichletFraction) {
        Signature.of("addDirichletNoise").floating("prior", prior, 2);
        var alpha = Ops.full(Shape.of(prior.dim(1)), dirichletAlpha, prior.dtype());
        var noise = Random.dirichlet(key, alpha, Shape.of(prior.dim(0)));
        return prior.mul(1 - dirichletFraction).add(noise.mul(dirichletFraction));
    }

    /** {@return the nearest neighbours by the squared Euclidean distance} */
    public static KnnQueryResult knnQuery(Tensor data, Tensor queryPoints, int numNeighbors) {
        return knnQuery(
                data, queryPoints, numNeighbors, (x, y) -> x.sub(y).square().sum());
    }

    /**
     * {@return the nearest neighbours of points among data, the nearest first, of equal distances the first}
     *
     * @param data data {@code [size, n]}
     * @param queryPoints points {@code [points, n]}
     * @param numNeighbors how many neighbours of each; no more than there are data
     * @param metric the distance of two vectors {@code [n]}, a scalar
     */
    public static KnnQueryResult knnQuery(
            Tensor data, Tensor queryPoints, int numNeighbors, BinaryOperator<Tensor> metric) {
        Signature.of("knnQuery")
                .rank("data", data, 2)
                .rank("queryPoints", queryPoints, 2)
                .require(
                        data.dim(1) == queryPoints.dim(1),
                        "data and queryPoints of one width, but got " + data.shape() + " and " + queryPoints.shape(),
                        "Their last axis is that of features.")
                .require(
                        numNeighbors >= 1 && data.dim(0) >= 1,
                        "at least one neighbour, but got " + numNeighbors + " of data " + data.shape(),
                        "Raise numNeighbors, or add data.");
        BiFunction<Tensor, Tensor, Tensor> ofOne = Func.vmap(metric, o -> o.in(MappedAxis.at(0), MappedAxis.NONE));
        var distances =
                Func.vmap(ofOne, o -> o.in(MappedAxis.NONE, MappedAxis.at(0))).apply(data, queryPoints);
        var nearest = Ops.topK(distances.neg(), Math.min(numNeighbors, data.dim(0)));
        return new KnnQueryResult(data.get(nearest.indices()), nearest.indices(), nearest.values());
    }

    /** {@return rewards at the beginning of an episode, without edited options} */
    public static IntrinsicRewards episodicMemoryIntrinsicRewards(
            Tensor embeddings, int numNeighbors, double rewardScale) {
        return episodicMemoryIntrinsicRewards(embeddings, numNeighbors, rewardScale, o -> o);
    }

    /** {@return rewards at the beginning of an episode} */
    public static IntrinsicRewards episodicMemoryIntrinsicRewards(
            Tensor embeddings, int numNeighbors, double rewardScale, UnaryOperator<IntrinsicRewardOptions> edit) {
        var memory = memory(embeddings, numNeighbors, edit);
        return memory.rewards(embeddings, rewardScale, memory.initial(embeddings));
    }

    /**
     * {@return rewards for embeddings that are far from those of the same episode}
     *
     * <p>Sources: Badia et al., <em>Never give up: learning directed exploration strategies</em>, 2020, and
     * <em>Agent57: outperforming the Atari human benchmark</em>, 2020.
     *
     * @param embeddings embeddings {@code [m, n]} of what is observed
     * @param numNeighbors how many of the nearest count
     * @param rewardScale what rewards are multiplied by
     * @param state what is remembered of the episode
     * @param edit edits the options, the same in all steps
     */
    public static IntrinsicRewards episodicMemoryIntrinsicRewards(
            Tensor embeddings,
            int numNeighbors,
            double rewardScale,
            IntrinsicRewardState state,
            UnaryOperator<IntrinsicRewardOptions> edit) {
        var memory = memory(embeddings, numNeighbors, edit);
        var wanted = Shape.of(memory.options().maxMemorySize(), embeddings.dim(1));
        Signature.of("episodicMemoryIntrinsicRewards")
                .require(
                        state.memory().shape().equals(wanted),
                        "a memory of shape " + wanted + ", but got "
                                + state.memory().shape(),
                        "Use the same maxMemorySize in all steps.");
        return memory.rewards(embeddings, rewardScale, state);
    }

    private static EpisodicMemory memory(
            Tensor embeddings, int numNeighbors, UnaryOperator<IntrinsicRewardOptions> edit) {
        Signature.of("episodicMemoryIntrinsicRewards").floating("embeddings", embeddings, 2);
        return new EpisodicMemory(numNeighbors, edit.apply(IntrinsicRewardOptions.DEFAULTS));
    }
}
