package dev.haiku.func;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Linalg;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SolversTest {

    private static final Tensor B = Tensor.of(1.0, -2, 0.5, 3);
    private static final Tensor A = positive(1.7);
    private static final BinaryOperator<Tensor> SOLVE = (a, b) -> Solvers.cg(a::matmul, b, o -> o.tolerance(1e-13));

    private static Tensor positive(double speed) {
        var x = Tensor.of(HostArray.fromDoubles(DType.F64, Shape.of(4, 4), i -> Math.sin(i * speed)));
        return x.matmul(x.transpose()).add(Ops.eye(4, 4, 0, DType.F64));
    }

    private static void assertClose(Tensor actual, Tensor expected) {
        assertThat(actual.type()).isEqualTo(expected.type());
        var found = actual.toDoubleArray();
        var wanted = expected.toDoubleArray();
        for (int i = 0; i < wanted.length; i++) {
            assertThat(found[i]).isCloseTo(wanted[i], within(1e-9 * (1 + Math.abs(wanted[i]))));
        }
    }

    @Nested
    class Solutions {

        @Test
        void areThoseOfTheMatrix() {
            assertClose(SOLVE.apply(A, B), Linalg.solve(A, B));
        }

        @Test
        void areCloseEnoughByDefault() {
            var left = B.sub(A.matmul(Solvers.cg(A::matmul, B)));

            assertThat(Linalg.norm(left).item())
                    .isLessThanOrEqualTo(1e-5 * Linalg.norm(B).item());
        }

        @Test
        void keepTheTypeOfTheRightHandSide() {
            var single = Solvers.cg((Tensor x) -> x.mul(4), B.cast(DType.F32));

            assertThat(single.dtype()).isEqualTo(DType.F32);
            assertThat(single.toDoubleArray()).containsExactly(0.25, -0.5, 0.125, 0.75);
        }

        @Test
        void mayBeTrees() {
            var b = List.of(Tensor.of(1.0, 2), Tensor.of(Shape.of(1, 1), 3.0));

            var x = Solvers.cg(
                    (List<Tensor> v) -> List.of(
                            v.get(0).mul(2).add(v.get(1).ravel()),
                            v.get(1).mul(3).add(v.get(0).sum())),
                    b,
                    o -> o.tolerance(1e-13));

            assertClose(x.get(0).mul(2).add(x.get(1).ravel()), b.get(0));
            assertClose(x.get(1).mul(3).add(x.get(0).sum()), b.get(1));
        }

        @Test
        void ofZeroAreZero() {
            assertThat(SOLVE.apply(A, Ops.zerosLike(B)).toDoubleArray()).containsExactly(0, 0, 0, 0);
        }
    }

    @Nested
    class Options {

        @Test
        void endAfterThatManyIterations() {
            var none = Solvers.cg(A::matmul, B, o -> o.maxIterations(0));
            var one = Solvers.cg(A::matmul, B, o -> o.maxIterations(1));

            assertClose(none, Ops.zerosLike(B));
            assertClose(one, B.mul(B.dot(B).div(B.dot(A.matmul(B)))));
        }

        @Test
        void endWithinTheAbsoluteTolerance() {
            assertClose(Solvers.cg(A::matmul, B, o -> o.absoluteTolerance(100)), Ops.zerosLike(B));
        }

        @Test
        void beginAtAGuess() {
            var solution = Linalg.solve(A, B);

            assertClose(Solvers.cg(A::matmul, B, o -> o.start(solution).maxIterations(0)), solution);
            assertClose(Solvers.cg(A::matmul, B, o -> o.start(B).tolerance(1e-13)), solution);
        }

        @Test
        void findTheSolutionAtOnceWithTheInverseAsPreconditioner() {
            var inverse = Linalg.inv(A);

            var x = Solvers.cg(
                    A::matmul, B, o -> o.preconditioner(inverse::matmul).maxIterations(1));

            assertClose(x, Linalg.solve(A, B));
        }

        @Test
        void changeWhatTheyName() {
            Function<Tensor, Tensor> twice = x -> x.mul(2);
            var options = CgOptions.<Tensor>defaults().preconditioner(twice);

            assertThat(options).isEqualTo(new CgOptions<>(1e-5, 0, OptionalInt.empty(), Optional.empty(), twice));
            assertThat(options.tolerance(0.5))
                    .isEqualTo(new CgOptions<>(0.5, 0, OptionalInt.empty(), Optional.empty(), twice));
            assertThat(options.absoluteTolerance(0.5))
                    .isEqualTo(new CgOptions<>(1e-5, 0.5, OptionalInt.empty(), Optional.empty(), twice));
            assertThat(options.maxIterations(7))
                    .isEqualTo(new CgOptions<>(1e-5, 0, OptionalInt.of(7), Optional.empty(), twice));
            assertThat(options.start(B))
                    .isEqualTo(new CgOptions<>(1e-5, 0, OptionalInt.empty(), Optional.of(B), twice));
        }
    }

    @Nested
    class Transformations {

        private Tensor weighted(Tensor x) {
            return x.mul(Tensor.of(0.25, 1, -0.5, 2)).sum().add(x.square().sum());
        }

        @Test
        void gradientsAreThoseOfTheSolution() {
            var byMatrix = Func.grad((Tensor a) -> weighted(SOLVE.apply(a, B)));
            var bySide = Func.grad((Tensor b) -> weighted(SOLVE.apply(A, b)));

            assertClose(
                    byMatrix.apply(A),
                    Func.grad((Tensor a) -> weighted(Linalg.solve(a, B))).apply(A));
            assertClose(
                    bySide.apply(B),
                    Func.grad((Tensor b) -> weighted(Linalg.solve(A, b))).apply(B));
        }

        /** Along symmetric matrices, the only ones for which the method works. */
        @Test
        void secondDerivativesAreThoseOfTheSolution() {
            var direction = positive(0.3);
            Function<BinaryOperator<Tensor>, Tensor> twice = solve -> Func.grad((Tensor a) -> Func.grad((Tensor c) ->
                                    weighted(solve.apply(c.add(c.transpose()).mul(0.5), B)))
                            .apply(a)
                            .mul(direction)
                            .sum())
                    .apply(A);

            assertClose(twice.apply(SOLVE), twice.apply(Linalg::solve));
        }

        @Test
        void compile() {
            var compiled = Func.jit(Func.grad((Tensor a) -> weighted(SOLVE.apply(a, B))));

            assertClose(
                    compiled.apply(A),
                    Func.grad((Tensor a) -> weighted(Linalg.solve(a, B))).apply(A));
        }

        @Test
        void mapOverMatrices() {
            var stack = Ops.stack(0, A, positive(0.9));

            var mapped = Func.vmap((Tensor a) -> SOLVE.apply(a, B)).apply(stack);

            assertClose(mapped.get(0), Linalg.solve(stack.get(0), B));
            assertClose(mapped.get(1), Linalg.solve(stack.get(1), B));
        }

        @Test
        void giveNoDerivativeToGuessAndPreconditioner() {
            var byBoth = Func.grad((Tensor x) -> Solvers.cg(
                            A::matmul,
                            B,
                            o -> o.start(x).preconditioner(v -> v.mul(x.square().add(1))))
                    .sum());

            assertThat(byBoth.apply(B).toDoubleArray()).containsExactly(0, 0, 0, 0);
        }
    }

    @Nested
    class Errors {

        @Test
        void forwardMode() {
            assertThatThrownBy(() -> Func.jvp((Tensor b) -> SOLVE.apply(A, b), B, B))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageStartingWith("Forward-mode differentiation");
        }

        @Test
        void matricesThatChangeTheShape() {
            assertThatThrownBy(() -> Solvers.cg((Tensor x) -> x.sum(), B))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("cg: the matrix gives [f64[]], but the right-hand side is [f64[4]]. "
                            + "They need the same structure and types.");
        }

        @Test
        void guessesAndPreconditionersOfOtherTypes() {
            assertThatThrownBy(() -> Solvers.cg(A::matmul, B, o -> o.start(B.cast(DType.F32))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("cg: the first guess gives [f32[4]], but the right-hand side is [f64[4]]. "
                            + "They need the same structure and types.");
            assertThatThrownBy(() -> Solvers.cg(A::matmul, B, o -> o.preconditioner(x -> x.get(0))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("cg: the preconditioner gives [f64[]], but the right-hand side is [f64[4]]. "
                            + "They need the same structure and types.");
        }

        @Test
        void integers() {
            assertThatThrownBy(() -> Solvers.cg((Tensor x) -> x, Tensor.of(1, 2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("cg needs a floating-point right-hand side, but got [i32[2]]. Cast it.");
        }

        @Test
        void numbersOutOfRange() {
            assertThatThrownBy(() -> Solvers.cg(A::matmul, B, o -> o.tolerance(-1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("cg needs tolerances >= 0, but got -1.0 and 0.0.");
            assertThatThrownBy(() -> Solvers.cg(A::matmul, B, o -> o.maxIterations(-1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("cg needs maxIterations >= 0, but got -1.");
        }
    }
}
