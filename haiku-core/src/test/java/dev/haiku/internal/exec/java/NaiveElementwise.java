package dev.haiku.internal.exec.java;

import static java.util.Objects.requireNonNull;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.internal.exec.KernelRun;
import dev.haiku.ir.Elementwise;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.stream.IntStream;

/** Element-wise primitives by their formulas. */
final class NaiveElementwise {

    private static final Map<Class<?>, DoubleUnaryOperator> UNARY = new HashMap<>();
    private static final Map<Class<?>, DoubleBinaryOperator> BINARY = new HashMap<>();
    private static final Map<Class<?>, LongBinaryOperator> INTEGERS = new HashMap<>();
    private static final Map<DType, NavigableSet<Double>> HALVES =
            Map.of(DType.F16, halves(DType.F16), DType.BF16, halves(DType.BF16));

    static {
        UNARY.put(Elementwise.Exp.class, StrictMath::exp);
        UNARY.put(Elementwise.Expm1.class, StrictMath::expm1);
        UNARY.put(Elementwise.Log.class, StrictMath::log);
        UNARY.put(Elementwise.Log1p.class, StrictMath::log1p);
        UNARY.put(Elementwise.Sqrt.class, StrictMath::sqrt);
        UNARY.put(Elementwise.Rsqrt.class, x -> 1 / StrictMath.sqrt(x));
        UNARY.put(Elementwise.Cbrt.class, StrictMath::cbrt);
        UNARY.put(Elementwise.Sin.class, StrictMath::sin);
        UNARY.put(Elementwise.Cos.class, StrictMath::cos);
        UNARY.put(Elementwise.Tan.class, StrictMath::tan);
        UNARY.put(Elementwise.Asin.class, StrictMath::asin);
        UNARY.put(Elementwise.Acos.class, StrictMath::acos);
        UNARY.put(Elementwise.Atan.class, StrictMath::atan);
        UNARY.put(Elementwise.Sinh.class, StrictMath::sinh);
        UNARY.put(Elementwise.Cosh.class, StrictMath::cosh);
        UNARY.put(Elementwise.Tanh.class, StrictMath::tanh);
        UNARY.put(Elementwise.Asinh.class, Hyperbolic::asinh); // these have tables of their own in SpecialFunctionsTest
        UNARY.put(Elementwise.Acosh.class, Hyperbolic::acosh);
        UNARY.put(Elementwise.Atanh.class, Hyperbolic::atanh);
        UNARY.put(Elementwise.Erf.class, ErrorFunction::erf);
        UNARY.put(Elementwise.Erfc.class, ErrorFunction::erfc);
        UNARY.put(Elementwise.ErfInv.class, ErrorFunction::erfInv);
        UNARY.put(Elementwise.Lgamma.class, GammaFunction::lgamma);
        UNARY.put(Elementwise.Digamma.class, GammaFunction::digamma);
        UNARY.put(Elementwise.Logistic.class, x -> 1 / (1 + StrictMath.exp(-x)));
        UNARY.put(Elementwise.Floor.class, StrictMath::floor);
        UNARY.put(Elementwise.Ceil.class, StrictMath::ceil);
        UNARY.put(Elementwise.Round.class, StrictMath::rint);
        UNARY.put(Elementwise.RoundHalfAway.class, NaiveElementwise::roundHalfAway);
        UNARY.put(Elementwise.Neg.class, x -> -x);
        UNARY.put(Elementwise.Abs.class, x -> x <= 0 ? 0 - x : x);
        UNARY.put(Elementwise.Sign.class, x -> x > 0 ? 1 : x < 0 ? -1 : x);
        UNARY.put(Elementwise.Square.class, x -> x * x);
        UNARY.put(Elementwise.StopGradient.class, x -> x);
        UNARY.put(Elementwise.OptimizationBarrier.class, x -> x);
        UNARY.put(Elementwise.Name.class, x -> x);
        BINARY.put(Elementwise.Add.class, (x, y) -> x + y);
        BINARY.put(Elementwise.Sub.class, (x, y) -> x - y);
        BINARY.put(Elementwise.Mul.class, (x, y) -> x * y);
        BINARY.put(Elementwise.Div.class, (x, y) -> x / y);
        BINARY.put(Elementwise.Rem.class, (x, y) -> x % y);
        BINARY.put(Elementwise.Max.class, NaiveElementwise::max);
        BINARY.put(Elementwise.Min.class, (x, y) -> -max(-x, -y));
        BINARY.put(
                Elementwise.Pow.class,
                (x, y) -> x == 1 || (x == -1 && Double.isInfinite(y)) ? 1 : StrictMath.pow(x, y));
        BINARY.put(Elementwise.Atan2.class, StrictMath::atan2);
        BINARY.put(Elementwise.Eq.class, (x, y) -> x == y ? 1 : 0);
        BINARY.put(Elementwise.Ne.class, (x, y) -> x != y ? 1 : 0);
        BINARY.put(Elementwise.Lt.class, (x, y) -> x < y ? 1 : 0);
        BINARY.put(Elementwise.Le.class, (x, y) -> x <= y ? 1 : 0);
        BINARY.put(Elementwise.Gt.class, (x, y) -> x > y ? 1 : 0);
        BINARY.put(Elementwise.Ge.class, (x, y) -> x >= y ? 1 : 0);
        INTEGERS.put(Elementwise.Neg.class, (x, y) -> -x);
        INTEGERS.put(Elementwise.Abs.class, (x, y) -> x < 0 ? -x : x);
        INTEGERS.put(Elementwise.Sign.class, (x, y) -> x > 0 ? 1 : x < 0 ? -1 : 0);
        INTEGERS.put(Elementwise.Square.class, (x, y) -> x * x);
        INTEGERS.put(Elementwise.StopGradient.class, (x, y) -> x);
        INTEGERS.put(Elementwise.OptimizationBarrier.class, (x, y) -> x);
        INTEGERS.put(Elementwise.Name.class, (x, y) -> x);
        INTEGERS.put(Elementwise.Add.class, (x, y) -> x + y);
        INTEGERS.put(Elementwise.Sub.class, (x, y) -> x - y);
        INTEGERS.put(Elementwise.Mul.class, (x, y) -> x * y);
        INTEGERS.put(Elementwise.Div.class, (x, y) -> y == 0 ? -1 : x / y);
        INTEGERS.put(Elementwise.Rem.class, (x, y) -> y == 0 ? x : x % y);
        INTEGERS.put(Elementwise.Max.class, (x, y) -> x > y ? x : y);
        INTEGERS.put(Elementwise.Min.class, (x, y) -> x < y ? x : y);
        INTEGERS.put(Elementwise.And.class, (x, y) -> x & y);
        INTEGERS.put(Elementwise.Or.class, (x, y) -> x | y);
        INTEGERS.put(Elementwise.Xor.class, (x, y) -> x ^ y);
        INTEGERS.put(Elementwise.Eq.class, (x, y) -> x == y ? 1 : 0);
        INTEGERS.put(Elementwise.Ne.class, (x, y) -> x != y ? 1 : 0);
        INTEGERS.put(Elementwise.Lt.class, (x, y) -> x < y ? 1 : 0);
        INTEGERS.put(Elementwise.Le.class, (x, y) -> x <= y ? 1 : 0);
        INTEGERS.put(Elementwise.Gt.class, (x, y) -> x > y ? 1 : 0);
        INTEGERS.put(Elementwise.Ge.class, (x, y) -> x >= y ? 1 : 0);
    }

    private NaiveElementwise() {}

    static HostArray run(Elementwise op, List<HostArray> inputs) {
        var x = inputs.get(0);
        if (op instanceof Elementwise.Select) {
            return x.dtype().isBool() ? select(x, inputs.get(1), inputs.get(2)) : x;
        }
        if (op instanceof Elementwise.Clamp) {
            var atLeast = run(new Elementwise.Max(), List.of(inputs.get(1), x));
            return run(new Elementwise.Min(), List.of(atLeast, inputs.get(2)));
        }
        if (op instanceof Elementwise.Cast cast) {
            return cast(x, cast.dtype());
        }
        if (op instanceof Elementwise.Bitcast bitcast) {
            var bits = HostArray.fromBytes(bitcast.dtype(), x.shape(), x.bytes());
            return bitcast.dtype().isBool() ? cast(bits, DType.BOOL) : bits;
        }
        if (op instanceof Elementwise.IsFinite) {
            return HostArray.fromLongs(DType.BOOL, x.shape(), i -> Double.isFinite(x.getDouble(i)) ? 1 : 0);
        }
        if (op instanceof Elementwise.IntegerPow pow) {
            return power(x, pow.exponent());
        }
        if (op instanceof Elementwise.Not) {
            return HostArray.fromLongs(
                    x.dtype(), x.shape(), i -> x.dtype().isBool() ? 1 - x.getLong(i) : ~x.getLong(i));
        }
        if (op instanceof Elementwise.IntegerUnary) {
            return countBits(op, x);
        }
        if (op instanceof Elementwise.ReducePrecision reduce) {
            return HostArray.fromDoubles(x.dtype(), x.shape(), i -> shortened(reduce, x.dtype(), x.getDouble(i)));
        }
        if (op instanceof Elementwise.Shift) {
            return shift(op, x, inputs.get(1));
        }
        if (op instanceof Elementwise.NextAfter) {
            return nextAfter(x, inputs.get(1));
        }
        return arithmetic(op, inputs);
    }

    private static HostArray arithmetic(Elementwise op, List<HostArray> inputs) {
        var x = inputs.get(0);
        var y = inputs.get(inputs.size() - 1);
        var dtype = op.outputTypes(inputs.stream().map(KernelRun::type).toList())
                .get(0)
                .dtype();
        if (!x.dtype().isFloating()) {
            var function = requireNonNull(INTEGERS.get(op.getClass()));
            return HostArray.fromLongs(dtype, x.shape(), i -> function.applyAsLong(x.getLong(i), y.getLong(i)));
        }
        if (inputs.size() == 1) {
            var function = requireNonNull(UNARY.get(op.getClass()));
            return HostArray.fromDoubles(dtype, x.shape(), i -> function.applyAsDouble(x.getDouble(i)));
        }
        var function = requireNonNull(BINARY.get(op.getClass()));
        return HostArray.fromDoubles(dtype, x.shape(), i -> function.applyAsDouble(x.getDouble(i), y.getDouble(i)));
    }

    /** NaN if either is; of two zeros the positive one. */
    private static double max(double x, double y) {
        if (Double.isNaN(x) || Double.isNaN(y)) {
            return Double.NaN;
        }
        return x == 0 && y == 0 ? x + y : x > y ? x : y;
    }

    private static double roundHalfAway(double x) {
        if (x == 0 || Double.isNaN(x) || Double.isInfinite(x)) {
            return x;
        }
        double rounded = new BigDecimal(x).setScale(0, RoundingMode.HALF_UP).doubleValue();
        return StrictMath.copySign(rounded, x);
    }

    private static HostArray countBits(Elementwise op, HostArray x) {
        int bits = x.dtype().bytes() * 8;
        return HostArray.fromLongs(x.dtype(), x.shape(), i -> {
            var unsigned = BigInteger.valueOf(x.getLong(i)).mod(BigInteger.ONE.shiftLeft(bits));
            return op instanceof Elementwise.PopulationCount ? unsigned.bitCount() : bits - unsigned.bitLength();
        });
    }

    /** Rounds to a multiple of the last bit that is kept. */
    private static double shortened(Elementwise.ReducePrecision op, DType dtype, double x) {
        int exponentBits = dtype == DType.F64 ? 11 : dtype == DType.F16 ? 5 : 8;
        int smallest = 2 - (1 << exponentBits - 1);
        if (x == 0 || Double.isNaN(x) || Double.isInfinite(x)) {
            return x;
        }
        int exponent = Math.getExponent(x);
        int last = Math.max(exponent, smallest) - op.mantissaBits();
        boolean isTie = Math.abs(x) == StrictMath.scalb(1.5, exponent) && op.mantissaBits() == 0;
        double rounded = isTie && exponent >= smallest
                ? StrictMath.scalb(Math.signum(x), exponent + (exponent % 2 == 0 ? 1 : 0))
                : StrictMath.scalb(StrictMath.rint(StrictMath.scalb(x, -last)), last);
        if (op.exponentBits() >= exponentBits) {
            return rounded;
        }
        int bias = (1 << op.exponentBits() - 1) - 1;
        if (Math.abs(rounded) >= StrictMath.scalb(1.0, bias + 1)) {
            return StrictMath.copySign(Double.POSITIVE_INFINITY, x);
        }
        return Math.abs(rounded) < StrictMath.scalb(1.0, 1 - bias) ? StrictMath.copySign(0, x) : rounded;
    }

    private static HostArray select(HostArray predicate, HostArray x, HostArray y) {
        return Naive.replace(y, x, i -> predicate.getLong(i) != 0 ? i : -1);
    }

    private static HostArray cast(HostArray x, DType dtype) {
        if (!x.dtype().isFloating()) {
            return HostArray.fromLongs(dtype, x.shape(), x::getLong);
        }
        if (dtype.isFloating()) {
            return HostArray.fromDoubles(dtype, x.shape(), x::getDouble);
        }
        if (dtype.isBool()) {
            return HostArray.fromLongs(dtype, x.shape(), i -> x.getDouble(i) != 0 ? 1 : 0);
        }
        return HostArray.fromLongs(dtype, x.shape(), i -> {
            double value = x.getDouble(i);
            if (Double.isNaN(value)) {
                return 0;
            }
            return value <= Naive.lowest(dtype)
                    ? Naive.lowest(dtype)
                    : value >= Naive.highest(dtype) ? Naive.highest(dtype) : (long) value;
        });
    }

    private static HostArray power(HostArray x, int exponent) {
        if (x.dtype().isFloating()) {
            return HostArray.fromDoubles(x.dtype(), x.shape(), i -> StrictMath.pow(x.getDouble(i), exponent));
        }
        return HostArray.fromLongs(
                x.dtype(),
                x.shape(),
                i -> BigInteger.valueOf(x.getLong(i)).pow(exponent).longValue());
    }

    private static HostArray shift(Elementwise op, HostArray x, HostArray count) {
        int bits = x.dtype().bytes() * 8;
        var modulus = BigInteger.ONE.shiftLeft(bits);
        return HostArray.fromLongs(x.dtype(), x.shape(), i -> {
            var unsigned = BigInteger.valueOf(x.getLong(i)).mod(modulus);
            var signed = unsigned.testBit(bits - 1) ? unsigned.subtract(modulus) : unsigned;
            boolean inRange = count.getLong(i) >= 0 && count.getLong(i) < bits;
            int by = (int) count.getLong(i);
            if (op instanceof Elementwise.ShiftRightArithmetic) {
                return signed.shiftRight(inRange ? by : bits).longValue();
            }
            if (!inRange) {
                return 0;
            }
            return op instanceof Elementwise.ShiftLeft
                    ? unsigned.shiftLeft(by).longValue()
                    : unsigned.shiftRight(by).longValue();
        });
    }

    /** Finds the neighbours of half types among all bit patterns. */
    private static HostArray nextAfter(HostArray x, HostArray y) {
        return HostArray.fromDoubles(x.dtype(), x.shape(), i -> {
            double from = x.getDouble(i);
            double to = y.getDouble(i);
            if (from == to || Double.isNaN(from) || Double.isNaN(to)) {
                return from == to ? to : Double.NaN;
            }
            return switch (x.dtype()) {
                case F64 -> StrictMath.nextAfter(from, to);
                case F32 -> StrictMath.nextAfter((float) from, to);
                default -> neighbour(x.dtype(), from + 0.0, to > from);
            };
        });
    }

    private static double neighbour(DType dtype, double from, boolean up) {
        var sorted = requireNonNull(HALVES.get(dtype));
        var next = up ? sorted.higher(from) : sorted.lower(from);
        return requireNonNull(next);
    }

    private static NavigableSet<Double> halves(DType dtype) {
        var sorted = new TreeSet<Double>();
        var bytes = ByteBuffer.allocate(2 << 16).order(ByteOrder.nativeOrder());
        IntStream.range(0, 1 << 16).forEach(bits -> bytes.putShort(2 * bits, (short) bits));
        var all = HostArray.fromBytes(dtype, Shape.of(1 << 16), bytes);
        for (int i = 0; i < all.size(); i++) {
            if (!Double.isNaN(all.getDouble(i))) {
                sorted.add(all.getDouble(i) + 0.0); // one zero
            }
        }
        return sorted;
    }
}
