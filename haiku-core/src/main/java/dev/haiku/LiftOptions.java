package dev.haiku;

/**
 * Settings of {@link Haiku#lift} and {@link Haiku#transparentLift}.
 *
 * @param name under which name the lifted parameters are kept
 * @param allowReuse whether they may replace parameters of the same names
 */
public record LiftOptions(String name, boolean allowReuse) {

    static final LiftOptions DEFAULTS = new LiftOptions("lifted", false);

    /** {@return these with another name} */
    public LiftOptions name(String newName) {
        return new LiftOptions(newName, allowReuse);
    }

    /** {@return these, allowing parameters of the same names or not} */
    public LiftOptions allowReuse(boolean newAllowReuse) {
        return new LiftOptions(name, newAllowReuse);
    }
}
