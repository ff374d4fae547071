package dev.haiku.tensor;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that is on or off for the process, and for a thread while it runs a block that says otherwise. */
public final class Setting {

    private final ThreadLocal<@Nullable Boolean> thread = new ThreadLocal<>();
    private volatile boolean process;

    /** Creates one that is on or off for the process. */
    public Setting(boolean isOn) {
        this.process = isOn;
    }

    /** {@return whether it is on in this thread} */
    public boolean isOn() {
        var own = thread.get();
        return own == null ? process : own;
    }

    /** Sets it for all threads that run no block of their own. */
    public void set(boolean isOn) {
        process = isOn;
    }

    /** {@return the result of {@code body}, in which it is on or off in this thread} */
    public <T> T with(boolean isOn, Supplier<? extends T> body) {
        var outer = thread.get();
        thread.set(isOn);
        try {
            return body.get();
        } finally {
            if (outer == null) {
                thread.remove();
            } else {
                thread.set(outer);
            }
        }
    }
}
