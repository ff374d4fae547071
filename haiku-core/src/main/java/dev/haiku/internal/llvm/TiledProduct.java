package dev.haiku.internal.llvm;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Writes the kernel of a batch of matrix products as loops over tiles of the results. */
final class TiledProduct {

    private final Product product;
    private final Tiling tiling;
    private final String name;
    private final Code code = new Code();
    private final FunctionText function = new FunctionText(code);
    private final Map<String, String> functions = new LinkedHashMap<>();
    private final String copy; // the register with the address of the copy

    TiledProduct(Product product, Tiling tiling, String name) {
        this.product = product;
        this.tiling = tiling;
        this.name = name;
        int copied = tiling.longestPart() * tiling.tileColumns();
        this.copy = tiling.copy().isPresent() ? function.reserve("[" + copied + " x " + product.element() + "]") : "";
    }

    /** Registers: the addresses of the operands and the result where a block starts, its rows, and the part of sums. */
    private record Block(String left, String right, String result, String rows, String depth, String isLater) {

        Block part(String left, String right, String depth, String isLater) {
            return new Block(left, right, result, rows, depth, isLater);
        }

        Block columns(String right, String result) {
            return new Block(left, right, result, rows, depth, isLater);
        }
    }

    KernelText write(int threads, Function<Code, Memory> memory) {
        var units = Units.of(product, tiling, threads);
        var places = memory.apply(code);
        var column = code.emit(Code.ROW, "urem i64 %unit, " + units.columnBlocks());
        var block = block(units, places, column);
        var body = new StringBuilder(code.take(Code.ROW));
        int whole = product.columns() / units.columns();
        if (whole > 0) {
            body.append(when("icmp slt i64 " + column + ", " + whole, parts(block, units.columns())));
        }
        if (whole < units.columnBlocks()) {
            int rest = product.columns() - whole * units.columns();
            body.append(when("icmp eq i64 " + column + ", " + whole, parts(block, rest)));
        }
        var text = function.close(name, function.loop("%unit", "%lo", "%hi", 1, body.toString()));
        return new KernelText(
                name, String.join("", functions.values()) + text, units.count(), product.work(), Set.of());
    }

    private Block block(Units units, Memory places, String column) {
        var rest = code.emit(Code.ROW, "udiv i64 %unit, " + units.columnBlocks());
        var rowBlock = code.emit(Code.ROW, "urem i64 " + rest + ", " + units.rowBlocks());
        var matrix = code.emit(Code.ROW, "udiv i64 " + rest + ", " + units.rowBlocks());
        var firstRow = Product.scaled(code, rowBlock, units.rows());
        var firstColumn = Product.scaled(code, column, units.columns());
        var rows = code.emit(Code.ROW, "sub i64 " + product.rows() + ", " + firstRow);
        return new Block(
                moved(
                        product.startOfLeft(code, places, matrix),
                        firstRow,
                        product.left().rowStride()),
                moved(
                        product.startOfRight(code, places, matrix),
                        firstColumn,
                        product.right().columnStride()),
                moved(moved(product.startOfResult(code, places, matrix), firstRow, product.columns()), firstColumn, 1),
                code.emit(Code.ROW, "call i64 @llvm.smin.i64(i64 " + rows + ", i64 " + units.rows() + ")"),
                String.valueOf(product.depth()),
                "false");
    }

    /** {@return code for a block of that many columns: for each part of the sums, all tiles} */
    private String parts(Block block, int columns) {
        int count = Units.ceilDiv(product.depth(), tiling.longestPart());
        if (count == 1) {
            return columns(block, columns);
        }
        int length = Units.ceilDiv(product.depth(), count);
        var start = "%" + code.fresh("part");
        var rest = code.emit(Code.ROW, "sub i64 " + product.depth() + ", " + start);
        var part = block.part(
                moved(block.left(), start, product.left().columnStride()),
                moved(block.right(), start, product.right().rowStride()),
                code.emit(Code.ROW, "call i64 @llvm.smin.i64(i64 " + rest + ", i64 " + length + ")"),
                code.emit(Code.ROW, "icmp ne i64 " + start + ", 0"));
        var head = code.take(Code.ROW);
        return function.loop(start, "0", block.depth(), length, head + columns(part, columns));
    }

    private String columns(Block block, int columns) {
        int whole = columns / tiling.tileColumns() * tiling.tileColumns();
        var text = new StringBuilder();
        if (whole == tiling.tileColumns()) {
            text.append(rows(block, whole));
        } else if (whole > 0) {
            var column = "%" + code.fresh("column");
            var tile = columnsFrom(block, column);
            var head = code.take(Code.ROW);
            text.append(function.loop(
                    column, "0", String.valueOf(whole), tiling.tileColumns(), head + rows(tile, tiling.tileColumns())));
        }
        if (columns > whole) {
            var tile = columnsFrom(block, String.valueOf(whole));
            text.append(code.take(Code.ROW)).append(rows(tile, columns - whole));
        }
        return text.toString();
    }

    private Block columnsFrom(Block block, String column) {
        return block.columns(
                moved(block.right(), column, product.right().columnStride()), moved(block.result(), column, 1));
    }

    private String rows(Block block, int columns) {
        return tiling.copy()
                .map(writer -> copy(block, columns, writer) + tiles(block.columns(copy, block.result()), columns))
                .orElseGet(() -> tiles(block, columns));
    }

    private String tiles(Block block, int columns) {
        int height = tiling.tileRows();
        var odd = code.emit(Code.ROW, "urem i64 " + block.rows() + ", " + height);
        var end = code.emit(Code.ROW, "sub i64 " + block.rows() + ", " + odd);
        var text = new StringBuilder(code.take(Code.ROW));
        if (product.rows() >= height) {
            var row = "%" + code.fresh("row");
            call(block, row, height, columns);
            text.append(function.loop(row, "0", end, height, code.take(Code.ROW)));
        }
        int rest = product.rows() % height;
        if (rest > 0) {
            call(block, end, rest, columns);
            var call = code.take(Code.ROW);
            text.append(when("icmp ne i64 " + odd + ", 0", call));
        }
        return text.toString();
    }

    /** {@return the code that copies columns of the right operand} */
    private String copy(Block block, int columns, Tiling.Tile writer) {
        call(writer, "copy", 0, columns, "ptr null, ptr " + block.right() + ", ptr " + copy, block);
        return code.take(Code.ROW);
    }

    private String when(String condition, String body) {
        var register = code.emit(Code.ROW, condition);
        return code.take(Code.ROW) + function.when(register, body);
    }

    private void call(Block block, String row, int rows, int columns) {
        var left = moved(block.left(), row, product.left().rowStride());
        var result = moved(block.result(), row, product.columns());
        call(tiling.tile(), "tile", rows, columns, "ptr " + left + ", ptr " + block.right() + ", ptr " + result, block);
    }

    private void call(Tiling.Tile writer, String stem, int rows, int columns, String operands, Block block) {
        var callee = Llvm.PREFIX + name + "_" + stem + "_" + rows + "x" + columns;
        functions.computeIfAbsent(callee, key -> writer.text(key, rows, columns));
        code.line(
                Code.ROW,
                "call void @" + callee + "(" + operands + ", i64 " + block.depth() + ", i1 " + block.isLater() + ")");
    }

    private String moved(String start, String steps, long stride) {
        return product.pointer(code, start, Product.scaled(code, steps, stride));
    }
}
