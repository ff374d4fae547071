package dev.haiku.internal.llvm;

import dev.haiku.array.DType;
import dev.haiku.internal.exec.Factor;
import dev.haiku.ir.Contraction.DotGeneral;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Var;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Writes the kernel of a batch of matrix products: calls of OpenBLAS, each for a part of one matrix.
 *
 * <p>A unit is a part of a product's columns, or of its rows where there are more of those; so all threads work on one product.
 */
final class ProductCall {

    /** Parts are multiples of this, which the inner loops of OpenBLAS like. */
    private static final int GRAIN = 16;

    private final Equation equation;
    private final Factor left;
    private final Factor right;

    private ProductCall(Equation equation, Factor left, Factor right) {
        this.equation = equation;
        this.left = left;
        this.right = right;
    }

    static boolean accepts(Equation equation) {
        return equation.op() instanceof DotGeneral && find(equation).isPresent();
    }

    /** The order of the contracted axes is free as long as both operands have the same. */
    private static Optional<ProductCall> find(Equation equation) {
        var op = (DotGeneral) equation.op();
        var dtype = equation.outputs().get(0).type().dtype();
        if (dtype != DType.F32 && dtype != DType.F64) {
            return Optional.empty();
        }
        return List.of(op.lhsContract(), op.rhsContract()).stream()
                .map(order -> find(equation, op, order))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<ProductCall> find(Equation equation, DotGeneral op, List<Integer> sortBy) {
        var order = IntStream.range(0, sortBy.size())
                .boxed()
                .sorted(Comparator.comparing(sortBy::get))
                .toList();
        var lhs = equation.inputs().get(0).type().shape();
        var rhs = equation.inputs().get(1).type().shape();
        var left = Factor.of(
                lhs,
                op.lhsBatch(),
                op.lhsFree(lhs.rank()),
                order.stream().map(op.lhsContract()::get).toList());
        var right = Factor.of(
                rhs, op.rhsBatch(), order.stream().map(op.rhsContract()::get).toList(), op.rhsFree(rhs.rank()));
        return left.isMatrix() && right.isMatrix()
                ? Optional.of(new ProductCall(equation, left, right))
                : Optional.empty();
    }

    /** {@return the kernel of a product, whose operands lie where {@code memory} says} */
    static KernelText write(Equation equation, String name, int threads, Function<Code, Memory> memory) {
        return find(equation).orElseThrow().write(name, threads, memory);
    }

    private KernelText write(String name, int threads, Function<Code, Memory> memory) {
        var code = new Code();
        var function = new FunctionText(code);
        var places = memory.apply(code);
        long matrices = left.batch().size();
        boolean byColumns = right.columns() >= left.rows();
        long extent = byColumns ? right.columns() : left.rows();
        long parts = matrices >= threads ? 1 : Math.max(1, Math.min(threads, extent / GRAIN));
        long chunk = ((extent + parts - 1) / parts + GRAIN - 1) / GRAIN * GRAIN;
        parts = (extent + chunk - 1) / chunk;
        var matrix = code.emit(Code.ROW, "udiv i64 %unit, " + parts);
        var part = code.emit(Code.ROW, "urem i64 %unit, " + parts);
        var start = code.emit(Code.ROW, "mul i64 " + part + ", " + chunk);
        var rest = code.emit(Code.ROW, "sub i64 " + extent + ", " + start);
        var length = code.emit(Code.ROW, "call i64 @llvm.smin.i64(i64 " + rest + ", i64 " + chunk + ")");
        call(code, places, matrix, byColumns, start, length);
        var body = function.loop("%unit", "%lo", "%hi", 1, code.take(Code.ROW));
        return new KernelText(name, function.close(name, body), matrices * parts, work(), Set.of());
    }

    private void call(Code code, Memory places, String matrix, boolean byColumns, String start, String length) {
        int n = right.columns();
        long rowsOfResult = left.rows();
        var a = pointer(code, places.place((Var) equation.inputs().get(0)), offset(code, left, matrix));
        var b = pointer(code, places.place((Var) equation.inputs().get(1)), offset(code, right, matrix));
        var c = pointer(
                code,
                places.place(equation.outputs().get(0)),
                code.emit(Code.ROW, "mul i64 " + matrix + ", " + rowsOfResult * n));
        if (byColumns) {
            b = pointer(code, b, scaled(code, start, right.isTransposed() ? right.leading() : 1));
            c = pointer(code, c, start);
        } else {
            a = pointer(code, a, scaled(code, start, left.isTransposed() ? 1 : left.leading()));
            c = pointer(code, c, scaled(code, start, n));
        }
        var small = code.emit(Code.ROW, "trunc i64 " + length + " to i32");
        var type = element();
        var one = Lanes.literal(dtype(), 1.0);
        var zero = Lanes.literal(dtype(), 0.0);
        code.line(
                Code.ROW,
                String.join(
                        ", ",
                        "call void @cblas_" + (dtype() == DType.F32 ? "s" : "d") + "gemm(i32 101",
                        "i32 " + (left.isTransposed() ? 112 : 111),
                        "i32 " + (right.isTransposed() ? 112 : 111),
                        "i32 " + (byColumns ? String.valueOf(left.rows()) : small),
                        "i32 " + (byColumns ? small : String.valueOf(n)),
                        "i32 " + left.columns(),
                        type + " " + one,
                        "ptr " + a,
                        "i32 " + left.leading(),
                        "ptr " + b,
                        "i32 " + right.leading(),
                        type + " " + zero,
                        "ptr " + c,
                        "i32 " + n + ")"));
    }

    /** Where the matrix of that row-major index in the batch starts. */
    private static String offset(Code code, Factor factor, String matrix) {
        var rest = matrix;
        var sum = "0";
        for (int axis = factor.batch().rank() - 1; axis >= 0; axis--) {
            int size = factor.batch().dim(axis);
            var index = axis == 0 ? rest : code.emit(Code.ROW, "urem i64 " + rest + ", " + size);
            rest = axis == 0 ? rest : code.emit(Code.ROW, "udiv i64 " + rest + ", " + size);
            var step = scaled(code, index, factor.batchStrides().get(axis));
            sum = code.emit(Code.ROW, "add i64 " + sum + ", " + step);
        }
        return sum;
    }

    private static String scaled(Code code, String index, long factor) {
        return code.emit(Code.ROW, "mul i64 " + index + ", " + factor);
    }

    private String pointer(Code code, String start, String offset) {
        return code.emit(Code.ROW, "getelementptr inbounds " + element() + ", ptr " + start + ", i64 " + offset);
    }

    private DType dtype() {
        return equation.outputs().get(0).type().dtype();
    }

    private String element() {
        return Lanes.element(dtype());
    }

    /** One multiplication of many in a product takes about an eighth of what another element takes. */
    private long work() {
        return (long) left.rows()
                * left.columns()
                * right.columns()
                * left.batch().size()
                / 8;
    }
}
