package dev.haiku;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The nesting of transformed functions of {@link Haiku}. */
abstract class LiftFunctions extends HookFunctions {

    LiftFunctions() {}

    /** {@return the result of {@link #lift(Supplier, UnaryOperator)} under the name {@code lifted}} */
    public static Params lift(Supplier<Params> init) {
        return lift(init, UnaryOperator.identity());
    }

    /**
     * {@return the parameters of an inner transformed function, kept among those of the outer one under a name}
     *
     * <p>In {@code init} they are those that {@code init} returns; in {@code apply} it is not run, and they are taken
     * from the outer parameters:
     * <pre>{@code
     * var inner = Haiku.transform(...);
     * var params = Haiku.lift(() -> inner.init(nextRngKey(), x), o -> o.name("inner"));
     * return inner.withoutApplyRng().apply(params, x);
     * }</pre>
     *
     * @throws IllegalStateException if the outer function has parameters under those paths already
     */
    public static Params lift(Supplier<Params> init, UnaryOperator<LiftOptions> edit) {
        FrameStack.requireForEffect("lift");
        return Lift.named(edit.apply(LiftOptions.DEFAULTS)).params(init);
    }

    /** {@return the result of {@link #transparentLift(Supplier, UnaryOperator)} with default settings} */
    public static Params transparentLift(Supplier<Params> init) {
        return transparentLift(init, UnaryOperator.identity());
    }

    /**
     * {@return the parameters of an inner transformed function, kept among those of the outer one without a further
     * name}
     *
     * @throws IllegalStateException if the outer function has parameters under those paths already, or the inner
     *     function uses a module that was made outside it
     */
    public static Params transparentLift(Supplier<Params> init, UnaryOperator<LiftOptions> edit) {
        FrameStack.requireForEffect("transparentLift");
        return Lift.transparent(edit.apply(LiftOptions.DEFAULTS)).params(init);
    }

    /** {@return the result of {@link #liftWithState(Supplier, UnaryOperator)} under the name {@code lifted}} */
    public static LiftedWithState liftWithState(Supplier<ParamsAndState> init) {
        return liftWithState(init, UnaryOperator.identity());
    }

    /**
     * {@return the parameters and the state of an inner transformed function, kept among those of the outer one under a
     * name}
     *
     * <p>As {@link #lift(Supplier, UnaryOperator)}; after the inner {@code apply}, say what becomes of its state:
     * <pre>{@code
     * var inner = Haiku.transformWithState(...);
     * var lifted = Haiku.liftWithState(() -> inner.init(nextRngKey(), x));
     * var result = inner.apply(lifted.params(), lifted.state(), nextRngKey(), x);
     * lifted.update(result.state());
     * }</pre>
     *
     * @throws IllegalStateException if the outer function has parameters or state under those paths already
     */
    public static LiftedWithState liftWithState(Supplier<ParamsAndState> init, UnaryOperator<LiftOptions> edit) {
        FrameStack.requireForEffect("liftWithState");
        return Lift.named(edit.apply(LiftOptions.DEFAULTS)).withState(init);
    }

    /** {@return the result of {@link #transparentLiftWithState(Supplier, UnaryOperator)} with default settings} */
    public static LiftedWithState transparentLiftWithState(Supplier<ParamsAndState> init) {
        return transparentLiftWithState(init, UnaryOperator.identity());
    }

    /**
     * {@return the parameters and the state of an inner transformed function, kept among those of the outer one without
     * a further name}
     *
     * @throws IllegalStateException if the outer function has parameters or state under those paths already, or the
     *     inner function uses a module that was made outside it
     */
    public static LiftedWithState transparentLiftWithState(
            Supplier<ParamsAndState> init, UnaryOperator<LiftOptions> edit) {
        FrameStack.requireForEffect("transparentLiftWithState");
        return Lift.transparent(edit.apply(LiftOptions.DEFAULTS)).withState(init);
    }
}
