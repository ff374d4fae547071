package dev.haiku.tensor;

import dev.haiku.tensor.DifferenceOps.Overlap;
import java.util.List;
import java.util.Locale;

/** Rows of differences, integrals, interpolation, convolution and polynomials. */
final class SampleCases {

    private SampleCases() {}

    static void addTo(FunctionTable t) {
        addDifferences(t);
        addIntegrals(t);
        addConvolutions(t);
        addPolynomials(t);
    }

    private static void addDifferences(FunctionTable t) {
        t.one("diff", x -> Ops.diff(x));
        t.one("diff twice", x -> Ops.diff(x, o -> o.n(2).axis(0)));
        t.one(
                "diff extended",
                (x, a, c) -> Ops.diff(x, o -> o.axis(1).prepend(a).append(c)));
        t.one("diff bool", x -> Ops.diff(x));
        t.one("diff none", x -> Ops.diff(x, o -> o.n(0)));
        t.one("ediff1d", x -> Ops.ediff1d(x));
        t.one("ediff1d extended", (x, a, c) -> Ops.ediff1d(x, a, c));
        t.many("gradient", x -> Ops.gradient(x));
        t.one("gradient distance", x -> Ops.gradient(x, 0.5, 1));
        t.one("gradient places", (x, p) -> Ops.gradient(x, p, 1));
        t.one("gradient two", x -> Ops.gradient(x, 2.0, 0));
        t.one("gradient integers", x -> Ops.gradient(x, 1.0, 1));
        t.one("unwrap", x -> Ops.unwrap(x));
        t.one("unwrap period", x -> Ops.unwrap(x, 2, 0, 4));
    }

    private static void addIntegrals(FunctionTable t) {
        t.one("trapezoid", y -> Ops.trapezoid(y));
        t.one("trapezoid distance", y -> Ops.trapezoid(y, 0.5, 0));
        t.one("trapezoid places", (y, x) -> Ops.trapezoid(y, x, 1));
        t.one("trapezoid many places", (y, x) -> Ops.trapezoid(y, x, 0));
        t.one("interp", (x, xp, fp) -> Ops.interp(x, xp, fp));
        t.one("interp inside", (x, xp, fp) -> Ops.interp(x, xp, fp));
        t.one(
                "interp ends",
                (x, xp, fp) -> Ops.interp(x, xp, fp, o -> o.left(-7).right(7)));
        t.one("interp extrapolated", (x, xp, fp) -> Ops.interp(x, xp, fp, o -> o.extrapolates(true)));
        t.one("interp periodic", (x, xp, fp) -> Ops.interp(x, xp, fp, o -> o.period(5)));
        t.one("interp integers", (x, xp, fp) -> Ops.interp(x, xp, fp));
    }

    private static void addConvolutions(FunctionTable t) {
        for (var overlap : Overlap.values()) {
            var name = overlap.name().toLowerCase(Locale.ROOT);
            for (var suffix : List.of(name, name + " swapped")) {
                t.one("convolve " + suffix, (a, v) -> Ops.convolve(a, v, overlap));
                t.one("correlate " + suffix, (a, v) -> Ops.correlate(a, v, overlap));
            }
        }
        t.one("convolve", (a, v) -> Ops.convolve(a, v));
        t.one("correlate", (a, v) -> Ops.correlate(a, v));
    }

    private static void addPolynomials(FunctionTable t) {
        t.one("polyval", Ops::polyval);
        t.one("polyval integers", Ops::polyval);
        t.one("polyadd", Ops::polyadd);
        t.one("polysub", Ops::polysub);
        t.one("polymul", Ops::polymul);
        t.many("polydiv", (a, b) -> {
            var result = Ops.polydiv(a, b);
            return List.of(result.quotient(), result.remainder());
        });
        t.one("polyder", x -> Ops.polyder(x));
        t.one("polyder twice", x -> Ops.polyder(x, 2));
        t.one("polyder integers", x -> Ops.polyder(x));
        t.one("polyint", x -> Ops.polyint(x));
        t.one("polyint twice", x -> Ops.polyint(x, 2, 3));
        t.one("poly", Ops::poly);
        t.one("polyfit", (x, y) -> Ops.polyfit(x, y, 2));
        t.one("polyfit columns", (x, y) -> Ops.polyfit(x, y, 1));
        t.one("polyfit weights", (x, y, w) -> Ops.polyfit(x, y, 2, w));
    }
}
