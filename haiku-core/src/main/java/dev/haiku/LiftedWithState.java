package dev.haiku;

/**
 * Parameters and state of an inner transformed function that the outer one keeps, from {@link Haiku#liftWithState};
 * Haiku's {@code LiftWithStateUpdater} with what it belongs to.
 *
 * <p>Exactly one of {@link #update} and {@link #ignoreUpdate} must be called, once, before {@code init} or {@code apply}
 * of the outer function ends.
 */
public final class LiftedWithState {

    private final Params params;
    private final State state;
    private final Lift lift;
    private final Run run;
    private boolean used;

    LiftedWithState(ParamsAndState values, Lift lift, Run run) {
        this.params = values.params();
        this.state = values.state();
        this.lift = lift;
        this.run = run;
        run.atEnd(this::requireUsed);
    }

    /** {@return the inner function's parameters} */
    public Params params() {
        return params;
    }

    /** {@return the inner function's state, before this call of it} */
    public State state() {
        return state;
    }

    /**
     * Keeps the state that the inner {@code apply} returned.
     *
     * @throws IllegalStateException if it is not the first call, or in another {@code init} or {@code apply} than that in
     *     which this was made
     */
    public void update(State newState) {
        lift.putState(use("update"), newState);
    }

    /**
     * Leaves the state as it was.
     *
     * @throws IllegalStateException if it is not the first call, or in another {@code init} or {@code apply} than that in
     *     which this was made
     */
    public void ignoreUpdate() {
        use("ignoreUpdate");
    }

    private Frame use(String what) {
        var frame = FrameStack.requireForEffect(what);
        if (frame.run() != run) {
            throw new IllegalStateException(
                    subject() + " must be updated within the call of init or apply that made it.\n"
                            + "Call update where the inner apply was called, not in another transformed function.");
        }
        if (used) {
            throw new IllegalStateException(
                    subject() + " was updated already.\nCall update or ignoreUpdate once, after the inner apply.");
        }
        used = true;
        return frame;
    }

    private void requireUsed() {
        if (!used) {
            throw new IllegalStateException(subject() + " was never updated.\n"
                    + "Call update with the state that the inner apply returned, or ignoreUpdate if it is not wanted.");
        }
    }

    private String subject() {
        return "The lifted state of '" + lift.moduleName() + "'";
    }
}
