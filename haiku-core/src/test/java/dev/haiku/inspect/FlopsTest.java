package dev.haiku.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.array.DType;
import dev.haiku.func.Carried;
import dev.haiku.func.Control;
import dev.haiku.func.Func;
import dev.haiku.func.TensorSpec;
import dev.haiku.tensor.Linalg;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FlopsTest {

    record Case(String name, Function<Tensor, Tensor> f, long flops) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Tensor rows(Tensor x) {
        return Control.scan((Tensor c, Tensor row) -> new Carried<>(c.add(row), row), x.get(0), x)
                .carry();
    }

    static List<Case> cases() {
        return List.of(
                new Case("a product", x -> x.matmul(x), 2 * 6 * 6 * 6),
                new Case("a batch of products", x -> x.reshape(2, 3, 6).matmul(x), 2 * 6 * 6 * 6),
                new Case("each element", Tensor::sin, 36),
                new Case("a reduction", Tensor::sum, 36),
                new Case("moving numbers", x -> x.transpose().reshape(36), 0),
                new Case("a factorisation, of what is made symmetric", Linalg::cholesky, 36 + 36 + 36 * 6),
                new Case("a loop", FlopsTest::rows, 36),
                new Case("a compiled function", x -> Func.jit(Tensor::sin).apply(x), 36),
                new Case(
                        "a condition, its index and the dearer branch",
                        x -> Control.cond(x.get(0, 0).gt(x.get(1, 1)), Tensor::sin, y -> y.matmul(y), x),
                        1 + 1 + 2 * 6 * 6 * 6));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void countsOperations(Case c) {
        var program = Func.makeProgram(c.f(), TensorSpec.of(DType.F32, 6, 6));

        assertThat(Flops.of(program)).isEqualTo(c.flops());
    }
}
