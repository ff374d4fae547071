package dev.haiku.nn.recurrent;

import dev.haiku.Layer;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Tensor;
import java.util.List;

/**
 * A layer without memory between cores; it has no place among the states of a {@link DeepRnn}.
 *
 * @param layer the layer
 */
record LayerCore(Layer layer) implements RnnCore<Tensor, List<Tensor>, Tensor> {

    @Override
    public RnnStep<Tensor, List<Tensor>> apply(Tensor input, List<Tensor> state) {
        return new RnnStep<>(layer.apply(input), state);
    }

    @Override
    public List<Tensor> initialState(Shape batch) {
        return List.of();
    }
}
