package dev.haiku.optim;

import dev.haiku.array.DType;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about AMSGrad.
 *
 * @param b1 the decay rate of the average of gradients, in [0, 1); 0.9 by default
 * @param b2 the decay rate of the average of squared gradients, in [0, 1); 0.999 by default
 * @param eps added to the root of the largest average of squares; 1e-8 by default
 * @param epsRoot added to the largest average of squares under the root; 0 by default
 * @param muDtype the element type in which the average of gradients is kept; that of the parameters by default
 * @param biasCorrectionMu whether the average of gradients is corrected for its beginning with zeros; on by default
 * @param biasCorrectionNu whether the average of squares is corrected for its beginning with zeros; on by default
 */
public record AmsgradOptions(
        Hyperparameter b1,
        Hyperparameter b2,
        Hyperparameter eps,
        Hyperparameter epsRoot,
        @Nullable DType muDtype,
        boolean biasCorrectionMu,
        boolean biasCorrectionNu) {

    static final AmsgradOptions DEFAULTS = new AmsgradOptions(
            Hyperparameter.of(0.9),
            Hyperparameter.of(0.999),
            Hyperparameter.of(1e-8),
            Hyperparameter.of(0),
            null,
            true,
            true);

    /** {@return these options with another decay rate of the average of gradients} */
    public AmsgradOptions b1(Number b1) {
        return new AmsgradOptions(Hyperparameter.of(b1), b2, eps, epsRoot, muDtype, biasCorrectionMu, biasCorrectionNu);
    }

    /** {@return these options with another decay rate of the average of squared gradients} */
    public AmsgradOptions b2(Number b2) {
        return new AmsgradOptions(b1, Hyperparameter.of(b2), eps, epsRoot, muDtype, biasCorrectionMu, biasCorrectionNu);
    }

    /** {@return these options with another number added to the root} */
    public AmsgradOptions eps(Number eps) {
        return new AmsgradOptions(b1, b2, Hyperparameter.of(eps), epsRoot, muDtype, biasCorrectionMu, biasCorrectionNu);
    }

    /** {@return these options with another number added under the root} */
    public AmsgradOptions epsRoot(Number epsRoot) {
        return new AmsgradOptions(b1, b2, eps, Hyperparameter.of(epsRoot), muDtype, biasCorrectionMu, biasCorrectionNu);
    }

    /** {@return these options with another element type of the average of gradients} */
    public AmsgradOptions muDtype(DType muDtype) {
        return new AmsgradOptions(b1, b2, eps, epsRoot, muDtype, biasCorrectionMu, biasCorrectionNu);
    }

    /** {@return these options with or without a correction of the average of gradients} */
    public AmsgradOptions biasCorrectionMu(boolean biasCorrectionMu) {
        return new AmsgradOptions(b1, b2, eps, epsRoot, muDtype, biasCorrectionMu, biasCorrectionNu);
    }

    /** {@return these options with or without a correction of the average of squares} */
    public AmsgradOptions biasCorrectionNu(boolean biasCorrectionNu) {
        return new AmsgradOptions(b1, b2, eps, epsRoot, muDtype, biasCorrectionMu, biasCorrectionNu);
    }
}
