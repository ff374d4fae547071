package dev.haiku.func;

import static dev.haiku.func.Func.hessian;
import static dev.haiku.func.Func.jacfwd;
import static dev.haiku.func.Func.jacobian;
import static dev.haiku.func.Func.jacrev;
import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.vmap;
import static dev.haiku.func.Numbers.assertClose;
import static dev.haiku.func.Numbers.assertValues;
import static dev.haiku.func.Numbers.random;
import static dev.haiku.func.Numbers.vector;
import static dev.haiku.func.Numbers.x;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JacobianTest {

    record Pair(Tensor a, Tensor b) {}

    record Named(String name, Function<Function<Tensor, Tensor>, Function<Tensor, Tensor>> jacobian) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Named> modes() {
        return Stream.of(
                new Named("jacfwd", Func::jacfwd),
                new Named("jacrev", Func::jacrev),
                new Named("jacobian", Func::jacobian),
                new Named("jit of jacfwd", f -> jit(jacfwd(f))),
                new Named("jit of jacrev", f -> jit(jacrev(f))),
                new Named("jacfwd of jit", f -> jacfwd(jit(f))),
                new Named("jacrev of jit", f -> jacrev(jit(f))));
    }

    @ParameterizedTest
    @MethodSource("modes")
    void ofALinearMapIsItsMatrix(Named mode) {
        var matrix = random(1, 4, 3);

        assertClose(mode.jacobian().apply(matrix::matmul).apply(random(2, 3)), matrix);
    }

    @ParameterizedTest
    @MethodSource("modes")
    void ofElementwiseFunctionsIsDiagonal(Named mode) {
        var at = vector(0.1, 0.5, 2);

        assertClose(
                mode.jacobian().apply(Ops::sin).apply(at),
                Ops.eye(3, 3, 0, DType.F64).mul(Ops.cos(at)));
    }

    @ParameterizedTest
    @MethodSource("modes")
    void hasTheShapeOfTheResultThenThatOfTheArgument(Named mode) {
        Function<Tensor, Tensor> f = t -> Ops.tanh(t.matmul(random(3, 3, 4)));
        var at = random(4, 2, 3);

        var blocks = mode.jacobian().apply(f).apply(at);

        assertThat(blocks.shape()).isEqualTo(Shape.of(2, 4, 2, 3));
        var direction = random(5, 2, 3);
        assertClose(blocks.mul(direction).sum(2, 3), Func.jvp(f, at, direction).tangent());
        assertValues(mode.jacobian().apply(Tensor::square).apply(x(3)), 6);
        assertThat(mode.jacobian().apply(t -> t.sum()).apply(random(1, 2, 3)).shape())
                .isEqualTo(Shape.of(2, 3));
    }

    @ParameterizedTest
    @MethodSource("modes")
    void ofWhatDoesNotDependOnTheArgumentIsZero(Named mode) {
        assertValues(mode.jacobian().apply(t -> vector(1, 2)).apply(vector(5)), 0, 0);
        assertThat(mode.jacobian()
                        .apply(Ops::sin)
                        .apply(Ops.zeros(Shape.of(0), DType.F64))
                        .shape())
                .isEqualTo(Shape.of(0, 0));
    }

    @ParameterizedTest
    @MethodSource("modes")
    void maybeMapped(Named mode) {
        var rows = random(6, 3, 2);

        var blocks = vmap(mode.jacobian().apply(t -> t.mul(t.sum()))).apply(rows);

        var each = Ops.unstack(rows, 0).stream()
                .map(row -> Ops.eye(2, 2, 0, DType.F64).mul(row.sum()).add(row.reshape(2, 1)))
                .toList();
        assertClose(blocks, Ops.stack(each, 0));
    }

    @Test
    void ofATreeIsATreeOfBlocks() {
        Function<Pair, Tensor> f = p -> p.a().mul(p.b().sum());
        var at = new Pair(vector(1, 2), random(7, 2, 2));

        for (var blocks : List.of(jacfwd(f).apply(at), jacrev(f).apply(at))) {
            assertClose(blocks.a(), Ops.eye(2, 2, 0, DType.F64).mul(at.b().sum()));
            assertClose(blocks.b(), Ops.broadcastTo(vector(1, 2).reshape(2, 1, 1), Shape.of(2, 2, 2)));
        }
    }

    @Test
    void ofAResultThatIsATreeHasARowForEachOfItsTensors() {
        Function<Pair, Pair> f = p -> new Pair(p.b().mul(3), p.a().mul(p.b()));
        var at = new Pair(x(2), vector(3, 4));

        for (Map<String, Pair> rows : List.of(
                Func.jacfwdTree(f).apply(at),
                Func.jacrevTree(f).apply(at),
                jit(Func.jacrevTree(f)).apply(at))) {
            assertThat(rows).containsOnlyKeys(".a", ".b");
            assertValues(rows.get(".a").a(), 0, 0);
            assertValues(rows.get(".a").b().reshape(4), 3, 0, 0, 3);
            assertValues(rows.get(".b").a(), 3, 4);
            assertValues(rows.get(".b").b().reshape(4), 2, 0, 0, 2);
        }
        assertValues(Func.jacrevTree((Tensor t) -> t.square()).apply(x(3)).get(""), 6);
    }

    @Test
    void differentiatesTheFirstOfSeveralArguments() {
        assertValues(jacfwd((Tensor a, Tensor b) -> a.mul(b)).apply(x(2), x(3)), 3);
        assertValues(jacfwd((Tensor a, Tensor b, Tensor c) -> a.mul(b).mul(c)).apply(x(2), x(3), x(5)), 15);
        assertValues(
                jacfwd((Tensor a, Tensor b, Tensor c, Tensor d) ->
                                a.mul(b).mul(c).mul(d))
                        .apply(x(2), x(3), x(5), x(7)),
                105);
        assertValues(jacrev((Tensor a, Tensor b) -> a.mul(b)).apply(x(2), x(3)), 3);
        assertValues(jacrev((Tensor a, Tensor b, Tensor c) -> a.mul(b).mul(c)).apply(x(2), x(3), x(5)), 15);
        assertValues(
                jacrev((Tensor a, Tensor b, Tensor c, Tensor d) ->
                                a.mul(b).mul(c).mul(d))
                        .apply(x(2), x(3), x(5), x(7)),
                105);
        assertValues(jacobian((Tensor a, Tensor b) -> a.mul(b)).apply(x(2), x(3)), 3);
        assertValues(jacobian((Tensor a, Tensor b, Tensor c) -> a.mul(b).mul(c)).apply(x(2), x(3), x(5)), 15);
        assertValues(
                jacobian((Tensor a, Tensor b, Tensor c, Tensor d) ->
                                a.mul(b).mul(c).mul(d))
                        .apply(x(2), x(3), x(5), x(7)),
                105);
    }

    @Test
    void passesOnWhatElseTheFunctionReturns() {
        record Aux(Tensor twice, Tensor count, String unit) {}
        Function<Tensor, WithAux<Aux>> f = t -> new WithAux<>(t.square(), new Aux(t.mul(2), Tensor.scalar(7), "m"));

        for (var result : List.of(
                Func.jacfwdWithAux(f).apply(vector(1, 2)),
                Func.jacrevWithAux(f).apply(vector(1, 2)),
                jit(Func.jacrevWithAux(f)).apply(vector(1, 2)))) {
            assertValues(result.jacobian().reshape(4), 2, 0, 0, 4);
            assertValues(result.aux().twice(), 2, 4);
            assertThat(result.aux().count().itemLong()).isEqualTo(7);
            assertThat(result.aux().unit()).isEqualTo("m");
        }
        var second = Func.hessianWithAux((Tensor t) -> new WithAux<>(t.square().sum(), t.mul(2)))
                .apply(vector(1, 2));
        assertValues(second.jacobian().reshape(4), 2, 0, 0, 2);
        assertValues(second.aux(), 2, 4);
    }

    @Nested
    class Hessians {

        private final Function<Tensor, Tensor> cubes =
                t -> t.mul(t).mul(t).sum().mul(t.sum());

        @Test
        void areSecondDerivatives() {
            assertValues(hessian((Tensor t) -> t.mul(t).mul(t)).apply(x(2)), 12);
            var matrix = random(8, 3, 3);
            assertClose(
                    hessian((Tensor t) -> t.matmul(matrix).mul(t).sum()).apply(random(9, 3)),
                    matrix.add(Ops.transpose(matrix)));
        }

        @Test
        void areTheSameInEveryOrderOfModes() {
            var at = vector(0.3, -0.8);
            var expected = hessian(cubes).apply(at);

            assertClose(jacrev(jacrev(cubes)).apply(at), expected);
            assertClose(jacrev(jacfwd(cubes)).apply(at), expected);
            assertClose(jacfwd(jacfwd(cubes)).apply(at), expected);
            assertClose(jit(hessian(cubes)).apply(at), expected);
            assertClose(hessian(jit(cubes)).apply(at), expected);
            assertClose(vmap(hessian(cubes)).apply(at.reshape(1, 2)), expected.reshape(1, 2, 2));
            assertClose(expected.matmul(vector(1, 2)), Func.hvp(cubes, at, vector(1, 2)));
        }

        @Test
        void ofFunctionsWithSeveralResultsHaveTheirShapeFirst() {
            assertThat(hessian((Tensor t) -> Ops.stack(0, t.sum(), t.square().sum()))
                            .apply(vector(1, 2, 3))
                            .shape())
                    .isEqualTo(Shape.of(2, 3, 3));
        }

        @Test
        void ofTreesHaveABlockForEachTwoTensors() {
            var blocks = Func.hessianTree((Pair p) -> p.a().mul(p.b()).sum().add(p.a().square()))
                    .apply(new Pair(x(2), vector(3, 4)));

            assertThat(blocks).containsOnlyKeys(".a", ".b");
            assertValues(blocks.get(".a").a(), 2);
            assertValues(blocks.get(".a").b(), 1, 1);
            assertValues(blocks.get(".b").a(), 1, 1);
            assertValues(blocks.get(".b").b().reshape(4), 0, 0, 0, 0);
        }

        @Test
        void haveDerivatives() {
            assertValues(jacfwd(hessian((Tensor t) -> t.mul(t).mul(t))).apply(x(2)), 6);
            assertThat(jacfwd(hessian(cubes)).apply(vector(1, 2)).shape()).isEqualTo(Shape.of(2, 2, 2));
        }
    }

    @Nested
    class Errors {

        @Test
        void askForFloatingPointArguments() {
            assertThatThrownBy(() -> jacfwd((Tensor t) -> t).apply(Tensor.of(1, 2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("jacfwd differentiates floating-point tensors only, but the argument is i32[2]. "
                            + "Pass it as another argument, or cast it to f32.");
            assertThatThrownBy(() -> jacrev((Pair p) -> p.a()).apply(new Pair(x(1), Tensor.scalar(true))))
                    .hasMessage("jacrev differentiates floating-point tensors only, but .b is bool[]. "
                            + "Pass it as another argument, or cast it to f32.");
        }

        @Test
        void askForFloatingPointResults() {
            Function<Tensor, Pair> f = t -> new Pair(t, t.cast(DType.I32));

            assertThatThrownBy(() -> jacrev((Tensor t) -> t.cast(DType.I32)).apply(x(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("jacrev needs a function with floating-point results, but the result is i32[]. "
                            + "Cast it to f32 inside the function, or return it as aux.");
            assertThatThrownBy(() -> Func.jacfwdTree(f).apply(x(1)))
                    .hasMessage("jacfwdTree needs a function with floating-point results, but .b is i32[]. "
                            + "Cast it to f32 inside the function, or return it as aux.");
        }
    }
}
