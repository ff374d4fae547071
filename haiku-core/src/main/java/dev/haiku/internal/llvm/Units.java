package dev.haiku.internal.llvm;

/**
 * How a batch of matrix products is divided among threads: each unit is one block of rows and columns of one result.
 *
 * @param matrices the number of products
 * @param rows the rows of a block; the last one of a result may have fewer
 * @param rowBlocks how many blocks lie below each other
 * @param columns the columns of a block; the last one of a result may have fewer
 * @param columnBlocks how many blocks lie side by side
 */
record Units(long matrices, int rows, int rowBlocks, int columns, int columnBlocks) {

    /** So many units for each thread make it unlikely that one waits long for another. */
    static final long PER_THREAD = 4;

    /** {@return blocks of whole tiles, enough to keep that many threads busy} */
    static Units of(Product product, Tiling tiling, int threads) {
        int columnBlocks = ceilDiv(product.columns(), tiling.unitColumns());
        long wanted = threads == 1 ? 1 : ceilDiv(PER_THREAD * threads, product.matrices() * columnBlocks);
        int rows = Math.min(tiling.unitRows(), ceilDiv(product.rows(), wanted));
        rows = ceilDiv(rows, tiling.tileRows()) * tiling.tileRows();
        return new Units(product.matrices(), rows, ceilDiv(product.rows(), rows), tiling.unitColumns(), columnBlocks);
    }

    static int ceilDiv(long x, long y) {
        return Math.toIntExact((x + y - 1) / y);
    }

    long count() {
        return matrices * rowBlocks * columnBlocks;
    }
}
