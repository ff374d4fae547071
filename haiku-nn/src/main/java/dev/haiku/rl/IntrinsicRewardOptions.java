package dev.haiku.rl;

/**
 * The settings of rewards for what is new.
 *
 * @param constant added to mean distances and similarities, 1e-3 by default
 * @param epsilon how fast similarity decreases with the distance, 1e-4 by default
 * @param clusterDistance the distance, relative to the mean, below which embeddings are the same, 8e-3 by default
 * @param maxSimilarity the similarity above which there is no reward, 8 by default
 * @param maxMemorySize how many embeddings are remembered, 30000 by default
 */
public record IntrinsicRewardOptions(
        double constant, double epsilon, double clusterDistance, double maxSimilarity, int maxMemorySize) {

    static final IntrinsicRewardOptions DEFAULTS = new IntrinsicRewardOptions(1e-3, 1e-4, 8e-3, 8, 30_000);

    /** {@return these options with another constant added} */
    public IntrinsicRewardOptions constant(double constant) {
        return new IntrinsicRewardOptions(constant, epsilon, clusterDistance, maxSimilarity, maxMemorySize);
    }

    /** {@return these options with another decrease of similarity} */
    public IntrinsicRewardOptions epsilon(double epsilon) {
        return new IntrinsicRewardOptions(constant, epsilon, clusterDistance, maxSimilarity, maxMemorySize);
    }

    /** {@return these options with another distance below which embeddings are the same} */
    public IntrinsicRewardOptions clusterDistance(double clusterDistance) {
        return new IntrinsicRewardOptions(constant, epsilon, clusterDistance, maxSimilarity, maxMemorySize);
    }

    /** {@return these options with another similarity above which there is no reward} */
    public IntrinsicRewardOptions maxSimilarity(double maxSimilarity) {
        return new IntrinsicRewardOptions(constant, epsilon, clusterDistance, maxSimilarity, maxMemorySize);
    }

    /** {@return these options with another number of embeddings that are remembered} */
    public IntrinsicRewardOptions maxMemorySize(int maxMemorySize) {
        return new IntrinsicRewardOptions(constant, epsilon, clusterDistance, maxSimilarity, maxMemorySize);
    }
}
