package dev.haiku.func;

/**
 * The settings of {@code checkpoint}, edited in its second argument: {@code checkpoint(f, o -> o.policy(CheckpointPolicy.dotsSaveable()))}.
 *
 * @param policy says which results are kept
 * @param preventCse whether the compiler is kept from merging the second computation with the first one, which would undo the
 *     checkpoint; not needed in the body of a {@code scan}
 */
public record CheckpointOptions(CheckpointPolicy policy, boolean preventCse) {

    static final CheckpointOptions DEFAULTS = new CheckpointOptions(CheckpointPolicy.nothingSaveable(), true);

    /** {@return these options with that policy} */
    public CheckpointOptions policy(CheckpointPolicy saves) {
        return new CheckpointOptions(saves, preventCse);
    }

    /** {@return these options with or without a barrier against merging} */
    public CheckpointOptions preventCse(boolean isPrevented) {
        return new CheckpointOptions(policy, isPrevented);
    }
}
