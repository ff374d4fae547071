package dev.haiku;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The runs of {@code init} and {@code apply} that are under way in this thread, one inside the other. */
final class FrameStack {

    private static final ThreadLocal<FrameStack> CURRENT = ThreadLocal.withInitial(FrameStack::new);

    private final Deque<Frame> frames = new ArrayDeque<>();
    private final Hooks hooks = new Hooks();
    /**
     * How many frames were there where the innermost transparent lift began; modules made outside it must not be used
     * inside.
     */
    private int boundary;

    /** Where parameters that are made now will be lifted to. */
    private String liftedPrefix = "";

    private FrameStack() {}

    static FrameStack ofThread() {
        return CURRENT.get();
    }

    /** {@return the creators, getters, setters and interceptors of this thread} */
    static Hooks hooks() {
        return CURRENT.get().hooks;
    }

    static @Nullable Frame peek() {
        return CURRENT.get().frames.peek();
    }

    /**
     * {@return the current frame}
     *
     * @throws NotTransformedException if there is none
     */
    static Frame require(String what) {
        return require(what, "called");
    }

    static Frame require(String what, String verb) {
        var frame = peek();
        if (frame == null) {
            throw new NotTransformedException(
                    what + " must be " + verb + " inside a function given to Haiku.transform.");
        }
        return frame;
    }

    /**
     * {@return the current frame, for a function that creates, sets or draws}
     *
     * @throws NotTransformedException if there is none
     * @throws PlainTransformationException if usage is checked and another than Haiku's transformations runs inside it
     */
    static Frame requireForEffect(String what) {
        var frame = require(what);
        frame.requireOwnTransformations(what);
        return frame;
    }

    /** Runs {@code body} with {@code frame} as the current one. */
    static <T> T run(Frame frame, Supplier<? extends T> body) {
        var frames = CURRENT.get().frames;
        frames.push(frame);
        try {
            return ScopeBoundary.run(body);
        } finally {
            frames.pop();
        }
    }

    // ------------------------------------------------------------------------------------------- lifting

    /** {@return where parameters that are made now will be lifted to: empty or ending in a slash} */
    String liftedPrefix() {
        return liftedPrefix;
    }

    /** Runs {@code body}, whose parameters go below a path of the current frame. */
    <T> T liftingTo(String prefix, Supplier<? extends T> body) {
        var outer = liftedPrefix;
        liftedPrefix = outer + prefix;
        try {
            return body.get();
        } finally {
            liftedPrefix = outer;
        }
    }

    /** Runs {@code body}, in whose frames modules of the current ones must not be used. */
    static <T> T withoutCaptures(Supplier<? extends T> body) {
        var stack = CURRENT.get();
        int outer = stack.boundary;
        stack.boundary = stack.frames.size();
        try {
            return body.get();
        } finally {
            stack.boundary = outer;
        }
    }

    /**
     * Checks that {@code module} was not made outside the innermost {@link #withoutCaptures}.
     *
     * @throws IllegalStateException if it was
     */
    static void requireNotCaptured(Module module) {
        var stack = CURRENT.get();
        if (stack.boundary == 0) {
            return;
        }
        int depth = stack.frames.size();
        for (var frame : stack.frames) {
            if (frame.run() == module.run() && depth <= stack.boundary) {
                throw new IllegalStateException(
                        "The module " + module.moduleName() + " was made outside a transparent lift or "
                                + "layer stack and is used inside it. Make it inside, or use Haiku.lift.");
            }
            depth--;
        }
    }
}
