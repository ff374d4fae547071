package dev.haiku.internal.llvm;

/**
 * A function with a tile's parameters that copies columns of the right operand to the result, row by row without gaps;
 * a last vector is filled up with zeros.
 */
final class ColumnsCopy {

    private final Product product;
    private final int lanes;
    private final int width;
    private final TileText text;

    ColumnsCopy(Product product, int lanes, int width) {
        this.product = product;
        this.lanes = lanes;
        this.width = width;
        this.text = new TileText(product.dtype(), lanes);
    }

    String text(String name, int columns) {
        text.open(name, Tiling.PARAMETERS);
        text.line("  br label %loop");
        text.line("loop:");
        text.line("  %k = phi i64 [0, %entry], [%after, %loop]");
        text.line("  %source = phi ptr [%right, %entry], [%sourceAfter, %loop]");
        text.line("  %target = phi ptr [%result, %entry], [%targetAfter, %loop]");
        for (int first = 0; first < columns; first += lanes) {
            text.load("%v" + first, "%source", first, columns - first);
            text.store("%v" + first, "%target", first, lanes);
        }
        text.step("%sourceAfter", "%source", product.right().rowStride());
        text.step("%targetAfter", "%target", width);
        text.line("  %after = add nuw nsw i64 %k, 1");
        text.line("  %go = icmp ult i64 %after, %depth");
        text.line("  br i1 %go, label %loop, label %end");
        text.line("end:");
        return text.close();
    }
}
