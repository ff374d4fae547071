package dev.haiku.internal.llvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.func.Func;
import dev.haiku.random.Key;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random programs of operations that are fused in every way: compiled and op by op. */
class FusionTest {

    private static final int OPERATIONS = 14;

    /** A program of random operations on tensors that all have one of a few shapes. */
    private static Function<Tensor, Tensor> program(int seed, int rows, int columns) {
        return x -> {
            var random = new Random(seed);
            List<Tensor> made = new ArrayList<>(List.of(x));
            for (int i = 0; i < OPERATIONS; i++) {
                var a = made.get(random.nextInt(made.size()));
                var b = made.get(random.nextInt(made.size()));
                made.add(operation(random.nextInt(12), a, b, rows, columns));
            }
            return made.stream().map(t -> t.mean()).reduce(Tensor::add).orElseThrow();
        };
    }

    private static Tensor operation(int kind, Tensor a, Tensor b, int rows, int columns) {
        return switch (kind) {
            case 0 -> a.add(b).mul(0.5);
            case 1 -> a.mul(Ops.tanh(b));
            case 2 -> a.sub(a.mean(1).reshape(rows, 1));
            case 3 -> a.sub(b.mean(0));
            case 4 -> Nn.softmax(a);
            case 5 -> Ops.where(a.gt(0), a, b.mul(0.1));
            case 6 -> a.transpose().reshape(rows, columns);
            case 7 -> Ops.flip(a, 0).add(Ops.roll(b, 1, 1));
            case 8 -> Ops.concatenate(List.of(a.slice(0, 0, 2), b.slice(0, 2, rows)), 0);
            case 9 -> Nn.relu(a.matmul(b.transpose())).matmul(b).mul(0.01);
            case 10 -> a.add(b.max(1).reshape(rows, 1)).add(a.min(0)).mul(0.3);
            default -> a.sub(a.mean()).div(a.var().add(0.1).sqrt());
        };
    }

    private static void assertAgrees(int seed) {
        int rows = 3 + seed % 7;
        int columns = 1 + seed * 5 % 37;
        var x = dev.haiku.random.Random.normal(Key.of(seed), Shape.of(rows, columns));
        var f = program(seed, rows, columns);

        assertThat(Func.jit(f).apply(x).item())
                .as("program %d", seed)
                .isCloseTo(f.apply(x).item(), org.assertj.core.data.Offset.offset(1e-4));
        assertThat(close(Func.jit(Func.grad(f)).apply(x), Func.grad(f).apply(x), 1e-3))
                .as("gradient of program %d", seed)
                .isTrue();
    }

    private static boolean close(Tensor a, Tensor b, double tolerance) {
        return Ops.allClose(a, b, tolerance, 1e-4).itemBoolean();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 20, 30})
    void agreesWithSingleOperations(int first) {
        for (int seed = first; seed < first + 5; seed++) {
            assertAgrees(seed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[5, 3333]", "[4000, 37]", "[100003]", "[300, 70, 3]", "[2, 129, 40]"})
    void addsLongSumsInParts(String text) {
        var dims = text.replaceAll("[\\[\\] ]", "").split(",", -1);
        var shape = Shape.of(Arrays.stream(dims).map(Integer::valueOf).toList());
        var x = dev.haiku.random.Random.uniform(Key.of(3), shape);

        for (int axis = 0; axis < shape.rank(); axis++) {
            int along = axis;
            var exact = x.cast(DType.F64).sum(axis);

            var sum = Func.jit((Tensor t) -> t.sum(along)).apply(x);

            assertThat(close(sum.cast(DType.F64), exact, 1e-6)).isTrue();
        }
    }
}
