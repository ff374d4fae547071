package dev.haiku.optim.contrib;

import dev.haiku.optim.CompositeState;
import java.util.List;

/**
 * The state of {@link Contrib#process}.
 *
 * @param preprocessor the state of the transformation of the gradients of examples
 * @param aggregator the state of what makes one of them
 * @param postprocessor the state of the optimiser
 */
public record ProcessState(Object preprocessor, Object aggregator, Object postprocessor)
        implements CompositeState<ProcessState> {

    @Override
    public List<?> members() {
        return List.of(preprocessor, aggregator, postprocessor);
    }

    @Override
    public ProcessState withMembers(List<?> members) {
        return new ProcessState(members.get(0), members.get(1), members.get(2));
    }
}
