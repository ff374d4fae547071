package dev.haiku.nn;

import dev.haiku.Module;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Tensor;
import java.util.List;

/**
 * What {@link Reshape} and {@link Flatten} do.
 *
 * @param outputShape the new sizes, at most one of them -1
 * @param preserveDims how many leading axes are kept, or, if negative, how many trailing ones are replaced
 */
record Reshaping(List<Integer> outputShape, int preserveDims) {

    private static final int WILD = -1;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if they make no sense, naming the module
     */
    void checkFor(Module module) {
        if (outputShape.stream().filter(size -> size == WILD).count() > 1) {
            throw new IllegalArgumentException(
                    module.moduleName() + ": only one size of outputShape may be -1, but got " + outputShape + ".");
        }
        if (outputShape.stream().anyMatch(size -> size < WILD)) {
            throw new IllegalArgumentException(
                    module.moduleName() + ": sizes of outputShape must be >= -1, but got " + outputShape + ".");
        }
        if (preserveDims == 0) {
            throw new IllegalArgumentException(module.moduleName() + ": preserveDims must not be 0. "
                    + "Use 1 to keep the batch axis, or Tensor.reshape to change all axes.");
        }
    }

    Tensor apply(Tensor x) {
        if (x.rank() <= preserveDims) {
            return x;
        }
        int kept = preserveDims > 0 ? preserveDims : Math.max(0, x.rank() + preserveDims);
        return x.reshape(x.shape().subShape(0, kept).concat(target(x.shape().subShape(kept, x.rank()))));
    }

    private Shape target(Shape replaced) {
        int known = outputShape.stream().filter(size -> size != WILD).reduce(1, (a, b) -> a * b);
        return Shape.of(outputShape.stream()
                .map(size -> size != WILD ? size : known == 0 ? 0 : Math.toIntExact(replaced.size() / known))
                .toList());
    }
}
