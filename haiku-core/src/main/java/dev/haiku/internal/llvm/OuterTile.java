package dev.haiku.internal.llvm;

/** The function of a tile of {@link Tiling#outer}. */
final class OuterTile {

    private final Product product;
    private final int lanes;
    private final int rows;
    private final int columns;
    private final int rightStride;
    private final int vectors;
    private final TileText text;

    /**
     * Prepares a tile.
     *
     * @param rightStride the distance between rows of the right operand
     */
    OuterTile(Product product, int lanes, int rows, int columns, int rightStride) {
        this.product = product;
        this.lanes = lanes;
        this.rows = rows;
        this.columns = columns;
        this.rightStride = rightStride;
        this.vectors = Units.ceilDiv(columns, lanes);
        this.text = new TileText(product.dtype(), lanes);
    }

    String text(String name) {
        text.open(name, Tiling.PARAMETERS);
        text.line("  br i1 %isLater, label %before, label %start");
        text.line("before:");
        forEachSum((row, v) -> text.load("%old" + row + "_" + v, "%result", offset(row, v), columns - v * lanes));
        text.line("  br label %start");
        text.line("start:");
        forEachSum((row, v) -> text.line("  %start" + row + "_" + v + " = phi " + text.vector()
                + " [zeroinitializer, %entry], [%old" + row + "_" + v + ", %before]"));
        text.line("  br label %loop");
        loop();
        text.line("end:");
        forEachSum((row, v) -> text.store("%next" + row + "_" + v, "%result", offset(row, v), columns - v * lanes));
        return text.close();
    }

    private void loop() {
        text.line("loop:");
        text.line("  %k = phi i64 [0, %start], [%after, %loop]");
        text.line("  %leftAt = phi ptr [%left, %start], [%leftAfter, %loop]");
        text.line("  %rightAt = phi ptr [%right, %start], [%rightAfter, %loop]");
        forEachSum((row, v) -> text.line("  %sum" + row + "_" + v + " = phi " + text.vector() + " [%start" + row + "_"
                + v + ", %start], [%next" + row + "_" + v + ", %loop]"));
        for (int v = 0; v < vectors; v++) {
            text.load("%b" + v, "%rightAt", (long) v * lanes, columns - v * lanes);
        }
        for (int row = 0; row < rows; row++) {
            text.broadcast("%a" + row, "%leftAt", (long) row * product.left().rowStride());
            for (int v = 0; v < vectors; v++) {
                var sum = row + "_" + v;
                text.multiplyAdd("%next" + sum, "%a" + row, "%b" + v, "%sum" + sum);
            }
        }
        text.step("%leftAfter", "%leftAt", product.left().columnStride());
        text.step("%rightAfter", "%rightAt", rightStride);
        text.line("  %after = add nuw nsw i64 %k, 1");
        text.line("  %go = icmp ult i64 %after, %depth");
        text.line("  br i1 %go, label %loop, label %end");
    }

    private void forEachSum(TileText.Each action) {
        text.forEach(rows, vectors, action);
    }

    private long offset(int row, int v) {
        return (long) row * product.columns() + (long) v * lanes;
    }
}
