package dev.haiku.tensor;

import dev.haiku.tensor.HistogramOps.Histogram;
import dev.haiku.tensor.HistogramOps.HistogramNd;
import dev.haiku.tensor.QuantileOptions.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows of reductions, order statistics, correlations and histograms. */
final class StatisticsCases {

    private static final List<Integer> ROWS = List.of(0);
    private static final List<Integer> COLUMNS = List.of(1);
    private static final List<Integer> BOTH = List.of(0, 1);

    private StatisticsCases() {}

    static void addTo(FunctionTable t) {
        addMasked(t);
        addNan(t);
        addNanPositions(t);
        addMeans(t);
        addQuantiles(t);
        addCorrelations(t);
        addHistograms(t);
    }

    private static void addMasked(FunctionTable t) {
        t.one("sum masked", (x, m) -> x.sum(COLUMNS, Dims.DROP, m));
        t.one("sum masked row", (x, m) -> Ops.sum(x, BOTH, Dims.KEEP, m));
        t.one("prod masked", (x, m) -> Ops.prod(x, ROWS, Dims.DROP, m));
        t.one("mean masked", (x, m) -> x.mean(ROWS, Dims.DROP, m));
        t.one("mean masked integers", (x, m) -> Ops.mean(x, COLUMNS, Dims.KEEP, m));
        t.one("mean masked nothing", (x, m) -> Ops.mean(x, COLUMNS, Dims.DROP, m));
        t.one("var masked", (x, m) -> Ops.var(x, COLUMNS, Dims.DROP, 1, m));
        t.one("std masked", (x, m) -> Ops.std(x, COLUMNS, Dims.DROP, 0, m));
        t.one("var masked too little", (x, m) -> Ops.var(x, COLUMNS, Dims.DROP, 1, m));
        t.one("max masked", (x, m) -> Ops.max(x, COLUMNS, Dims.DROP, m));
        t.one("min masked", (x, m) -> Ops.min(x, ROWS, Dims.DROP, m));
        t.one("max masked initial", (x, m) -> Ops.max(x, COLUMNS, Dims.DROP, m, 1));
        t.one("min masked initial", (x, m) -> Ops.min(x, COLUMNS, Dims.KEEP, m, 2));
        t.one("all masked", (x, m) -> Ops.all(x, COLUMNS, Dims.DROP, m));
        t.one("any masked", (x, m) -> Ops.any(x, ROWS, Dims.DROP, m));
    }

    private static void addNan(FunctionTable t) {
        t.one("nansum", x -> Ops.nansum(x));
        t.one("nansum axis", x -> Ops.nansum(x, COLUMNS, Dims.KEEP));
        t.one("nansum integers", x -> Ops.nansum(x, 0));
        t.one("nanprod", x -> Ops.nanprod(x));
        t.one("nanprod axis", x -> Ops.nanprod(x, COLUMNS, Dims.KEEP));
        t.one("nanprod integers", x -> Ops.nanprod(x, 0));
        t.one("nanmean", x -> Ops.nanmean(x));
        t.one("nanmean axis", x -> Ops.nanmean(x, COLUMNS, Dims.KEEP));
        t.one("nanmean integers", x -> Ops.nanmean(x, 0));
        t.one("nanvar", x -> Ops.nanvar(x));
        t.one("nanvar axis", x -> Ops.nanvar(x, COLUMNS, Dims.KEEP, 0));
        t.one("nanvar integers", x -> Ops.nanvar(x, 0));
        t.one("nanvar ddof", x -> Ops.nanvar(x, ROWS, Dims.DROP, 1));
        t.one("nanstd", x -> Ops.nanstd(x));
        t.one("nanstd axis", x -> Ops.nanstd(x, COLUMNS, Dims.KEEP, 0));
        t.one("nanstd integers", x -> Ops.nanstd(x, 0));
        t.one("nanstd ddof", x -> Ops.nanstd(x, ROWS, Dims.DROP, 1));
        t.one("nanmax", x -> Ops.nanmax(x));
        t.one("nanmax axis", x -> Ops.nanmax(x, COLUMNS, Dims.KEEP));
        t.one("nanmax integers", x -> Ops.nanmax(x, 0));
        t.one("nanmin", x -> Ops.nanmin(x));
        t.one("nanmin axis", x -> Ops.nanmin(x, COLUMNS, Dims.KEEP));
        t.one("nanmin integers", x -> Ops.nanmin(x, 0));
    }

    private static void addNanPositions(FunctionTable t) {
        t.one("nanargmax", x -> Ops.nanargmax(x));
        t.one("nanargmin", x -> Ops.nanargmin(x));
        t.one("nanargmax axis", x -> Ops.nanargmax(x, 1));
        t.one("nanargmin axis", x -> Ops.nanargmin(x, 1));
        t.one("nancumsum", x -> Ops.nancumsum(x, 1));
        t.one("nancumprod", x -> Ops.nancumprod(x, 0));
        t.one("nanmedian", x -> Ops.nanmedian(x));
        t.one("nanmedian axis", x -> Ops.nanmedian(x, COLUMNS, Dims.KEEP));
        t.one("nanquantile", x -> Ops.nanquantile(x, 0.3));
        t.one("nanquantile vector", (x, q) -> Ops.nanquantile(x, q, COLUMNS, o -> o));
        t.one("nanpercentile", x -> Ops.nanpercentile(x, 30, 0));
        t.one("nanpercentile vector", (x, q) -> Ops.nanpercentile(x, q, BOTH, o -> o));
        t.one("cumsum flat", x -> Ops.cumsum(x));
        t.one("cumprod flat", x -> Ops.cumprod(x));
        t.one("cumulativeSum", x -> Ops.cumulativeSum(x, 1));
        t.one("cumulativeProd", x -> Ops.cumulativeProd(x, 0));
    }

    private static void addMeans(FunctionTable t) {
        t.one("ptp", x -> Ops.ptp(x));
        t.one("ptp axis", x -> Ops.ptp(x, COLUMNS, Dims.KEEP));
        t.one("average", (x, w) -> Ops.average(x, w));
        t.one("average axis", (x, w) -> Ops.average(x, w, 1));
        t.one("average axes", (x, w) -> Ops.average(x, w, List.of(2, 0), Dims.KEEP));
        t.one("average integers", (x, w) -> Ops.average(x, w, 0));
        t.one("median", x -> Ops.median(x));
        t.one("median axis", x -> Ops.median(x, 1));
        t.one("median axes", x -> Ops.median(x, List.of(0, 2), Dims.KEEP));
        t.one("median nan", x -> Ops.median(x, 1));
    }

    private static void addQuantiles(FunctionTable t) {
        t.one("quantile", x -> Ops.quantile(x, 0.3));
        t.one("quantile axis", x -> Ops.quantile(x, 0.6, 0));
        t.one("quantile vector", (x, q) -> Ops.quantile(x, q, COLUMNS, o -> o));
        t.one("quantile vector kept", (x, q) -> Ops.quantile(x, q, List.of(0, 2), o -> o.dims(Dims.KEEP)));
        for (var method : Method.values()) {
            if (method != Method.LINEAR) {
                t.one(
                        "quantile " + method.name().toLowerCase(Locale.ROOT),
                        (x, q) -> Ops.quantile(x, q, COLUMNS, o -> o.method(method)));
            }
        }
        t.one("quantile weights", (x, q, w) -> Ops.quantile(x, q, COLUMNS, o -> o.weights(w)));
        t.one("quantile nan", (x, q) -> Ops.quantile(x, q, COLUMNS, o -> o));
        t.one("percentile", x -> Ops.percentile(x, 30));
        t.one("percentile vector", (x, q) -> Ops.percentile(x, q, ROWS, o -> o));
    }

    private static void addCorrelations(FunctionTable t) {
        t.one("cov", x -> Ops.cov(x));
        t.one("cov vector", x -> Ops.cov(x));
        t.one("cov columns", x -> Ops.cov(x, o -> o.rowvar(false).bias(true)));
        t.one("cov other", (x, y) -> Ops.cov(x, o -> o.other(y).ddof(0)));
        t.one("cov frequencies", (x, w) -> Ops.cov(x, o -> o.frequencies(w)));
        t.one("cov importances", (x, w) -> Ops.cov(x, o -> o.importances(w)));
        t.one("cov both weights", (x, v, w) -> Ops.cov(x, o -> o.frequencies(v).importances(w)));
        t.one("corrcoef", x -> Ops.corrcoef(x));
        t.one("corrcoef vector", x -> Ops.corrcoef(x));
    }

    private static void addHistograms(FunctionTable t) {
        t.one("histogramBinEdges", x -> Ops.histogramBinEdges(x, 4));
        t.one("histogramBinEdges range", x -> Ops.histogramBinEdges(x, 3, o -> o.range(-1, 2)));
        t.one("histogramBinEdges point", x -> Ops.histogramBinEdges(x, 2));
        t.many("histogram", x -> parts(Ops.histogram(x, 4)));
        t.many("histogram integers", x -> parts(Ops.histogram(x, 3)));
        t.many(
                "histogram range",
                x -> parts(Ops.histogram(x, 3, o -> o.range(-1, 1).density(true))));
        t.all("histogram edges", in -> parts(Ops.histogram(in.get(0), in.get(1), o -> o.weights(in.get(2)))));
        t.many("histogram2d", (x, y) -> parts(Ops.histogram2d(x, y, 3, o -> o)));
        t.many("histogramDd", p -> parts(Ops.histogramDd(p, 2, o -> o.density(true))));
        t.all("histogramDd edges", in -> parts(Ops.histogramDd(in.get(0), List.of(in.get(1), in.get(2)), o -> o)));
    }

    private static List<Tensor> parts(Histogram histogram) {
        return List.of(histogram.counts(), histogram.edges());
    }

    private static List<Tensor> parts(HistogramNd histogram) {
        var parts = new ArrayList<>(List.of(histogram.counts()));
        parts.addAll(histogram.edges());
        return parts;
    }
}
