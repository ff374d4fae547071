package dev.haiku.internal.exec.java;

/** The logarithm of the gamma function of {@code f32} above 1/2 with the formula and roundings of XLA's code for CPUs. */
final class LgammaLoops {

    private static final float LANCZOS = 7.5f;
    private static final float INVERSE = 1 / LANCZOS;
    private static final float LOG_LANCZOS = 2.0149030205f;
    private static final float LOG_SQRT_TWO_PI = 0.9189385332f;

    /** Lanczos' coefficients for g = 7. */
    private static final float[] COEFFICIENTS = {
        676.52036812f,
        -1259.13921672f,
        771.32342878f,
        -176.61502916f,
        12.50734328f,
        -0.13857109527f,
        9.98436957802e-6f,
        1.5056327351e-7f
    };

    private LgammaLoops() {}

    /** {@return the results, in a block that the next call overwrites; overwrites {@code x}, too} */
    static float[] lgamma(float[] x, int n) {
        var scratch = Scratch.get();
        var sum = scratch.floats(0);
        var logSum = scratch.floats(1);
        var ratio = scratch.floats(2);
        var logRatio = scratch.floats(Scratch.INNER + 3);
        for (int i = 0; i < n; i++) {
            float z = x[i] - 1;
            float total = 1;
            for (int j = 0; j < COEFFICIENTS.length; j++) {
                total += COEFFICIENTS[j] / (z + (j + 1));
            }
            x[i] = z;
            sum[i] = total;
            ratio[i] = z * INVERSE;
        }
        LogLoops.log(sum, logSum, n);
        LogLoops.log1p(ratio, logRatio, n);
        for (int i = 0; i < n; i++) {
            float logT = LOG_LANCZOS + logRatio[i];
            float factor = x[i] + 0.5f - (LANCZOS + x[i]) / logT;
            sum[i] = Math.fma(factor, logT, LOG_SQRT_TWO_PI) + logSum[i];
        }
        return sum;
    }
}
