package dev.haiku.internal.exec.java;

import dev.haiku.array.Shape;
import dev.haiku.ir.Window.Geometry;
import java.util.ArrayList;
import java.util.List;

/**
 * Where windows lie in memory: the operand as {@code [batch, size, inner, size, inner, ...]}, a size and an inner one
 * for each axis along which windows slide.
 *
 * @param batch the number of elements of the axes before the first one along which windows slide
 * @param axes those along which windows slide
 */
record WindowLayout(int batch, List<WindowAxis> axes) {

    WindowLayout {
        axes = List.copyOf(axes);
    }

    static WindowLayout of(Geometry geometry, Shape operand, Shape windows) {
        int batch = 1;
        List<WindowAxis> axes = new ArrayList<>();
        for (int i = 0; i < operand.rank(); i++) {
            int last = axes.size() - 1;
            if (slides(geometry, i)) {
                axes.add(axis(geometry, i, operand.dim(i), windows.dim(i)));
            } else if (axes.isEmpty()) {
                batch *= operand.dim(i);
            } else {
                axes.set(last, axes.get(last).times(operand.dim(i)));
            }
        }
        return new WindowLayout(batch, axes);
    }

    private static boolean slides(Geometry geometry, int axis) {
        return geometry.sizes().get(axis) != 1
                || geometry.strides().get(axis) != 1
                || geometry.low().get(axis) != 0
                || geometry.high().get(axis) != 0
                || geometry.baseDilation().get(axis) != 1;
    }

    private static WindowAxis axis(Geometry geometry, int axis, int size, int count) {
        return new WindowAxis(
                size,
                geometry.sizes().get(axis),
                geometry.strides().get(axis),
                geometry.low().get(axis),
                geometry.baseDilation().get(axis),
                geometry.windowDilation().get(axis),
                count,
                1);
    }

    int depth() {
        return axes.size();
    }

    /** {@return the number of elements of the operand from the axis of a level on; at the depth it is 1} */
    int operandSize(int level) {
        return axes.stream()
                .skip(level)
                .mapToInt(axis -> axis.size() * axis.inner())
                .reduce(1, (a, b) -> a * b);
    }

    /** {@return the number of windows from the axis of a level on; at the depth it is 1} */
    int windowCount(int level) {
        return axes.stream()
                .skip(level)
                .mapToInt(axis -> axis.count() * axis.inner())
                .reduce(1, (a, b) -> a * b);
    }
}
