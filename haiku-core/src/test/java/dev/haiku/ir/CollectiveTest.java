package dev.haiku.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.ir.Callback.DebugCallback;
import dev.haiku.ir.Callback.IoCallback;
import dev.haiku.ir.Callback.PureCallback;
import dev.haiku.ir.Collective.AllGather;
import dev.haiku.ir.Collective.AllToAll;
import dev.haiku.ir.Collective.AxisIndex;
import dev.haiku.ir.Collective.Pmax;
import dev.haiku.ir.Collective.Ppermute;
import dev.haiku.ir.Collective.Psum;
import dev.haiku.ir.Collective.PsumScatter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Types, names and effects of collectives and callbacks. */
class CollectiveTest {

    private static final TensorType MATRIX = type(DType.F32, 3, 4);
    private static final HostFunction NOTHING = (inputs, results) -> List.of();

    private static TensorType type(DType dtype, int... dims) {
        return new TensorType(dtype, Shape.of(dims));
    }

    static Stream<Arguments> results() {
        return Stream.of(
                Arguments.of(new Psum("i"), List.of(MATRIX), List.of(MATRIX)),
                Arguments.of(
                        new Pmax("i"), List.of(MATRIX.withDtype(DType.BOOL)), List.of(MATRIX.withDtype(DType.BOOL))),
                Arguments.of(new AllGather("i", 5, 0), List.of(MATRIX), List.of(type(DType.F32, 5, 3, 4))),
                Arguments.of(new AllGather("i", 5, 2), List.of(MATRIX), List.of(type(DType.F32, 3, 4, 5))),
                Arguments.of(new PsumScatter("i", 4, 1), List.of(MATRIX), List.of(type(DType.F32, 3))),
                Arguments.of(new Ppermute("i", List.of(1, 0)), List.of(MATRIX), List.of(MATRIX)),
                Arguments.of(new AllToAll("i", 3, 0, 0), List.of(MATRIX), List.of(MATRIX)),
                Arguments.of(new AllToAll("i", 3, 0, 1), List.of(MATRIX), List.of(type(DType.F32, 4, 3))),
                Arguments.of(new AxisIndex("i"), List.of(), List.of(type(DType.I32))),
                Arguments.of(new DebugCallback("print", NOTHING), List.of(MATRIX, MATRIX), List.of()),
                Arguments.of(
                        new PureCallback("f", NOTHING, List.of(MATRIX), CallbackMapping.SEQUENTIAL),
                        List.of(),
                        List.of(MATRIX)),
                Arguments.of(new IoCallback("f", NOTHING, List.of(MATRIX)), List.of(MATRIX), List.of(MATRIX)));
    }

    @ParameterizedTest
    @MethodSource("results")
    void haveResultsOfTheseTypes(Primitive op, List<TensorType> inputs, List<TensorType> expected) {
        assertThat(op.outputTypes(inputs)).isEqualTo(expected);
    }

    static Stream<Arguments> errors() {
        return Stream.of(
                Arguments.of(new Psum("i"), type(DType.BOOL), "psum: needs number operands, but got bool[]."),
                Arguments.of(
                        new AllGather("i", 5, 3), MATRIX, "all_gather: axis 3 is out of range for a result of 3 axes."),
                Arguments.of(
                        new PsumScatter("i", 5, 1),
                        MATRIX,
                        "psum_scatter: axis 1 of f32[3, 4] must have the size 5 of the axis 'i'."),
                Arguments.of(new PsumScatter("i", 5, 2), MATRIX, "psum_scatter: axis 2 is out of range for f32[3, 4]."),
                Arguments.of(
                        new AllToAll("i", 4, 0, 1),
                        MATRIX,
                        "all_to_all: axis 0 of f32[3, 4] must have the size 4 of the axis 'i'."),
                Arguments.of(new AllToAll("i", 3, 0, 2), MATRIX, "all_to_all: axis 2 is out of range for f32[3, 4]."),
                Arguments.of(new AxisIndex("i"), MATRIX, "axis_index: needs 0 operands, but got 1."));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void rejectOperandsThatDoNotFit(Primitive op, TensorType input, String message) {
        assertThatThrownBy(() -> op.outputTypes(List.of(input)))
                .isInstanceOf(ShapeException.class)
                .hasMessage(message);
    }

    @Test
    void permutationsUseEachSourceOnce() {
        assertThatThrownBy(() -> new Ppermute("i", List.of(1, 1, -1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "ppermute: sources [1, 1, -1] must name each of the 3 indices at most once, and -1 for none.");
        assertThatThrownBy(() -> new Ppermute("i", List.of(0, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ppermute: sources [0, 2] must name each of the 2 indices at most once, and -1 for none.");
    }

    @Test
    void programsKnowTheAxesAndEffectsInThem() {
        var x = new Var(type(DType.F32));
        var y = new Var(type(DType.F32));
        var inner = new Program(List.of(x), List.of(new Equation(new Psum("i"), List.of(x), List.of(y))), List.of(y));
        var z = new Var(type(DType.F32));
        var outer = new Program(
                List.of(z),
                List.of(
                        new Equation(new Call("f", inner), List.of(z), List.of(new Var(type(DType.F32)))),
                        new Equation(new DebugCallback("print", NOTHING), List.of(z), List.of())),
                List.of(z));

        assertThat(inner.hasEffects()).isFalse();
        assertThat(inner.axisNames()).containsExactly("i");
        assertThat(outer.hasEffects()).isTrue();
        assertThat(outer.axisNames()).containsExactly("i");
        assertThat(outer).hasToString("""
                { lambda a:f32[] .
                    b:f32[] = call[name=f] a { lambda a:f32[] .
                        b:f32[] = psum[axisName=i] a
                      in (b) }
                    debug_callback[name=print] a
                  in (a) }""");
    }

    @Test
    void callbacksMustReturnWhatTheyAnnounce() {
        var op = new IoCallback("read", (inputs, results) -> inputs, List.of(type(DType.I32)));

        assertThatThrownBy(() -> op.call(List.of(HostArray.scalar(DType.F32, 1.0))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("io_callback: 'read' should return [i32[]], but returned [f32[]].");
    }
}
