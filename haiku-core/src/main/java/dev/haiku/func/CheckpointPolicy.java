package dev.haiku.func;

import dev.haiku.ir.Contraction;
import dev.haiku.ir.Contraction.DotGeneral;
import dev.haiku.ir.Convolution;
import dev.haiku.ir.Elementwise.Name;
import dev.haiku.ir.Equation;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Says which results {@code checkpoint} keeps for the way back instead of computing them again; JAX's
 * {@code checkpoint_policies}.
 *
 * <p>It is asked for each step of the function's program, those in loops included. A policy of one's own is a lambda.
 */
@FunctionalInterface
public interface CheckpointPolicy extends Predicate<Equation> {

    /** {@return whether the results of a step are kept} */
    @Override
    boolean test(Equation step);

    /** {@return the policy that keeps everything, as if there were no checkpoint} */
    static CheckpointPolicy everythingSaveable() {
        return step -> true;
    }

    /** {@return the policy that keeps the arguments only, the default} */
    static CheckpointPolicy nothingSaveable() {
        return step -> false;
    }

    /** {@return the policy that keeps the results of products and convolutions, which are expensive} */
    static CheckpointPolicy dotsSaveable() {
        return step -> step.op() instanceof Contraction || step.op() instanceof Convolution;
    }

    /** {@return the policy that keeps the results of products without batch axes, such as those with parameters} */
    static CheckpointPolicy dotsWithNoBatchDimsSaveable() {
        return step -> step.op() instanceof DotGeneral dot && dot.lhsBatch().isEmpty();
    }

    /** {@return the policy that keeps what {@link Func#checkpointName} gave one of those names} */
    static CheckpointPolicy saveOnlyTheseNames(String... names) {
        var kept = Set.of(names);
        return step -> step.op() instanceof Name named && kept.contains(named.name());
    }

    /** {@return the policy that keeps whatever has a name but those} */
    static CheckpointPolicy saveAnyNamesButThese(String... names) {
        var others = Set.of(names);
        return step -> step.op() instanceof Name named && !others.contains(named.name());
    }

    /**
     * {@return the policy that keeps everything but what has one of those names}
     *
     * <p>What was computed before it got the name is kept, as in JAX.
     */
    static CheckpointPolicy saveAnythingExceptTheseNames(String... names) {
        var others = Set.of(names);
        return step -> !(step.op() instanceof Name named && others.contains(named.name()));
    }

    /** {@return the policy that keeps what either of two keeps} */
    static CheckpointPolicy saveFromBothPolicies(CheckpointPolicy first, CheckpointPolicy second) {
        return step -> first.test(step) || second.test(step);
    }
}
