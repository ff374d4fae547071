package dev.haiku.internal.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.DType;
import dev.haiku.func.Func;
import dev.haiku.ir.PrimitiveCase;
import dev.haiku.ir.Reduction.ReduceMax;
import dev.haiku.ir.Reduction.ReduceMin;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Derivatives of every primitive in f64: against central differences, transposed, and twice. */
class PrimitiveDerivativeTest {

    private static final double STEP = 1e-5;
    private static final double TOLERANCE = 1e-5;

    /** A primitive as a function of its differentiable operands, at a point. */
    private record Point(Function<List<Tensor>, List<Tensor>> function, List<Tensor> at, List<TensorType> results) {

        static Point of(PrimitiveCase row) {
            var inputs = row.inputs(17).stream().map(Tensor::of).toList();
            var moving = row.differentiableInputs();
            var at = moving.stream().map(inputs::get).toList();
            Function<List<Tensor>, List<Tensor>> function = operands -> {
                List<Tensor> all = new ArrayList<>(inputs);
                for (int i = 0; i < moving.size(); i++) {
                    all.set(moving.get(i), operands.get(i));
                }
                return Ops.bindAll(row.op(), all).stream()
                        .filter(result -> result.dtype() == DType.F64)
                        .toList();
            };
            var results = function.apply(at).stream().map(Tensor::type).toList();
            return new Point(function, at, results);
        }

        List<Tensor> direction(long seed) {
            return random(seed, at.stream().map(Tensor::type).toList());
        }

        List<Tensor> shifted(List<Tensor> direction, double step) {
            List<Tensor> shifted = new ArrayList<>();
            for (int i = 0; i < at.size(); i++) {
                shifted.add(at.get(i).add(direction.get(i).mul(step)));
            }
            return shifted;
        }
    }

    static Stream<PrimitiveCase> differentiable() {
        return PrimitiveCase.all().stream()
                .filter(row -> !row.differentiableInputs().isEmpty())
                .filter(row -> row.differentiableInputs().stream()
                        .allMatch(i -> row.inputTypes().get(i).dtype() == DType.F64))
                .filter(row -> !isExtremeOfNothing(row))
                .filter(row ->
                        row.op().outputTypes(row.inputTypes()).stream().anyMatch(type -> type.dtype() == DType.F64));
    }

    /** Infinite, so without differences. */
    private static boolean isExtremeOfNothing(PrimitiveCase row) {
        return (row.op() instanceof ReduceMax || row.op() instanceof ReduceMin)
                && row.inputTypes().get(0).shape().size() == 0;
    }

    private static List<Tensor> random(long seed, List<TensorType> types) {
        var random = new SplittableRandom(seed);
        return types.stream()
                .map(type -> Tensor.of(
                        type.shape(), random.doubles(type.shape().size(), -1, 1).toArray()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("differentiable")
    void jvpIsTheCentralDifference(PrimitiveCase row) {
        var point = Point.of(row);
        var direction = point.direction(1);

        var tangents = Func.jvp(point.function(), point.at(), direction).tangent();

        assertClose(tangents, differences(point.function(), point, direction));
    }

    @ParameterizedTest
    @MethodSource("differentiable")
    void vjpIsTheTransposeOfJvp(PrimitiveCase row) {
        var point = Point.of(row);
        var direction = point.direction(2);
        var cotangents = random(3, point.results());

        double pushed = dot(
                cotangents, Func.jvp(point.function(), point.at(), direction).tangent());
        double pulled = dot(Func.vjp(point.function(), point.at()).pullback().apply(cotangents), direction);

        assertThat(pushed).isCloseTo(pulled, within(1e-10 * (1 + Math.abs(pushed))));
    }

    @ParameterizedTest
    @MethodSource("differentiable")
    void secondDerivativesAreDifferencesOfGradients(PrimitiveCase row) {
        var point = Point.of(row);
        var direction = point.direction(4);
        var gradient = Func.grad(scalar(point));

        var forwardOverReverse = Func.jvp(gradient, point.at(), direction).tangent();
        var reverseOverReverse = Func.vjp(gradient, point.at()).pullback().apply(direction);
        var reverseOverForward = Func.grad((List<Tensor> at) ->
                        Func.jvp(scalar(point), at, direction).tangent())
                .apply(point.at());

        assertClose(forwardOverReverse, differences(gradient, point, direction));
        assertClose(reverseOverReverse, forwardOverReverse);
        assertClose(reverseOverForward, forwardOverReverse);
    }

    /** A weighted sum of squared results, so that linear primitives have second derivatives too. */
    private static Function<List<Tensor>, Tensor> scalar(Point point) {
        var weights = random(5, point.results());
        return at -> {
            var results = point.function().apply(at);
            var sum = Tensor.scalar(DType.F64, 0.0);
            for (int i = 0; i < results.size(); i++) {
                sum = sum.add(results.get(i).square().mul(weights.get(i)).sum());
            }
            return sum;
        };
    }

    private static List<Tensor> differences(
            Function<List<Tensor>, List<Tensor>> function, Point point, List<Tensor> direction) {
        var above = function.apply(point.shifted(direction, STEP));
        var below = function.apply(point.shifted(direction, -STEP));
        List<Tensor> differences = new ArrayList<>();
        for (int i = 0; i < above.size(); i++) {
            differences.add(above.get(i).sub(below.get(i)).div(Tensor.scalar(DType.F64, 2 * STEP)));
        }
        return differences;
    }

    private static void assertClose(List<Tensor> actual, List<Tensor> expected) {
        assertThat(actual.stream().map(Tensor::type).toList())
                .isEqualTo(expected.stream().map(Tensor::type).toList());
        for (int i = 0; i < actual.size(); i++) {
            var found = actual.get(i).toDoubleArray();
            var wanted = expected.get(i).toDoubleArray();
            for (int j = 0; j < found.length; j++) {
                assertThat(found[j])
                        .as("element %d of result %d", j, i)
                        .isCloseTo(wanted[j], within(TOLERANCE * (1 + Math.abs(wanted[j]))));
            }
        }
    }

    private static double dot(List<Tensor> first, List<Tensor> second) {
        double sum = 0;
        for (int i = 0; i < first.size(); i++) {
            sum += first.get(i).mul(second.get(i)).sum().item();
        }
        return sum;
    }
}
