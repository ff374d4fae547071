package dev.haiku;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that is made when it is first used, with the names that it would have got where this was made; Haiku's
 * {@code Deferred}.
 *
 * <p>For modules whose settings are known only when the input is seen:
 * <pre>{@code
 * var head = new Deferred<>(() -> new Linear(classes));
 * ...
 * var logits = head.target().apply(x);
 * }</pre>
 *
 * @param <M> a module, or several
 */
public final class Deferred<M> {

    private final Supplier<? extends M> factory;
    private final Scope.Place place;
    private final Run run;
    private @Nullable M target;

    /**
     * Creates one that takes names at the current place.
     *
     * @throws NotTransformedException if this is outside a function given to {@link Haiku#transform}
     */
    public Deferred(Supplier<? extends M> factory) {
        var frame = FrameStack.require("Deferred", "created");
        this.factory = factory;
        this.place = frame.place();
        this.run = frame.run();
    }

    /**
     * {@return what the factory makes, which runs at the first call}
     *
     * @throws IllegalStateException if that is in another {@code init} or {@code apply} than the one that made this
     */
    public M target() {
        var made = target;
        if (made == null) {
            made = make();
            target = made;
        }
        return made;
    }

    private M make() {
        var frame = FrameStack.require("target");
        if (frame.run() != run) {
            throw new IllegalStateException(
                    "A Deferred must be used within the call of init or apply that made it. Make it inside the function.");
        }
        return frame.within(Scope.in(place), factory);
    }

    /** {@return whether the factory has run} */
    public boolean isMade() {
        return target != null;
    }

    /** {@return {@code Deferred(...)} around what was made, if it was} */
    @Override
    public String toString() {
        return "Deferred(" + (target == null ? "" : target) + ")";
    }
}
