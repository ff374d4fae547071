package dev.haiku.internal.simplify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.func.Func;
import dev.haiku.internal.staging.Staging;
import dev.haiku.ir.Program;
import dev.haiku.ir.ProgramChecker;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SimplifierTest {

    private static String simplified(Program program) {
        var result = Simplifier.simplify(program);
        ProgramChecker.check(result);
        return result.toString();
    }

    private static Program stage(List<TensorType> types, Function<List<Tensor>, List<Tensor>> body) {
        return Staging.stage(types, body);
    }

    private static TensorType f32(int... dims) {
        return new TensorType(DType.F32, Shape.of(dims));
    }

    private static String simplified(TensorType x, UnaryOperator<Tensor> f) {
        return simplified(stage(List.of(x), in -> List.of(f.apply(in.get(0)))));
    }

    private static String simplified(TensorType x, TensorType y, BinaryOperator<Tensor> f) {
        return simplified(stage(List.of(x, y), in -> List.of(f.apply(in.get(0), in.get(1)))));
    }

    @Test
    void mergesEqualEquations() {
        assertThat(simplified(f32(3), x -> x.exp().add(x.exp()))).isEqualTo("""
                        { lambda a:f32[3] .
                            b:f32[3] = exp a
                            c:f32[3] = add b b
                          in (c) }""");
    }

    @Test
    void removesWhatNobodyUses() {
        assertThat(simplified(f32(3), x -> {
                    var unused = x.exp().mul(x);
                    return unused.shape().rank() == 1 ? x.neg() : unused;
                }))
                .isEqualTo("""
                        { lambda a:f32[3] .
                            b:f32[3] = neg a
                          in (b) }""");
    }

    @Test
    void inlinesCallsAllTheWayDown() {
        var inner = Func.jit((Tensor x) -> x.sin());
        var outer = Func.jit((Tensor x) -> inner.apply(x).cos());

        assertThat(simplified(f32(3), x -> outer.apply(outer.apply(x)))).isEqualTo("""
                        { lambda a:f32[3] .
                            b:f32[3] = sin a
                            c:f32[3] = cos b
                            d:f32[3] = sin c
                            e:f32[3] = cos d
                          in (e) }""");
    }

    @Test
    void passesAnArgumentThrough() {
        assertThat(simplified(f32(3), x -> Ops.stopGradient(x))).isEqualTo("""
                        { lambda a:f32[3] .
                          in (a) }""");
    }

    @Test
    void dropsMultiplicationByOne() {
        assertThat(simplified(f32(), x -> x.mul(1.0).neg())).isEqualTo("""
                        { lambda a:f32[] .
                            b:f32[] = neg a
                          in (b) }""");
    }

    @Test
    void collapsesReshapes() {
        assertThat(simplified(f32(2, 6), x -> x.reshape(3, 4).reshape(12))).isEqualTo("""
                        { lambda a:f32[2, 6] .
                            b:f32[12] = reshape[shape=[12]] a
                          in (b) }""");
    }

    @Test
    void cancelsTranspositionsThatUndoEachOther() {
        assertThat(simplified(f32(2, 6), x -> x.transpose().exp().transpose().transpose()))
                .isEqualTo("""
                        { lambda a:f32[2, 6] .
                            b:f32[6, 2] = transpose[permutation=[1, 0]] a
                            c:f32[6, 2] = exp b
                          in (c) }""");
    }

    @Nested
    class Products {

        @Test
        void readATransposedLeftOperandAlongOtherAxes() {
            assertThat(simplified(f32(3, 2), f32(3, 4), (x, y) -> x.transpose().matmul(y)))
                    .isEqualTo("""
                            { lambda a:f32[3, 2] b:f32[3, 4] .
                                c:f32[2, 4] = dot_general[lhsContract=[0], rhsContract=[0], lhsBatch=[], rhsBatch=[]] a b
                              in (c) }""");
        }

        @Test
        void readATransposedRightOperandAlongOtherAxes() {
            assertThat(simplified(f32(2, 3), f32(4, 3), (x, y) -> x.matmul(y.transpose())))
                    .isEqualTo("""
                            { lambda a:f32[2, 3] b:f32[4, 3] .
                                c:f32[2, 4] = dot_general[lhsContract=[1], rhsContract=[1], lhsBatch=[], rhsBatch=[]] a b
                              in (c) }""");
        }

        @Test
        void exchangeTheirOperandsWhenTheResultIsTransposed() {
            assertThat(simplified(f32(2, 3), f32(3, 4), (x, y) -> x.matmul(y).transpose()))
                    .isEqualTo("""
                            { lambda a:f32[2, 3] b:f32[3, 4] .
                                c:f32[4, 2] = dot_general[lhsContract=[0], rhsContract=[1], lhsBatch=[], rhsBatch=[]] b a
                              in (c) }""");
        }

        @Test
        void keepATranspositionThatReordersTheirFreeAxes() {
            assertThat(simplified(f32(2, 5, 3), f32(3, 4), (x, y) -> Ops.tensordot(x.transpose(1, 0, 2), y, 1)))
                    .contains("transpose[permutation=[1, 0, 2]] a");
        }
    }
}
