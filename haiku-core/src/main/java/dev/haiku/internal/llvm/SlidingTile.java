package dev.haiku.internal.llvm;

/**
 * The function of a tile of a {@link SlidingKernel}: adds up the products of that many segments for pixels whose patches
 * start at {@code %starts}.
 */
final class SlidingTile {

    /** The parameters of the function. */
    static final String PARAMETERS =
            "ptr %input, ptr %right, ptr %result, ptr %starts, ptr %segments, i64 %count, i1 %isLater";

    private final SlidingProduct product;
    private final int rows;
    private final int rightStride;
    private final TileText text;
    private final TileSums sums;

    /**
     * Prepares a tile.
     *
     * @param rightStride the distance between rows of the right operand
     */
    SlidingTile(SlidingProduct product, int lanes, int rows, int columns, int rightStride) {
        this.product = product;
        this.rows = rows;
        this.rightStride = rightStride;
        this.text = new TileText(product.dtype(), lanes);
        this.sums = new TileSums(text, lanes, rows, columns, product.columns());
    }

    String text(String name) {
        text.open(name, PARAMETERS);
        for (int row = 0; row < rows; row++) {
            text.line("  %startAt" + row + " = getelementptr inbounds i64, ptr %starts, i64 " + row);
            text.line("  %start" + row + " = load i64, ptr %startAt" + row);
            text.step("%row" + row, "%input", "%start" + row);
        }
        sums.begin("segment");
        text.line("segment:");
        text.line("  %s = phi i64 [0, %begin], [%nextSegment, %after]");
        text.line("  %rightBegin = phi ptr [%right, %begin], [%rightAfter, %after]");
        sums.carry("%carried", "%begin", "%begin", "%after");
        text.line("  %offsetAt = getelementptr inbounds i64, ptr %segments, i64 %s");
        text.line("  %offset = load i64, ptr %offsetAt");
        text.line("  %stop = add i64 %offset, " + product.length());
        text.line("  br label %loop");
        loop();
        text.line("after:");
        text.line("  %nextSegment = add nuw nsw i64 %s, 1");
        text.line("  %more = icmp ult i64 %nextSegment, %count");
        text.line("  br i1 %more, label %segment, label %end");
        text.line("end:");
        sums.store();
        return text.close();
    }

    private void loop() {
        text.line("loop:");
        text.line("  %k = phi i64 [%offset, %segment], [%nextK, %loop]");
        text.line("  %rightAt = phi ptr [%rightBegin, %segment], [%rightAfter, %loop]");
        sums.carry("%sum", "%carried", "%segment", "%loop");
        sums.readRight("%rightAt");
        for (int row = 0; row < rows; row++) {
            text.step("%at" + row, "%row" + row, "%k");
            sums.add(row, "%at" + row, 0);
        }
        text.step("%rightAfter", "%rightAt", rightStride);
        text.line("  %nextK = add nsw i64 %k, 1");
        text.line("  %go = icmp slt i64 %nextK, %stop");
        text.line("  br i1 %go, label %loop, label %after");
    }
}
