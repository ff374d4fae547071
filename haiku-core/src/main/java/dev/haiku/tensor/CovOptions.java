package dev.haiku.tensor;

import org.jspecify.annotations.Nullable;

/**
 * What {@link Ops#cov} and {@link Ops#corrcoef} take as variables and observations; setters return a copy.
 *
 * @param rowvar whether variables are rows, as by default, else columns
 * @param other more variables, of the same form
 * @param bias whether to divide by n instead of n - 1
 * @param ddof what is taken off n; by default as {@code bias} says
 * @param frequencies how often each observation was made
 * @param importances how much each observation counts
 */
public record CovOptions(
        boolean rowvar,
        @Nullable Tensor other,
        boolean bias,
        @Nullable Integer ddof,
        @Nullable Tensor frequencies,
        @Nullable Tensor importances) {

    static final CovOptions DEFAULTS = new CovOptions(true, null, false, null, null, null);

    /** {@return this with variables in rows or columns} */
    public CovOptions rowvar(boolean newRowvar) {
        return new CovOptions(newRowvar, other, bias, ddof, frequencies, importances);
    }

    /** {@return this with more variables} */
    public CovOptions other(Tensor y) {
        return new CovOptions(rowvar, y, bias, ddof, frequencies, importances);
    }

    /** {@return this with a division by n or n - 1} */
    public CovOptions bias(boolean newBias) {
        return new CovOptions(rowvar, other, newBias, ddof, frequencies, importances);
    }

    /** {@return this with a division by n less that} */
    public CovOptions ddof(int newDdof) {
        return new CovOptions(rowvar, other, bias, newDdof, frequencies, importances);
    }

    /** {@return this with the integer frequencies of observations: NumPy's {@code fweights}} */
    public CovOptions frequencies(Tensor fweights) {
        return new CovOptions(rowvar, other, bias, ddof, fweights, importances);
    }

    /** {@return this with the weights of observations: NumPy's {@code aweights}} */
    public CovOptions importances(Tensor aweights) {
        return new CovOptions(rowvar, other, bias, ddof, frequencies, aweights);
    }

    /** {@return what is taken off n} */
    int divisorLess() {
        return ddof != null ? ddof : bias ? 0 : 1;
    }
}
