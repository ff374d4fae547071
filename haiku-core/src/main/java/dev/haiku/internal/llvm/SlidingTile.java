package dev.haiku.internal.llvm;

/**
 * The function of a tile of a {@link SlidingKernel}: {@code (ptr input, ptr right, ptr result, ptr starts, ptr segments,
 * i64 count, i1 isLater)} adds up the products of that many segments for pixels whose patches start at {@code starts}.
 */
final class SlidingTile {

    private final SlidingProduct product;
    private final int rows;
    private final int columns;
    private final int rightStride;
    private final int lanes;
    private final int vectors;
    private final TileText text;

    SlidingTile(SlidingProduct product, int lanes, int rows, int columns, int rightStride) {
        this.product = product;
        this.lanes = lanes;
        this.rows = rows;
        this.columns = columns;
        this.rightStride = rightStride;
        this.vectors = Units.ceilDiv(columns, lanes);
        this.text = new TileText(product.dtype(), lanes);
    }

    String text(String name) {
        text.open(name, "ptr %input, ptr %right, ptr %result, ptr %starts, ptr %segments, i64 %count, i1 %isLater");
        for (int row = 0; row < rows; row++) {
            text.line("  %startAt" + row + " = getelementptr inbounds i64, ptr %starts, i64 " + row);
            text.line("  %start" + row + " = load i64, ptr %startAt" + row);
            text.line(
                    "  %row" + row + " = getelementptr inbounds " + text.element() + ", ptr %input, i64 %start" + row);
        }
        text.line("  br i1 %isLater, label %before, label %begin");
        text.line("before:");
        forEachSum((row, v) -> text.load("%old" + row + "_" + v, "%result", offset(row, v), columns - v * lanes));
        text.line("  br label %begin");
        text.line("begin:");
        forEachSum((row, v) -> text.line("  %begin" + row + "_" + v + " = phi " + text.vector()
                + " [zeroinitializer, %entry], [%old" + row + "_" + v + ", %before]"));
        text.line("  br label %segment");
        segments();
        text.line("end:");
        forEachSum((row, v) -> text.store("%next" + row + "_" + v, "%result", offset(row, v), columns - v * lanes));
        return text.close();
    }

    private void segments() {
        text.line("segment:");
        text.line("  %s = phi i64 [0, %begin], [%nextSegment, %after]");
        text.line("  %rightBegin = phi ptr [%right, %begin], [%rightAfter, %after]");
        forEachSum((row, v) -> phi("%carried", row, v, "%begin", "%begin", "%after"));
        text.line("  %offsetAt = getelementptr inbounds i64, ptr %segments, i64 %s");
        text.line("  %offset = load i64, ptr %offsetAt");
        text.line("  %stop = add i64 %offset, " + product.length());
        text.line("  br label %loop");
        loop();
        text.line("after:");
        text.line("  %nextSegment = add nuw nsw i64 %s, 1");
        text.line("  %more = icmp ult i64 %nextSegment, %count");
        text.line("  br i1 %more, label %segment, label %end");
    }

    private void loop() {
        text.line("loop:");
        text.line("  %k = phi i64 [%offset, %segment], [%nextK, %loop]");
        text.line("  %rightAt = phi ptr [%rightBegin, %segment], [%rightAfter, %loop]");
        forEachSum((row, v) -> phi("%sum", row, v, "%carried", "%segment", "%loop"));
        for (int v = 0; v < vectors; v++) {
            text.load("%b" + v, "%rightAt", (long) v * lanes, lanes);
        }
        for (int row = 0; row < rows; row++) {
            text.line("  %at" + row + " = getelementptr inbounds " + text.element() + ", ptr %row" + row + ", i64 %k");
            text.broadcast("%a" + row, "%at" + row, 0);
            for (int v = 0; v < vectors; v++) {
                var sum = row + "_" + v;
                text.multiplyAdd("%next" + sum, "%a" + row, "%b" + v, "%sum" + sum);
            }
        }
        text.step("%rightAfter", "%rightAt", rightStride);
        text.line("  %nextK = add nsw i64 %k, 1");
        text.line("  %go = icmp slt i64 %nextK, %stop");
        text.line("  br i1 %go, label %loop, label %after");
    }

    private void phi(String name, int row, int v, String first, String firstBlock, String loopBlock) {
        var sum = row + "_" + v;
        text.line("  " + name + sum + " = phi " + text.vector() + " [" + first + sum + ", " + firstBlock + "], [%next"
                + sum + ", " + loopBlock + "]");
    }

    private void forEachSum(TileText.Each action) {
        text.forEach(rows, vectors, action);
    }

    private long offset(int row, int v) {
        return (long) row * product.columns() + (long) v * lanes;
    }
}
