package dev.haiku.internal.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.ir.Call;
import dev.haiku.ir.Collective;
import dev.haiku.ir.Contraction;
import dev.haiku.ir.ControlFlow;
import dev.haiku.ir.Convolution;
import dev.haiku.ir.Custom;
import dev.haiku.ir.Elementwise;
import dev.haiku.ir.Indexing;
import dev.haiku.ir.LinearAlgebra;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.Reduction;
import dev.haiku.ir.RuleTable;
import dev.haiku.ir.Structural;
import dev.haiku.ir.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleTablesTest {

    /** Their rules depend on the mode, so that {@link ProgramRules} knows them. */
    private static final List<Class<?>> WITHOUT_JVP_ROW = List.of(
            Call.class,
            ControlFlow.Scan.class,
            ControlFlow.While.class,
            ControlFlow.Cond.class,
            Custom.CustomJvpCall.class,
            Custom.CustomVjpCall.class);

    /** The primitives that are linear in some operand; the row of While says why it has no transpose. */
    private static final List<Class<? extends Primitive>> LINEAR = List.of(
            Call.class,
            ControlFlow.Scan.class,
            ControlFlow.While.class,
            ControlFlow.Cond.class,
            Custom.CustomLinear.class,
            Collective.Psum.class,
            Collective.AllGather.class,
            Collective.PsumScatter.class,
            Collective.Ppermute.class,
            Collective.AllToAll.class,
            Elementwise.Neg.class,
            Elementwise.Cast.class,
            Elementwise.Add.class,
            Elementwise.Sub.class,
            Elementwise.Mul.class,
            Elementwise.Div.class,
            Elementwise.Select.class,
            Elementwise.ReducePrecision.class,
            Structural.BroadcastInDim.class,
            Structural.Reshape.class,
            Structural.Transpose.class,
            Structural.Reverse.class,
            Structural.Concatenate.class,
            Structural.Pad.class,
            Structural.Slice.class,
            Indexing.Gather.class,
            Indexing.Scatter.class,
            Indexing.DynamicSlice.class,
            Indexing.DynamicUpdateSlice.class,
            Reduction.ReduceSum.class,
            Reduction.Cumulative.class,
            Window.ReduceWindow.class,
            Window.SelectAndGatherAdd.class,
            Window.SelectAndScatterAdd.class,
            Contraction.DotGeneral.class,
            Convolution.ConvGeneral.class,
            LinearAlgebra.Solve.class,
            LinearAlgebra.TriangularSolve.class);

    static Stream<Class<? extends Primitive>> primitives() {
        return records(Primitive.class).stream();
    }

    @SuppressWarnings("unchecked")
    private static List<Class<? extends Primitive>> records(Class<? extends Primitive> root) {
        List<Class<? extends Primitive>> found = new ArrayList<>();
        if (root.isRecord()) {
            return List.of(root);
        }
        for (var permitted : root.getPermittedSubclasses()) {
            found.addAll(records((Class<? extends Primitive>) permitted));
        }
        return found;
    }

    @ParameterizedTest
    @MethodSource("primitives")
    void everyPrimitiveHasAJvpRow(Class<? extends Primitive> primitive) {
        assertThat(JvpRules.has(primitive)).isEqualTo(!WITHOUT_JVP_ROW.contains(primitive));
    }

    @ParameterizedTest
    @MethodSource("primitives")
    void exactlyTheLinearPrimitivesHaveATransposeRow(Class<? extends Primitive> primitive) {
        assertThat(TransposeRules.has(primitive)).isEqualTo(LINEAR.contains(primitive));
    }

    @Test
    void namesTheTableThatLacksARow() {
        var table = new RuleTable<String>("batching");

        assertThatThrownBy(() -> table.of(new Elementwise.Sin()))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("No batching rule for sin.");
    }

    @Test
    void rejectsASecondRow() {
        var table = new RuleTable<String>("batching");
        table.put(Elementwise.Sin.class, "first");

        assertThatThrownBy(() -> table.put(Elementwise.Sin.class, "second"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Two batching rules for Sin.");
    }
}
