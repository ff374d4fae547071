package dev.haiku.optim;

/**
 * The two copies of parameters that {@link Lookahead} trains.
 *
 * @param fast those at which gradients are taken
 * @param slow those that follow them from time to time; the ones to evaluate
 * @param <P> the parameters
 */
public record LookaheadParams<P>(P fast, P slow) {

    /** {@return two equal copies, to begin with} */
    public static <P> LookaheadParams<P> initSynced(P params) {
        return new LookaheadParams<>(params, params);
    }
}
