package dev.haiku.rl;

/**
 * The settings of Retrace for transformed values.
 *
 * @param eps what is added to the probabilities that are divided by, {@code 1e-8} by default
 * @param stopTargetGradients whether no gradient flows into targets, true by default
 * @param txPair how values are transformed; not at all by default
 */
public record TransformedRetraceOptions(double eps, boolean stopTargetGradients, TxPair txPair) {

    static final TransformedRetraceOptions DEFAULTS =
            new TransformedRetraceOptions(1e-8, true, BellmanFunctions.IDENTITY_PAIR);

    /** {@return these options with another number added to probabilities} */
    public TransformedRetraceOptions eps(double eps) {
        return new TransformedRetraceOptions(eps, stopTargetGradients, txPair);
    }

    /** {@return these options with or without gradients of targets} */
    public TransformedRetraceOptions stopTargetGradients(boolean stop) {
        return new TransformedRetraceOptions(eps, stop, txPair);
    }

    /** {@return these options with another transformation of values} */
    public TransformedRetraceOptions txPair(TxPair txPair) {
        return new TransformedRetraceOptions(eps, stopTargetGradients, txPair);
    }
}
