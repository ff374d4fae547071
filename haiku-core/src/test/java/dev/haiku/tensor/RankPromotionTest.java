package dev.haiku.tensor;

import static dev.haiku.func.Func.grad;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.array.DType;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Functions of stacks of matrices, and their derivatives, work where ranks are not promoted; {@link FunctionCaseTest} has the
 * others.
 */
class RankPromotionTest {

    private static final Tensor SQUARE = Ops.iota(DType.F64, 32).add(1).sin().reshape(2, 4, 4);
    private static final Tensor TALL = Ops.iota(DType.F64, 24).add(1).cos().reshape(2, 4, 3);
    private static final Tensor VECTOR = Tensor.of(2.5, 3.5);

    static Stream<Arguments> functions() {
        return Stream.of(
                row("expm", () -> Linalg.expm(SQUARE)),
                row("lu", () -> Linalg.lu(SQUARE).l()),
                row("toeplitz", () -> Linalg.toeplitz(VECTOR)),
                row("tril", () -> Ops.tril(SQUARE, 0)),
                row("triu", () -> Ops.triu(SQUARE, 0)),
                slope("zeta", s -> Special.zeta(s, VECTOR), VECTOR),
                slope("det", Linalg::det, SQUARE),
                slope("slogdet", a -> Linalg.slogdet(a).logAbsDet(), SQUARE),
                slope("lu", a -> Linalg.lu(a).u(), SQUARE),
                slope("lu of more rows", a -> Linalg.lu(a).l(), TALL),
                slope(
                        "lu of more columns",
                        a -> Linalg.lu(Ops.matrixTranspose(a)).u(),
                        TALL),
                slope("full qr", a -> Linalg.qr(a, true).q(), TALL),
                slope("svd", a -> Linalg.svd(a, false).u(), TALL),
                slope("eigh", a -> Linalg.eigh(a.add(Ops.matrixTranspose(a))).eigenvectors(), SQUARE));
    }

    private static Arguments row(String name, Supplier<Tensor> function) {
        return Arguments.of(name, function);
    }

    private static Arguments slope(String name, UnaryOperator<Tensor> f, Tensor at) {
        return row(
                "derivative of " + name,
                () -> grad((Tensor x) -> f.apply(x).sin().sum()).apply(at));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    void giveTheSameWhereRanksAreNotPromoted(String name, Supplier<Tensor> function) {
        var strict = RankPromotion.STRICT.with(true, function);

        assertThat(strict.toHost()).isEqualTo(function.get().toHost());
    }
}
