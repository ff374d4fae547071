package dev.haiku.tensor;

import dev.haiku.tensor.SearchOps.Side;
import dev.haiku.tensor.SetOps.Unique;
import java.util.List;
import java.util.function.UnaryOperator;

/** Rows of choosing, searching, sorting and sets. */
final class SelectionCases {

    private SelectionCases() {}

    static void addTo(FunctionTable t) {
        addSelections(t);
        addSearches(t);
        addSets(t);
    }

    private static void addSelections(FunctionTable t) {
        t.one("select", (x, y) -> Ops.select(List.of(x.gt(1), x.lt(-1)), List.of(x.mul(2), y), 0.5));
        t.one("select zero", (c, x) -> Ops.select(List.of(c), List.of(x)));
        t.one("selectN", (k, x, y) -> Ops.selectN(k, List.of(x, y)));
        t.one("selectN integers", (k, x, y) -> Ops.selectN(k, List.of(x, y, x.add(y))));
        t.one("piecewise", x -> Ops.piecewise(x, List.of(x.lt(0), x.gt(1)), PIECES));
        t.one("piecewise overlapping", x -> Ops.piecewise(x, List.of(x.gt(0), x.gt(1)), OVERLAPPING));
        t.many("nonzero", x -> Ops.nonzero(x, 4));
        t.many("nonzero filled", x -> Ops.nonzero(x, 5, -1));
        t.many("nonzero cut", x -> Ops.nonzero(x, 2));
        t.many("where size", x -> Ops.where(x.gt(1), 3));
        t.one("argwhere", x -> Ops.argwhere(x, 4, 9));
        t.one("flatnonzero", x -> Ops.flatnonzero(x, 4, 6));
        t.one("compress", (c, x) -> Ops.compress(c, x, 1, 3, -1));
        t.one("compress rows", (c, x) -> Ops.compress(c, x, 0, 1, 0));
        t.one("extract", (c, x) -> Ops.extract(c, x, 5, 9));
        t.one("place", Ops::place);
        t.many("nonzero concrete", x -> Ops.nonzero(x));
        t.one("argwhere concrete", x -> Ops.argwhere(x));
        t.one("flatnonzero concrete", x -> Ops.flatnonzero(x));
        t.one("compress concrete", (c, x) -> Ops.compress(c, x, 1));
        t.one("extract concrete", (c, x) -> Ops.extract(c, x));
    }

    private static final List<UnaryOperator<Tensor>> PIECES = List.of(Tensor::neg, Tensor::square, x -> x.add(10));
    private static final List<UnaryOperator<Tensor>> OVERLAPPING = List.of(x -> x.mul(3), Tensor::square);

    private static void addSearches(FunctionTable t) {
        t.one("searchSorted left", (s, v) -> Ops.searchSorted(s, v));
        t.one("searchSorted right", (s, v) -> Ops.searchSorted(s, v, Side.RIGHT));
        t.one("searchSorted long", v -> Ops.searchSorted(thousand(), v));
        t.one("searchSorted long right", v -> Ops.searchSorted(thousand(), v, Side.RIGHT));
        t.one("digitize", (x, bins) -> Ops.digitize(x, bins));
        t.one("digitize right", (x, bins) -> Ops.digitize(x, bins, true));
        t.one("digitize descending", (x, bins) -> Ops.digitize(x, bins));
        t.one("digitize descending right", (x, bins) -> Ops.digitize(x, bins, true));
        t.one("bincount", x -> Ops.bincount(x, 5));
        t.one("bincount weights", (x, w) -> Ops.bincount(x, w, 4));
        t.one("sort", x -> Ops.sort(x));
        t.one("sort descending", x -> Ops.sort(x, 0, true));
        t.one("argsort", x -> Ops.argsort(x));
        t.one("argsort descending", x -> Ops.argsort(x, -1, true));
        t.one("lexsort", (x, y) -> Ops.lexsort(List.of(x, y)));
        t.one("lexsort axis", (x, y) -> Ops.lexsort(List.of(x, y), 0));
        t.one("partition", x -> Ops.sort(Ops.partition(x, 2, 1), 1));
        t.one("argpartition", x -> Ops.sort(Ops.argpartition(x, 2, 1), 1));
    }

    private static Tensor thousand() {
        return Ops.arange(0.0, 1000, 1).floorDivide(3);
    }

    private static void addSets(FunctionTable t) {
        t.many("unique", x -> parts(Ops.unique(x, 3)));
        t.many("unique longer", x -> parts(Ops.unique(x, 5)));
        t.many("unique shorter", x -> parts(Ops.unique(x, 2)));
        t.many("unique filled", x -> parts(Ops.unique(x, 5, o -> o.fillValue(9))));
        t.many("unique nan", x -> parts(Ops.unique(x, 3)));
        t.many("unique nan apart", x -> parts(Ops.unique(x, 3, o -> o.equalNan(false))));
        t.many("unique rows", x -> parts(Ops.unique(x, 3, o -> o.axis(0))));
        t.many("unique columns", x -> parts(Ops.unique(x, 2, o -> o.axis(1))));
        t.many("unique concrete", x -> parts(Ops.unique(x)));
        t.one("uniqueValues concrete", Ops::uniqueValues);
        t.one("union1d", (x, y) -> Ops.union1d(x, y, 6));
        t.one("union1d concrete", (x, y) -> Ops.union1d(x, y));
        t.one("intersect1d", (x, y) -> Ops.intersect1d(x, y, 3, -1));
        t.one("intersect1d concrete", (x, y) -> Ops.intersect1d(x, y));
        t.one("setdiff1d", (x, y) -> Ops.setdiff1d(x, y, 3, -1));
        t.one("setdiff1d concrete", (x, y) -> Ops.setdiff1d(x, y));
        t.one("setxor1d", (x, y) -> Ops.setxor1d(x, y, 4, -1));
        t.one("setxor1d concrete", (x, y) -> Ops.setxor1d(x, y));
        t.one("isin", Ops::isin);
        t.one("isin promoted", Ops::isin);
    }

    private static List<Tensor> parts(Unique unique) {
        return List.of(unique.values(), unique.indices(), unique.inverse(), unique.counts());
    }
}
