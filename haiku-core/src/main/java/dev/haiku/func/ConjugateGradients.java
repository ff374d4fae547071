package dev.haiku.func;

import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The method of conjugate gradients (Hestenes and Stiefel 1952) on trees, with the derivative of the solution.
 *
 * @param <T> the unknown
 */
final class ConjugateGradients<T> {

    /** What a system consists of that may have a derivative: what the functions captured, the right-hand side, the first guess. */
    private record Problem<T>(List<Tensor> matrix, List<Tensor> preconditioner, T b, T start) {}

    /** A solved system. */
    private record Solved<T>(Problem<T> problem, T x) {}

    /** An iteration: the solution so far, what is left, the direction, and the square of the preconditioned norm of what is left. */
    private record Step<T>(T x, T left, T direction, Tensor square, Tensor count) {}

    private final BiFunction<T, List<Tensor>, T> matrix;
    private final BiFunction<T, List<Tensor>, T> preconditioner;
    private final CgOptions<T> options;
    private final int most;

    private ConjugateGradients(
            BiFunction<T, List<Tensor>, T> matrix,
            BiFunction<T, List<Tensor>, T> preconditioner,
            CgOptions<T> options,
            int most) {
        this.matrix = matrix;
        this.preconditioner = preconditioner;
        this.options = options;
        this.most = most;
    }

    static <T> T solve(Function<T, T> a, T b, CgOptions<T> options) {
        var types = types(b);
        for (var type : types) {
            if (!type.dtype().isFloating()) {
                throw new IllegalArgumentException(
                        "cg needs a floating-point right-hand side, but got " + types + ". Cast it.");
            }
        }
        var start = options.start().orElseGet(() -> DerivativeFunctions.zerosLike(b));
        check("the first guess", b, start);
        check("the matrix", b, Func.evalShape(a, b));
        check("the preconditioner", b, Func.evalShape(options.preconditioner(), b));
        var matrix = Func.closureConvert(a, b);
        var preconditioner = Func.closureConvert(options.preconditioner(), b);
        int most = options.maxIterations().orElse((int) Math.min(10 * Trees.treeSize(b), Integer.MAX_VALUE));
        return new ConjugateGradients<>(matrix.function(), preconditioner.function(), options, most)
                .solve(new Problem<>(matrix.captured(), preconditioner.captured(), b, start));
    }

    private static List<TensorType> types(Object tree) {
        return Trees.leaves(tree).stream().map(Tensor::type).toList();
    }

    private static void check(String what, Object b, Object tree) {
        if (!Trees.structure(tree).equals(Trees.structure(b)) || !types(tree).equals(types(b))) {
            throw new IllegalArgumentException("cg: " + what + " gives " + types(tree) + ", but the right-hand side is "
                    + types(b) + ". They need the same structure and types.");
        }
    }

    private T solve(Problem<T> problem) {
        return Func.customVjp(this::iterate, this::withResiduals, this::backward)
                .apply(problem);
    }

    private WithResiduals<T, Solved<T>> withResiduals(Problem<T> problem) {
        var x = solve(problem);
        return new WithResiduals<>(x, new Solved<>(problem, x));
    }

    /** {@code A x = b} gives {@code dx = A⁻¹ (db - dA x)}, so that {@code u = A⁻¹ g} is what b gets, and {@code -u} what {@code A x} gets. */
    private Problem<T> backward(Solved<T> solved, T g) {
        var problem = solved.problem();
        var u = solve(new Problem<>(problem.matrix(), problem.preconditioner(), g, Func.zerosLike(g)));
        var pullback = Func.vjp((List<Tensor> captured) -> matrix.apply(solved.x(), captured), problem.matrix())
                .pullback();
        return new Problem<>(
                pullback.apply(Trees.map(u, Ops::neg)),
                Func.zerosLike(problem.preconditioner()),
                u,
                Func.zerosLike(problem.start()));
    }

    private T iterate(Problem<T> problem) {
        var left = plus(problem.b(), -1, matrix.apply(problem.start(), problem.matrix()));
        var direction = preconditioner.apply(left, problem.preconditioner());
        var relative = dot(problem.b(), problem.b()).mul(options.tolerance() * options.tolerance());
        var enough = Ops.maximum(relative, options.absoluteTolerance() * options.absoluteTolerance());
        var first = new Step<>(problem.start(), left, direction, dot(left, direction), Tensor.scalar(0));
        return Control.whileLoop(
                        (Step<T> step) -> dot(step.left(), step.left())
                                .gt(enough)
                                .and(step.count().lt(most)),
                        step -> next(step, problem),
                        first)
                .x();
    }

    private Step<T> next(Step<T> step, Problem<T> problem) {
        var image = matrix.apply(step.direction(), problem.matrix());
        var length = step.square().div(dot(step.direction(), image));
        var x = plus(step.x(), length, step.direction());
        var left = plus(step.left(), length.neg(), image);
        var preconditioned = preconditioner.apply(left, problem.preconditioner());
        var square = dot(left, preconditioned);
        var direction = plus(preconditioned, square.div(step.square()), step.direction());
        return new Step<>(x, left, direction, square, step.count().add(1));
    }

    private static <T> Tensor dot(T x, T y) {
        var left = Trees.leaves(x);
        var right = Trees.leaves(y);
        return IntStream.range(0, left.size())
                .mapToObj(i -> Ops.vdot(left.get(i), right.get(i)))
                .reduce(Tensor::add)
                .orElseGet(() -> Tensor.scalar(0.0));
    }

    private static <T> T plus(T x, double factor, T y) {
        return Trees.map(x, y, (u, v) -> u.add(v.mul(factor)));
    }

    private static <T> T plus(T x, Tensor factor, T y) {
        return Trees.map(x, y, (u, v) -> u.add(v.mul(factor.cast(v.dtype()))));
    }
}
