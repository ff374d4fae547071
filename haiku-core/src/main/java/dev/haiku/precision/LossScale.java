package dev.haiku.precision;

import dev.haiku.tensor.Tensor;

/**
 * A factor by which a loss is multiplied, and its gradients divided, so that gradients in {@code f16} do not vanish; a
 * tree.
 *
 * <pre>{@code
 * var result = valueAndGrad((Params p, Batch b) -> scale.scale(loss(p, b))).apply(params, batch);
 * var grads = scale.unscale(result.grad());
 * var finite = Precision.allFinite(grads);
 * params = Precision.selectTree(finite, updated(params, grads), params);
 * scale = scale.adjust(finite);
 * }</pre>
 *
 * <p>Source: jmp's {@code LossScale}.
 */
public sealed interface LossScale permits NoOpLossScale, StaticLossScale, DynamicLossScale {

    /** {@return the tree with all tensors multiplied by the factor} */
    <T> T scale(T tree);

    /** {@return the tree with all tensors divided by the factor} */
    <T> T unscale(T tree);

    /**
     * {@return what to use in the next step}
     *
     * @param gradsFinite whether the gradients of this step were finite, a scalar of {@code bool}
     */
    LossScale adjust(Tensor gradsFinite);
}
