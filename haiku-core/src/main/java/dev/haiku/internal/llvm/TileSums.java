package dev.haiku.internal.llvm;

/**
 * The sums of a tile while its function is written: registers {@code %sum<row>_<vector>} in a loop that adds the products
 * of one element of the left operand and a vector of the right one.
 */
final class TileSums {

    private final TileText text;
    private final int lanes;
    private final int rows;
    private final int columns;
    private final int vectors;
    private final int resultStride;

    /**
     * Prepares the sums of a tile.
     *
     * @param resultStride the distance between rows of the result
     */
    TileSums(TileText text, int lanes, int rows, int columns, int resultStride) {
        this.text = text;
        this.lanes = lanes;
        this.rows = rows;
        this.columns = columns;
        this.vectors = Units.ceilDiv(columns, lanes);
        this.resultStride = resultStride;
    }

    /** Writes what {@code %isLater} decides: sums begin with what the result holds, or with zeros. */
    void begin(String next) {
        text.line("  br i1 %isLater, label %before, label %begin");
        text.line("before:");
        forEach((row, v) -> text.load("%old" + row + "_" + v, "%result", offset(row, v), columns - v * lanes));
        text.line("  br label %begin");
        text.line("begin:");
        forEach((row, v) -> text.line("  %begin" + row + "_" + v + " = phi " + text.vector()
                + " [zeroinitializer, %entry], [%old" + row + "_" + v + ", %before]"));
        text.line("  br label %" + next);
    }

    /** Writes the sums at the start of a loop: at first those of that name, then the next ones. */
    void carry(String name, String first, String firstBlock, String lastBlock) {
        forEach((row, v) -> {
            var sum = row + "_" + v;
            text.line("  " + name + sum + " = phi " + text.vector() + " [" + first + sum + ", " + firstBlock
                    + "], [%next" + sum + ", " + lastBlock + "]");
        });
    }

    /** Writes that a row of the right operand is read; beyond the columns there are zeros. */
    void readRight(String start) {
        for (int v = 0; v < vectors; v++) {
            text.load("%b" + v, start, (long) v * lanes, columns - v * lanes);
        }
    }

    /** Writes that products of a row's element, read from there, are added. */
    void add(int row, String start, long offset) {
        text.broadcast("%a" + row, start, offset);
        for (int v = 0; v < vectors; v++) {
            var sum = row + "_" + v;
            text.multiplyAdd("%next" + sum, "%a" + row, "%b" + v, "%sum" + sum);
        }
    }

    /** Writes that the sums are stored. */
    void store() {
        forEach((row, v) -> text.store("%next" + row + "_" + v, "%result", offset(row, v), columns - v * lanes));
    }

    private void forEach(TileText.Each action) {
        text.forEach(rows, vectors, action);
    }

    private long offset(int row, int v) {
        return (long) row * resultStride + (long) v * lanes;
    }
}
