package dev.haiku.internal.exec.java;

import dev.haiku.array.Elements;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.Slot;

/**
 * Samples of the gamma distribution, step by step as JAX draws them.
 *
 * <p>Source: Marsaglia and Tsang, "A simple method for generating gamma variables" (2000). A shape below 1 is raised by 1 and the
 * sample multiplied by a power of a uniform number.
 */
final class GammaKernel implements Kernel {

    private static final double SQUEEZE = 0.0331;

    private final Slot keys;
    private final Slot shapes;
    private final Slot out;
    private final boolean logSpace;
    private final Draws draws;

    GammaKernel(Slots slots, boolean logSpace) {
        this.keys = slots.in(0);
        this.shapes = slots.in(1);
        this.out = slots.out();
        this.logSpace = logSpace;
        this.draws = new Draws(out.type().dtype());
    }

    @Override
    public void run() {
        var dtype = out.type().dtype();
        for (int i = 0; i < out.size(); i++) {
            long key = Draws.key(keys.ints().get(2 * i), keys.ints().get(2 * i + 1));
            double shape = Elements.getDouble(dtype, shapes.bytes(), i);
            Elements.putDouble(dtype, out.bytes(), i, sample(key, shape));
        }
    }

    private double sample(long key, double shape) {
        boolean isBoosted = !(shape >= 1);
        double d = round((isBoosted ? round(shape + 1) : shape) - round(1.0 / 3));
        double v = accepted(Draws.split(key, 0), d);
        long boostKey = Draws.split(key, 1);
        double uniform = draws.uniform(boostKey);
        if (logSpace) {
            double logUniform = round(Math.log1p(-uniform));
            double boost = isBoosted && logUniform != 0 ? round(logUniform * round(1 / shape)) : 0;
            return round(round(Math.log(d)) + round(Math.log(v))) + boost;
        }
        double boost = isBoosted ? round(BinaryKernels.pow(round(1 - uniform), round(1 / shape))) : 1;
        return round(d * v) * boost;
    }

    /** {@return the cube of the first normal candidate that is accepted} */
    private double accepted(long firstKey, double d) {
        double c = round(round(1.0 / 3) / round(Math.sqrt(d)));
        long key = firstKey;
        while (true) {
            long normalKey = Draws.split(key, 1);
            double uniform = draws.uniform(Draws.split(key, 2));
            key = Draws.split(key, 0);
            double x = 0;
            double candidate = -1;
            while (candidate <= 0) {
                x = draws.normal(Draws.split(normalKey, 1));
                normalKey = Draws.split(normalKey, 0);
                candidate = round(1 + round(x * c));
            }
            double square = round(x * x);
            double cube = round(round(candidate * candidate) * candidate);
            if (!isRejected(uniform, square, cube, d)) {
                return cube;
            }
        }
    }

    private boolean isRejected(double uniform, double square, double cube, double d) {
        if (!(uniform >= round(1 - round(round(SQUEEZE) * round(square * square))))) {
            return false;
        }
        double logCube = round(Math.log(cube));
        double bound = round(round(square / 2) + round(d * round(round(1 - cube) + logCube)));
        return round(Math.log(uniform)) >= bound;
    }

    private double round(double value) {
        return draws.round(value);
    }
}
