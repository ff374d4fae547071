package dev.haiku.internal.llvm;

import dev.haiku.array.DType;
import dev.haiku.internal.exec.Factor;
import java.util.Set;
import java.util.function.Function;

/**
 * Writes the kernel of a batch of matrix products that no code of our own is for: calls of OpenBLAS, each for a part of
 * one matrix.
 *
 * <p>A unit is a part of a product's columns, or of its rows where there are more of those; so all threads work on one product.
 */
final class ProductCall {

    /** Parts are multiples of this, which the inner loops of OpenBLAS like. */
    private static final int GRAIN = 16;

    private final Product product;
    private final Factor left;
    private final Factor right;

    ProductCall(Product product) {
        this.product = product;
        this.left = product.left();
        this.right = product.right();
    }

    KernelText write(String name, int threads, Function<Code, Memory> memory) {
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
        return new KernelText(name, function.close(name, body), matrices * parts, product.work(), Set.of());
    }

    private void call(Code code, Memory places, String matrix, boolean byColumns, String start, String length) {
        int n = right.columns();
        var a = product.startOfLeft(code, places, matrix);
        var b = product.startOfRight(code, places, matrix);
        var c = product.startOfResult(code, places, matrix);
        if (byColumns) {
            b = product.pointer(code, b, Product.scaled(code, start, right.isTransposed() ? right.leading() : 1));
            c = product.pointer(code, c, start);
        } else {
            a = product.pointer(code, a, Product.scaled(code, start, left.isTransposed() ? 1 : left.leading()));
            c = product.pointer(code, c, Product.scaled(code, start, n));
        }
        var small = code.emit(Code.ROW, "trunc i64 " + length + " to i32");
        var type = product.element();
        var one = Lanes.literal(product.dtype(), 1.0);
        var zero = Lanes.literal(product.dtype(), 0.0);
        code.line(
                Code.ROW,
                String.join(
                        ", ",
                        "call void @cblas_" + (product.dtype() == DType.F32 ? "s" : "d") + "gemm(i32 101",
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
}
