package dev.haiku.internal.llvm;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The function of a tile of {@link Tiling#dot}.
 *
 * <p>It reads along rows of the left and columns of the right operand, a vector at a time. In the end there is a vector
 * of partial sums for each element; merging two of them at a time makes a vector of all elements.
 */
final class DotTile {

    private final Product product;
    private final int lanes;
    private final int rows;
    private final int columns;
    private final TileText text;

    DotTile(Product product, int lanes, int rows, int columns) {
        this.product = product;
        this.lanes = lanes;
        this.rows = rows;
        this.columns = columns;
        this.text = new TileText(product.dtype(), lanes);
    }

    String text(String name) {
        int whole = product.depth() / lanes * lanes;
        text.open(name, Tiling.PARAMETERS);
        if (whole > 0) {
            text.line("  br label %loop");
            loop(whole);
        }
        var stem = whole > 0 ? "next" : "zero";
        if (whole < product.depth()) {
            text.step("%leftEnd", "%left", whole);
            text.step("%rightEnd", "%right", whole);
            products("%leftEnd", "%rightEnd", stem, "last", product.depth() - whole);
            stem = "last";
        }
        store(merged(stem));
        return text.close();
    }

    private void loop(int whole) {
        text.line("loop:");
        text.line("  %k = phi i64 [0, %entry], [%after, %loop]");
        text.forEach(
                rows,
                columns,
                (row, column) -> text.line("  %sum" + row + "_" + column + " = phi " + text.vector()
                        + " [zeroinitializer, %entry], [%next" + row + "_" + column + ", %loop]"));
        text.line("  %leftAt = getelementptr inbounds " + text.element() + ", ptr %left, i64 %k");
        text.line("  %rightAt = getelementptr inbounds " + text.element() + ", ptr %right, i64 %k");
        products("%leftAt", "%rightAt", "sum", "next", lanes);
        text.line("  %after = add nuw nsw i64 %k, " + lanes);
        text.line("  %go = icmp ult i64 %after, " + whole);
        text.line("  br i1 %go, label %loop, label %end");
        text.line("end:");
    }

    private void products(String left, String right, String before, String after, int count) {
        for (int row = 0; row < rows; row++) {
            text.load("%a" + after + row, left, (long) row * product.left().rowStride(), count);
        }
        for (int column = 0; column < columns; column++) {
            text.load(
                    "%b" + after + column,
                    right,
                    (long) column * product.right().columnStride(),
                    count);
        }
        text.forEach(rows, columns, (row, column) -> {
            var sum = row + "_" + column;
            text.multiplyAdd(
                    "%" + after + sum,
                    "%a" + after + row,
                    "%b" + after + column,
                    before.equals("zero") ? "zeroinitializer" : "%" + before + sum);
        });
    }

    /** {@return the register with all elements' sums, row by row} */
    private String merged(String stem) {
        int width = Integer.highestOneBit(2 * columns - 1);
        List<String> vectors = new ArrayList<>();
        for (int i = 0; i < lanes; i++) {
            boolean isElement = i / width < rows && i % width < columns;
            vectors.add(isElement ? "%" + stem + i / width + "_" + i % width : "zeroinitializer");
        }
        for (int group = lanes; group > 1; group /= 2) {
            List<String> next = new ArrayList<>();
            for (int i = 0; i < vectors.size(); i += 2) {
                next.add(merge(vectors.get(i), vectors.get(i + 1), group, group + "_" + i));
            }
            vectors = next;
        }
        return vectors.get(0);
    }

    /** Adds the upper half of each group of lanes to the lower one, in two vectors, of which one is made. */
    private String merge(String x, String y, int group, String suffix) {
        if (x.equals("zeroinitializer") && y.equals(x)) {
            return x;
        }
        text.line("  %low" + suffix + " = " + halves(x, y, group, 0));
        text.line("  %high" + suffix + " = " + halves(x, y, group, group / 2));
        text.line("  %both" + suffix + " = fadd " + text.vector() + " %low" + suffix + ", %high" + suffix);
        return "%both" + suffix;
    }

    private String halves(String x, String y, int group, int from) {
        var picked = IntStream.range(0, 2 * lanes)
                .filter(lane -> lane % group >= from && lane % group < from + group / 2)
                .mapToObj(lane -> "i32 " + lane)
                .collect(Collectors.joining(", "));
        return "shufflevector " + text.vector() + " " + x + ", " + text.vector() + " " + y + ", <" + lanes + " x i32> <"
                + picked + ">";
    }

    private void store(String sums) {
        int width = Integer.highestOneBit(2 * columns - 1);
        for (int row = 0; row < rows; row++) {
            int first = row * width;
            var picked = IntStream.range(first, first + columns)
                    .mapToObj(lane -> "i32 " + lane)
                    .collect(Collectors.joining(", "));
            text.line("  %row" + row + " = shufflevector " + text.vector() + " " + sums + ", " + text.vector()
                    + " poison, <" + columns + " x i32> <" + picked + ">");
            text.step("%out" + row, "%result", (long) row * product.columns());
            text.line("  store <" + columns + " x " + text.element() + "> %row" + row + ", ptr %out" + row + ", align "
                    + product.dtype().bytes());
        }
    }
}
