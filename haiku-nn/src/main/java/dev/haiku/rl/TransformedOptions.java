package dev.haiku.rl;

/**
 * The settings of learning functions for transformed values.
 *
 * @param stopTargetGradients whether no gradient flows into targets, true by default
 * @param txPair how values are transformed; not at all by default
 */
public record TransformedOptions(boolean stopTargetGradients, TxPair txPair) {

    static final TransformedOptions DEFAULTS = new TransformedOptions(true, BellmanFunctions.IDENTITY_PAIR);

    /** {@return these options with or without gradients of targets} */
    public TransformedOptions stopTargetGradients(boolean stop) {
        return new TransformedOptions(stop, txPair);
    }

    /** {@return these options with another transformation of values} */
    public TransformedOptions txPair(TxPair txPair) {
        return new TransformedOptions(stopTargetGradients, txPair);
    }
}
