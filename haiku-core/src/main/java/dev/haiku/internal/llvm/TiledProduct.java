package dev.haiku.internal.llvm;

import java.util.function.Function;

/** Writes the kernel of a batch of matrix products as loops over tiles of the results. */
final class TiledProduct {

    private final Product product;
    private final Tiling tiling;
    private final TileLoops loops;
    private final Code code;
    private final String copy; // the register with the address of the copy

    TiledProduct(Product product, Tiling tiling, String name) {
        this.product = product;
        this.tiling = tiling;
        this.loops = new TileLoops(name, product.element());
        this.code = loops.code();
        this.copy = tiling.copy().isPresent()
                ? loops.reserve((long) tiling.longestPart() * tiling.tileColumns(), product.element())
                : "";
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
        var head = code.take(Code.ROW);
        var body = loops.columns(column, product.columns(), units.columns(), columns -> parts(block, columns));
        return loops.close("", head + body, units.count(), product.work());
    }

    private Block block(Units units, Memory places, String column) {
        var rest = code.emit(Code.ROW, "udiv i64 %unit, " + units.columnBlocks());
        var rowBlock = code.emit(Code.ROW, "urem i64 " + rest + ", " + units.rowBlocks());
        var matrix = code.emit(Code.ROW, "udiv i64 " + rest + ", " + units.rowBlocks());
        var firstRow = Product.scaled(code, rowBlock, units.rows());
        var firstColumn = Product.scaled(code, column, units.columns());
        var rows = code.emit(Code.ROW, "sub i64 " + product.rows() + ", " + firstRow);
        var left = product.startOfLeft(code, places, matrix);
        var right = product.startOfRight(code, places, matrix);
        var result = product.startOfResult(code, places, matrix);
        return new Block(
                loops.moved(left, firstRow, product.left().rowStride()),
                loops.moved(right, firstColumn, product.right().columnStride()),
                loops.moved(loops.moved(result, firstRow, product.columns()), firstColumn, 1),
                loops.least(rows, units.rows()),
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
        return loops.loop("part", block.depth(), length, start -> {
            var rest = code.emit(Code.ROW, "sub i64 " + product.depth() + ", " + start);
            var part = block.part(
                    loops.moved(block.left(), start, product.left().columnStride()),
                    loops.moved(block.right(), start, product.right().rowStride()),
                    loops.least(rest, length),
                    code.emit(Code.ROW, "icmp ne i64 " + start + ", 0"));
            return code.take(Code.ROW) + columns(part, columns);
        });
    }

    private String columns(Block block, int columns) {
        int width = tiling.tileColumns();
        if (columns == width) {
            return rows(block, width);
        }
        int whole = columns / width * width;
        var text = new StringBuilder();
        if (whole > 0) {
            text.append(loops.loop("column", String.valueOf(whole), width, column -> tilesAt(block, column, width)));
        }
        if (columns > whole) {
            text.append(tilesAt(block, String.valueOf(whole), columns - whole));
        }
        return text.toString();
    }

    private String tilesAt(Block block, String column, int columns) {
        var tiles = block.columns(
                loops.moved(block.right(), column, product.right().columnStride()),
                loops.moved(block.result(), column, 1));
        return code.take(Code.ROW) + rows(tiles, columns);
    }

    private String rows(Block block, int columns) {
        return tiling.copy()
                .map(writer -> copy(block, columns, writer) + tiles(block.columns(copy, block.result()), columns))
                .orElseGet(() -> tiles(block, columns));
    }

    private String tiles(Block block, int columns) {
        return loops.rows(
                block.rows(), tiling.tileRows(), product.rows(), (row, rows) -> call(block, row, rows, columns));
    }

    /** {@return the code that copies columns of the right operand} */
    private String copy(Block block, int columns, ColumnsCopy writer) {
        var copier = loops.define("copy_" + columns, name -> writer.text(name, columns));
        code.line(
                Code.ROW,
                "call void @" + copier + "(ptr " + block.right() + ", ptr " + copy + ", i64 " + block.depth() + ")");
        return code.take(Code.ROW);
    }

    private void call(Block block, String row, int rows, int columns) {
        var tile = loops.define(
                "tile_" + rows + "x" + columns, name -> tiling.tile().text(name, rows, columns));
        var left = loops.moved(block.left(), row, product.left().rowStride());
        var result = loops.moved(block.result(), row, product.columns());
        code.line(
                Code.ROW,
                "call void @" + tile + "(ptr " + left + ", ptr " + block.right() + ", ptr " + result + ", i64 "
                        + block.depth() + ", i1 " + block.isLater() + ")");
    }
}
