package dev.haiku.internal.staging;

import dev.haiku.tensor.LeakedTracerException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Remembers which transformations ran, to see afterwards whether something still refers to their tensors. */
final class LeakCheck extends Passing {

    private final List<WeakReference<Trace>> traces = new ArrayList<>();

    void add(Trace trace) {
        traces.add(new WeakReference<>(trace));
    }

    /**
     * Collects garbage and looks at what remains.
     *
     * @throws LeakedTracerException if tensors of a transformation do
     */
    @SuppressWarnings("ExplicitGc") // it is what tells
    void requireNone() {
        System.gc();
        traces.stream().map(WeakReference::get).filter(Objects::nonNull).forEach(Trace::requireForgotten);
    }
}
