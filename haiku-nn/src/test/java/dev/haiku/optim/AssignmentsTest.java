package dev.haiku.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.func.Func;
import dev.haiku.optim.Assignments.Assignment;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssignmentsTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "4, 4", "3, 5", "5, 3", "1, 4", "6, 6"})
    void noOtherAssignmentCostsLess(int rows, int columns) {
        for (int seed = 0; seed < 3; seed++) {
            var costs = Random.normal(Key.of(seed), Shape.of(rows, columns));

            var best = Func.jit((Tensor c) -> Assignments.hungarianAlgorithm(c)).apply(costs);
            var base = Func.jit((Tensor c) -> Assignments.baseHungarianAlgorithm(c))
                    .apply(costs);

            double least = leastCost(costs, 0, new boolean[columns], Math.max(0, rows - columns));
            assertThat(cost(costs, best)).isCloseTo(least, within(1e-4));
            assertThat(cost(costs, base)).isCloseTo(least, within(1e-4));
            assertThat(best.rows().dim(0)).isEqualTo(Math.min(rows, columns));
        }
    }

    /** Tries everything; so many rows may be left out. */
    private static double leastCost(Tensor costs, int row, boolean[] used, int spare) {
        if (row == costs.dim(0)) {
            return 0;
        }
        double least = spare > 0 ? leastCost(costs, row + 1, used, spare - 1) : Double.POSITIVE_INFINITY;
        for (int column = 0; column < used.length; column++) {
            if (!used[column]) {
                used[column] = true;
                double cost = Ops.get(costs, row, column).item();
                least = Math.min(least, cost + leastCost(costs, row + 1, used, spare));
                used[column] = false;
            }
        }
        return least;
    }

    private static double cost(Tensor costs, Assignment assignment) {
        var rows = assignment.rows().toIntArray();
        var columns = assignment.columns().toIntArray();
        assertThat(rows).doesNotHaveDuplicates();
        assertThat(columns).doesNotHaveDuplicates();
        double sum = 0;
        for (int i = 0; i < rows.length; i++) {
            sum += Ops.get(costs, rows[i], columns[i]).item();
        }
        return sum;
    }

    @Test
    void nothingIsAssignedToNothing() {
        assertThat(Assignments.hungarianAlgorithm(Ops.zeros(0, 3)).rows().size())
                .isZero();
        assertThat(Assignments.baseHungarianAlgorithm(Ops.zeros(3, 0)).columns().size())
                .isZero();
    }

    @Test
    void rejectsWhatIsNoMatrix() {
        assertThatThrownBy(() -> Assignments.hungarianAlgorithm(Ops.zeros(3)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("hungarianAlgorithm needs a matrix of costs, but got [3].");
    }
}
