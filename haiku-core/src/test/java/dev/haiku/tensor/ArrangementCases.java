package dev.haiku.tensor;

import static dev.haiku.tensor.Index.range;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import java.util.List;

/** Rows of joining, cutting, moving, padding and grids. */
final class ArrangementCases {

    private static final int[][] WIDTHS = {{1, 2}, {0, 3}};
    private static final int[][] WIDE = {{4, 7}, {1, 2}};
    private static final int[][] DEEP = {{3, 5}, {4, 0}};

    private ArrangementCases() {}

    static void addTo(FunctionTable t) {
        addJoins(t);
        addCuts(t);
        addMoves(t);
        addShapes(t);
        addPads(t);
        addSpaces(t);
        addGrids(t);
    }

    private static void addJoins(FunctionTable t) {
        t.one("vstack", (x, y) -> Ops.vstack(x, y));
        t.one("vstack matrices", (x, y) -> Ops.vstack(x, y));
        t.one("hstack", (x, y) -> Ops.hstack(x, y));
        t.one("hstack matrices", (x, y) -> Ops.hstack(x, y));
        t.one("dstack", (x, y) -> Ops.dstack(x, y));
        t.one("dstack matrices", (x, y) -> Ops.dstack(x, y));
        t.one("columnStack", (x, y) -> Ops.columnStack(x, y));
        t.one("columnStack mixed", (x, y) -> Ops.columnStack(x, y));
        t.one("append", (x, y) -> Ops.append(x, y));
        t.one("append axis", (x, y) -> Ops.append(x, y, 1));
        t.one("append promoted", (x, y) -> Ops.append(x, y));
        t.one("block", (x, y) -> Ops.block(List.of(List.of(x, y), List.of(y, x))));
    }

    private static void addCuts(FunctionTable t) {
        t.many("arraySplit", x -> Ops.arraySplit(x, 3, 1));
        t.many("splitSizes", x -> Ops.splitSizes(x, List.of(1, 0, 3), 1));
        t.many("vsplit", x -> Ops.vsplit(x, 3));
        t.many("vsplit places", x -> Ops.vsplit(x, List.of(1)));
        t.many("hsplit", x -> Ops.hsplit(x, 2));
        t.many("hsplit places", x -> Ops.hsplit(x, List.of(1, 3)));
        t.many("hsplit vector", x -> Ops.hsplit(x, 2));
        t.many("dsplit", x -> Ops.dsplit(x, 2));
        t.many("dsplit places", x -> Ops.dsplit(x, List.of(1)));
        t.one("delete", x -> Ops.delete(x, 1, 0));
        t.one("delete several", x -> Ops.delete(x, new int[] {0, -1, 0}, 1));
        t.one("delete data", (x, k) -> Ops.delete(x, k, 1));
        t.one("insert", (x, v) -> Ops.insert(x, 1, v.squeeze(), 0));
        t.one("insert row", (x, v) -> Ops.insert(x, -1, v, 1));
        t.one("insert data", (x, k, v) -> Ops.insert(x, k, v, 1));
        t.one("insert number", (x, k) -> Ops.insert(x, k, 5, 0));
    }

    private static void addMoves(FunctionTable t) {
        t.one("permuteDims", x -> Ops.permuteDims(x, 2, 0, 1));
        t.one("moveAxis lists", x -> Ops.moveAxis(x, List.of(0, 2), List.of(-1, 0)));
        t.one("rollAxis", x -> Ops.rollAxis(x, 2, 0));
        t.one("rollAxis back", x -> Ops.rollAxis(x, 0, 3));
        t.one("fliplr", Ops::fliplr);
        t.one("flipud", Ops::flipud);
        t.one("rot90", x -> Ops.rot90(x));
        t.one("rot90 twice", x -> Ops.rot90(x, 2, 0, 1));
        t.one("rot90 back", x -> Ops.rot90(x, -1, 1, 2));
        t.one("rot90 none", x -> Ops.rot90(x, 4, 0, 1));
        t.one("roll flat", x -> Ops.roll(x, 5));
        t.one("roll lists", x -> Ops.roll(x, List.of(1, -1), List.of(0, 1)));
        t.one("roll data", (x, k) -> Ops.roll(x, k, 1));
        t.one("repeat flat", x -> Ops.repeat(x, 2));
        t.one("repeat counts", x -> Ops.repeat(x, new int[] {2, 0, 1}, 0));
        t.one("repeat data", (x, k) -> Ops.repeat(x, k, 0, 5));
        t.one("repeat data cut", (x, k) -> Ops.repeat(x, k, 0, 3));
        t.one("resize", x -> Ops.resize(x, Shape.of(3, 5)));
        t.one("resize cut", x -> Ops.resize(x, Shape.of(2, 2)));
    }

    private static void addShapes(FunctionTable t) {
        t.one("atLeast1d", Ops::atLeast1d);
        t.one("atLeast2d", Ops::atLeast2d);
        t.one("atLeast3d", Ops::atLeast3d);
        t.one("atLeast3d matrix", Ops::atLeast3d);
        t.one("broadcastToRank", x -> Ops.broadcastToRank(x, 3));
        t.one("diagflat", x -> Ops.diagflat(x, 1));
        t.one("diag", x -> Ops.diag(x));
        t.one("diagonal", x -> Ops.diagonal(x));
        t.one("trace offset", x -> Ops.trace(x, 1, 1, 2));
        t.one("tril", x -> Ops.tril(x));
        t.one("triu", x -> Ops.triu(x));
        t.one("fillDiagonal", x -> Ops.fillDiagonal(x, 5));
        t.one("fillDiagonal values", (x, v) -> Ops.fillDiagonal(x, v));
        t.one("fillDiagonal cube", x -> Ops.fillDiagonal(x, 5));
        t.one("trimZeros concrete", Ops::trimZeros);
        t.many("unravelIndex", k -> Ops.unravelIndex(k, Shape.of(2, 3, 4)));
        t.one("ravelMultiIndex", (j, k) -> Ops.ravelMultiIndex(List.of(j, k), Shape.of(3, 4), IndexMode.CLIP));
        t.one("ravelMultiIndex wrap", (j, k) -> Ops.ravelMultiIndex(List.of(j, k), Shape.of(3, 4), IndexMode.WRAP));
    }

    private static void addPads(FunctionTable t) {
        t.one("pad constant", x -> Ops.pad(x, WIDTHS));
        t.one("pad one pair", x -> Ops.pad(x, new int[][] {{1, 1}}));
        t.one("pad value", x -> Ops.pad(x, WIDTHS, 2));
        t.one("pad values", x -> Ops.pad(x, WIDTHS, PadMode.CONSTANT, o -> o.values(new double[][] {{1, 2}, {3, 4}})));
        t.one("pad edge", x -> Ops.pad(x, WIDTHS, PadMode.EDGE));
        t.one("pad reflect", x -> Ops.pad(x, DEEP, PadMode.REFLECT));
        t.one("pad reflect odd", x -> Ops.pad(x, DEEP, PadMode.REFLECT, o -> o.odd(true)));
        t.one("pad symmetric", x -> Ops.pad(x, WIDE, PadMode.SYMMETRIC));
        t.one("pad symmetric odd", x -> Ops.pad(x, WIDE, PadMode.SYMMETRIC, o -> o.odd(true)));
        t.one("pad reflect one", x -> Ops.pad(x, new int[][] {{2, 1}}, PadMode.REFLECT));
        t.one("pad wrap", x -> Ops.pad(x, WIDE, PadMode.WRAP));
        t.one(
                "pad linear ramp",
                x -> Ops.pad(x, WIDTHS, PadMode.LINEAR_RAMP, o -> o.values(new double[][] {{1, -1}, {0, 5}})));
        t.one(
                "pad linear ramp integers",
                x -> Ops.pad(x, new int[][] {{3, 3}, {0, 0}}, PadMode.LINEAR_RAMP, o -> o.value(0)));
        t.one("pad maximum", x -> Ops.pad(x, WIDTHS, PadMode.MAXIMUM));
        t.one("pad minimum", x -> Ops.pad(x, WIDTHS, PadMode.MINIMUM, o -> o.statLength(2)));
        t.one("pad mean", x -> Ops.pad(x, WIDTHS, PadMode.MEAN, o -> o.statLengths(new int[][] {{1, 2}, {3, 2}})));
        t.one("pad mean integers", x -> Ops.pad(x, WIDTHS, PadMode.MEAN));
        t.one("pad median", x -> Ops.pad(x, WIDTHS, PadMode.MEDIAN));
        t.one("pad empty", x -> Ops.pad(x, WIDTHS, PadMode.EMPTY));
    }

    private static void addSpaces(FunctionTable t) {
        t.one("empty", () -> Ops.empty(Shape.of(2, 2)));
        t.one("emptyLike", Ops::emptyLike);
        t.one("identity", () -> Ops.identity(2));
        t.one("identity integers", () -> Ops.identity(2, DType.I32));
        t.one("linspace tensors", (x, y) -> Ops.linspace(x, y, 5, o -> o));
        t.one(
                "linspace open",
                (x, y) -> Ops.linspace(x, y, 4, o -> o.endpoint(false).axis(1)));
        t.one("linspace one", (x, y) -> Ops.linspace(x, y, 1, o -> o));
        t.one("linspace none", (x, y) -> Ops.linspace(x, y, 0, o -> o));
        t.one("linspace integers", (x, y) -> Ops.linspace(x, y, 5, o -> o.dtype(DType.I32)));
        t.one("logspace", () -> Ops.logspace(0, 2, 5));
        t.one("logspace base", () -> Ops.logspace(0, 3, 4, 2));
        t.one("logspace tensors", (x, y) -> Ops.logspace(x, y, 3, 10, o -> o.endpoint(false)));
        t.one("geomspace", () -> Ops.geomspace(1, 1000, 4));
        t.one("geomspace negative", () -> Ops.geomspace(-2, -32, 5));
        t.one("vander", x -> Ops.vander(x, 3));
        t.one("vander increasing", x -> Ops.vander(x, 4, true));
        t.one("bartlett", () -> Ops.bartlett(5));
        t.one("hanning", () -> Ops.hanning(5));
        t.one("hamming", () -> Ops.hamming(6));
        t.one("blackman", () -> Ops.blackman(5));
        t.one("hanning one", () -> Ops.hanning(1));
    }

    private static void addGrids(FunctionTable t) {
        t.many("meshgridSparse", (x, y) -> Ops.meshgridSparse(x, y));
        t.many("meshgridIjSparse", (x, y) -> Ops.meshgridIjSparse(x, y));
        t.many("ix", (x, y) -> Ops.ix(x, y));
        t.one("mgrid", () -> Ops.mgrid(range(0, 2), range(3, 9, 3)));
        t.many("ogrid", () -> Ops.ogrid(range(0, 2), range(3, 9, 3)));
        t.one("indices", () -> Ops.indices(2, 3));
        t.one("fromFunction", () -> Ops.fromFunction(c -> c.get(0).mul(10).add(c.get(1)), 2, 3));
        t.many("trilIndices", () -> Ops.trilIndices(3));
        t.many("trilIndices offset", () -> Ops.trilIndices(2, 3, -1));
        t.many("triuIndices", () -> Ops.triuIndices(3));
        t.many("triuIndices offset", () -> Ops.triuIndices(2, 4, 1));
        t.many("diagIndices", () -> Ops.diagIndices(3, 2));
    }
}
