package dev.haiku.ir;

import java.util.function.Predicate;

/**
 * How reverse-mode differentiation treats a call that it is to compute again instead of keeping what it needs; JAX's {@code remat}.
 *
 * @param saves says of which steps it keeps the results nevertheless
 * @param preventCse whether the second computation is kept from being merged with the first one, which would undo it
 */
public record Rematerialisation(Predicate<Equation> saves, boolean preventCse) {

    /** Keeps the operands only. */
    public static final Rematerialisation OF_ALL = new Rematerialisation(step -> false, true);
}
