package dev.haiku.func;

/**
 * The settings of {@code grad} and {@code valueAndGrad}, edited in their last argument: {@code grad(f, o -> o.allowInt(true))}.
 *
 * @param allowInt whether the argument may hold integers and {@code bool}, which count as constants and have zeros of their own type
 *     as gradient; where JAX has its {@code float0}
 */
public record GradOptions(boolean allowInt) {

    static final GradOptions DEFAULTS = new GradOptions(false);

    /** {@return these options with or without integers in the argument} */
    public GradOptions allowInt(boolean isAllowed) {
        return new GradOptions(isAllowed);
    }
}
