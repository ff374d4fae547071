package dev.haiku.internal.autodiff;

import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of a function at a point and its derivative there, which may be applied and transposed any number of
 * times.
 */
public final class Linearization {

    private final List<Tensor> values;
    private final LinearMap map;
    private final List<TensorType> inputTypes;

    /** The map's inputs are the floating-point ones of all. */
    Linearization(List<Tensor> values, LinearMap map, List<TensorType> inputTypes) {
        this.values = List.copyOf(values);
        this.map = map;
        this.inputTypes = List.copyOf(inputTypes);
    }

    /** {@return the values} */
    public List<Tensor> values() {
        return values;
    }

    /** {@return the types of the values} */
    public List<TensorType> outputTypes() {
        return map.outputs().stream().map(LinearMap.Output::type).toList();
    }

    /** {@return the tangents of the values for tangents of all inputs, of which those of integers are ignored} */
    public List<Tensor> pushforward(List<Tensor> tangents) {
        List<Tensor> moving = new ArrayList<>();
        for (int i = 0; i < inputTypes.size(); i++) {
            if (inputTypes.get(i).dtype().isFloating()) {
                moving.add(tangents.get(i));
            }
        }
        return map.apply(moving);
    }

    /** {@return the cotangents of all inputs, zeros for integers, for cotangents of all values or of the first ones only} */
    public List<Tensor> pullback(List<Tensor> cotangents) {
        var sums = Backward.transpose(map, Cotangents.of(cotangents));
        List<Tensor> results = new ArrayList<>();
        int next = 0;
        for (var type : inputTypes) {
            boolean moves = type.dtype().isFloating() && sums.has(next);
            results.add(moves ? sums.get(next) : Ops.zeros(type.shape(), type.dtype()));
            next += type.dtype().isFloating() ? 1 : 0;
        }
        return results;
    }
}
