package dev.haiku.optim;

/**
 * One cycle of {@link Schedules#sgdr}: a rise and a fall along a cosine.
 *
 * @param initValue the first value
 * @param peakValue the value after the rise
 * @param warmupSteps how many steps the rise takes
 * @param decaySteps how many steps the whole cycle takes
 * @param endValue the last value
 * @param exponent the power to which the cosine is raised
 */
public record SgdrCycle(
        double initValue, double peakValue, int warmupSteps, int decaySteps, double endValue, double exponent) {

    /** Creates a cycle that falls to 0 along a plain cosine. */
    public SgdrCycle(double initValue, double peakValue, int warmupSteps, int decaySteps) {
        this(initValue, peakValue, warmupSteps, decaySteps, 0, 1);
    }
}
