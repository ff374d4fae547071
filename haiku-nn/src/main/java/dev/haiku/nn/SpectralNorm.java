package dev.haiku.nn;

import dev.haiku.LayerModule;
import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.nn.init.Initializers;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Divides a matrix by an estimate of its largest singular value, which power iteration improves at each call; {@code
 * hk.SpectralNorm}.
 *
 * <p>With {@code v = l2(u·wᵀ)} and {@code u = l2(v·w)}, where {@code l2(x) = x / sqrt(sum(x²) + eps)}, the estimate is {@code
 * sigma = v·w·uᵀ}; no gradient flows through {@code u} and {@code v}.
 *
 * <p>Shapes: {@code [..., n]}; more than two axes count as the matrix {@code [-1, n]}. The output has that of the input. State: {@code
 * u0 [1, n]}, at first random, and {@code sigma}, a scalar, both of the input's element type.
 *
 * <p>Source: Miyato et al., <em>Spectral normalization for generative adversarial networks</em>, 2018.
 */
public final class SpectralNorm extends LayerModule {

    private final Options options;

    /** Creates one that iterates once at each call. */
    public SpectralNorm() {
        this(Options.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.numSteps(2)}. */
    public SpectralNorm(UnaryOperator<Options> edit) {
        this(edit.apply(Options.DEFAULTS));
    }

    private SpectralNorm(Options options) {
        super(options.name());
        require(options.numSteps() >= 1, "SpectralNorm needs numSteps >= 1, but got " + options.numSteps() + ".");
        this.options = options;
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(moduleName() + ": " + message);
        }
    }

    /**
     * {@return the normalised matrix, with edited options of the call, such as {@code o -> o.updateStats(false)}}
     *
     * @throws IllegalArgumentException if the value is a scalar or vector, or no matrix where one is wanted
     */
    public Tensor apply(Tensor value, UnaryOperator<CallOptions> edit) {
        return mainMethod(value, edit.apply(CallOptions.DEFAULTS), this::normalise);
    }

    @Override
    protected Tensor call(Tensor value) {
        return normalise(value, CallOptions.DEFAULTS);
    }

    private Tensor normalise(Tensor value, CallOptions call) {
        require(
                value.rank() > 1,
                "the largest singular value of a scalar or vector is not defined, but the input has shape "
                        + value.shape() + ".");
        require(
                value.rank() == 2 || !call.errorOnNonMatrix(),
                "the input must be a matrix with errorOnNonMatrix=true, but has shape " + value.shape() + ".");
        var w = value.rank() == 2 ? value : value.reshape(-1, value.shape().last());
        var u = getState("u0", Shape.of(1, w.shape().last()), w.dtype(), Initializers.randomNormal());
        var v = u;
        for (int i = 0; i < options.numSteps(); i++) {
            v = unit(u.matmul(w.transpose()));
            u = unit(v.matmul(w));
        }
        u = Ops.stopGradient(u);
        var sigma = Ops.stopGradient(v).matmul(w).matmul(u.transpose()).reshape(Shape.SCALAR);
        if (call.updateStats()) {
            setState("u0", u);
            setState("sigma", sigma);
        }
        return w.div(sigma).reshape(value.shape());
    }

    private Tensor unit(Tensor x) {
        return x.mul(Ops.rsqrt(x.mul(x).sum().add(options.eps())));
    }

    /** {@return the right singular vector as far as it is known, {@code [1, n]}} */
    public Tensor u0() {
        return getState("u0");
    }

    /** {@return the largest singular value as far as it is known; 1 before the first call} */
    public Tensor sigma() {
        return getState("sigma", Shape.SCALAR, DType.F32, Initializers.ones());
    }

    /**
     * What can be chosen about a {@link SpectralNorm}.
     *
     * @param eps added to squared norms before vectors are divided by them; 1e-4 by default
     * @param numSteps how many steps of the iteration a call makes; 1 by default
     * @param name the module's name; {@code spectral_norm} by default
     */
    public record Options(
            double eps, int numSteps, @Nullable String name) {

        private static final Options DEFAULTS = new Options(1e-4, 1, null);

        /** {@return these options with another number added to squared norms} */
        public Options eps(double eps) {
            return new Options(eps, numSteps, name);
        }

        /** {@return these options with another number of steps} */
        public Options numSteps(int numSteps) {
            return new Options(eps, numSteps, name);
        }

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(eps, numSteps, name);
        }
    }

    /**
     * What can be chosen about one call of a {@link SpectralNorm}.
     *
     * @param updateStats whether the improved estimate is kept; on by default
     * @param errorOnNonMatrix whether inputs with more than two axes are errors; off by default
     */
    public record CallOptions(boolean updateStats, boolean errorOnNonMatrix) {

        private static final CallOptions DEFAULTS = new CallOptions(true, false);

        /** {@return these options with or without keeping the estimate} */
        public CallOptions updateStats(boolean updateStats) {
            return new CallOptions(updateStats, errorOnNonMatrix);
        }

        /** {@return these options with errors for inputs with more than two axes, or without} */
        public CallOptions errorOnNonMatrix(boolean errorOnNonMatrix) {
            return new CallOptions(updateStats, errorOnNonMatrix);
        }
    }
}
