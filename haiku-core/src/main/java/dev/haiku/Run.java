package dev.haiku;

import java.util.ArrayList;
import java.util.List;

/** One call of {@code init} or {@code apply}: what its frames have in common, and what must hold when it ends. */
final class Run {

    private final List<Runnable> checks = new ArrayList<>();

    /** Adds a check to make if the function comes to its end without an error. */
    void atEnd(Runnable check) {
        checks.add(check);
    }

    void end() {
        checks.forEach(Runnable::run);
    }
}
