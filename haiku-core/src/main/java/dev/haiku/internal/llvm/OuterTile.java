package dev.haiku.internal.llvm;

/** The function of a tile of {@link Tiling#outer}. */
final class OuterTile {

    private final Product product;
    private final int rows;
    private final int rightStride;
    private final TileText text;
    private final TileSums sums;

    /**
     * Prepares a tile.
     *
     * @param rightStride the distance between rows of the right operand
     */
    OuterTile(Product product, int lanes, int rows, int columns, int rightStride) {
        this.product = product;
        this.rows = rows;
        this.rightStride = rightStride;
        this.text = new TileText(product.dtype(), lanes);
        this.sums = new TileSums(text, lanes, rows, columns, product.columns());
    }

    String text(String name) {
        text.open(name, Tiling.PARAMETERS);
        sums.begin("loop");
        text.line("loop:");
        text.line("  %k = phi i64 [0, %begin], [%after, %loop]");
        text.line("  %leftAt = phi ptr [%left, %begin], [%leftAfter, %loop]");
        text.line("  %rightAt = phi ptr [%right, %begin], [%rightAfter, %loop]");
        sums.carry("%sum", "%begin", "%begin", "%loop");
        sums.readRight("%rightAt");
        for (int row = 0; row < rows; row++) {
            sums.add(row, "%leftAt", (long) row * product.left().rowStride());
        }
        text.step("%leftAfter", "%leftAt", product.left().columnStride());
        text.step("%rightAfter", "%rightAt", rightStride);
        text.line("  %after = add nuw nsw i64 %k, 1");
        text.line("  %go = icmp ult i64 %after, %depth");
        text.line("  br i1 %go, label %loop, label %end");
        text.line("end:");
        sums.store();
        return text.close();
    }
}
