package dev.haiku.internal.llvm;

import dev.haiku.ir.Var;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Writes the kernel of a {@link SlidingProduct}: as {@link TiledProduct}, but rows of the left matrix start where a list
 * says, and go on in segments.
 */
final class SlidingKernel {

    /** The most elements of a column that are copied at once. */
    private static final int LONGEST_PART = 512;

    /** The most pixels of a unit. */
    private static final int MOST_PIXELS = 256;

    private static final int MOST_ROWS = 8;

    private final SlidingProduct product;
    private final String name;
    private final int lanes;
    private final int tileRows;
    private final int tileColumns;
    private final int partSegments;
    private final Code code = new Code();
    private final FunctionText function = new FunctionText(code);
    private final Map<String, String> functions = new LinkedHashMap<>();
    private final String starts;
    private final String copy;

    SlidingKernel(SlidingProduct product, String name, VectorUnit unit) {
        this.product = product;
        this.name = name;
        this.lanes = unit.lanes(product.dtype());
        int wide = Units.ceilDiv(product.columns(), lanes);
        this.tileRows = (int) Math.min(MOST_ROWS, product.rows());
        int vectors = Math.min(wide, Math.max(1, unit.accumulators() / tileRows));
        this.tileColumns = vectors * lanes;
        this.partSegments = Math.max(1, LONGEST_PART / product.length());
        this.starts = function.reserve("[" + MOST_PIXELS + " x i64]");
        int copied = Math.min(partSegments, product.segments().size()) * product.length() * tileColumns;
        this.copy = function.reserve("[" + copied + " x " + element() + "]");
    }

    private String element() {
        return Lanes.element(product.dtype());
    }

    KernelText write(int threads, Function<Code, Memory> memory) {
        int columnBlocks = Units.ceilDiv(product.columns(), tileColumns);
        int pixels = pixelsOfUnit(columnBlocks, threads);
        long units = (long) Units.ceilDiv(product.rows(), pixels) * columnBlocks;
        var places = memory.apply(code);
        var input = places.place((Var) product.equation().inputs().get(0));
        var kernel = places.place((Var) product.equation().inputs().get(1));
        var result = places.place(product.result());
        var column = code.emit(Code.ROW, "urem i64 %unit, " + columnBlocks);
        var block = code.emit(Code.ROW, "udiv i64 %unit, " + columnBlocks);
        var first = Product.scaled(code, block, pixels);
        var rest = code.emit(Code.ROW, "sub i64 " + product.rows() + ", " + first);
        var count = code.emit(Code.ROW, "call i64 @llvm.smin.i64(i64 " + rest + ", i64 " + pixels + ")");
        var firstColumn = Product.scaled(code, column, tileColumns);
        var unit = new Unit(
                input,
                moved(kernel, firstColumn, product.columnStride()),
                moved(moved(result, first, product.columns()), firstColumn, 1),
                count);
        var body = new StringBuilder(code.take(Code.ROW)).append(findStarts(first, count));
        int whole = product.columns() / tileColumns;
        if (whole > 0) {
            body.append(when("icmp slt i64 " + column + ", " + whole, parts(unit, tileColumns)));
        }
        if (whole < columnBlocks) {
            int odd = product.columns() - whole * tileColumns;
            body.append(when("icmp eq i64 " + column + ", " + whole, parts(unit, odd)));
        }
        var text = function.close(name, function.loop("%unit", "%lo", "%hi", 1, body.toString()));
        return new KernelText(
                name,
                table("inputs", SlidingProduct.Segment::input)
                        + table("kernels", SlidingProduct.Segment::kernel)
                        + String.join("", functions.values())
                        + text,
                units,
                product.work(),
                Set.of());
    }

    /** Registers: the addresses of the input, of the kernel and the result at the unit's columns, and its pixels. */
    private record Unit(String input, String kernel, String result, String count) {}

    private int pixelsOfUnit(int columnBlocks, int threads) {
        int wanted = threads == 1 ? 1 : Units.ceilDiv(4L * threads, columnBlocks);
        long pixels = Math.min(MOST_PIXELS, Units.ceilDiv(product.rows(), wanted));
        return Units.ceilDiv(pixels, tileRows) * tileRows;
    }

    private String table(String stem, ToLongFunction<SlidingProduct.Segment> part) {
        var values = product.segments().stream()
                .map(segment -> "i64 " + part.applyAsLong(segment))
                .collect(Collectors.joining(", "));
        return "@" + Llvm.PREFIX + name + "_" + stem + " = internal constant ["
                + product.segments().size() + " x i64] [" + values + "]\n";
    }

    /** {@return the code that finds where the patches of a unit's pixels start} */
    private String findStarts(String first, String count) {
        var pixel = "%" + code.fresh("pixel");
        var rest = code.emit(Code.ROW, "add i64 " + first + ", " + pixel);
        var sum = "0";
        List<SlidingProduct.PixelAxis> axes = product.pixels();
        for (int i = axes.size() - 1; i >= 0; i--) {
            int size = axes.get(i).size();
            var index = i == 0 ? rest : code.emit(Code.ROW, "urem i64 " + rest + ", " + size);
            rest = i == 0 ? rest : code.emit(Code.ROW, "udiv i64 " + rest + ", " + size);
            var step = Product.scaled(code, index, axes.get(i).stride());
            sum = code.emit(Code.ROW, "add i64 " + sum + ", " + step);
        }
        var place = code.emit(Code.ROW, "getelementptr inbounds i64, ptr " + starts + ", i64 " + pixel);
        code.line(Code.ROW, "store i64 " + sum + ", ptr " + place);
        return function.loop(pixel, "0", count, 1, code.take(Code.ROW));
    }

    private String parts(Unit unit, int columns) {
        int all = product.segments().size();
        var segment = "%" + code.fresh("segment");
        var rest = code.emit(Code.ROW, "sub i64 " + all + ", " + segment);
        var count = code.emit(Code.ROW, "call i64 @llvm.smin.i64(i64 " + rest + ", i64 " + partSegments + ")");
        var isLater = code.emit(Code.ROW, "icmp ne i64 " + segment + ", 0");
        var inputs = segmentsFrom("inputs", segment);
        var kernels = segmentsFrom("kernels", segment);
        var copier = define("copy_" + columns, key -> new SlidingCopy(product, lanes, tileColumns).text(key, columns));
        code.line(
                Code.ROW,
                "call void @" + copier + "(ptr " + unit.kernel() + ", ptr " + copy + ", ptr " + kernels + ", i64 "
                        + count + ")");
        var arguments = ", ptr " + inputs + ", i64 " + count + ", i1 " + isLater + ")";
        var head = code.take(Code.ROW);
        return function.loop(segment, "0", String.valueOf(all), partSegments, head + rows(unit, columns, arguments));
    }

    private String rows(Unit unit, int columns, String arguments) {
        var odd = code.emit(Code.ROW, "urem i64 " + unit.count() + ", " + tileRows);
        var end = code.emit(Code.ROW, "sub i64 " + unit.count() + ", " + odd);
        var head = code.take(Code.ROW);
        var row = "%" + code.fresh("row");
        call(unit, row, tileRows, columns, arguments);
        var text = new StringBuilder(head).append(function.loop(row, "0", end, tileRows, code.take(Code.ROW)));
        int rest = (int) (product.rows() % tileRows);
        if (rest > 0) {
            call(unit, end, rest, columns, arguments);
            var call = code.take(Code.ROW);
            text.append(when("icmp ne i64 " + odd + ", 0", call));
        }
        return text.toString();
    }

    private void call(Unit unit, String row, int rows, int columns, String arguments) {
        var tile = define(
                "tile_" + rows + "x" + columns,
                key -> new SlidingTile(product, lanes, rows, columns, tileColumns).text(key));
        var start = code.emit(Code.ROW, "getelementptr inbounds i64, ptr " + starts + ", i64 " + row);
        var result = moved(unit.result(), row, product.columns());
        code.line(
                Code.ROW,
                "call void @" + tile + "(ptr " + unit.input() + ", ptr " + copy + ", ptr " + result + ", ptr " + start
                        + arguments);
    }

    private String segmentsFrom(String stem, String segment) {
        return code.emit(
                Code.ROW, "getelementptr inbounds i64, ptr @" + Llvm.PREFIX + name + "_" + stem + ", i64 " + segment);
    }

    private String define(String stem, Function<String, String> writer) {
        var callee = Llvm.PREFIX + name + "_" + stem;
        functions.computeIfAbsent(callee, writer);
        return callee;
    }

    private String when(String condition, String body) {
        var register = code.emit(Code.ROW, condition);
        return code.take(Code.ROW) + function.when(register, body);
    }

    private String moved(String start, String steps, long stride) {
        var offset = Product.scaled(code, steps, stride);
        return code.emit(Code.ROW, "getelementptr inbounds " + element() + ", ptr " + start + ", i64 " + offset);
    }
}
