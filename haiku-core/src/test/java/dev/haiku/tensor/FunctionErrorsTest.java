package dev.haiku.tensor;

import static dev.haiku.tensor.Index.at;
import static dev.haiku.tensor.Index.ellipsis;
import static dev.haiku.tensor.Index.newAxis;
import static dev.haiku.tensor.Index.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.tensor.BitOps.BitOrder;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Errors of the functions of {@link FunctionTable}; types alone decide about them, so the operands have no numbers. */
class FunctionErrorsTest {

    private static final Tensor MATRIX = Recording.symbol(DType.F32, 2, 3);
    private static final Tensor FOUR = Recording.symbol(DType.F32, 4);
    private static final Tensor EMPTY = Recording.symbol(DType.F32, 0, 3);
    private static final Tensor SCALAR = Recording.symbol(DType.F32);
    private static final Tensor FLAGS = Recording.symbol(DType.BOOL, 3);
    private static final Tensor INDEX = Recording.symbol(DType.I32, 2);
    private static final Tensor CUBE = Recording.symbol(DType.F32, 2, 3, 4);

    private static final String NO_MASK =
            " A mask picks a number of elements that is not known; use where, or nonzero with a size.";

    private static Arguments row(Supplier<Object> body, String message) {
        return Arguments.of(message, body);
    }

    static Stream<Arguments> indices() {
        return Stream.of(
                row(() -> MATRIX.get(ellipsis(), ellipsis()), "get: an index may have one ellipsis, but got 2."),
                row(() -> MATRIX.get(at(0), at(0), at(0)), "get: got 3 indices for shape [2, 3]."),
                row(() -> MATRIX.get(newAxis(), at(2)), "get: index 2 is out of range for axis 0 of shape [2, 3]."),
                row(() -> MATRIX.at(of(FLAGS)), "at: needs integer indices, but got bool[3]." + NO_MASK),
                row(
                        () -> MATRIX.at(of(INDEX), of(FLAGS.cast(DType.I32))),
                        "at: shapes [2] and [3] do not broadcast together. Reshape or expandDims one of them."),
                row(() -> EMPTY.get(of(INDEX)), "get: axis 0 of shape [0, 3] is empty."),
                row(() -> MATRIX.at(of(INDEX)).set(FOUR), "broadcastTo: shape [4] does not broadcast to [2, 3]."),
                row(() -> MATRIX.take(FLAGS), "take: needs integer indices, but got bool[3]." + NO_MASK),
                row(() -> Ops.take(MATRIX, INDEX, 2, 0.0), "take: axis 2 is out of range for shape [2, 3]."),
                row(
                        () -> Ops.putAlongAxis(MATRIX, INDEX, FOUR, 0),
                        "putAlongAxis: needs as many axes in indices as in the tensor, but got [2] and [2, 3]."),
                row(
                        () -> Ops.putAlongAxis(FOUR.expandDims(0), INDEX.reshape(2, 1), FOUR, 1),
                        "putAlongAxis: indices of shape [2, 1] do not fit shape [1, 4]."),
                row(() -> Ops.choose(INDEX, List.of(), IndexMode.CLIP), "choose: needs at least one tensor."),
                row(
                        () -> Ops.choose(INDEX, List.of(FOUR), IndexMode.CLIP),
                        "choose: shapes [2] and [4] do not broadcast together. Reshape or expandDims one of them."),
                row(() -> Ops.roll(MATRIX, SCALAR, 0), "roll: needs integer indices, but got f32[]."),
                row(() -> Ops.unravelIndex(FOUR, Shape.of(2)), "unravelIndex: needs integer indices, but got f32[4]."),
                row(
                        () -> Ops.ravelMultiIndex(List.of(INDEX), Shape.of(2, 3), IndexMode.CLIP),
                        "ravelMultiIndex: needs one tensor for each axis of shape [2, 3], but got 1."),
                row(() -> Ops.ix(FOUR), "ix: needs integer indices, but got f32[4]."),
                row(() -> Ops.ix(INDEX.expandDims(0)), "ix: needs vectors, but got shape [1, 2]."));
    }

    static Stream<Arguments> numbers() {
        return Stream.of(
                row(() -> Ops.gcd(FOUR, INDEX), "gcd: needs integer operands, but got f32[4] and i32[2]."),
                row(() -> Ops.lcm(INDEX, FLAGS), "lcm: needs integer operands, but got i32[2] and bool[3]."),
                row(
                        () -> Ops.gcd(INDEX, FLAGS.cast(DType.I32)),
                        "gcd: shapes [2] and [3] do not broadcast together. Reshape or expandDims one of them."),
                row(() -> Ops.ldexp(FOUR, FOUR), "ldexp: needs integer exponents, but got f32[4]."),
                row(() -> Ops.bitwiseCount(FOUR), "bitwiseCount: needs integer or bool elements, but got f32[4]."),
                row(() -> Ops.clz(FLAGS), "clz: needs integer elements, but got bool[3]."),
                row(() -> Ops.packbits(FOUR), "packbits: needs integer or bool elements, but got f32[4]."),
                row(() -> Ops.unpackbits(INDEX, 0, 1, BitOrder.BIG), "unpackbits: needs u8 elements, but got i32[2]."),
                row(
                        () -> Ops.heaviside(MATRIX, FOUR),
                        "heaviside: shapes [2, 3] and [4] do not broadcast together. Reshape or expandDims one of them."));
    }

    static Stream<Arguments> selections() {
        return Stream.of(
                row(
                        () -> Ops.select(List.of(FLAGS), List.of()),
                        "select: needs one choice for each of at least one condition, but got 1 conditions and 0"
                                + " choices."),
                row(
                        () -> Ops.piecewise(FOUR, List.of(), List.of()),
                        "piecewise: needs one choice for each of at least one condition, but got 0 conditions and 0"
                                + " choices."),
                row(() -> Ops.nonzero(SCALAR, 1), "nonzero: needs axes, but got a scalar. Use atLeast1d first."),
                row(
                        () -> Ops.compress(FLAGS, MATRIX, 0, 1, 0),
                        "compress: needs a vector of at most 2 conditions for axis 0 of shape [2, 3], but got shape"
                                + " [3]."),
                row(() -> Ops.place(MATRIX, FLAGS, FOUR), "place: mask of shape [3] does not fit shape [2, 3]."),
                row(() -> Ops.searchSorted(MATRIX, FOUR), "searchSorted: needs a sorted vector, but got shape [2, 3]."),
                row(() -> Ops.digitize(FOUR, MATRIX), "digitize: needs a vector of bins, but got shape [2, 3]."),
                row(() -> Ops.bincount(FOUR, 2), "bincount: needs integer indices, but got f32[4]."),
                row(() -> Ops.bincount(INDEX, FOUR, 2), "bincount: weights of shape [4] do not fit shape [2]."),
                row(() -> Ops.lexsort(List.of()), "lexsort: needs at least one key."),
                row(
                        () -> Ops.partition(MATRIX, 3, 1),
                        "partition: element 3 is out of range for axis 1 of shape [2, 3]."),
                row(
                        () -> Ops.argpartition(MATRIX, -3, 0),
                        "argpartition: element -3 is out of range for axis 0 of shape [2, 3]."),
                row(
                        () -> Ops.unique(EMPTY, 2),
                        "unique: of shape [0, 3] there is nothing to fill up 2 elements with. Give a fillValue."));
    }

    static Stream<Arguments> arrangements() {
        return Stream.of(
                row(Ops::hstack, "hstack: needs at least one tensor."),
                row(
                        () -> Ops.vstack(MATRIX, FOUR),
                        "concatenate: shapes [2, 3] and [1, 4] differ elsewhere than along axis 0."),
                row(() -> Ops.arraySplit(MATRIX, 0, 1), "arraySplit: needs at least one section, but got 0."),
                row(
                        () -> Ops.splitSizes(MATRIX, List.of(1, 3), 1),
                        "splitSizes: sizes [1, 3] do not add up to axis 1 of shape [2, 3]."),
                row(() -> Ops.delete(MATRIX, 2, 0), "delete: index 2 is out of range for axis 0 of shape [2, 3]."),
                row(() -> Ops.delete(SCALAR.reshape(1), INDEX, 0), "delete: cannot remove 2 of 1 parts along axis 0."),
                row(
                        () -> Ops.insert(MATRIX, 3, SCALAR, 0),
                        "insert: position 3 is out of range for axis 0 of shape [2, 3]."),
                row(
                        () -> Ops.insert(MATRIX, INDEX.expandDims(0), SCALAR, 0),
                        "insert: needs a vector of positions, but got shape [1, 2]."),
                row(
                        () -> Ops.broadcastShapes(Shape.of(2), Shape.of(3)),
                        "broadcastShapes: shapes [2] and [3] do not broadcast together. Reshape or expandDims one of"
                                + " them."),
                row(() -> Ops.broadcastToRank(MATRIX, 1), "broadcastToRank: shape [2, 3] has more than 1 axes."),
                row(
                        () -> Ops.moveAxis(MATRIX, List.of(0), List.of()),
                        "moveAxis: needs one destination for each source, but got [0] and []."),
                row(
                        () -> Ops.moveAxis(MATRIX, List.of(0, 0), List.of(0, 1)),
                        "moveAxis: axes [0, 0] of shape [2, 3] repeat one."),
                row(() -> Ops.rollAxis(MATRIX, 0, 3), "rollAxis: start 3 is out of range for shape [2, 3]."),
                row(() -> Ops.rot90(MATRIX, 1, 0, -2), "rot90: axes 0 and -2 of [2, 3] are the same."),
                row(
                        () -> Ops.roll(MATRIX, List.of(1), List.of(0, 1)),
                        "roll: needs one shift for each axis, but got [1] and [0, 1]."),
                row(
                        () -> Ops.repeat(MATRIX, new int[] {1}, 0),
                        "repeat: needs one count >= 0 for each part along axis 0 of shape [2, 3], but got [1]."),
                row(() -> Ops.repeat(EMPTY, INDEX, 0, 3), "repeat: axis 0 of shape [0, 3] is empty."),
                row(
                        () -> Ops.fillDiagonal(CUBE, 0),
                        "fillDiagonal: needs a matrix, or more axes of one size, but got shape [2, 3, 4]."),
                row(() -> Ops.indices(), "indices: needs at least one size."));
    }

    static Stream<Arguments> pads() {
        return Stream.of(
                row(
                        () -> Ops.pad(MATRIX, new int[3][2]),
                        "pad: needs a pair of widths >= 0 for each axis of shape [2, 3], but got [[0, 0], [0, 0], [0,"
                                + " 0]]."),
                row(
                        () -> Ops.pad(MATRIX, new int[2][2], PadMode.CONSTANT, o -> o.values(new double[][] {{1}})),
                        "pad: needs a pair of values for each axis of shape [2, 3], but got [[1.0]]."),
                row(
                        () -> Ops.pad(MATRIX, new int[][] {{1, 0}}, PadMode.MEAN, o -> o.statLength(0)),
                        "pad: needs statLengths > 0, but got [0, 0]."),
                row(
                        () -> Ops.pad(MATRIX, new int[][] {{1, 0}}, PadMode.MEAN, o -> o.statLengths(new int[3][2])),
                        "pad: needs a pair of statLengths for each axis of shape [2, 3], but got [[0, 0], [0, 0], [0,"
                                + " 0]]."),
                row(
                        () -> Ops.pad(EMPTY, new int[][] {{1, 0}}, PadMode.WRAP),
                        "pad: axis 0 of shape [0, 3] is empty, so there is nothing to repeat."));
    }

    static Stream<Arguments> statistics() {
        return Stream.of(
                row(
                        () -> Ops.sum(MATRIX, List.of(0), Dims.DROP, INDEX),
                        "sum: shapes [2, 3] and [2] do not broadcast together. Reshape or expandDims one of them."),
                row(
                        () -> Ops.average(MATRIX, FOUR, 1),
                        "average: weights of shape [4] do not fit axes [1] of shape [2, 3]."),
                row(
                        () -> Ops.quantile(MATRIX, MATRIX, List.of(0), o -> o),
                        "quantile: needs a scalar or vector of quantiles, but got shape [2, 3]."),
                row(
                        () -> Ops.quantile(
                                MATRIX,
                                SCALAR,
                                List.of(0),
                                o -> o.weights(MATRIX).method(QuantileOptions.Method.LOWER)),
                        "quantile: method LOWER takes no weights. Use INVERTED_CDF."),
                row(
                        () -> Ops.quantile(MATRIX, SCALAR, List.of(0), o -> o.weights(FOUR)),
                        "quantile: weights of shape [4] do not fit shape [2, 3]."),
                row(() -> Ops.median(EMPTY, 0), "median: axes [0] of shape [0, 3] are empty, so there is none."),
                row(() -> Ops.nanmedian(MATRIX, 2), "nanmedian: axis 2 is out of range for shape [2, 3]."),
                row(() -> Ops.cov(CUBE), "cov: needs a vector or matrix, but got shape [2, 3, 4]."),
                row(
                        () -> Ops.cov(MATRIX, o -> o.frequencies(FOUR)),
                        "cov: weights of shape [4] do not fit 3 observations."),
                row(() -> Ops.histogramBinEdges(MATRIX, 0), "histogramBinEdges: needs at least one bin, but got 0."),
                row(
                        () -> Ops.histogram(MATRIX, 2, o -> o.weights(FOUR)),
                        "histogram: weights of shape [4] do not fit shape [2, 3]."),
                row(
                        () -> Ops.histogram(MATRIX, SCALAR, o -> o),
                        "histogram: needs a vector of at least 2 edges for each of 1 axes, but got [[]]."),
                row(() -> Ops.histogramDd(FOUR, 2, o -> o), "histogram: needs points [n, d], but got shape [4]."),
                row(
                        () -> Ops.histogramDd(MATRIX, 2, o -> o.weights(FOUR)),
                        "histogram: weights of shape [4] do not fit 2 points."));
    }

    static Stream<Arguments> samples() {
        return Stream.of(
                row(() -> Ops.diff(MATRIX, o -> o.n(-1)), "diff: needs n >= 0, but got -1."),
                row(() -> Ops.diff(SCALAR), "diff: axis -1 is out of range for shape []."),
                row(
                        () -> Ops.gradient(FOUR.reshape(4, 1), 1.0, 1),
                        "gradient: needs at least 2 samples along axis 1, but got shape [4, 1]."),
                row(
                        () -> Ops.gradient(MATRIX, FOUR, 1),
                        "gradient: places of shape [4] do not fit axis 1 of shape [2, 3]."),
                row(() -> Ops.trapezoid(EMPTY, 1.0, 0), "trapezoid: axis 0 of shape [0, 3] is empty."),
                row(
                        () -> Ops.interp(FOUR, FOUR, INDEX),
                        "interp: needs two vectors of one size, at least 2, but got shapes [4] and [2]."),
                row(
                        () -> Ops.convolve(MATRIX, FOUR),
                        "convolve: needs two vectors that are not empty, but got shapes [2, 3] and [4]."),
                row(
                        () -> Ops.correlate(FOUR, SCALAR),
                        "correlate: needs two vectors that are not empty, but got shapes [4] and []."),
                row(() -> Ops.polyval(SCALAR, FOUR), "polyval: needs a vector of coefficients, but got a scalar."),
                row(
                        () -> Ops.polyadd(MATRIX, FOUR),
                        "polyadd: needs vectors of coefficients, but got shapes [2, 3] and [4]."),
                row(
                        () -> Ops.polydiv(FOUR, Recording.symbol(DType.F32, 0)),
                        "polydiv: needs a divisor with coefficients."),
                row(() -> Ops.polyder(FOUR, -1), "polyder: needs an order >= 0, but got -1."),
                row(() -> Ops.polyint(FOUR, -1, 0), "polyint: needs an order >= 0, but got -1."),
                row(() -> Ops.poly(MATRIX), "poly: needs a vector of roots, but got shape [2, 3]."),
                row(
                        () -> Ops.polyfit(FOUR, INDEX, 1),
                        "polyfit: needs as many values as places, but got shapes [2] and [4]."),
                row(
                        () -> Ops.polyfit(FOUR, FOUR, 4),
                        "polyfit: cannot fit degree 4 to 4 points with weights of shape [4]."));
    }

    static Stream<Arguments> products() {
        return Stream.of(
                row(() -> Ops.matvec(FOUR, FOUR), "matvec: cannot multiply shapes [4] and [4]."),
                row(() -> Ops.matvec(MATRIX, FOUR), "matvec: the last axes of shapes [2, 3] and [4] differ in size."),
                row(() -> Ops.vecmat(FOUR, SCALAR), "vecmat: cannot multiply shapes [4] and []."),
                row(
                        () -> Ops.vecmat(FOUR, MATRIX),
                        "matmul: shapes [1, 4] and [2, 3] do not fit: the first has 4 columns, the second 2 rows."),
                row(
                        () -> Ops.cross(FOUR, FOUR),
                        "cross: needs vectors of 2 or 3 components, but got shapes [4] and [4]."),
                row(
                        () -> Nn.dotProductAttention(MATRIX, MATRIX, MATRIX),
                        "dotProductAttention: needs queries [batch, queries, heads, size], but got shape [2, 3]."),
                row(
                        () -> Nn.dotProductAttention(CUBE, CUBE, CUBE.cast(DType.F16)),
                        "dotProductAttention: queries f32[1, 2, 3, 4], keys f32[1, 2, 3, 4] and values f16[1, 2, 3, 4]"
                                + " do not fit. They need one floating-point type, batch and size, and a number of heads"
                                + " that is a multiple of that of keys and values."),
                row(
                        () -> Nn.dotProductAttention(CUBE, CUBE, CUBE, o -> o.mask(FLAGS.expandDims(0, 1, 2, 3))),
                        "dotProductAttention: shapes [1, 3, 2, 2] and [1, 1, 1, 1, 3] do not broadcast together."
                                + " Reshape or expandDims one of them."),
                row(
                        () -> Nn.dotProductAttention(CUBE, CUBE, CUBE, o -> o.mask(FLAGS.expandDims(1, 2, 3))),
                        "dotProductAttention: mask of shape [3, 1, 1, 1] does not fit logits [1, 3, 2, 2]."),
                row(
                        () -> Nn.dotProductAttention(CUBE, CUBE, CUBE, o -> o.bias(FOUR.expandDims(1, 2, 3))),
                        "dotProductAttention: bias of shape [4, 1, 1, 1] does not fit logits [1, 3, 2, 2]."),
                row(() -> Nn.oneHot(INDEX, 3, DType.F32, 2), "oneHot: axis 2 is out of range for a result of rank 2."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"indices", "numbers", "selections", "arrangements", "pads", "statistics", "samples", "products"})
    void explainsWhatDoesNotFit(String message, Supplier<Object> body) {
        assertThatThrownBy(() -> Interpreters.with(new Recording(), body))
                .isInstanceOf(ShapeException.class)
                .hasMessage(message);
    }

    static Stream<Arguments> arguments() {
        return Stream.of(
                row(() -> Index.range(0, 3, 0), "The step of a range must not be 0. Use 1 for every position."),
                row(() -> Ops.linspace(SCALAR, SCALAR, -1, o -> o), "linspace: needs num >= 0, but got -1."),
                row(
                        () -> Ops.geomspace(0, 1, 2),
                        "geomspace: needs ends of one sign other than 0, but got 0.0 and 1.0."),
                row(() -> Ops.mgrid(Index.from(1)), "mgrid: needs ranges that end. Use range(start, stop)."),
                row(() -> DType.I32.finfo(), "i32 is no floating-point type. Use iinfo for integers."),
                row(() -> DType.F32.iinfo(), "f32 is no integer type. Use finfo for floating-point types."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("arguments")
    void explainsWhatMakesNoSense(String message, Supplier<Object> body) {
        assertThatThrownBy(() -> Interpreters.with(new Recording(), body))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void needsNumbersWhereNoSizeIsGiven() {
        assertThatThrownBy(() -> Interpreters.with(new Recording(), () -> Ops.nonzero(MATRIX)))
                .isInstanceOf(ConcretizationException.class);
    }

    @Test
    void promotesTypes() {
        assertThat(Ops.resultType(INDEX, FLAGS, Recording.symbol(DType.BF16))).isEqualTo(DType.BF16);
    }

    @Test
    void broadcastsShapes() {
        assertThat(Ops.broadcastShapes(Shape.of(2, 1), Shape.of(3), Shape.SCALAR))
                .isEqualTo(Shape.of(2, 3));
    }
}
