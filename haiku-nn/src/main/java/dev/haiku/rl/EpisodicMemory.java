package dev.haiku.rl;

import dev.haiku.array.Shape;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;

/**
 * Rewards for embeddings that are far from those of the same episode.
 *
 * @param numNeighbors how many of the nearest count
 * @param options the settings
 */
record EpisodicMemory(int numNeighbors, IntrinsicRewardOptions options) {

    /** {@return the memory before an episode, whose first embeddings are zeros} */
    IntrinsicRewardState initial(Tensor embeddings) {
        var empty = Ops.full(
                Shape.of(options.maxMemorySize(), embeddings.dim(1)), Double.POSITIVE_INFINITY, embeddings.dtype());
        var isFirst = Ops.arange(options.maxMemorySize()).lt(numNeighbors).expandDims(1);
        return new IntrinsicRewardState(
                Ops.where(isFirst, 0.0, empty),
                Tensor.scalar(0),
                Tensor.scalar(embeddings.dtype(), 0.0),
                Tensor.scalar(0));
    }

    IntrinsicRewards rewards(Tensor embeddings, double scale, IntrinsicRewardState state) {
        int count = embeddings.dim(0);
        int size = options.maxMemorySize();
        var distances = Rlax.knnQuery(state.memory(), embeddings, numNeighbors).neighborNegDistances();
        var start = state.nextMemoryIndex().mod(size);
        var positions = Ops.arange(count).add(start).mod(size);
        var sum = state.distanceSum().add(distances.sum());
        var distanceCount = state.distanceCount().add(distances.size());
        var mean = sum.div(distanceCount.cast(sum.dtype()));
        var next = new IntrinsicRewardState(
                state.memory().at(positions).set(embeddings), start.add(count % size), sum, distanceCount);
        return new IntrinsicRewards(reward(distances, mean).mul(scale), next);
    }

    private Tensor reward(Tensor distances, Tensor mean) {
        // RLax adds the constant to distances times -1, and so do we
        var rate = distances
                .div(mean.add(options.constant()))
                .sub(options.clusterDistance())
                .maximum(0.0);
        var kernel = Ops.div(options.epsilon(), rate.add(options.epsilon()));
        var similarity = kernel.sum(-1).sqrt().add(options.constant());
        return Ops.where(similarity.gt(options.maxSimilarity()), 0.0, similarity.reciprocal());
    }
}
