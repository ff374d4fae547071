package dev.haiku.internal.llvm;

import dev.haiku.array.DType;

/**
 * The function that copies columns of a right operand, {@code depth} rows of them, for tiles: row by row without gaps, a
 * last vector filled up with zeros.
 *
 * @param dtype the type of the elements
 * @param lanes the elements of a vector
 * @param rowStride the distance between rows of the source
 * @param columnStride the distance between its columns
 * @param width the distance between rows of the copy, whole vectors
 */
record ColumnsCopy(DType dtype, int lanes, long rowStride, long columnStride, int width) {

    String text(String name, int columns) {
        var text = new TileText(dtype, lanes);
        text.open(name, "ptr %from, ptr %to, i64 %depth");
        text.line("  br label %loop");
        text.line("loop:");
        text.line("  %k = phi i64 [0, %entry], [%after, %loop]");
        text.line("  %source = phi ptr [%from, %entry], [%sourceAfter, %loop]");
        text.line("  %target = phi ptr [%to, %entry], [%targetAfter, %loop]");
        if (columnStride == 1) {
            vectors(text, columns);
        } else {
            elements(text, columns);
        }
        text.step("%sourceAfter", "%source", rowStride);
        text.step("%targetAfter", "%target", width);
        text.line("  %after = add nuw nsw i64 %k, 1");
        text.line("  %go = icmp ult i64 %after, %depth");
        text.line("  br i1 %go, label %loop, label %end");
        text.line("end:");
        return text.close();
    }

    private void vectors(TileText text, int columns) {
        for (int first = 0; first < columns; first += lanes) {
            text.load("%v" + first, "%source", first, columns - first);
            text.store("%v" + first, "%target", first, lanes);
        }
    }

    private void elements(TileText text, int columns) {
        int whole = Units.ceilDiv(columns, lanes) * lanes;
        for (int column = 0; column < whole; column++) {
            if (column < columns) {
                text.loadOne("%x" + column, "%source", column * columnStride);
            }
            text.storeOne(column < columns ? "%x" + column : "0.0", "%target", column);
        }
    }
}
