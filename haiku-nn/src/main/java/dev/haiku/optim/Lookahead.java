package dev.haiku.optim;

import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;

/**
 * The optimiser of {@link Optimizers#lookahead}: of two copies of parameters, of which gradients see the fast one.
 *
 * <pre>{@code
 * var params = LookaheadParams.initSynced(net.init(key, x));
 * var state = optimizer.init(params);
 * var step = optimizer.update(grad(loss).apply(params.fast()), state, params);
 * params = Optimizers.applyUpdates(params, step.updates());
 * }</pre>
 */
public final class Lookahead {

    private final GradientTransformation<?> fastOptimizer;
    private final int syncPeriod;
    private final Hyperparameter slowStepSize;
    private final boolean resetState;

    Lookahead(
            GradientTransformation<?> fastOptimizer, int syncPeriod, Hyperparameter slowStepSize, boolean resetState) {
        if (syncPeriod < 1) {
            throw new IllegalArgumentException("lookahead needs a syncPeriod >= 1, but got " + syncPeriod + ".");
        }
        this.fastOptimizer = fastOptimizer;
        this.syncPeriod = syncPeriod;
        this.slowStepSize = slowStepSize;
        this.resetState = resetState;
    }

    /** {@return the state before the first step} */
    public LookaheadState init(LookaheadParams<?> params) {
        return new LookaheadState(fastOptimizer.init(params.fast()), Tensor.scalar(0));
    }

    /** {@return the updates of both copies for the gradients at the fast one, and the state for the next step} */
    public <P> Update<LookaheadParams<P>, LookaheadState> update(
            P gradients, LookaheadState state, LookaheadParams<P> params) {
        return update(gradients, state, params, UpdateContext.EMPTY);
    }

    /** {@return the same with what the fast optimiser looks at besides; the parameters need not be in the context} */
    @SuppressWarnings("unchecked") // rules return trees of the class of the gradients
    public <P> Update<LookaheadParams<P>, LookaheadState> update(
            P gradients, LookaheadState state, LookaheadParams<P> params, UpdateContext context) {
        var step = fastOptimizer.updateAny(gradients, state.fastState(), context.params(params.fast()));
        var sync = state.stepsSinceSync().eq(syncPeriod - 1);
        var fastUpdates = (P) step.updates();
        var distance = Trees.map(
                params.fast(), fastUpdates, params.slow(), (f, u, s) -> f.add(u).sub(s));
        var updates = new LookaheadParams<>(
                Trees.map(
                        fastUpdates,
                        distance,
                        (u, d) ->
                                u.sub(Ops.where(sync, slowStepSize.complement().times(d), 0.0))),
                Trees.map(distance, (Tensor d) -> Ops.where(sync, slowStepSize.times(d), 0.0)));
        var fastState =
                resetState ? TreeMath.where(sync, fastOptimizer.init(params.fast()), step.state()) : step.state();
        return new Update<>(
                updates,
                new LookaheadState(fastState, state.stepsSinceSync().add(1).mod(syncPeriod)));
    }
}
