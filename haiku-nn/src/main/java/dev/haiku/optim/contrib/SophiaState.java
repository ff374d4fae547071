package dev.haiku.optim.contrib;

import dev.haiku.optim.CompositeState;
import dev.haiku.tensor.Tensor;
import java.util.List;

/**
 * The state of {@link Contrib#scaleBySophia}.
 *
 * @param count the number of steps so far, an {@code i32} scalar
 * @param mu the moving average of gradients, a tree like the parameters
 * @param nu the moving average of second derivatives, a tree like the parameters
 * @param hessianFnState the state of their estimate
 */
public record SophiaState(Tensor count, Object mu, Object nu, Object hessianFnState)
        implements CompositeState<SophiaState> {

    @Override
    public List<?> members() {
        return List.of(hessianFnState);
    }

    @Override
    public SophiaState withMembers(List<?> members) {
        return new SophiaState(count, mu, nu, members.get(0));
    }
}
