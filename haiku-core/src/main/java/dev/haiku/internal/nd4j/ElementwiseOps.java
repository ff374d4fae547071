package dev.haiku.internal.nd4j;

import static dev.haiku.array.DType.BF16;
import static dev.haiku.array.DType.BOOL;
import static dev.haiku.array.DType.F16;
import static dev.haiku.array.DType.F32;
import static dev.haiku.array.DType.F64;
import static dev.haiku.array.DType.I32;
import static dev.haiku.array.DType.I64;
import static dev.haiku.array.DType.U8;

import dev.haiku.array.DType;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.Slot;
import dev.haiku.internal.nd4j.LegacyOps.Family;
import dev.haiku.internal.nd4j.LegacyOps.Op;
import dev.haiku.ir.Elementwise;
import dev.haiku.ir.Elementwise.Cast;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Element-wise operations of {@code f32} and conversions.
 *
 * <p>Left to Java, since ND4J's are wrong there: {@code max} and {@code min} (drop NaN), {@code expm1} and {@code
 * log1p} (inaccurate near 0), {@code sign} of NaN, {@code asinh} of infinity, integer division (kills the JVM),
 * conversions to integers (do not saturate), and {@code erfc} (3 ulp). Left to Java, since vectorised loops are faster:
 * {@code exp log tanh logistic erf sqrt rsqrt}.
 */
final class ElementwiseOps {

    /**
     * When an operation is worth a native call.
     *
     * @param op the operation
     * @param smallest the least number of elements for which it is faster than Java
     * @param parallel the least number of elements that are worth the other cores
     */
    private record Row(Op op, int smallest, int parallel) {}

    private static final int CALL = 64;
    private static final int MUCH_MEMORY = 1 << 15;
    private static final int LARGE = 1 << 20;
    private static final int SLOW_LARGE = 1 << 16;

    private static final Map<Class<? extends Elementwise>, Row> ROWS = Map.ofEntries(
            slow(Elementwise.Sin.class, 27),
            slow(Elementwise.Cos.class, 22),
            slow(Elementwise.Asin.class, 31),
            slow(Elementwise.Acos.class, 30),
            slow(Elementwise.Atan.class, 32),
            slow(Elementwise.Sinh.class, 39),
            slow(Elementwise.Cosh.class, 40),
            slow(Elementwise.Acosh.class, 46),
            slow(Elementwise.Atanh.class, 52),
            slow(Elementwise.Round.class, 48),
            row(Elementwise.Floor.class, Family.SAME, 18, CALL, SLOW_LARGE),
            row(Elementwise.Ceil.class, Family.SAME, 17, CALL, SLOW_LARGE),
            row(Elementwise.Pow.class, Family.PAIR, 4, CALL, SLOW_LARGE),
            quick(Elementwise.Neg.class, Family.SAME, 3),
            quick(Elementwise.Abs.class, Family.SAME, 0),
            quick(Elementwise.Square.class, Family.SAME, 12),
            quick(Elementwise.Add.class, Family.PAIR, 0),
            quick(Elementwise.Sub.class, Family.PAIR, 6),
            quick(Elementwise.Mul.class, Family.PAIR, 3),
            quick(Elementwise.Div.class, Family.PAIR, 2),
            quick(Elementwise.Eq.class, Family.PAIR_BOOL, 0),
            quick(Elementwise.Ne.class, Family.PAIR_BOOL, 6),
            quick(Elementwise.Lt.class, Family.PAIR_BOOL, 2),
            quick(Elementwise.Le.class, Family.PAIR_BOOL, 11),
            quick(Elementwise.Gt.class, Family.PAIR_BOOL, 1),
            quick(Elementwise.Ge.class, Family.PAIR_BOOL, 4));

    private static final Row COPY = new Row(new Op(Family.ANY, 0), CALL, LARGE);

    private static final Map<DType, Set<DType>> CASTS = Map.of(
            F32, Set.of(F64, BF16, F16, BOOL),
            F64, Set.of(F32),
            BF16, Set.of(F32),
            F16, Set.of(F32),
            I32, Set.of(F32, F64, I64),
            I64, Set.of(F64),
            U8, Set.of(F32, I32),
            BOOL, Set.of(F32, I32));

    private ElementwiseOps() {}

    private static Map.Entry<Class<? extends Elementwise>, Row> slow(Class<? extends Elementwise> op, int number) {
        return row(op, Family.STRICT, number, CALL, SLOW_LARGE);
    }

    private static Map.Entry<Class<? extends Elementwise>, Row> quick(
            Class<? extends Elementwise> op, Family family, int number) {
        return row(op, family, number, MUCH_MEMORY, LARGE);
    }

    private static Map.Entry<Class<? extends Elementwise>, Row> row(
            Class<? extends Elementwise> op, Family family, int number, int smallest, int parallel) {
        return Map.entry(op, new Row(new Op(family, number), smallest, parallel));
    }

    /** {@return a kernel, or empty if Java's is right or faster} */
    static Optional<Kernel> prepare(Elementwise op, List<Slot> inputs, Slot result) {
        int size = result.size();
        return row(op, inputs).filter(row -> size >= row.smallest()).flatMap(row -> {
            var slots = new ArrayList<>(inputs);
            slots.add(result);
            return Nd4jLibrary.get().map(library -> LegacyOps.kernel(library, row.op(), slots, size >= row.parallel()));
        });
    }

    private static Optional<Row> row(Elementwise op, List<Slot> inputs) {
        var dtype = inputs.get(0).type().dtype();
        if (op instanceof Cast cast) {
            return CASTS.getOrDefault(dtype, Set.of()).contains(cast.dtype()) ? Optional.of(COPY) : Optional.empty();
        }
        return dtype == F32 ? Optional.ofNullable(ROWS.get(op.getClass())) : Optional.empty();
    }
}
