package dev.haiku.internal.llvm;

import dev.haiku.array.DType;
import dev.haiku.ir.Elementwise;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.RuleTable;
import java.util.List;
import java.util.function.Predicate;

/** How each element-wise primitive is written, one row each. */
final class ElementRules {

    private interface Rule {
        String write(Operation operation);
    }

    /** A rule, and the types of the first operand that it serves. */
    private record Row(Predicate<DType> serves, Rule rule) {}

    private static final RuleTable<Row> ROWS = new RuleTable<>("native code");

    static {
        arithmetic();
        comparisons();
        bits();
        choices();
        functions();
    }

    private ElementRules() {}

    private static void put(Class<? extends Primitive> op, Predicate<DType> serves, Rule rule) {
        ROWS.put(op, new Row(serves, rule));
    }

    private static void number(Class<? extends Primitive> op, String floating, String integer) {
        put(op, dtype -> !dtype.isBool(), o -> o.binary(o.isFloating() ? floating : integer));
    }

    private static void arithmetic() {
        number(Elementwise.Add.class, "fadd", "add");
        number(Elementwise.Sub.class, "fsub", "sub");
        number(Elementwise.Mul.class, "fmul", "mul");
        put(Elementwise.Div.class, DType::isFloating, o -> o.binary("fdiv"));
        put(Elementwise.Rem.class, DType::isFloating, o -> o.binary("frem"));
        extreme(Elementwise.Max.class, "maximum", "max");
        extreme(Elementwise.Min.class, "minimum", "min");
        put(Elementwise.Neg.class, d -> !d.isBool(), ElementRules::negative);
        put(Elementwise.Abs.class, d -> !d.isBool(), ElementRules::absolute);
        put(Elementwise.Sign.class, DType::isFloating, ElementRules::sign);
        put(
                Elementwise.Square.class,
                d -> !d.isBool(),
                o -> times(o, o.arg(0).name(), o.arg(0).name()));
        put(Elementwise.IntegerPow.class, DType::isFloating, ElementRules::power);
        put(Elementwise.Sqrt.class, DType::isFloating, o -> o.intrinsic("sqrt", 1));
        put(Elementwise.Rsqrt.class, DType::isFloating, ElementRules::inverseRoot);
        put(Elementwise.Floor.class, DType::isFloating, o -> o.intrinsic("floor", 1));
        put(Elementwise.Ceil.class, DType::isFloating, o -> o.intrinsic("ceil", 1));
    }

    private static void extreme(Class<? extends Primitive> op, String floating, String integer) {
        put(
                op,
                dtype -> !dtype.isBool(),
                o -> o.intrinsic(o.isFloating() ? floating : (o.isUnsigned() ? "u" : "s") + integer, 2));
    }

    private static String times(Operation o, String a, String b) {
        return o.emit((o.isFloating() ? "fmul " : "mul ") + Lanes.of(o.in()) + " " + a + ", " + b);
    }

    private static String negative(Operation o) {
        return o.isFloating()
                ? o.emit("fneg " + o.arg(0).typed())
                : o.emit("sub " + Lanes.of(o.in()) + " zeroinitializer, "
                        + o.arg(0).name());
    }

    private static String absolute(Operation o) {
        if (o.isUnsigned()) {
            return o.arg(0).name();
        }
        if (o.isFloating()) {
            return o.intrinsic("fabs", 1);
        }
        var negated = negative(o);
        var isNegative = o.emit("icmp slt " + o.arg(0).typed() + ", zeroinitializer");
        return select(o, isNegative, negated, o.arg(0).name(), o.in());
    }

    /** NaN and zeros keep themselves. */
    private static String sign(Operation o) {
        var x = o.arg(0);
        var greater = o.emit("fcmp ogt " + x.typed() + ", zeroinitializer");
        var less = o.emit("fcmp olt " + x.typed() + ", zeroinitializer");
        var positive = select(o, greater, o.constant(1), x.name(), o.in());
        return select(o, less, o.constant(-1), positive, o.in());
    }

    private static String select(Operation o, String condition, String onTrue, String onFalse, DType dtype) {
        var type = Lanes.of(dtype);
        return o.emit(
                "select " + Lanes.MASK + " " + condition + ", " + type + " " + onTrue + ", " + type + " " + onFalse);
    }

    /** By repeated squaring. */
    private static String power(Operation o) {
        int exponent = ((Elementwise.IntegerPow) o.op()).exponent();
        var square = o.arg(0).name();
        var result = o.constant(1);
        boolean isOne = true;
        for (int n = Math.abs(exponent); n > 0; n >>= 1) {
            if ((n & 1) == 1) {
                result = isOne ? square : times(o, result, square);
                isOne = false;
            }
            if (n > 1) {
                square = times(o, square, square);
            }
        }
        return exponent < 0 ? o.emit("fdiv " + Lanes.of(o.in()) + " " + o.constant(1) + ", " + result) : result;
    }

    private static String inverseRoot(Operation o) {
        var root = o.intrinsic("sqrt", 1);
        return o.emit("fdiv " + Lanes.of(o.in()) + " " + o.constant(1) + ", " + root);
    }

    private static void comparisons() {
        comparison(Elementwise.Eq.class, "oeq", "eq", "eq");
        comparison(Elementwise.Ne.class, "une", "ne", "ne");
        comparison(Elementwise.Lt.class, "olt", "slt", "ult");
        comparison(Elementwise.Le.class, "ole", "sle", "ule");
        comparison(Elementwise.Gt.class, "ogt", "sgt", "ugt");
        comparison(Elementwise.Ge.class, "oge", "sge", "uge");
        put(Elementwise.IsFinite.class, DType::isFloating, ElementRules::isFinite);
    }

    private static void comparison(Class<? extends Primitive> op, String floating, String signed, String unsigned) {
        put(
                op,
                dtype -> true,
                o -> o.binary(
                        o.isFloating()
                                ? "fcmp " + floating
                                : "icmp " + (o.isUnsigned() || o.in().isBool() ? unsigned : signed)));
    }

    private static String isFinite(Operation o) {
        var magnitude = o.intrinsic("fabs", 1);
        return o.emit("fcmp olt " + Lanes.of(o.in()) + " " + magnitude + ", " + o.constant(Double.POSITIVE_INFINITY));
    }

    private static void bits() {
        put(Elementwise.And.class, dtype -> true, o -> o.binary("and"));
        put(Elementwise.Or.class, dtype -> true, o -> o.binary("or"));
        put(Elementwise.Xor.class, dtype -> true, o -> o.binary("xor"));
        put(Elementwise.Not.class, dtype -> true, ElementRules::complement);
        put(Elementwise.ShiftLeft.class, dtype -> true, o -> shift(o, "shl", false));
        put(Elementwise.ShiftRightLogical.class, dtype -> true, o -> shift(o, "lshr", false));
        put(Elementwise.ShiftRightArithmetic.class, dtype -> true, o -> shift(o, "ashr", true));
    }

    private static String complement(Operation o) {
        var ones = Lanes.splat(Lanes.element(o.in()), o.in().isBool() ? "true" : "-1");
        return o.emit("xor " + o.arg(0).typed() + ", " + ones);
    }

    /** A shift by the number of bits or more leaves nothing, or the sign alone. */
    private static String shift(Operation o, String instruction, boolean keepsSign) {
        int bits = 8 * o.in().bytes();
        var most = Lanes.splat(Lanes.element(o.in()), String.valueOf(bits - 1));
        var fits = o.emit("icmp ule " + o.arg(1).typed() + ", " + most);
        var amount = select(o, fits, o.arg(1).name(), most, o.in());
        var shifted = o.emit(instruction + " " + o.arg(0).typed() + ", " + amount);
        return keepsSign ? shifted : select(o, fits, shifted, "zeroinitializer", o.in());
    }

    private static void choices() {
        put(
                Elementwise.Select.class,
                dtype -> true,
                o -> select(o, o.arg(0).name(), o.arg(1).name(), o.arg(2).name(), o.dtype()));
        put(Elementwise.Clamp.class, DType::isFloating, ElementRules::clamp);
        put(Elementwise.Cast.class, dtype -> true, o -> Casts.write(o, o.arg(0), o.dtype()));
        put(
                Elementwise.Bitcast.class,
                dtype -> !dtype.isBool(),
                o -> o.emit("bitcast " + o.arg(0).typed() + " to " + Lanes.of(o.dtype())));
        put(Elementwise.StopGradient.class, dtype -> true, o -> o.arg(0).name());
        put(Elementwise.OptimizationBarrier.class, dtype -> true, o -> o.arg(0).name());
    }

    private static String clamp(Operation o) {
        var raised = new Value(
                new Operation(o.code(), o.level(), o.op(), List.of(o.arg(1), o.arg(0)), o.dtype())
                        .intrinsic("maximum", 2),
                o.dtype(),
                o.level());
        return new Operation(o.code(), o.level(), o.op(), List.of(raised, o.arg(2)), o.dtype()).intrinsic("minimum", 2);
    }

    /** Those that the mathematical library computes; served where it has a function for the type. */
    private static void functions() {
        function(Elementwise.Exp.class, "exp");
        function(Elementwise.Expm1.class, "expm1");
        function(Elementwise.Log.class, "log");
        function(Elementwise.Log1p.class, "log1p");
        function(Elementwise.Tanh.class, "tanh");
        function(Elementwise.Logistic.class, "logistic");
        function(Elementwise.Erf.class, "erf");
        function(Elementwise.Erfc.class, "erfc");
        function(Elementwise.ErfInv.class, "erfinv");
        function(Elementwise.Sin.class, "sin");
        function(Elementwise.Cos.class, "cos");
        function(Elementwise.Tan.class, "tan");
        function(Elementwise.Asin.class, "asin");
        function(Elementwise.Acos.class, "acos");
        function(Elementwise.Atan.class, "atan");
        function(Elementwise.Sinh.class, "sinh");
        function(Elementwise.Cosh.class, "cosh");
        function(Elementwise.Asinh.class, "asinh");
        function(Elementwise.Acosh.class, "acosh");
        function(Elementwise.Atanh.class, "atanh");
        function(Elementwise.Cbrt.class, "cbrt");
        function(Elementwise.Pow.class, "pow");
        function(Elementwise.Atan2.class, "atan2");
        put(Elementwise.Round.class, DType::isFloating, o -> o.intrinsic("roundeven", 1));
    }

    private static void function(Class<? extends Primitive> op, String name) {
        put(op, dtype -> dtype.isFloating() && MathLibrary.has(MathLibrary.name(name, dtype)), o -> o.math(name));
    }

    /** {@return whether code can be written for an element-wise equation} */
    static boolean accepts(Equation equation) {
        var op = equation.op();
        if (!(op instanceof Elementwise) || !ROWS.has(op.getClass())) {
            return false;
        }
        if (op instanceof Elementwise.Bitcast bitcast && bitcast.dtype().isBool()) {
            return false;
        }
        return ROWS.of(op).serves().test(equation.inputs().get(0).type().dtype());
    }

    /** {@return the elements of a result, from those of the operands at the same indices} */
    static Value compute(Elements elements, Equation equation, List<Index> index) {
        var args = equation.inputs().stream()
                .map(input -> elements.at(input, index))
                .toList();
        int level = args.stream().mapToInt(Value::level).max().orElse(Code.CALL);
        var dtype = equation.outputs().get(0).type().dtype();
        var operation = new Operation(elements.code(), level, equation.op(), args, dtype);
        return new Value(ROWS.of(equation.op()).rule().write(operation), dtype, level);
    }
}
