package dev.haiku.internal.autodiff;

import dev.haiku.array.Shape;
import dev.haiku.ir.Indexing.Scatter;
import dev.haiku.ir.Reduction.Sort;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;

/**
 * The products that a multiplying scatter forms, but for one factor.
 *
 * <p>Updates are sorted by the place where they are written; running products among those of one place, from either
 * side, then give the product of all others without a division. So zeros do no harm, in derivatives of any order.
 */
final class ScatterProducts {

    private ScatterProducts() {}

    /**
     * {@return for each update the product of the tensor's element and the other updates at its place; 0 outside of the
     * tensor}
     */
    static Tensor others(Scatter op, Tensor x, Tensor indices, Tensor updates) {
        var reading = Gathers.reading(op, x.type(), updates.type());
        var there = Gathers.orZero(reading, x, indices);
        if (updates.size() == 0) {
            return there;
        }
        // those that are not written share place 0, where nothing is
        var positions =
                Ops.reshape(Gathers.positions(Shape.of((int) x.size()), 0).add(1), x.shape());
        var places = Ops.ravel(Gathers.orZero(reading, positions, indices));
        return there.mul(Ops.reshape(others(places, Ops.ravel(updates)), updates.shape()));
    }

    private static Tensor others(Tensor places, Tensor updates) {
        int size = (int) updates.size();
        var order = Gathers.positions(updates.shape(), 0);
        var sorted = Ops.bindAll(new Sort(0, 1), List.of(places, order));
        var ordered = Gathers.alongAxis(updates, sorted.get(1), 0);
        var before = running(ordered, sorted.get(0), size);
        var behind = Ops.flip(running(Ops.flip(ordered, 0), Ops.flip(sorted.get(0), 0), size), 0);
        var back = Ops.bindAll(new Sort(0, 1), List.of(sorted.get(1), order)).get(1);
        return Gathers.alongAxis(before.mul(behind), back, 0);
    }

    /**
     * {@return for each factor the product of those before it at the same place, doubling the span of partial products}
     */
    private static Tensor running(Tensor factors, Tensor places, int size) {
        var product = shifted(factors, places, 1, size);
        for (int step = 1; step < size; step *= 2) {
            product = product.mul(shifted(product, places, step, size));
        }
        return product;
    }

    /** {@return what stands {@code step} positions earlier, or 1 if that belongs to another place} */
    private static Tensor shifted(Tensor x, Tensor places, int step, int size) {
        var source = Ops.maximum(Gathers.positions(Shape.of(size), 0).sub(step), 0);
        var same = Gathers.alongAxis(places, source, 0)
                .eq(places)
                .and(Gathers.positions(Shape.of(size), 0).ge(step));
        return Ops.where(same, Gathers.alongAxis(x, source, 0), 1.0);
    }
}
