package dev.haiku.tensor;

import static dev.haiku.func.Func.grad;

import dev.haiku.tensor.BitOps.BitOrder;
import java.util.List;

/** Rows of arithmetic, bits and comparisons. */
final class NumericCases {

    private NumericCases() {}

    static void addTo(FunctionTable t) {
        t.one("positive", Ops::positive);
        t.one("fabs", Ops::fabs);
        t.one("fix", Ops::fix);
        t.one("rint", Ops::rint);
        t.one("round 2", x -> x.round(2));
        t.one("round -1", x -> Ops.round(x, -1));
        t.one("round 1", x -> Ops.round(x, 1));
        t.one("floatPower", Ops::floatPower);
        t.one("heaviside", Ops::heaviside);
        t.one("deg2rad", Ops::deg2rad);
        t.one("rad2deg", Ops::rad2deg);
        t.one("sinc", Ops::sinc);
        t.one("sinc second", NumericCases::curvature);
        t.one("fmax", Ops::fmax);
        t.one("fmin", Ops::fmin);
        t.one("fmax promoted", Ops::fmax);
        t.one("remainder", Ops::remainder);
        t.one("remainder smooth", Ops::remainder);
        t.one("fmod", Ops::fmod);
        t.many("divmod", (a, b) -> {
            var result = Ops.divmod(a, b);
            return List.of(result.quotient(), result.remainder());
        });
        t.many("modf", x -> List.of(Ops.modf(x).fraction(), Ops.modf(x).whole()));
        t.many("frexp", NumericCases::frexp);
        t.many("frexp derivative", NumericCases::frexp);
        t.one("ldexp", Ops::ldexp);
        t.one("ldexp derivative", Ops::ldexp);
        t.one("ldexp integers", Ops::ldexp);
        t.one("spacing", Ops::spacing);
        t.one("gcd", Ops::gcd);
        t.one("lcm", Ops::lcm);
        t.one("gcd broadcast", Ops::gcd);
        t.one("gcd scalars", Ops::gcd);
        t.one("logAddExp2", Ops::logAddExp2);
        t.one("logAddExp2 infinite", Ops::logAddExp2);
        addBits(t);
        addComparisons(t);
    }

    private static Tensor curvature(Tensor x) {
        return grad((Tensor z) -> grad((Tensor y) -> Ops.sinc(y).sum()).apply(z).sum())
                .apply(x);
    }

    private static List<Tensor> frexp(Tensor x) {
        var parts = Ops.frexp(x);
        return List.of(parts.mantissa(), parts.exponent());
    }

    private static void addBits(FunctionTable t) {
        t.one("invert", Ops::invert);
        t.one("leftShift", Ops::leftShift);
        t.one("rightShift", Ops::rightShift);
        t.one("bitwiseCount", Ops::bitwiseCount);
        t.one("bitwiseCount bytes", Ops::bitwiseCount);
        t.one("clz", Ops::clz);
        t.one("packbits", x -> Ops.packbits(x));
        t.one("packbits axis", x -> Ops.packbits(x, 0, BitOrder.LITTLE));
        t.one("unpackbits", x -> Ops.unpackbits(x));
        t.one("unpackbits axis", x -> Ops.unpackbits(x, 0, 11, BitOrder.LITTLE));
        t.one("unpackbits padded", x -> Ops.unpackbits(x, 1, 10, BitOrder.BIG));
    }

    private static void addComparisons(FunctionTable t) {
        t.one("isClose", (a, b) -> Ops.isClose(a, b));
        t.one("isClose nan", (a, b) -> Ops.isClose(a, b, 1e-5, 0.2, true));
        t.one("allClose", (a, b) -> Ops.allClose(a, b));
        t.one("arrayEqual", (a, b) -> Ops.arrayEqual(a, b));
        t.one("arrayEqual nan", (a, b) -> Ops.arrayEqual(a, b, true));
        t.one("arrayEqual shapes", (a, b) -> Ops.arrayEqual(a, b));
        t.one("arrayEquiv", Ops::arrayEquiv);
        t.one("arrayEquiv shapes", Ops::arrayEquiv);
    }
}
