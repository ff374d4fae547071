package dev.haiku.internal.llvm;

import java.util.Optional;

/**
 * How matrix products are computed in tiles.
 *
 * @param tileRows the rows of a tile
 * @param tileColumns the columns of a tile
 * @param unitRows the most rows of the block that a thread computes at a time
 * @param unitColumns the columns of that block, whole tiles
 * @param longestPart the longest part of a sum of products that a tile adds up at once
 * @param tile writes the function of a tile
 * @param copy writes the function that copies what a column of tiles reads of the right operand, if they read a copy
 */
record Tiling(
        int tileRows,
        int tileColumns,
        int unitRows,
        int unitColumns,
        int longestPart,
        Tile tile,
        Optional<ColumnsCopy> copy) {

    /** Writes functions with {@link #PARAMETERS}. */
    interface Tile {

        /**
         * {@return the text of a function that computes a tile; a later part of a sum is added to what the result holds}
         */
        String text(String name, int rows, int columns);
    }

    /** The parameters of the functions. */
    static final String PARAMETERS = "ptr %left, ptr %right, ptr %result, i64 %depth, i1 %isLater";

    /** The longest part, so that what a tile's columns read of the right operand stays in the cache. */
    private static final int LONGEST_PART = 1024;

    /** The longest part of which a copy lies on the stack. */
    private static final int LONGEST_COPY = 256;

    /** For so many rows of tiles it pays to copy what they read of the right operand. */
    private static final int WORTH_A_COPY = 3;

    /** So many elements of the left operand stay in the cache. */
    private static final int CACHED = 1 << 16;

    /** The most rows of a tile of sums. */
    static final int MOST_ROWS = 8;

    private static final int MOST_VECTORS = 8;

    /**
     * {@return tiles for right operands that are stored by rows: sums stay in registers while products of a column of
     * the left and a row of the right operand are added to them}
     *
     * <p>Source: Goto and van de Geijn, <em>Anatomy of high-performance matrix multiplication</em>, 2008; the left
     * operand is read in place, which costs nothing at the sizes of neural networks.
     */
    static Tiling outer(Product product, VectorUnit unit) {
        int lanes = unit.lanes(product.dtype());
        int wide = Units.ceilDiv(product.columns(), lanes);
        int high = Math.min(product.rows(), MOST_ROWS);
        int vectors = Math.min(wide, Math.min(MOST_VECTORS, unit.accumulators() / high));
        int rows = Math.min(high, unit.accumulators() / vectors);
        int width = vectors * lanes;
        boolean isCopied = product.rows() >= WORTH_A_COPY * rows;
        int stride = isCopied ? width : product.right().rowStride();
        return new Tiling(
                rows,
                width,
                product.rows(),
                width,
                isCopied ? LONGEST_COPY : LONGEST_PART,
                (name, r, c) -> new OuterTile(product, lanes, r, c, stride).text(name),
                isCopied
                        ? Optional.of(new ColumnsCopy(
                                product.dtype(), lanes, product.right().rowStride(), 1, width))
                        : Optional.empty());
    }

    /**
     * {@return tiles for right operands that are stored by columns: a register for each element of the tile adds up
     * products of a row and a column, many at a time, and in the end its own elements}
     */
    static Tiling dot(Product product, VectorUnit unit) {
        int lanes = unit.lanes(product.dtype());
        int rows = Integer.highestOneBit(Math.min(product.rows(), Integer.highestOneBit((int) Math.sqrt(lanes))));
        int columns = Integer.highestOneBit(Math.min(product.columns(), lanes / rows));
        rows = lanes / columns;
        return new Tiling(
                rows,
                columns,
                Math.max(1, CACHED / product.depth()),
                lanes * columns,
                product.depth(),
                (name, r, c) -> new DotTile(product, lanes, r, c).text(name),
                Optional.empty());
    }
}
