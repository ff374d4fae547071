package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.check;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The part of {@link Ops} that makes grids, positions and evenly spaced numbers. */
abstract class GridOps extends PadOps {

    GridOps() {}

    /** {@return {@code f32} numbers that nothing promises; zeros, as in JAX} */
    public static Tensor empty(Shape shape) {
        return zeros(shape);
    }

    /** {@return numbers of an element type that nothing promises; zeros, as in JAX} */
    public static Tensor empty(Shape shape, DType dtype) {
        return zeros(shape, dtype);
    }

    /** {@return numbers of the shape and element type of {@code x} that nothing promises; zeros, as in JAX} */
    public static Tensor emptyLike(Tensor x) {
        return zerosLike(x);
    }

    /** {@return the {@code f32} identity matrix {@code [n, n]}} */
    public static Tensor identity(int n) {
        return eye(n);
    }

    /** {@return the identity matrix {@code [n, n]}} */
    public static Tensor identity(int n, DType dtype) {
        return eye(n, n, 0, dtype);
    }

    /**
     * {@return {@code num} evenly spaced numbers from {@code start} to {@code stop}, which broadcast, along a new axis}
     *
     * <p>Integers become {@code f32}, unless the options name an element type; integers are then rounded down.
     *
     * @throws IllegalArgumentException if {@code num} is negative
     */
    public static Tensor linspace(Tensor start, Tensor stop, int num, UnaryOperator<LinspaceOptions> edit) {
        if (num < 0) {
            throw new IllegalArgumentException("linspace: needs num >= 0, but got " + num + ".");
        }
        var options = edit.apply(LinspaceOptions.DEFAULTS);
        var dtype = start.dtype().promote(stop.dtype()).promoteWithFloat();
        var ends = Operands.matched("linspace", start.cast(dtype), stop.cast(dtype));
        var first = expandDims(ends.get(0), 0);
        var last = expandDims(ends.get(1), 0);
        var numbers = num == 1 ? first : spaced(first, last, num, options.endpoint());
        var wanted = options.dtype() == null ? dtype : options.dtype();
        var rounded = wanted.isFloating() ? numbers : floor(numbers);
        int rank = rounded.rank();
        return moveAxis(
                rounded.cast(wanted), 0, Operands.axis("linspace", options.axis(), rank, "a result of rank " + rank));
    }

    private static Tensor spaced(Tensor first, Tensor last, int num, boolean endpoint) {
        int steps = endpoint ? Math.max(0, num - 1) : num;
        var shape = Shape.of(Collections.nCopies(first.rank(), 1)).with(0, steps);
        var fraction = iota(first.dtype(), shape, 0).div(Math.max(1, steps));
        var weighted = first.mul(sub(1, fraction)).add(last.mul(fraction));
        return endpoint && num > 0 ? concatenate(0, weighted, last) : weighted;
    }

    /** {@return {@code num} {@code f32} numbers from {@code base^start} to {@code base^stop}, evenly spaced on a log scale} */
    public static Tensor logspace(double start, double stop, int num, double base) {
        return pow(base, linspace(start, stop, num));
    }

    /** {@return {@code num} {@code f32} numbers from {@code 10^start} to {@code 10^stop}, evenly spaced on a log scale} */
    public static Tensor logspace(double start, double stop, int num) {
        return logspace(start, stop, num, 10);
    }

    /** {@return the base to the power of {@link #linspace(Tensor, Tensor, int, UnaryOperator) evenly spaced numbers}} */
    public static Tensor logspace(
            Tensor start, Tensor stop, int num, double base, UnaryOperator<LinspaceOptions> edit) {
        var dtype = edit.apply(LinspaceOptions.DEFAULTS).dtype();
        var powers = pow(base, linspace(start, stop, num, o -> edit.apply(o).dtype(floatType(start, stop))));
        return dtype == null ? powers : powers.cast(dtype);
    }

    private static DType floatType(Tensor a, Tensor b) {
        return a.dtype().promote(b.dtype()).promoteWithFloat();
    }

    /**
     * {@return {@code num} {@code f32} numbers from {@code start} to {@code stop}, each a constant multiple of the one before}
     *
     * @throws IllegalArgumentException if the ends are 0 or differ in sign
     */
    public static Tensor geomspace(double start, double stop, int num) {
        if (!(start * stop > 0)) {
            throw new IllegalArgumentException(
                    "geomspace: needs ends of one sign other than 0, but got " + start + " and " + stop + ".");
        }
        double sign = Math.signum(start);
        return logspace(Math.log10(sign * start), Math.log10(sign * stop), num).mul(sign);
    }

    /** {@return the coordinates of a grid as NumPy orders them ("xy"), each with size 1 along the axes of the others} */
    public static List<Tensor> meshgridSparse(Tensor... vectors) {
        return meshgridIjSparse(vectors).stream()
                .map(x -> x.rank() < 2 ? x : swapAxes(x, 0, 1))
                .toList();
    }

    /** {@return the coordinates of a grid, each varying along the axis of its vector and with size 1 along the others} */
    public static List<Tensor> meshgridIjSparse(Tensor... vectors) {
        return along(
                "meshgrid", Arrays.stream(vectors).map(RearrangeOps::atLeast1d).toList());
    }

    static List<Tensor> along(String op, List<Tensor> vectors) {
        return Operands.range(0, vectors.size()).stream()
                .map(i -> {
                    var x = vectors.get(i);
                    check(x.rank() == 1, op, "needs vectors, but got shape " + x.shape() + ".");
                    var ones = Shape.of(Collections.nCopies(vectors.size(), 1));
                    return reshape(x, ones.with(i, x.dim(0)));
                })
                .toList();
    }

    /**
     * {@return vectors as indices that together address a block: {@code x.get(of(i), of(j))} with {@code i = ix[0]}, {@code j = ix[1]}}
     *
     * @throws dev.haiku.array.ShapeException if one is no vector of integers
     */
    public static List<Tensor> ix(Tensor... vectors) {
        for (var x : vectors) {
            checkIndices("ix", x);
        }
        return along("ix", List.of(vectors));
    }

    /** {@return the {@code i32} coordinates of a grid of ranges along a new first axis: {@code mgrid[0:5, 0:3]}} */
    public static Tensor mgrid(Index.Range... ranges) {
        return stack(meshgridIj(counted("mgrid", ranges)), 0);
    }

    /** {@return the {@code i32} coordinates of a grid of ranges, each with size 1 along the other axes: {@code ogrid[0:5, 0:3]}} */
    public static List<Tensor> ogrid(Index.Range... ranges) {
        return meshgridIjSparse(counted("ogrid", ranges));
    }

    private static Tensor[] counted(String op, Index.Range... ranges) {
        return Arrays.stream(ranges)
                .map(r -> {
                    var start = r.start();
                    var stop = r.stop();
                    if (stop == null) {
                        throw new IllegalArgumentException(op + ": needs ranges that end. Use range(start, stop).");
                    }
                    return arange(start == null ? 0 : start, stop, r.step());
                })
                .toArray(Tensor[]::new);
    }

    /** {@return the {@code i32} coordinates of all elements of a shape, {@code [rank, n0, n1, ...]}} */
    public static Tensor indices(int... dims) {
        var shape = Shape.of(dims);
        check(dims.length > 0, "indices", "needs at least one size.");
        return stack(
                Operands.range(0, dims.length).stream()
                        .map(axis -> iota(DType.I32, shape, axis))
                        .toList(),
                0);
    }

    /** {@return the result of a function of the {@code i32} coordinates of all elements of a shape, one tensor for each axis} */
    public static Tensor fromFunction(Function<List<Tensor>, Tensor> function, int... dims) {
        var shape = Shape.of(dims);
        return function.apply(Operands.range(0, dims.length).stream()
                .map(axis -> iota(DType.I32, shape, axis))
                .toList());
    }

    /** {@return the {@code i32} row and column numbers at and below the {@code offset}-th diagonal of a matrix} */
    public static List<Tensor> trilIndices(int rows, int columns, int offset) {
        return places(rows, columns, (i, j) -> j <= i + offset);
    }

    /** {@return the {@code i32} row and column numbers at and below the diagonal of a square matrix} */
    public static List<Tensor> trilIndices(int n) {
        return trilIndices(n, n, 0);
    }

    /** {@return the {@code i32} row and column numbers at and above the {@code offset}-th diagonal of a matrix} */
    public static List<Tensor> triuIndices(int rows, int columns, int offset) {
        return places(rows, columns, (i, j) -> j >= i + offset);
    }

    /** {@return the {@code i32} row and column numbers at and above the diagonal of a square matrix} */
    public static List<Tensor> triuIndices(int n) {
        return triuIndices(n, n, 0);
    }

    private interface Place {
        boolean isWanted(int row, int column);
    }

    private static List<Tensor> places(int rows, int columns, Place place) {
        var wanted = Operands.range(0, rows * columns).stream()
                .filter(p -> place.isWanted(p / columns, p % columns))
                .mapToInt(p -> p)
                .toArray();
        return List.of(
                Tensor.of(Arrays.stream(wanted).map(p -> p / columns).toArray()),
                Tensor.of(Arrays.stream(wanted).map(p -> p % columns).toArray()));
    }

    /** {@return the {@code i32} coordinates of the diagonal of a tensor with {@code rank} axes of size n} */
    public static List<Tensor> diagIndices(int n, int rank) {
        return Collections.nCopies(rank, arange(n));
    }

    /** {@return the matrix {@code [n, columns]} of powers of a vector, {@code x^(columns-1), ..., x, 1}} */
    public static Tensor vander(Tensor x, int columns) {
        return vander(x, columns, false);
    }

    /**
     * {@return the matrix {@code [n, columns]} of powers of a vector, from the highest one down or from 1 up}
     *
     * @throws dev.haiku.array.ShapeException if x is no vector or {@code columns} is negative
     */
    public static Tensor vander(Tensor x, int columns, boolean increasing) {
        return Linalg.vander(x, columns, increasing);
    }

    /** {@return the {@code f32} triangular window of n points (Bartlett 1950)} */
    public static Tensor bartlett(int n) {
        return window(n, phase -> sub(1, phase.mul(2).sub(1).abs()));
    }

    /** {@return the {@code f32} raised cosine window of n points (von Hann)} */
    public static Tensor hanning(int n) {
        return cosines(n, 0.5, 0.5, 0);
    }

    /** {@return the {@code f32} raised cosine window of n points with optimal side lobes (Hamming)} */
    public static Tensor hamming(int n) {
        return cosines(n, 0.54, 0.46, 0);
    }

    /** {@return the {@code f32} window of n points with two cosines (Blackman)} */
    public static Tensor blackman(int n) {
        return cosines(n, 0.42, 0.5, 0.08);
    }

    private static Tensor cosines(int n, double constant, double first, double second) {
        return window(n, phase -> {
            var angle = phase.mul(2 * Math.PI);
            var raised = sub(constant, cos(angle).mul(first));
            return second == 0 ? raised : raised.add(cos(angle.mul(2)).mul(second));
        });
    }

    /** {@return a function of the places from 0 to 1; 1 if there is only one} */
    private static Tensor window(int n, UnaryOperator<Tensor> shape) {
        return n <= 1 ? ones(Math.max(n, 0)) : shape.apply(iota(DType.F32, n).div(n - 1));
    }
}
