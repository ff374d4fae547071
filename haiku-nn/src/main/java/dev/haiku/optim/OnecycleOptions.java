package dev.haiku.optim;

/**
 * What can be chosen about a cycle of the learning rate.
 *
 * @param pctStart the share of steps in which the value rises; 0.3 by default
 * @param pctFinal the share of steps after which the value has fallen to its beginning; linear cycles only; 0.85 by
 *     default
 * @param divFactor the largest value over the first; 25 by default
 * @param finalDivFactor the first value over the last; 1e4 by default
 */
public record OnecycleOptions(double pctStart, double pctFinal, double divFactor, double finalDivFactor) {

    static final OnecycleOptions DEFAULTS = new OnecycleOptions(0.3, 0.85, 25, 1e4);

    /** {@return these options with another share of steps in which the value rises} */
    public OnecycleOptions pctStart(double pctStart) {
        return new OnecycleOptions(pctStart, pctFinal, divFactor, finalDivFactor);
    }

    /** {@return these options with another share of steps before the last fall} */
    public OnecycleOptions pctFinal(double pctFinal) {
        return new OnecycleOptions(pctStart, pctFinal, divFactor, finalDivFactor);
    }

    /** {@return these options with another ratio of the largest value to the first} */
    public OnecycleOptions divFactor(double divFactor) {
        return new OnecycleOptions(pctStart, pctFinal, divFactor, finalDivFactor);
    }

    /** {@return these options with another ratio of the first value to the last} */
    public OnecycleOptions finalDivFactor(double finalDivFactor) {
        return new OnecycleOptions(pctStart, pctFinal, divFactor, finalDivFactor);
    }
}
