package dev.haiku.func;

import static dev.haiku.func.Func.evalShape;
import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.makeProgram;
import static dev.haiku.func.Func.namedCall;
import static dev.haiku.func.Func.namedScope;
import static dev.haiku.func.Func.vmap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.ConcretizationException;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Functions looked at as programs and types. */
class ProgramFunctionsTest {

    private static final Tensor SPEC = TensorSpec.of(DType.F32, 2, 3);
    private static final Tensor X = Ops.arange(6).cast(DType.F32).reshape(2, 3);

    private static TensorType type(DType dtype, int... dims) {
        return new TensorType(dtype, Shape.of(dims));
    }

    @Nested
    class EvalShape {

        @Test
        void takesTypesForAnyNumberOfArguments() {
            assertThat(evalShape(() -> Ops.zeros(4)).type()).isEqualTo(type(DType.F32, 4));
            assertThat(evalShape((Tensor a) -> a.matmul(a.transpose()), SPEC).type())
                    .isEqualTo(type(DType.F32, 2, 2));
            assertThat(evalShape((Tensor a, Tensor b) -> a.add(b), SPEC, TensorSpec.of(DType.F64))
                            .type())
                    .isEqualTo(type(DType.F64, 2, 3));
            assertThat(evalShape((Tensor a, Tensor b, Tensor c) -> Ops.stack(0, a, b, c), SPEC, SPEC, X)
                            .type())
                    .isEqualTo(type(DType.F32, 3, 2, 3));
            assertThat(evalShape(
                                    (Tensor a, Tensor b, Tensor c, Integer axis) -> Ops.concatenate(axis, a, b, c),
                                    SPEC,
                                    SPEC,
                                    SPEC,
                                    1)
                            .type())
                    .isEqualTo(type(DType.F32, 2, 9));
        }

        @Test
        void givesATreeOfTypes() {
            record Pair(Tensor a, List<Tensor> b) {}

            var result =
                    evalShape((Pair p) -> new Pair(p.b().get(0), List.of(p.a())), new Pair(SPEC, List.of(X.sum())));

            assertThat(result.a()).hasToString("TensorSpec<f32[]>");
            assertThat(result.b().get(0)).hasToString("TensorSpec<f32[2, 3]>");
            assertThat(evalShape((Pair p) -> p, result).b().get(0).type()).isEqualTo(SPEC.type());
        }

        @Test
        void computesNothing() {
            var huge = TensorSpec.of(DType.F32, 1_000_000, 1_000_000);

            assertThat(evalShape((Tensor a) -> a.matmul(a), huge).shape()).isEqualTo(Shape.of(1_000_000, 1_000_000));
        }

        @Test
        void seesTensorsAround() {
            assertThat(evalShape((Tensor a) -> a.add(X), SPEC).shape()).isEqualTo(Shape.of(2, 3));
            assertThat(grad((Tensor x) -> x.mul(
                                            evalShape((Tensor a) -> a.add(x), x).size())
                                    .sum())
                            .apply(X)
                            .toFloatArray())
                    .containsOnly(6);
        }

        @Test
        void reportsWhatDoesNotFit() {
            assertThatThrownBy(() -> evalShape((Tensor a) -> a.matmul(a), SPEC))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageStartingWith("matmul");
        }
    }

    @Nested
    class Specs {

        @Test
        void areMadeOfTypesAndTrees() {
            assertThat(SPEC.type()).isEqualTo(type(DType.F32, 2, 3));
            assertThat(TensorSpec.of(type(DType.I32)).shape()).isEqualTo(Shape.SCALAR);
            assertThat(TensorSpec.like(List.of(X, X.sum())))
                    .extracting(Object::toString)
                    .containsExactly("TensorSpec<f32[2, 3]>", "TensorSpec<f32[]>");
        }

        @Test
        void haveNoNumbers() {
            var message = "A TensorSpec f32[2, 3] has no numbers, but it is used by %s."
                    + " It may stand for an argument of evalShape, makeProgram and lower only.";

            assertThatThrownBy(() -> SPEC.toFloatArray())
                    .isInstanceOf(ConcretizationException.class)
                    .hasMessage(message.formatted("toHost"));
            assertThatThrownBy(() -> SPEC.neg())
                    .isInstanceOf(ConcretizationException.class)
                    .hasMessage(message.formatted("neg"));
            assertThatThrownBy(() -> jit((Tensor x) -> x.mul(2)).apply(SPEC))
                    .isInstanceOf(ConcretizationException.class)
                    .hasMessage(message.formatted("call"));
            assertThatThrownBy(() -> grad((Tensor x) -> x.sum()).apply(SPEC))
                    .isInstanceOf(ConcretizationException.class)
                    .hasMessage(message.formatted("reduce_sum"));
            assertThatThrownBy(() -> jit((Tensor x) -> x.mul(SPEC)).apply(X))
                    .isInstanceOf(ConcretizationException.class)
                    .hasMessage(message.formatted("mul"));
        }
    }

    @Nested
    class MakeProgram {

        @Test
        void takesAnyNumberOfArguments() {
            assertThat(makeProgram(() -> Ops.arange(3))).hasToString("""
                    { lambda .
                        a:i32[3] = iota[dtype=i32, shape=[3], axis=0]
                      in (a) }""");
            assertThat(makeProgram((Tensor a, Tensor b) -> a.mul(b), SPEC, SPEC))
                    .hasToString("""
                    { lambda a:f32[2, 3] b:f32[2, 3] .
                        c:f32[2, 3] = mul a b
                      in (c) }""");
            assertThat(makeProgram(
                            (Tensor a, Tensor b, Tensor c, Tensor d) -> a.mul(b).add(c.mul(d)), SPEC, SPEC, SPEC, SPEC))
                    .hasToString("""
                    { lambda a:f32[2, 3] b:f32[2, 3] c:f32[2, 3] d:f32[2, 3] .
                        e:f32[2, 3] = mul a b
                        f:f32[2, 3] = mul c d
                        g:f32[2, 3] = add e f
                      in (g) }""");
        }

        @Test
        void showsControlFlowWithItsPrograms() {
            assertThat(makeProgram(
                            (Tensor p, Tensor x) -> Control.cond(p, (Tensor y) -> y.neg(), (Tensor y) -> Ops.sin(y), x),
                            TensorSpec.of(DType.BOOL),
                            TensorSpec.of(DType.F32)))
                    .hasToString("""
                    { lambda a:bool[] b:f32[] .
                        c:i32[] = cast[dtype=i32] a
                        d:f32[] = cond[branches=2] c b { lambda a:f32[] .
                            b:f32[] = sin a
                          in (b) } { lambda a:f32[] .
                            b:f32[] = neg a
                          in (b) }
                      in (d) }""");
            assertThat(makeProgram(
                            (Tensor xs) -> Control.scan(
                                            (Tensor c, Tensor x) -> new Carried<>(c.add(x), c.mul(x)),
                                            Tensor.scalar(0f),
                                            xs)
                                    .ys(),
                            TensorSpec.of(DType.F32, 4)))
                    .hasToString("""
                    { lambda a:f32[4] .
                        b:f32[] c:f32[4] = scan[constants=0, carries=1, length=4, reverse=false] 0.0:f32[] a { lambda a:f32[] b:f32[] .
                            c:f32[] = add a b
                            d:f32[] = mul a b
                          in (c, d) }
                      in (c) }""");
        }

        @Test
        void showsDerivativesAndMappings() {
            assertThat(makeProgram(vmap(grad((Tensor x) -> x.mul(x))), TensorSpec.of(DType.F32, 3)))
                    .hasToString("""
                    { lambda a:f32[3] .
                        b:f32[3] = mul a a
                        c:f32[3] = broadcast_in_dim[shape=[3], axes=[]] 1.0:f32[]
                        d:f32[3] = mul c a
                        e:f32[3] = broadcast_in_dim[shape=[3], axes=[]] 1.0:f32[]
                        f:f32[3] = mul e a
                        g:f32[3] = add d f
                      in (g) }""");
        }

        @Test
        void printsTheSameTextEachTime() {
            var layer = namedCall("layer", (Tensor x) -> Ops.tanh(x.matmul(x.transpose())));

            assertThat(makeProgram(grad((Tensor x) -> layer.apply(x).sum()), SPEC))
                    .hasToString(makeProgram(grad((Tensor x) -> layer.apply(x).sum()), X)
                            .toString());
        }
    }

    @Nested
    class ClosureConversion {

        @Test
        void makesCapturedTensorsAnArgument() {
            var gradient = grad((Tensor w) -> {
                        var converted =
                                Func.closureConvert((Tensor x) -> x.mul(w).add(X), X);
                        assertThat(converted.captured()).containsExactly(w);
                        return converted
                                .function()
                                .apply(X, converted.captured())
                                .sum();
                    })
                    .apply(X.add(1));

            assertThat(gradient.toFloatArray()).isEqualTo(X.toFloatArray());
        }

        @Test
        void takesOthersInTheirPlace() {
            jit((Tensor w) -> {
                        var converted = Func.closureConvert((Tensor x) -> x.mul(w), X);
                        return converted.function().apply(X, List.of(w.mul(2)));
                    })
                    .apply(X);
            var nothing = Func.closureConvert((Tensor x) -> x.mul(X), X);

            assertThat(nothing.captured()).isEmpty();
            assertThat(nothing.function().apply(X, List.of()).toFloatArray()).containsExactly(0, 1, 4, 9, 16, 25);
            assertThatThrownBy(() -> nothing.function().apply(X, List.of(X)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("A closure-converted function needs 0 captured tensors, but got 1.");
            assertThatThrownBy(() -> nothing.function().apply(X.sum(), List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "A closure-converted function needs arguments of the types of the example, but the whole is f32[]"
                                    + " for f32[2, 3].");
        }
    }

    @Nested
    class Names {

        @Test
        void showAsOneOperation() {
            var encode = namedCall("encode", (Tensor x) -> x.mul(2));

            assertThat(makeProgram(
                            (Tensor x) -> encode.apply(x).add(namedScope("shift", () -> x.add(1))),
                            TensorSpec.of(DType.F32)))
                    .hasToString("""
                    { lambda a:f32[] .
                        b:f32[] = call[name=encode] a { lambda a:f32[] .
                            b:f32[] = mul a 2.0:f32[]
                          in (b) }
                        c:f32[] = call[name=shift] a { lambda a:f32[] .
                            b:f32[] = add a 1.0:f32[]
                          in (b) }
                        d:f32[] = add b c
                      in (d) }""");
        }

        @Test
        void followTheFunctionThroughDerivatives() {
            var encode = namedCall("encode", (Tensor x) -> Ops.sin(x));

            assertThat(makeProgram(grad(encode), TensorSpec.of(DType.F32)).toString())
                    .contains("call[name=encode]")
                    .contains("call[name=transpose(linear(encode))]");
        }

        @Test
        void leaveEagerFunctionsAsTheyAre() {
            var positive = namedCall("positive", (Tensor x) -> x.item() > 0 ? x : x.neg());

            assertThat(positive.apply(Tensor.scalar(-2f)).item()).isEqualTo(2);
            assertThat(grad(positive).apply(Tensor.scalar(-2f)).item()).isEqualTo(-1);
            assertThat(namedScope("scope", () -> X.sum().item())).isCloseTo(15, within(1e-6));
        }

        @Test
        void serveAnyNumberOfArguments() {
            var x = Tensor.scalar(2f);

            assertThat(jit(namedCall("f", (Tensor a, Tensor b) -> a.mul(b)))
                            .apply(x, x)
                            .item())
                    .isEqualTo(4);
            assertThat(jit(namedCall(
                                    "f",
                                    (Tensor a, Tensor b, Tensor c) -> a.mul(b).mul(c)))
                            .apply(x, x, x)
                            .item())
                    .isEqualTo(8);
            assertThat(jit(namedCall(
                                    "f",
                                    (Tensor a, Tensor b, Tensor c, Tensor d) ->
                                            a.mul(b).mul(c).mul(d)))
                            .apply(x, x, x, x)
                            .item())
                    .isEqualTo(16);
        }
    }
}
