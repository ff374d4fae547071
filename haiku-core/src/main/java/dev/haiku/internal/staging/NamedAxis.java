package dev.haiku.internal.staging;

/** An interpreter that maps a function over an axis, which collectives in it may name. */
public interface NamedAxis {

    /** {@return the name, or an empty text} */
    String axisName();

    /** {@return the size} */
    int axisSize();
}
