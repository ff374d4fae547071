package dev.haiku.ir;

import static dev.haiku.ir.Operand.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.haiku.array.DType;
import dev.haiku.array.ShapeException;
import dev.haiku.ir.Reduction.Accumulation;
import dev.haiku.ir.Reduction.Extreme;
import dev.haiku.ir.Window.Combine;
import dev.haiku.ir.Window.Geometry;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WindowTypeRuleTest {

    private static final TensorType F32 = type(DType.F32, 4, 5);
    private static final TensorType I32 = type(DType.I32, 4, 5);
    private static final TensorType BOOL = type(DType.BOOL, 4, 5);
    private static final List<Integer> ONES = List.of(1, 1);
    private static final List<Integer> ZEROS = List.of(0, 0);

    private static Geometry pairs() {
        return new Geometry(List.of(2, 2), List.of(2, 1), ZEROS, List.of(0, 1), ONES, ONES);
    }

    private static Primitive sum(List<Integer> sizes, List<Integer> strides, List<Integer> low, List<Integer> base) {
        return new Window.ReduceWindow(Combine.SUM, new Geometry(sizes, strides, low, ZEROS, base, ONES));
    }

    private static Arguments misfit(Primitive op, String message, TensorType... inputs) {
        return Arguments.of(op, List.of(inputs), message);
    }

    static Stream<Arguments> windows() {
        return Stream.of(
                misfit(
                        new Window.ReduceWindow(Combine.MAX, pairs()),
                        "reduce_window_max: needs 1 operands, but got 2.",
                        F32,
                        F32),
                misfit(
                        new Window.ReduceWindow(Combine.MIN, pairs()),
                        "reduce_window_min: needs numeric operands, but got bool[4, 5].",
                        BOOL),
                misfit(
                        sum(List.of(2), ONES, ZEROS, ONES),
                        "reduce_window_sum: sizes [2] needs one entry for each of 2 axes.",
                        F32),
                misfit(
                        sum(ONES, List.of(), ZEROS, ONES),
                        "reduce_window_sum: strides [] needs one entry for each of 2 axes.",
                        F32),
                misfit(
                        sum(ONES, ONES, List.of(1), ONES),
                        "reduce_window_sum: low [1] needs one entry for each of 2 axes.",
                        F32),
                misfit(
                        sum(ONES, ONES, ZEROS, List.of(1, 1, 1)),
                        "reduce_window_sum: baseDilation [1, 1, 1] needs one entry for each of 2 axes.",
                        F32),
                misfit(
                        new Window.ReduceWindow(Combine.PROD, new Geometry(ONES, ONES, ZEROS, List.of(1), ONES, ONES)),
                        "reduce_window_prod: high [1] needs one entry for each of 2 axes.",
                        F32),
                misfit(
                        new Window.ReduceWindow(Combine.PROD, new Geometry(ONES, ONES, ZEROS, ZEROS, ONES, List.of())),
                        "reduce_window_prod: windowDilation [] needs one entry for each of 2 axes.",
                        F32),
                misfit(
                        sum(List.of(2, 0), ONES, ZEROS, ONES),
                        "reduce_window_sum: needs sizes, strides and dilations >= 1, but got [2, 0], [1, 1], [1, 1] and"
                                + " [1, 1].",
                        F32),
                misfit(
                        sum(ONES, ONES, ZEROS, List.of(1, Integer.MAX_VALUE)),
                        "reduce_window_sum: axis 1 of size 5 or its window spans too many places.",
                        F32),
                misfit(
                        new Window.SelectAndGatherAdd(Extreme.MAX, pairs()),
                        "select_and_gather_add: operands must have the same type, but got f32[4, 5] and i32[4, 5].",
                        F32,
                        I32),
                misfit(
                        new Window.SelectAndGatherAdd(Extreme.MAX, pairs()),
                        "select_and_gather_add: needs floating-point operands, but got i32[4, 5].",
                        I32,
                        I32),
                misfit(
                        new Window.SelectAndScatterAdd(Extreme.MIN, pairs()),
                        "select_and_scatter_add: needs floating-point operands, but got i32[4, 5].",
                        I32,
                        I32),
                misfit(
                        new Window.SelectAndScatterAdd(Extreme.MIN, pairs()),
                        "select_and_scatter_add: needs a source of type f32[2, 5] for operand f32[4, 5], but got"
                                + " f32[4, 5].",
                        F32,
                        F32));
    }

    static Stream<Arguments> others() {
        return Stream.of(
                misfit(new Reduction.TopK(2, 1), "top_k: axis 2 is out of range for [4, 5].", F32),
                misfit(
                        new Reduction.TopK(0, 5),
                        "top_k: needs k from 0 to the size of axis 0, but got 5 and [4, 5].",
                        F32),
                misfit(
                        new Reduction.TopK(0, -1),
                        "top_k: needs k from 0 to the size of axis 0, but got -1 and [4, 5].",
                        F32),
                misfit(
                        new Reduction.Cumulative(Accumulation.LOGSUMEXP, 0, false),
                        "cumlogsumexp: needs floating-point operands, but got i32[4, 5].",
                        I32),
                misfit(
                        new Elementwise.PopulationCount(),
                        "population_count: needs integer operands, but got f32[4, 5].",
                        F32),
                misfit(
                        new Elementwise.CountLeadingZeros(),
                        "count_leading_zeros: needs integer operands, but got bool[4, 5].",
                        BOOL),
                misfit(
                        new Elementwise.RoundHalfAway(),
                        "round_half_away: needs floating-point operands, but got i32[4, 5].",
                        I32),
                misfit(
                        new Elementwise.ReducePrecision(8, -1),
                        "reduce_precision: needs exponentBits >= 1 and mantissaBits >= 0, but got 8 and -1.",
                        F32),
                misfit(
                        new Elementwise.ReducePrecision(8, 7),
                        "reduce_precision: needs floating-point operands, but got i32[4, 5].",
                        I32),
                misfit(
                        new SpecialFunction.BesselI0e(),
                        "bessel_i0e: needs floating-point operands, but got i32[4, 5].",
                        I32),
                misfit(new SpecialFunction.Zeta(), "zeta: needs 2 operands, but got 1.", F32),
                misfit(
                        new SpecialFunction.RegularizedIncompleteBeta(),
                        "regularized_incomplete_beta: operands must have the same type, but got f32[4, 5] and i32[4, 5].",
                        F32,
                        F32,
                        I32));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource({"windows", "others"})
    void sayWhatDoesNotFit(Primitive op, List<TensorType> inputs, String message) {
        assertThatExceptionOfType(ShapeException.class)
                .isThrownBy(() -> op.outputTypes(inputs))
                .withMessage(message);
    }

    @Test
    void countsTheWindowsThatFit() {
        assertThat(new Window.ReduceWindow(Combine.SUM, pairs()).outputTypes(List.of(I32)))
                .containsExactly(type(DType.I32, 2, 5));
        assertThat(sum(List.of(5, 6), ONES, ZEROS, ONES).outputTypes(List.of(F32)))
                .containsExactly(type(DType.F32, 0, 0));
        assertThat(sum(List.of(2, 3), List.of(2, 3), List.of(1, -1), List.of(3, 1))
                        .outputTypes(List.of(F32)))
                .containsExactly(type(DType.F32, 5, 1));
    }

    @Test
    void printsItsGeometry() {
        assertThat(new Window.ReduceWindow(Combine.SUM, pairs()).parameters())
                .isEqualTo("combine=SUM, geometry=Geometry[sizes=[2, 2], strides=[2, 1], low=[0, 0], high=[0, 1],"
                        + " baseDilation=[1, 1], windowDilation=[1, 1]]");
    }
}
