package dev.haiku.internal.llvm;

import dev.haiku.ir.Var;
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

    private final SlidingProduct product;
    private final String name;
    private final int lanes;
    private final int tileRows;
    private final int tileColumns;
    private final int partSegments;
    private final TileLoops loops;
    private final Code code;
    private final String starts; // the registers with the addresses of where patches start, and of the copy
    private final String copy;

    SlidingKernel(SlidingProduct product, String name, VectorUnit unit) {
        this.product = product;
        this.name = name;
        this.lanes = unit.lanes(product.dtype());
        this.tileRows = (int) Math.min(Tiling.MOST_ROWS, product.rows());
        int vectors = Math.max(1, unit.accumulators() / tileRows);
        this.tileColumns = Math.min(Units.ceilDiv(product.columns(), lanes), vectors) * lanes;
        this.partSegments = Math.max(1, LONGEST_PART / product.length());
        var element = Lanes.element(product.dtype());
        this.loops = new TileLoops(name, element);
        this.code = loops.code();
        this.starts = loops.reserve(MOST_PIXELS, "i64");
        int copied = Math.min(partSegments, product.segments().size()) * product.length();
        this.copy = loops.reserve((long) copied * tileColumns, element);
    }

    /** Registers: the addresses of the input, of the kernel and the result at the unit's columns, and its pixels. */
    private record Unit(String input, String kernel, String result, String count) {}

    KernelText write(int threads, Function<Code, Memory> memory) {
        int columnBlocks = Units.ceilDiv(product.columns(), tileColumns);
        int pixels = pixelsOfUnit(columnBlocks, threads);
        var places = memory.apply(code);
        var column = code.emit(Code.ROW, "urem i64 %unit, " + columnBlocks);
        var block = code.emit(Code.ROW, "udiv i64 %unit, " + columnBlocks);
        var first = Product.scaled(code, block, pixels);
        var unit = unit(places, column, first, pixels);
        var head = code.take(Code.ROW) + findStarts(first, unit.count());
        var body = loops.columns(column, product.columns(), tileColumns, columns -> parts(unit, columns));
        var tables = table("inputs", SlidingProduct.Segment::input) + table("kernels", SlidingProduct.Segment::kernel);
        long units = (long) Units.ceilDiv(product.rows(), pixels) * columnBlocks;
        return loops.close(tables, head + body, units, product.work());
    }

    private int pixelsOfUnit(int columnBlocks, int threads) {
        long wanted = threads == 1 ? 1 : Units.ceilDiv(Units.PER_THREAD * threads, columnBlocks);
        long pixels = Math.min(MOST_PIXELS, Units.ceilDiv(product.rows(), wanted));
        return Units.ceilDiv(pixels, tileRows) * tileRows;
    }

    private Unit unit(Memory places, String column, String first, int pixels) {
        var inputs = product.equation().inputs();
        var rest = code.emit(Code.ROW, "sub i64 " + product.rows() + ", " + first);
        var firstColumn = Product.scaled(code, column, tileColumns);
        return new Unit(
                places.place((Var) inputs.get(0)),
                loops.moved(places.place((Var) inputs.get(1)), firstColumn, product.columnStride()),
                loops.moved(loops.moved(places.place(product.result()), first, product.columns()), firstColumn, 1),
                loops.least(rest, pixels));
    }

    private String table(String stem, ToLongFunction<SlidingProduct.Segment> part) {
        var values = product.segments().stream()
                .map(segment -> "i64 " + part.applyAsLong(segment))
                .collect(Collectors.joining(", "));
        return tableName(stem) + " = internal constant [" + product.segments().size() + " x i64] [" + values + "]\n";
    }

    /** {@return the code that finds where the patches of a unit's pixels start} */
    private String findStarts(String first, String count) {
        return loops.loop("pixel", count, 1, pixel -> {
            var rest = code.emit(Code.ROW, "add i64 " + first + ", " + pixel);
            var sum = "0";
            for (int i = product.pixels().size() - 1; i >= 0; i--) {
                var axis = product.pixels().get(i);
                var index = i == 0 ? rest : code.emit(Code.ROW, "urem i64 " + rest + ", " + axis.size());
                rest = i == 0 ? rest : code.emit(Code.ROW, "udiv i64 " + rest + ", " + axis.size());
                var step = Product.scaled(code, index, axis.stride());
                sum = code.emit(Code.ROW, "add i64 " + sum + ", " + step);
            }
            code.line(Code.ROW, "store i64 " + sum + ", ptr " + number(starts, pixel));
            return code.take(Code.ROW);
        });
    }

    private String parts(Unit unit, int columns) {
        int all = product.segments().size();
        return loops.loop("segment", String.valueOf(all), partSegments, segment -> {
            var rest = code.emit(Code.ROW, "sub i64 " + all + ", " + segment);
            var count = loops.least(rest, partSegments);
            var isLater = code.emit(Code.ROW, "icmp ne i64 " + segment + ", 0");
            var inputs = number(tableName("inputs"), segment);
            var kernels = number(tableName("kernels"), segment);
            var head = code.take(Code.ROW) + copies(unit, columns, kernels, count);
            var arguments = ", ptr " + inputs + ", i64 " + count + ", i1 " + isLater + ")";
            return head
                    + loops.rows(
                            unit.count(),
                            tileRows,
                            product.rows(),
                            (row, rows) -> call(unit, row, rows, columns, arguments));
        });
    }

    private String copies(Unit unit, int columns, String kernels, String count) {
        var writer =
                new ColumnsCopy(product.dtype(), lanes, product.depthStride(), product.columnStride(), tileColumns);
        var copier = loops.define("copy_" + columns, key -> writer.text(key, columns));
        return loops.loop("copied", count, 1, segment -> {
            var offset = code.emit(Code.ROW, "load i64, ptr " + number(kernels, segment));
            var source = loops.moved(unit.kernel(), offset, 1);
            var target = loops.moved(copy, segment, (long) product.length() * tileColumns);
            code.line(
                    Code.ROW,
                    "call void @" + copier + "(ptr " + source + ", ptr " + target + ", i64 " + product.length() + ")");
            return code.take(Code.ROW);
        });
    }

    private void call(Unit unit, String row, int rows, int columns, String arguments) {
        var tile = loops.define(
                "tile_" + rows + "x" + columns,
                key -> new SlidingTile(product, lanes, rows, columns, tileColumns).text(key));
        var start = number(starts, row);
        var result = loops.moved(unit.result(), row, product.columns());
        code.line(
                Code.ROW,
                "call void @" + tile + "(ptr " + unit.input() + ", ptr " + copy + ", ptr " + result + ", ptr " + start
                        + arguments);
    }

    private String tableName(String stem) {
        return "@" + Llvm.PREFIX + name + "_" + stem;
    }

    /** Writes the address of a number in a list of them. {@return the register} */
    private String number(String list, String index) {
        return code.emit(Code.ROW, "getelementptr inbounds i64, ptr " + list + ", i64 " + index);
    }
}
