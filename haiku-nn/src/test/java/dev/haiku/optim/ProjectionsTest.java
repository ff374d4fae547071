package dev.haiku.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.Shape;
import dev.haiku.func.Func;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A projection leaves points of its set, and finds none nearer; values are compared with optax by the golden tests. */
class ProjectionsTest {

    private static final Tensor NORMAL = Tensor.of(1f, -2f, 0.5f, 3f);

    static Stream<Arguments> projections() {
        return Stream.of(
                of("nonNegative", Projections::nonNegative),
                of("box", x -> Projections.box(x, -0.5, 0.25)),
                of("hypercube", Projections::hypercube),
                of("simplex", Projections::simplex),
                of("l1Sphere", Projections::l1Sphere),
                of("l1Ball", Projections::l1Ball),
                of("l2Sphere", Projections::l2Sphere),
                of("l2Ball", Projections::l2Ball),
                of("linfBall", Projections::linfBall),
                of("vector", x -> Projections.vector(x, NORMAL)),
                of("hyperplane", x -> Projections.hyperplane(x, NORMAL, 2)),
                of("halfspace", x -> Projections.halfspace(x, NORMAL, -1)));
    }

    private static Arguments of(String name, UnaryOperator<Tensor> projection) {
        return Arguments.of(name, projection);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("projections")
    void projectingTwiceIsProjectingOnce(String name, UnaryOperator<Tensor> projection) {
        for (int seed = 0; seed < 5; seed++) {
            var once = projection.apply(Random.normal(Key.of(seed), Shape.of(4)));

            assertThat(projection.apply(once).sub(once).abs().max().item()).isCloseTo(0, within(1e-5));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("projections")
    void noOtherPointOfTheSetIsNearer(String name, UnaryOperator<Tensor> projection) {
        for (int seed = 0; seed < 20; seed++) {
            var keys = Key.of(seed).split(2);
            var x = Random.normal(keys.get(0), Shape.of(4));
            var other = projection.apply(Random.normal(keys.get(1), Shape.of(4)));

            double distance = Ops.square(projection.apply(x).sub(x)).sum().item();
            assertThat(distance)
                    .isLessThanOrEqualTo(Ops.square(other.sub(x)).sum().item() + 1e-5);
        }
    }

    @Test
    void theDerivativeOfTheSimplexStaysOnIt() {
        var tangent = Func.jvp((Tensor x) -> Projections.simplex(x), Tensor.of(1f, 0.9f, -3f), Tensor.of(1f, 0f, 5f))
                .tangent();

        assertThat(tangent.toFloatArray()).containsExactly(0.5f, -0.5f, 0f);
    }

    @Test
    void treesCountAsOneVector() {
        var tree = List.of(Tensor.of(3f), Tensor.of(0f, 4f));

        assertThat(Projections.l2Ball(tree, 1).get(1).toFloatArray()).containsExactly(0f, 0.8f);
        assertThat(TreeMath.sum(Projections.simplex(tree, 2)).item()).isCloseTo(2, within(1e-6));
    }

    @Test
    void boxesMayHaveBoundsForEachElement() {
        assertThat(Projections.box(Tensor.of(5f, -5f), Tensor.of(0f, 0f), Tensor.of(1f, 2f))
                        .toFloatArray())
                .containsExactly(1, 0);
    }
}
