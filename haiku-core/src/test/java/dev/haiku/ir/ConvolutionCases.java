package dev.haiku.ir;

import static dev.haiku.ir.Operand.type;

import dev.haiku.array.DType;
import dev.haiku.ir.Convolution.ConvGeneral;
import dev.haiku.ir.Convolution.Geometry;
import java.util.ArrayList;
import java.util.List;

/** The rows of convolutions, each with every numeric element type. */
public final class ConvolutionCases {

    private static final List<Integer> ONE = List.of(1);
    private static final List<Integer> ONES = List.of(1, 1);
    private static final List<Integer> ZEROS = List.of(0, 0);
    private static final ConvDimensions NCW = ConvDimensions.of("NCW", "OIW", "NCW");
    private static final ConvDimensions NWC = ConvDimensions.of("NWC", "WIO", "NWC");
    private static final ConvDimensions NHWC = ConvDimensions.of("NHWC", "HWIO", "NHWC");
    private static final ConvDimensions NCHW = ConvDimensions.of("NCHW", "OIHW", "NCHW");
    private static final ConvDimensions MIXED = ConvDimensions.of("HNCW", "OWIH", "WCHN");

    private final DType dtype;
    private final List<PrimitiveCase> rows = new ArrayList<>();

    private ConvolutionCases(DType dtype) {
        this.dtype = dtype;
    }

    /** {@return all rows} */
    public static List<PrimitiveCase> all() {
        var rows = new ArrayList<PrimitiveCase>();
        for (DType dtype : DType.values()) {
            if (!dtype.isBool()) {
                var cases = new ConvolutionCases(dtype);
                cases.lines();
                cases.images();
                cases.featureGroups();
                cases.batchGroups();
                cases.otherRanks();
                cases.empty();
                rows.addAll(cases.rows);
            }
        }
        return rows;
    }

    private static int[] of(int... dims) {
        return dims;
    }

    private void row(ConvGeneral op, int[] lhs, int[] rhs) {
        rows.add(PrimitiveCase.of(op, type(dtype, lhs), type(dtype, rhs)));
    }

    /** Strides, padding, dilation of input and kernel, and their combinations; one axis. */
    private void lines() {
        for (int stride = 1; stride <= 3; stride++) {
            for (int lhsDilation = 1; lhsDilation <= 3; lhsDilation++) {
                line(stride, 1, 2, lhsDilation, 1);
                line(stride, -1, 1, lhsDilation, 2);
            }
        }
        line(2, 0, 0, 4, 2);
        line(4, 3, 0, 2, 1);
        line(2, 2, 2, 1, 3);
        line(1, 0, -2, 2, 2);
        line(1, 5, 5, 1, 1);
    }

    private void line(int stride, int low, int high, int lhsDilation, int rhsDilation) {
        var geometry =
                new Geometry(List.of(stride), List.of(low), List.of(high), List.of(lhsDilation), List.of(rhsDilation));
        row(new ConvGeneral(geometry, NWC, 1, 1), of(2, 5, 2), of(3, 2, 3));
        row(new ConvGeneral(geometry, NCW, 1, 1), of(1, 2, 6), of(2, 2, 2));
    }

    private void images() {
        var plain = Geometry.plain(2);
        var same = new Geometry(ONES, ONES, ONES, ONES, ONES);
        var strided = new Geometry(List.of(2, 1), List.of(1, 0), List.of(0, 1), ONES, ONES);
        var dilated = new Geometry(ONES, List.of(2, 1), List.of(2, 1), ONES, List.of(2, 1));
        var transposed = new Geometry(ONES, ONES, List.of(2, 1), List.of(2, 3), ONES);
        var mixed = new Geometry(List.of(1, 2), List.of(0, 1), List.of(-1, 2), List.of(2, 1), List.of(1, 2));
        for (var geometry : List.of(plain, same, strided, dilated, transposed, mixed)) {
            row(new ConvGeneral(geometry, NHWC, 1, 1), of(2, 4, 5, 3), of(2, 3, 3, 2));
            row(new ConvGeneral(geometry, NCHW, 1, 1), of(2, 3, 4, 5), of(2, 3, 2, 3));
            row(new ConvGeneral(geometry, MIXED, 1, 1), of(5, 2, 3, 4), of(2, 3, 3, 2));
        }
        row(new ConvGeneral(plain, NHWC, 1, 1), of(2, 3, 3, 4), of(1, 1, 4, 5));
        row(new ConvGeneral(plain, NCHW, 1, 1), of(2, 4, 3, 3), of(5, 4, 1, 1));
        row(
                new ConvGeneral(new Geometry(List.of(2, 2), ZEROS, ZEROS, ONES, ONES), NHWC, 1, 1),
                of(1, 5, 4, 2),
                of(1, 1, 2, 3));
        row(new ConvGeneral(plain, NHWC, 1, 1), of(3, 4, 3, 2), of(4, 3, 2, 5));
        row(new ConvGeneral(plain, NHWC, 1, 1), of(1, 1, 1, 1), of(1, 1, 1, 1));
        row(new ConvGeneral(same, ConvDimensions.of("NHWC", "HWOI", "NHWC"), 1, 1), of(1, 4, 4, 2), of(3, 3, 4, 2));
    }

    private void featureGroups() {
        var same = new Geometry(ONES, ONES, ONES, ONES, ONES);
        var strided = new Geometry(List.of(2, 2), ZEROS, ONES, ONES, ONES);
        row(new ConvGeneral(same, NHWC, 2, 1), of(2, 3, 4, 4), of(3, 2, 2, 6));
        row(new ConvGeneral(same, NCHW, 3, 1), of(2, 6, 3, 4), of(3, 2, 2, 3));
        row(new ConvGeneral(strided, MIXED, 2, 1), of(5, 2, 4, 4), of(4, 3, 2, 3));
        row(new ConvGeneral(same, NHWC, 9, 1), of(2, 3, 4, 9), of(3, 3, 1, 9));
        row(new ConvGeneral(strided, NHWC, 8, 1), of(1, 4, 5, 8), of(3, 2, 1, 16));
        row(new ConvGeneral(same, NCHW, 3, 1), of(1, 3, 4, 4), of(6, 1, 3, 3));
        var transposed = new Geometry(ONE, ONE, ONE, List.of(2), ONE);
        row(new ConvGeneral(transposed, NWC, 8, 1), of(1, 3, 8), of(3, 1, 8));
        row(new ConvGeneral(transposed, NWC, 2, 1), of(1, 3, 4), of(2, 2, 4));
    }

    private void batchGroups() {
        var same = new Geometry(ONES, ONES, ONES, ONES, ONES);
        row(new ConvGeneral(same, NHWC, 1, 2), of(4, 3, 3, 2), of(2, 3, 2, 4));
        row(new ConvGeneral(same, NCHW, 1, 3), of(6, 2, 4, 3), of(3, 2, 2, 2));
        row(new ConvGeneral(same, ConvDimensions.of("CHWN", "IHWO", "HWNC"), 1, 8), of(2, 4, 3, 8), of(2, 3, 3, 8));
        var geometry = new Geometry(List.of(2), ONE, List.of(0), List.of(3), List.of(2));
        row(new ConvGeneral(geometry, NWC, 1, 2), of(2, 4, 2), of(2, 2, 4));
        row(new ConvGeneral(geometry, NCW, 1, 4), of(4, 1, 5), of(4, 1, 2));
    }

    private void otherRanks() {
        row(new ConvGeneral(Geometry.plain(0), ConvDimensions.channelsLast(0), 1, 1), of(3, 4), of(4, 2));
        row(new ConvGeneral(Geometry.plain(0), ConvDimensions.channelsFirst(0), 2, 1), of(3, 4), of(6, 2));
        row(new ConvGeneral(Geometry.plain(0), ConvDimensions.channelsFirst(0), 1, 3), of(6, 2), of(3, 2));
        var threes = List.of(1, 1, 1);
        var volume = new Geometry(List.of(1, 2, 1), threes, List.of(0, 1, 1), List.of(1, 1, 2), List.of(2, 1, 1));
        row(new ConvGeneral(volume, ConvDimensions.channelsLast(3), 1, 1), of(1, 4, 3, 2, 2), of(2, 3, 2, 2, 3));
        row(new ConvGeneral(volume, ConvDimensions.channelsFirst(3), 2, 1), of(2, 4, 3, 2, 2), of(2, 2, 2, 2, 1));
        row(
                new ConvGeneral(Geometry.plain(4), ConvDimensions.channelsLast(4), 1, 1),
                of(1, 2, 3, 2, 2, 2),
                of(2, 2, 1, 2, 2, 2));
    }

    private void empty() {
        var padded = new Geometry(ONE, List.of(2), List.of(2), ONE, ONE);
        row(new ConvGeneral(padded, NWC, 1, 1), of(0, 4, 2), of(3, 2, 3));
        row(new ConvGeneral(padded, NWC, 1, 1), of(2, 4, 0), of(3, 0, 3));
        row(new ConvGeneral(padded, NWC, 1, 1), of(2, 4, 2), of(3, 2, 0));
        row(new ConvGeneral(padded, NWC, 1, 1), of(2, 0, 2), of(3, 2, 3));
        row(new ConvGeneral(Geometry.plain(1), NWC, 1, 1), of(2, 2, 2), of(3, 2, 3));
        row(new ConvGeneral(padded, NWC, 2, 1), of(0, 4, 2), of(3, 1, 4));
        row(new ConvGeneral(padded, NWC, 1, 2), of(0, 4, 2), of(3, 2, 4));
    }
}
