package dev.haiku.optim.contrib;

import dev.haiku.func.Control;
import dev.haiku.optim.Optimizers;
import dev.haiku.optim.TreeMath;
import dev.haiku.optim.Update;
import dev.haiku.optim.UpdateContext;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;

/**
 * The rule of {@link Contrib#scaleBySophia}.
 *
 * @param o what is chosen
 */
record Sophia(ScaleBySophiaOptions o) {

    SophiaState init(Object params) {
        return new SophiaState(
                Tensor.scalar(0),
                AverageContributions.zerosIn(params, o.muDtype()),
                TreeMath.zerosLike(params),
                o.hessianDiagonal().init(params));
    }

    Update<Object, SophiaState> update(Object gradients, SophiaState state, UpdateContext context) {
        var count = Optimizers.safeIncrement(state.count());
        var mu = TreeMath.updateMoment(gradients, state.mu(), o.b1(), 1);
        var limit = o.clipThreshold();
        var updates = Trees.map(TreeMath.biasCorrection(mu, o.b1(), count), state.nu(), (m, h) -> {
            var direction = m.div(o.eps().max(o.gamma().times(h)));
            return limit.min(limit.negated().max(direction));
        });
        var estimate = Control.cond(
                state.count().mod(o.updateInterval()).eq(0),
                () -> estimated(gradients, state, context),
                () -> new Update<>(state.nu(), state.hessianFnState()));
        return new Update<>(
                updates,
                new SophiaState(
                        count, AverageContributions.castTo(mu, o.muDtype()), estimate.updates(), estimate.state()));
    }

    private Update<Object, Object> estimated(Object gradients, SophiaState state, UpdateContext context) {
        var step = o.hessianDiagonal().updateAny(gradients, state.hessianFnState(), context);
        return new Update<>(TreeMath.updateMoment(step.updates(), state.nu(), o.b2(), 1), step.state());
    }
}
