package dev.haiku.optim;

import java.util.List;

/**
 * The state of {@link Optimizers#masked}.
 *
 * @param innerState the state of the inner transformation, made for the {@link MaskedTree} of what the mask includes
 */
public record MaskedState(Object innerState) implements CompositeState<MaskedState> {

    @Override
    public List<?> members() {
        return List.of(innerState);
    }

    @Override
    public MaskedState withMembers(List<?> members) {
        return new MaskedState(members.get(0));
    }
}
