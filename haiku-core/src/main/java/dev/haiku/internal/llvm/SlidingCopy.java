package dev.haiku.internal.llvm;

/**
 * The function that copies columns of a convolution's kernel for a {@link SlidingKernel}: {@code (ptr kernel, ptr copy,
 * ptr segments, i64 count)}, row by row without gaps; a last vector is filled up with zeros.
 */
final class SlidingCopy {

    private final SlidingProduct product;
    private final int lanes;
    private final int width;
    private final TileText text;

    SlidingCopy(SlidingProduct product, int lanes, int width) {
        this.product = product;
        this.lanes = lanes;
        this.width = width;
        this.text = new TileText(product.dtype(), lanes);
    }

    String text(String name, int columns) {
        text.open(name, "ptr %kernel, ptr %copy, ptr %segments, i64 %count");
        text.line("  br label %segment");
        text.line("segment:");
        text.line("  %s = phi i64 [0, %entry], [%nextSegment, %after]");
        text.line("  %targetBegin = phi ptr [%copy, %entry], [%targetAfter, %after]");
        text.line("  %offsetAt = getelementptr inbounds i64, ptr %segments, i64 %s");
        text.line("  %offset = load i64, ptr %offsetAt");
        text.line("  %begin = getelementptr inbounds " + text.element() + ", ptr %kernel, i64 %offset");
        text.line("  br label %loop");
        text.line("loop:");
        text.line("  %k = phi i64 [0, %segment], [%nextK, %loop]");
        text.line("  %source = phi ptr [%begin, %segment], [%sourceAfter, %loop]");
        text.line("  %target = phi ptr [%targetBegin, %segment], [%targetAfter, %loop]");
        row(columns);
        text.step("%sourceAfter", "%source", product.depthStride());
        text.step("%targetAfter", "%target", width);
        text.line("  %nextK = add nuw nsw i64 %k, 1");
        text.line("  %go = icmp ult i64 %nextK, " + product.length());
        text.line("  br i1 %go, label %loop, label %after");
        text.line("after:");
        text.line("  %nextSegment = add nuw nsw i64 %s, 1");
        text.line("  %more = icmp ult i64 %nextSegment, %count");
        text.line("  br i1 %more, label %segment, label %end");
        text.line("end:");
        return text.close();
    }

    private void row(int columns) {
        if (product.columnStride() == 1) {
            for (int first = 0; first < columns; first += lanes) {
                text.load("%v" + first, "%source", first, columns - first);
                text.store("%v" + first, "%target", first, lanes);
            }
            return;
        }
        int whole = Units.ceilDiv(columns, lanes) * lanes;
        for (int column = 0; column < whole; column++) {
            if (column < columns) {
                text.loadOne("%x" + column, "%source", (long) column * product.columnStride());
            }
            text.storeOne(column < columns ? "%x" + column : "0.0", "%target", column);
        }
    }
}
