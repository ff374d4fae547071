package dev.haiku.internal.exec.java;

import dev.haiku.internal.convolution.Dim;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The panels with which one thread computes tile after tile.
 *
 * @param <A> the type of the panels
 */
final class ConvWorkspace<A> implements AutoCloseable {

    /** Which part of the kernel a panel holds. */
    record Content(int at, List<Dim> indices) {}

    private final Panels<A> panels;
    private final Panel<A> patches = new Panel<>();
    private final Panel<A> kernel = new Panel<>();
    private final Panel<A> sums = new Panel<>();

    private static final class Panel<A> {
        private @Nullable A numbers;
        private int size;
        private @Nullable Content content;
    }

    ConvWorkspace(Panels<A> panels) {
        this.panels = panels;
    }

    /** {@return room for patches} */
    A patches(int size) {
        return room(patches, size);
    }

    /** {@return room for a part of the kernel} */
    A kernel(int size) {
        return room(kernel, size);
    }

    /** {@return room for sums} */
    A sums(int size) {
        return room(sums, size);
    }

    private A room(Panel<A> panel, int size) {
        A present = panel.numbers;
        if (present != null && panel.size >= size) {
            return present;
        }
        if (present != null) {
            panels.release(present);
        }
        A fresh = panels.allocate(size);
        panel.numbers = fresh;
        panel.size = size;
        panel.content = null;
        return fresh;
    }

    /** {@return whether the kernel's panel holds something else than that part, which it is to hold from now on} */
    boolean lacks(Content content) {
        boolean lacks = !content.equals(kernel.content);
        kernel.content = content;
        return lacks;
    }

    @Override
    public void close() {
        for (var panel : List.of(patches, kernel, sums)) {
            if (panel.numbers != null) {
                panels.release(panel.numbers);
            }
        }
    }
}
