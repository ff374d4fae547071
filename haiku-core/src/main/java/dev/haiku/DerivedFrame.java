package dev.haiku;

import java.util.function.Supplier;

/**
 * Runs functions inside transformations, each in a frame derived from the current one, so that what they create, set
 * and draw comes out as a result of the transformed function.
 */
final class DerivedFrame {

    private DerivedFrame() {}

    /**
     * {@return the current frame}
     *
     * @throws NotTransformedException if there is none
     */
    static Frame outer(String what, String elsewhere) {
        var frame = FrameStack.peek();
        if (frame == null) {
            throw new NotTransformedException("Haiku." + what
                    + " must be used inside a function given to Haiku.transform. Elsewhere use " + elsewhere + ".");
        }
        return frame;
    }

    /** {@return the result of {@code body}, run in a frame with the values of {@code outer}, and its changes} */
    static <R> Outcome<R> run(Frame outer, Supplier<? extends R> body) {
        return runIn(outer.derive(false), body);
    }

    /** {@return the result of {@code body}, run in a frame with the values given, and its changes} */
    static <R> Outcome<R> run(Frame outer, FrameValues values, Supplier<? extends R> body) {
        var frame = outer.derive(false);
        values.putInto(frame);
        return runIn(frame, body);
    }

    /** {@return the result of {@code body}, run in a frame with the values given which shares names, and its changes} */
    static <R> Outcome<R> runSharingNames(Frame outer, FrameValues values, Supplier<? extends R> body) {
        var frame = outer.derive(true);
        values.putInto(frame);
        return runIn(frame, body);
    }

    private static <R> Outcome<R> runIn(Frame frame, Supplier<? extends R> body) {
        var before = FrameValues.of(frame);
        R result = FrameStack.run(frame, body);
        return new Outcome<>(result, FrameValues.of(frame).changedSince(before));
    }

    /** {@return the result, after its changes were put into {@code outer}} */
    static <R> R commit(Frame outer, Outcome<R> outcome) {
        outcome.changes().putInto(outer);
        return outcome.result();
    }
}
