package dev.haiku.optim.contrib;

import static dev.haiku.optim.Optimizers.addDecayedWeights;
import static dev.haiku.optim.Optimizers.chain;
import static dev.haiku.optim.Optimizers.scaleByLearningRate;

import dev.haiku.optim.ChainState;
import dev.haiku.optim.EmptyState;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Hyperparameter;
import dev.haiku.optim.Optimizers;
import dev.haiku.optim.PartitionState;
import dev.haiku.optim.Schedule;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The part of {@link Contrib} with optimisers of parameters that are matrices. */
abstract class MatrixContributions extends ExampleContributions {

    private static final String MATRICES = "muon";
    private static final String OTHERS = "adam";

    MatrixContributions() {}

    /** {@return {@link #scaleByMuon(UnaryOperator)} without edited options} */
    public static GradientTransformation<MuonState> scaleByMuon() {
        return scaleByMuon(o -> o);
    }

    /**
     * {@return the transformation that makes all singular values of average gradients nearly 1}
     *
     * <p>All parameters must be matrices.
     */
    public static GradientTransformation<MuonState> scaleByMuon(UnaryOperator<ScaleByMuonOptions> edit) {
        return scaleByMuon(edit.apply(ScaleByMuonOptions.DEFAULTS));
    }

    private static GradientTransformation<MuonState> scaleByMuon(ScaleByMuonOptions options) {
        var rule = new Muon(options);
        return new GradientTransformation<>(rule::init, rule::update);
    }

    /** {@return {@link #muon(Number, UnaryOperator)} without edited options} */
    public static GradientTransformation<PartitionState> muon(Number learningRate) {
        return muon(learningRate, o -> o);
    }

    /**
     * {@return Muon: orthogonal steps for matrices, and Adam for other parameters}
     *
     * <p>Source: Jordan et al., <em>Muon: an optimizer for hidden layers in neural networks</em>, 2024.
     */
    public static GradientTransformation<PartitionState> muon(Number learningRate, UnaryOperator<MuonOptions> edit) {
        var o = edit.apply(MuonOptions.DEFAULTS);
        var view = o.core().weightDimensionNumbers();
        var matrices = chain(
                scaleByMuon(o.core()),
                scaleByShape(view, o.consistentRms()),
                addDecayedWeights(o.weightDecay(), o.mask()),
                scaleByLearningRate(Hyperparameter.of(learningRate)));
        return Optimizers.partition(
                Map.of(MATRICES, matrices, OTHERS, others(learningRate, o.adam(), o.core())),
                (name, p) -> view.of(name, p).isPresent() ? MATRICES : OTHERS);
    }

    private static GradientTransformation<ChainState> others(Number rate, MuonAdamOptions o, ScaleByMuonOptions core) {
        var own = o.learningRate();
        return Optimizers.adamw(own == null ? Hyperparameter.of(rate) : own, adam -> {
            var edited = adam.b1(o.b1())
                    .b2(o.b2())
                    .eps(core.eps())
                    .epsRoot(o.epsRoot())
                    .weightDecay(o.weightDecay())
                    .nesterov(core.nesterov());
            var muDtype = core.muDtype();
            return muDtype == null ? edited : edited.muDtype(muDtype);
        });
    }

    private static GradientTransformation<EmptyState> scaleByShape(
            MatrixView view, @Nullable Hyperparameter consistentRms) {
        return Optimizers.statelessOnTree((updates, context) -> Muon.mapMatrices(view, updates, (u, numbers) -> {
            double in = numbers.fanIn(u.shape());
            double out = numbers.fanOut(u.shape());
            return consistentRms == null
                    ? u.mul(Math.sqrt(Math.max(1, out / in)))
                    : consistentRms.times(u.mul(Math.sqrt(Math.max(in, out))));
        }));
    }

    /** {@return {@link #muon(Number)} with a learning rate that depends on the step} */
    public static GradientTransformation<PartitionState> muon(Schedule learningRate) {
        return muon(Hyperparameter.of(learningRate), o -> o);
    }

    /** {@return {@link #muon(Number, UnaryOperator)} with a learning rate that depends on the step} */
    public static GradientTransformation<PartitionState> muon(Schedule learningRate, UnaryOperator<MuonOptions> edit) {
        return muon(Hyperparameter.of(learningRate), edit);
    }

    /** {@return {@link #scaleByGalore(UnaryOperator)} without edited options} */
    public static GradientTransformation<GaloreState> scaleByGalore() {
        return scaleByGalore(o -> o);
    }

    /** {@return the transformation that applies another one to gradients of matrices in a space of low rank} */
    public static GradientTransformation<GaloreState> scaleByGalore(UnaryOperator<GaloreOptions> edit) {
        return scaleByGalore(edit.apply(GaloreOptions.DEFAULTS));
    }

    private static GradientTransformation<GaloreState> scaleByGalore(GaloreOptions options) {
        var rule = new Galore(options);
        return new GradientTransformation<>(rule::init, rule::update);
    }

    /** {@return {@link #galore(Number, UnaryOperator)} without edited options} */
    public static GradientTransformation<ChainState> galore(Number learningRate) {
        return galore(learningRate, o -> o);
    }

    /**
     * {@return GaLore: Adam for matrices in a space of low rank, which saves memory}
     *
     * <p>The basis of that space is found by orthogonal iteration, not by a singular value decomposition as in optax;
     * both span the same space where the singular values differ. Source: Zhao et al., <em>GaLore: memory-efficient LLM
     * training by gradient low-rank projection</em>, 2024.
     */
    public static GradientTransformation<ChainState> galore(Number learningRate, UnaryOperator<GaloreOptions> edit) {
        var o = edit.apply(GaloreOptions.DEFAULTS);
        return chain(
                scaleByGalore(o),
                addDecayedWeights(o.weightDecay(), o.mask()),
                scaleByLearningRate(Hyperparameter.of(learningRate)));
    }

    /** {@return {@link #galore(Number)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> galore(Schedule learningRate) {
        return galore(Hyperparameter.of(learningRate), o -> o);
    }

    /** {@return {@link #galore(Number, UnaryOperator)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> galore(Schedule learningRate, UnaryOperator<GaloreOptions> edit) {
        return galore(Hyperparameter.of(learningRate), edit);
    }
}
