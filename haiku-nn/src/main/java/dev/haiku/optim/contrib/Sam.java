package dev.haiku.optim.contrib;

import dev.haiku.optim.EmptyState;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Optimizers;
import dev.haiku.optim.TreeMath;
import dev.haiku.optim.Update;
import dev.haiku.optim.UpdateContext;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;

/**
 * The rule of {@link Contrib#sam}.
 *
 * @param optimizer what makes the step
 * @param climber what climbs
 * @param o what is chosen
 */
record Sam(GradientTransformation<?> optimizer, GradientTransformation<?> climber, SamOptions o) {

    Sam {
        if (o.syncPeriod() < 1) {
            throw new IllegalArgumentException("sam needs a syncPeriod >= 1, but got " + o.syncPeriod() + ".");
        }
    }

    SamState init(Object params) {
        return new SamState(
                Tensor.scalar(0),
                optimizer.init(params),
                climber.init(params),
                o.opaqueMode() ? new EmptyState() : TreeMath.copy(params));
    }

    Update<Object, SamState> update(Object gradients, SamState state, UpdateContext context) {
        return o.opaqueMode() ? climbAndStep(gradients, state, context) : climbOrStep(gradients, state, context);
    }

    private Update<Object, SamState> climbOrStep(Object gradients, SamState state, UpdateContext context) {
        var params = context.params();
        var isFirst = state.stepsSinceSync().eq(0);
        var isLast = state.stepsSinceSync().eq(o.syncPeriod() - 1);
        var climb = climber.updateAny(gradients, state.advState(), context);
        var step = optimizer.updateAny(gradients, state.optState(), context.params(state.cache()));
        var back = Trees.map(
                state.cache(), params, step.updates(), (c, p, u) -> c.sub(p).add(u));
        var afterStep = o.resetState() ? climber.init(params) : state.advState();
        return new Update<>(
                TreeMath.where(isLast, back, negated(climb.updates())),
                new SamState(
                        state.stepsSinceSync().add(1).mod(o.syncPeriod()),
                        TreeMath.where(isLast, (Object) step.state(), state.optState()),
                        TreeMath.where(isLast, afterStep, (Object) climb.state()),
                        TreeMath.where(isFirst, params, state.cache())));
    }

    private Update<Object, SamState> climbAndStep(Object gradients, SamState state, UpdateContext context) {
        var params = context.params();
        var there = params;
        var gradientsThere = gradients;
        var advState = state.advState();
        for (int i = 0; i < o.syncPeriod() - 1; i++) {
            var climb = climber.updateAny(gradientsThere, advState, context.params(there));
            advState = climb.state();
            there = Optimizers.applyUpdates(there, negated(climb.updates()));
            gradientsThere = context.gradientFunction().apply(there, i);
        }
        var step = optimizer.updateAny(gradientsThere, state.optState(), context);
        return new Update<>(
                step.updates(),
                new SamState(
                        Tensor.scalar(0),
                        step.state(),
                        o.resetState() ? climber.init(params) : advState,
                        state.cache()));
    }

    private static Object negated(Object tree) {
        return Trees.map(tree, Tensor::neg);
    }
}
