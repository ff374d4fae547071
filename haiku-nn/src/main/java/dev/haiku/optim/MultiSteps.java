package dev.haiku.optim;

import dev.haiku.array.DType;
import dev.haiku.func.Control;
import dev.haiku.func.Func;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;

/**
 * The rule of {@link Optimizers#multiSteps}.
 *
 * @param inner the optimiser
 * @param every how many gradients make a step of it
 * @param options what else is chosen
 */
record MultiSteps(GradientTransformation<?> inner, Schedule every, MultiStepsOptions options) {

    MultiStepsState init(Object params) {
        var zero = Tensor.scalar(0);
        var measured = options.skip().decide(TreeMath.zerosLike(params), zero, UpdateContext.of(params));
        return new MultiStepsState(
                zero,
                zero,
                inner.init(params),
                TreeMath.zerosLike(params, options.accumulatorDtype()),
                measured.state());
    }

    Update<Object, MultiStepsState> update(Object gradients, MultiStepsState state, UpdateContext context) {
        var decision = options.skip().decide(gradients, state.gradientStep(), context);
        return Control.cond(
                decision.skip(),
                () -> skip(gradients, state, context, decision.state()),
                () -> accumulate(gradients, state, context, decision.state()));
    }

    private Update<Object, MultiStepsState> skip(
            Object gradients, MultiStepsState state, UpdateContext context, Object measured) {
        var types = Func.evalShape(
                (Object g) -> inner.updateAny(g, state.innerOptState(), context).updates(), gradients);
        return new Update<>(
                Trees.map(types, (Tensor type) -> Ops.zeros(type.shape(), type.dtype())),
                new MultiStepsState(
                        state.miniStep(), state.gradientStep(), state.innerOptState(), state.accGrads(), measured));
    }

    private Update<Object, MultiStepsState> accumulate(
            Object gradients, MultiStepsState state, UpdateContext context, Object measured) {
        var sum = Trees.map(gradients, state.accGrads(), (g, acc) -> accumulated(g, acc, state.miniStep()));
        var step = inner.updateAny(TreeMath.castLike(sum, gradients), state.innerOptState(), context);
        var k = every.at(state.gradientStep()).cast(DType.I32);
        var emit = state.miniStep().eq(k.sub(1));
        var next = new MultiStepsState(
                Optimizers.safeIncrement(state.miniStep()).mod(k),
                Ops.where(emit, Optimizers.safeIncrement(state.gradientStep()), state.gradientStep()),
                Trees.map(
                        state.innerOptState(),
                        (Object) step.state(),
                        (old, fresh) -> Ops.where(emit, fresh.cast(old.dtype()), old)),
                Trees.map(sum, (Tensor s) -> Ops.where(emit, 0.0, s).cast(options.accumulatorDtype())),
                measured);
        return new Update<>(Trees.map(step.updates(), (Tensor u) -> Ops.where(emit, u, 0.0)), next);
    }

    private Tensor accumulated(Tensor gradient, Tensor sum, Tensor miniStep) {
        return options.useGradMean()
                ? sum.add(gradient.sub(sum).div(miniStep.add(1).cast(sum.dtype())))
                : gradient.add(sum);
    }
}
