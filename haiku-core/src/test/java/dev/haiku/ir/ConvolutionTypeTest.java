package dev.haiku.ir;

import static dev.haiku.ir.Operand.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.ShapeException;
import dev.haiku.ir.Convolution.ConvGeneral;
import dev.haiku.ir.Convolution.Geometry;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConvolutionTypeTest {

    private static final List<Integer> ONE = List.of(1);
    private static final List<Integer> ZERO = List.of(0);
    private static final ConvDimensions NWC = ConvDimensions.of("NWC", "WIO", "NWC");
    private static final ConvGeneral PLAIN = new ConvGeneral(Geometry.plain(1), NWC, 1, 1);
    private static final TensorType INPUT = type(DType.F32, 4, 9, 6);
    private static final TensorType KERNEL = type(DType.F32, 3, 6, 4);

    private static Arguments misfit(ConvGeneral op, TensorType lhs, TensorType rhs, String message) {
        return Arguments.of(message, op, List.of(lhs, rhs));
    }

    private static ConvGeneral with(
            List<Integer> strides, int low, int high, List<Integer> lhsDilation, List<Integer> rhsDilation) {
        return new ConvGeneral(new Geometry(strides, List.of(low), List.of(high), lhsDilation, rhsDilation), NWC, 1, 1);
    }

    private static ConvGeneral grouped(int featureGroups, int batchGroups) {
        return new ConvGeneral(Geometry.plain(1), NWC, featureGroups, batchGroups);
    }

    static Stream<Arguments> misfits() {
        return Stream.concat(geometries(), operands());
    }

    private static Stream<Arguments> geometries() {
        return Stream.of(
                misfit(
                        with(List.of(1, 1), 0, 0, ONE, ONE),
                        INPUT,
                        KERNEL,
                        "strides [1, 1] needs one entry for each of 1 axes"),
                misfit(with(ZERO, 0, 0, ONE, ONE), INPUT, KERNEL, "needs strides >= 1, but got [0]"),
                misfit(with(ONE, 0, 0, ZERO, ONE), INPUT, KERNEL, "needs lhsDilation >= 1, but got [0]"),
                misfit(with(ONE, 0, 0, ONE, ZERO), INPUT, KERNEL, "needs rhsDilation >= 1, but got [0]"),
                misfit(
                        new ConvGeneral(new Geometry(ONE, List.of(), ZERO, ONE, ONE), NWC, 1, 1),
                        INPUT,
                        KERNEL,
                        "low padding [] needs one entry for each of 1 axes"),
                misfit(
                        new ConvGeneral(new Geometry(ONE, ZERO, List.of(), ONE, ONE), NWC, 1, 1),
                        INPUT,
                        KERNEL,
                        "high padding [] needs one entry for each of 1 axes"),
                misfit(
                        with(ONE, -5, -6, ONE, ONE),
                        INPUT,
                        KERNEL,
                        "padding (-5, -6) of spatial axis 0 of [4, 9, 6] removes more than there is"),
                misfit(
                        with(ONE, 0, 0, List.of(Integer.MAX_VALUE), ONE),
                        INPUT,
                        KERNEL,
                        "padding (0, 0) of spatial axis 0 of [4, 9, 6] and dilation make it too long"));
    }

    private static Stream<Arguments> operands() {
        return Stream.of(
                misfit(
                        PLAIN,
                        INPUT,
                        type(DType.F64, 3, 6, 4),
                        "operands must have the same dtype, but got f32[4, 9, 6] and f64[3, 6, 4]"),
                misfit(
                        PLAIN,
                        type(DType.BOOL, 4, 9, 6),
                        type(DType.BOOL, 3, 6, 4),
                        "needs numeric operands, but got bool[4, 9, 6]"),
                misfit(
                        PLAIN,
                        INPUT,
                        type(DType.F32, 3, 3, 6, 4),
                        "dimensions b0f_0io->b0f need operands of rank 3, but got [4, 9, 6] and [3, 3, 6, 4]"),
                misfit(
                        PLAIN,
                        INPUT,
                        type(DType.F32, 0, 6, 4),
                        "needs kernels with elements along all spatial axes, but got [0, 6, 4]"),
                misfit(
                        PLAIN,
                        INPUT,
                        type(DType.F32, 3, 5, 4),
                        "the input [4, 9, 6] has 6 features, but 1 feature groups of the kernel [3, 5, 4] read 5 each"),
                misfit(
                        grouped(2, 1),
                        INPUT,
                        type(DType.F32, 3, 3, 5),
                        "5 output features of the kernel [3, 3, 5] do not divide into 2 groups"),
                misfit(
                        grouped(1, 3),
                        INPUT,
                        KERNEL,
                        "4 output features of the kernel [3, 6, 4] do not divide into 3 groups"),
                misfit(
                        grouped(1, 3),
                        INPUT,
                        type(DType.F32, 3, 6, 3),
                        "the batch of 4 of the input [4, 9, 6] does not divide into 3 groups"),
                misfit(
                        grouped(2, 2),
                        INPUT,
                        KERNEL,
                        "needs one of featureGroups and batchGroups to be 1 and the other >= 1, but got 2 and 2"),
                misfit(
                        grouped(0, 1),
                        INPUT,
                        KERNEL,
                        "needs one of featureGroups and batchGroups to be 1 and the other >= 1, but got 0 and 1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misfits")
    void rejectsWhatDoesNotFit(String message, ConvGeneral op, List<TensorType> inputs) {
        assertThatThrownBy(() -> op.outputTypes(inputs))
                .isInstanceOf(ShapeException.class)
                .hasMessage("conv_general: " + message + ".");
    }

    @Test
    void needsTwoOperands() {
        assertThatThrownBy(() -> PLAIN.outputTypes(List.of(INPUT)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("conv_general: needs 2 operands, but got 1.");
    }

    @Test
    void hasNoResultsWhereTheKernelIsLargerThanTheInput() {
        assertThat(PLAIN.outputTypes(List.of(type(DType.F32, 4, 2, 6), KERNEL)))
                .containsExactly(type(DType.F32, 4, 0, 4));
    }

    @Test
    void printsWhatItDoes() {
        assertThat(with(List.of(2), 1, -1, ONE, List.of(3)).parameters())
                .isEqualTo("strides=[2], padding=[(1, -1)], lhsDilation=[1], rhsDilation=[3], dimensions=b0f_0io->b0f,"
                        + " featureGroups=1, batchGroups=1");
    }
}
