package dev.haiku.tensor;

import dev.haiku.array.Shape;
import dev.haiku.ir.Indexing.Axes;
import dev.haiku.ir.Indexing.Combine;
import dev.haiku.ir.Indexing.Mode;
import java.util.Collections;
import java.util.List;

/**
 * A place in a tensor, to be read or to be written in a copy: {@code x.at(i).add(1)} is JAX's {@code x.at[i].add(1)}.
 *
 * <p>Each index tensor addresses one leading axis; they broadcast together to a shape {@code [s...]}, so that the place has the
 * shape {@code [s..., rest of the axes...]}, to which updates are broadcast and cast. Negative indices count from the end; reading
 * out of range moves the index into range, writing out of range does nothing. Repeated indices add up, multiply or
 * compare all their updates; for {@link #set} it is unspecified which one wins.
 */
public final class At {

    private final Tensor x;
    private final Tensor indices;
    private final int count;
    private final Shape batch;

    /** Creates one; indices are integers, the negative ones already counted from the end. */
    At(Tensor x, List<Tensor> indices) {
        this.x = x;
        this.count = indices.size();
        this.batch = Operands.shape("at", indices.toArray(Tensor[]::new));
        this.indices =
                Ops.stack(indices.stream().map(i -> Operands.stretch(i, batch)).toList(), -1);
    }

    /** {@return what is there} */
    public Tensor get() {
        var ones = Shape.of(Collections.nCopies(count, 1));
        var sizes = ones.concat(x.shape().subShape(count, x.rank()));
        return Ops.gather(x, indices, axes(), sizes.toList(), Mode.CLIP);
    }

    /** {@return the tensor with that in this place} */
    public Tensor set(Tensor value) {
        return scatter(value, Combine.SET);
    }

    /** {@return the tensor with that in this place} */
    public Tensor set(double value) {
        return scatter(Tensor.scalar(x.dtype(), value), Combine.SET);
    }

    /** {@return the tensor with that added to this place} */
    public Tensor add(Tensor value) {
        return scatter(value, Combine.ADD);
    }

    /** {@return the tensor with that added to this place} */
    public Tensor add(double value) {
        return scatter(Tensor.scalar(x.dtype(), value), Combine.ADD);
    }

    /** {@return the tensor with this place multiplied by that} */
    public Tensor mul(Tensor value) {
        return scatter(value, Combine.MUL);
    }

    /** {@return the tensor with this place multiplied by that} */
    public Tensor mul(double value) {
        return scatter(Tensor.scalar(x.dtype(), value), Combine.MUL);
    }

    /** {@return the tensor with the smaller of this place and that} */
    public Tensor min(Tensor value) {
        return scatter(value, Combine.MIN);
    }

    /** {@return the tensor with the larger of this place and that} */
    public Tensor max(Tensor value) {
        return scatter(value, Combine.MAX);
    }

    private Tensor scatter(Tensor value, Combine combine) {
        var place = batch.concat(x.shape().subShape(count, x.rank()));
        var updates = Ops.broadcastTo(Operands.cast(value, x.dtype()), place);
        return Ops.scatter(x, indices, updates, axes(), combine, Mode.FILL_OR_DROP);
    }

    private Axes axes() {
        var leading = Operands.range(0, count);
        var window = Operands.range(batch.rank(), batch.rank() + x.rank() - count);
        return new Axes(window, leading, List.of(), List.of(), leading);
    }
}
