package dev.haiku.optim;

import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.Map;

/** Which gradients {@link Optimizers#multiSteps} leaves out. */
@FunctionalInterface
public interface SkipRule {

    /**
     * Whether to leave gradients out, and what was measured.
     *
     * @param skip a {@code bool} scalar
     * @param state a tree of what was measured, to be read in {@link MultiStepsState#skipState}
     */
    record Decision(Tensor skip, Object state) {}

    /** {@return the decision about gradients, the {@code gradientStep}-th step of the inner optimiser} */
    Decision decide(Object gradients, Tensor gradientStep, UpdateContext context);

    /** {@return the rule that leaves nothing out} */
    static SkipRule never() {
        return (gradients, gradientStep, context) -> new Decision(Tensor.scalar(false), new EmptyState());
    }

    /** {@return the rule that leaves gradients out if an element is infinite or NaN} */
    static SkipRule notFinite() {
        return (gradients, gradientStep, context) -> {
            var count = Trees.leaves(gradients).stream()
                    .map(g -> Ops.sum(Ops.isFinite(g).not().cast(dev.haiku.array.DType.I32)))
                    .reduce(Tensor.scalar(0), Tensor::add);
            var skip = count.gt(0);
            return new Decision(skip, Map.of("shouldSkip", skip, "numNotFinite", count));
        };
    }

    /** {@return the rule that leaves gradients out unless their squared norm is less than a number} */
    static SkipRule large(double maxSquaredNorm) {
        return (gradients, gradientStep, context) -> {
            var squaredNorm = TreeMath.squaredNorm(gradients);
            var skip = squaredNorm.lt(maxSquaredNorm).not();
            return new Decision(skip, Map.of("shouldSkip", skip, "normSquared", squaredNorm));
        };
    }
}
