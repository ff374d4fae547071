package dev.haiku.optim.contrib;

import dev.haiku.optim.Optimizers;
import dev.haiku.optim.TreeMath;
import dev.haiku.optim.Update;
import dev.haiku.optim.UpdateContext;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.function.BiFunction;

/**
 * The rule of {@link Contrib#scaleByMuon}.
 *
 * @param o what is chosen
 */
record Muon(ScaleByMuonOptions o) {

    MuonState init(Object params) {
        return new MuonState(
                Tensor.scalar(0),
                AverageContributions.zerosIn(params, o.muDtype()),
                o.nsCoeffs().tensor(o.nsSteps()));
    }

    Update<Object, MuonState> update(Object gradients, MuonState state, UpdateContext context) {
        var count = Optimizers.safeIncrement(state.count());
        var mu = TreeMath.updateMoment(gradients, state.mu(), o.beta(), 1);
        var mean = o.nesterov()
                ? TreeMath.updateMoment(
                        TreeMath.biasCorrection(gradients, o.beta(), count),
                        TreeMath.biasCorrection(mu, o.beta(), Optimizers.safeIncrement(count)),
                        o.beta(),
                        1)
                : TreeMath.biasCorrection(mu, o.beta(), count);
        var orthogonal = mapMatrices(
                o.weightDimensionNumbers(),
                mean,
                (m, numbers) -> numbers.tensor(
                        NewtonSchulz.orthogonalized(numbers.matrices(m), state.nsCoeffs(), o), m.shape()));
        var updates = o.adaptive() ? Trees.map(mean, orthogonal, (m, u) -> u.mul(Ops.sum(m.mul(u)))) : orthogonal;
        return new Update<>(
                updates, new MuonState(count, AverageContributions.castTo(mu, o.muDtype()), state.nsCoeffs()));
    }

    /** {@return the tree with a function of each tensor and of how it is a matrix} */
    static Object mapMatrices(MatrixView view, Object tree, BiFunction<Tensor, DimensionNumbers, Tensor> f) {
        return TreeMath.mapWithName(tree, (name, x) -> {
            var numbers = view.of(name, x)
                    .orElseThrow(() -> new IllegalArgumentException("Muon needs matrices, but the parameter '" + name
                            + "' of shape " + x.shape() + " is none. Say how it is one by weightDimensionNumbers."));
            return f.apply(x, numbers);
        });
    }
}
