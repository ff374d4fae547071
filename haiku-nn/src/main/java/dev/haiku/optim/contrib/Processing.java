package dev.haiku.optim.contrib;

import dev.haiku.func.Control;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.States;
import dev.haiku.optim.TreeMath;
import dev.haiku.optim.Update;
import dev.haiku.optim.UpdateContext;

/**
 * The rule of {@link Contrib#process}.
 *
 * @param preprocessor from gradients of examples to gradients of examples
 * @param aggregator from those to one gradient
 * @param postprocessor from that to updates
 */
record Processing(
        GradientTransformation<?> preprocessor,
        GradientTransformation<?> aggregator,
        GradientTransformation<?> postprocessor) {

    ProcessState init(Object params) {
        return new ProcessState(preprocessor.init(params), aggregator.init(params), postprocessor.init(params));
    }

    Update<Object, ProcessState> update(Object gradients, ProcessState state, UpdateContext context) {
        var changed = preprocessor.updateAny(gradients, state.preprocessor(), context);
        var one = aggregator.updateAny(changed.updates(), state.aggregator(), context);
        var aggregation = States.find(one.state(), Aggregation.class);
        var step = aggregation.isPresent()
                ? Control.cond(
                        aggregation.get().ready(),
                        (Update<Object, Object> at) -> postprocessor.updateAny(at.updates(), at.state(), context),
                        at -> new Update<>(TreeMath.zerosLike(at.updates()), at.state()),
                        new Update<>(one.updates(), state.postprocessor()))
                : postprocessor.updateAny(one.updates(), state.postprocessor(), context);
        return new Update<>(step.updates(), new ProcessState(changed.state(), one.state(), step.state()));
    }
}
