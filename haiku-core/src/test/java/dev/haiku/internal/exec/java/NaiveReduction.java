package dev.haiku.internal.exec.java;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.ir.Reduction;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.stream.IntStream;

/** Reductions by going over all elements for each result. */
final class NaiveReduction {

    private NaiveReduction() {}

    static List<HostArray> run(Reduction op, List<HostArray> inputs) {
        var x = inputs.get(0);
        if (op instanceof Reduction.Sort sort) {
            return sort(sort, inputs);
        }
        if (op instanceof Reduction.TopK topK) {
            return topK(topK, x);
        }
        if (op instanceof Reduction.ArgExtreme arg) {
            return List.of(argExtreme(arg, x));
        }
        if (op instanceof Reduction.Cumulative cumulative) {
            return List.of(cumulative(cumulative, x));
        }
        return List.of(
                op instanceof Reduction.Numeric numeric
                        ? reduce(op, numeric.axes(), x)
                        : reduce(op, ((Reduction.Logical) op).axes(), x));
    }

    private static HostArray reduce(Reduction op, List<Integer> axes, HostArray x) {
        var shape = x.shape().remove(axes);
        if (x.dtype().isFloating()) {
            return HostArray.fromDoubles(x.dtype(), shape, i -> {
                double result = identity(kind(op));
                for (int j : members(x.shape(), axes, shape, i)) {
                    result = doubles(kind(op)).applyAsDouble(result, x.getDouble(j));
                }
                return result;
            });
        }
        return HostArray.fromLongs(x.dtype(), shape, i -> {
            long result = identity(kind(op), x.dtype());
            for (int j : members(x.shape(), axes, shape, i)) {
                result = longs(kind(op)).applyAsLong(result, x.getLong(j));
            }
            return result;
        });
    }

    /** The elements of an operand that a reduction combines for one element of the result. */
    private static int[] members(Shape shape, List<Integer> axes, Shape result, int index) {
        var wanted = Naive.unravel(result, index);
        return IntStream.range(0, (int) shape.size())
                .filter(i -> {
                    var at = Naive.unravel(shape, i);
                    int[] kept = IntStream.range(0, at.length)
                            .filter(axis -> !axes.contains(axis))
                            .map(axis -> at[axis])
                            .toArray();
                    return Arrays.equals(kept, wanted);
                })
                .toArray();
    }

    private static Reduction.Accumulation kind(Reduction op) {
        if (op instanceof Reduction.Cumulative cumulative) {
            return cumulative.kind();
        }
        if (op instanceof Reduction.ReduceSum) {
            return Reduction.Accumulation.SUM;
        }
        if (op instanceof Reduction.ReduceProd) {
            return Reduction.Accumulation.PROD;
        }
        return op instanceof Reduction.ReduceMax || op instanceof Reduction.ReduceOr
                ? Reduction.Accumulation.MAX
                : Reduction.Accumulation.MIN;
    }

    private static double identity(Reduction.Accumulation kind) {
        return switch (kind) {
            case SUM -> 0;
            case PROD -> 1;
            case MAX, LOGSUMEXP -> Double.NEGATIVE_INFINITY;
            case MIN -> Double.POSITIVE_INFINITY;
        };
    }

    private static long identity(Reduction.Accumulation kind, DType dtype) {
        return switch (kind) {
            case SUM -> 0;
            case PROD -> 1;
            case MAX, LOGSUMEXP -> Naive.lowest(dtype);
            case MIN -> Naive.highest(dtype);
        };
    }

    private static DoubleBinaryOperator doubles(Reduction.Accumulation kind) {
        return switch (kind) {
            case SUM -> (x, y) -> x + y;
            case PROD -> (x, y) -> x * y;
            case MAX -> (x, y) -> Double.isNaN(x) || x > y ? x : y;
            case MIN -> (x, y) -> Double.isNaN(x) || x < y ? x : y;
            case LOGSUMEXP -> (x, y) -> x == y ? x + StrictMath.log(2) : StrictMath.log(StrictMath.exp(x - y) + 1) + y;
        };
    }

    private static LongBinaryOperator longs(Reduction.Accumulation kind) {
        return switch (kind) {
            case SUM -> (x, y) -> x + y;
            case PROD -> (x, y) -> x * y;
            case MAX -> (x, y) -> x > y ? x : y;
            case MIN -> (x, y) -> x < y ? x : y;
            case LOGSUMEXP -> throw new IllegalArgumentException("integers");
        };
    }

    /** The elements of the row along an axis that an element of the operand is in, in order. */
    private static int[] row(Shape shape, int axis, int index) {
        var at = Naive.unravel(shape, index);
        return IntStream.range(0, shape.dim(axis))
                .map(k -> {
                    at[axis] = k;
                    return Naive.ravel(shape, at);
                })
                .toArray();
    }

    private static HostArray cumulative(Reduction.Cumulative op, HostArray x) {
        var shape = x.shape();
        if (x.dtype().isFloating()) {
            return HostArray.fromDoubles(x.dtype(), shape, i -> {
                double result = identity(op.kind());
                for (int j : before(op, shape, i)) {
                    result = doubles(op.kind()).applyAsDouble(result, x.getDouble(j));
                }
                return result;
            });
        }
        return HostArray.fromLongs(x.dtype(), shape, i -> {
            long result = identity(op.kind(), x.dtype());
            for (int j : before(op, shape, i)) {
                result = longs(op.kind()).applyAsLong(result, x.getLong(j));
            }
            return result;
        });
    }

    private static int[] before(Reduction.Cumulative op, Shape shape, int index) {
        int[] row = row(shape, op.axis(), index);
        int place = Naive.unravel(shape, index)[op.axis()];
        return op.reverse()
                ? IntStream.range(0, row.length - place)
                        .map(k -> row[row.length - 1 - k])
                        .toArray()
                : IntStream.rangeClosed(0, place).map(k -> row[k]).toArray();
    }

    private static HostArray argExtreme(Reduction.ArgExtreme op, HostArray x) {
        boolean isMax = op.extreme() == Reduction.Extreme.MAX;
        var shape = x.shape().remove(List.of(op.axis()));
        return HostArray.fromLongs(op.indexDtype(), shape, i -> {
            int[] row = members(x.shape(), List.of(op.axis()), shape, i);
            int best = 0;
            for (int k = 1; k < row.length; k++) {
                int order = compare(x, row[k], row[best]);
                boolean nan = x.dtype().isFloating() && Double.isNaN(x.getDouble(row[k]));
                boolean bestNan = x.dtype().isFloating() && Double.isNaN(x.getDouble(row[best]));
                if (!bestNan && (nan || (isMax ? order > 0 : order < 0))) {
                    best = k;
                }
            }
            return best;
        });
    }

    private static int compare(HostArray x, int i, int j) {
        return x.dtype().isFloating()
                ? Double.compare(x.getDouble(i) + 0.0, x.getDouble(j) + 0.0)
                : Long.compare(x.getLong(i), x.getLong(j));
    }

    private static List<HostArray> sort(Reduction.Sort op, List<HostArray> inputs) {
        var shape = inputs.get(0).shape();
        var byKeys = inputs.subList(0, op.keys()).stream()
                .map(key -> (Comparator<Integer>) (i, j) -> compare(key, i, j))
                .reduce(Comparator::thenComparing)
                .orElseThrow();
        var sources = IntStream.range(0, (int) shape.size())
                .map(i -> IntStream.of(row(shape, op.axis(), i))
                        .boxed()
                        .sorted(byKeys)
                        .skip(Naive.unravel(shape, i)[op.axis()])
                        .findFirst()
                        .orElseThrow())
                .toArray();
        return inputs.stream().map(x -> Naive.pick(x, shape, i -> sources[i])).toList();
    }

    private static List<HostArray> topK(Reduction.TopK op, HostArray x) {
        Comparator<Integer> ascending = (i, j) -> x.dtype().isFloating()
                ? Double.compare(x.getDouble(i), x.getDouble(j))
                : Long.compare(x.getLong(i), x.getLong(j));
        var shape = x.shape().with(op.axis(), op.k());
        var places = IntStream.range(0, (int) shape.size())
                .map(i -> {
                    var at = Naive.unravel(shape, i);
                    int rank = at[op.axis()];
                    at[op.axis()] = 0;
                    return IntStream.of(row(x.shape(), op.axis(), Naive.ravel(x.shape(), at)))
                            .boxed()
                            .sorted(ascending.reversed())
                            .skip(rank)
                            .findFirst()
                            .orElseThrow();
                })
                .toArray();
        return List.of(
                Naive.pick(x, shape, i -> places[i]),
                HostArray.fromLongs(DType.I32, shape, i -> Naive.unravel(x.shape(), places[i])[op.axis()]));
    }
}
