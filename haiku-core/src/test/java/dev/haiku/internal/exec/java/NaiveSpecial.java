package dev.haiku.internal.exec.java;

import dev.haiku.array.HostArray;
import dev.haiku.ir.SpecialFunction;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Special functions one element at a time; {@link SpecialFunctionsTest} and {@link IncompleteFunctionsTest} check them against tables. */
final class NaiveSpecial {

    private static final Map<Class<?>, ToDoubleFunction<double[]>> FUNCTIONS = Map.of(
            SpecialFunction.BesselI0e.class, x -> BesselFunction.i0e(x[0]),
            SpecialFunction.BesselI1e.class, x -> BesselFunction.i1e(x[0]),
            SpecialFunction.Polygamma.class, x -> ZetaFunction.polygamma(x[0], x[1]),
            SpecialFunction.Zeta.class, x -> ZetaFunction.zeta(x[0], x[1]),
            SpecialFunction.Igamma.class, x -> IncompleteGamma.lower(x[0], x[1]),
            SpecialFunction.Igammac.class, x -> IncompleteGamma.upper(x[0], x[1]),
            SpecialFunction.IgammaGradA.class, x -> IncompleteGamma.slopeAlongShape(x[0], x[1]),
            SpecialFunction.RandomGammaGrad.class, x -> IncompleteGamma.sampleSlope(x[0], x[1]),
            SpecialFunction.RegularizedIncompleteBeta.class, x -> IncompleteBeta.regularized(x[0], x[1], x[2]));

    private NaiveSpecial() {}

    static HostArray run(SpecialFunction op, List<HostArray> inputs) {
        var function = FUNCTIONS.get(op.getClass());
        var first = inputs.get(0);
        return HostArray.fromDoubles(
                first.dtype(),
                first.shape(),
                i -> function.applyAsDouble(
                        inputs.stream().mapToDouble(x -> x.getDouble(i)).toArray()));
    }
}
