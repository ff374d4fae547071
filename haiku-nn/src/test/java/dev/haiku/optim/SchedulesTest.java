package dev.haiku.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Ends, beginnings and mistakes; ordinary values are compared with optax by the golden tests. */
class SchedulesTest {

    @Test
    void polynomialsStayAtTheirEnds() {
        var fall = Schedules.polynomial(1, 0.5, 2, 4, 2);

        assertThat(fall.valueAt(0)).isEqualTo(1);
        assertThat(fall.valueAt(2)).isEqualTo(1);
        assertThat(fall.valueAt(4)).isEqualTo(0.625);
        assertThat(fall.valueAt(100)).isEqualTo(0.5);
    }

    @Test
    void withoutStepsTheyStayAtTheirBeginning() {
        assertThat(Schedules.linear(2, 3, 0).valueAt(5)).isEqualTo(2);
        assertThat(Schedules.exponentialDecay(2, 0, 0.5).valueAt(5)).isEqualTo(2);
        assertThat(Schedules.exponentialDecay(2, 3, 0).valueAt(5)).isEqualTo(2);
        assertThat(Schedules.linear(2, 3, 1, -7).valueAt(0)).isEqualTo(2);
    }

    @Test
    void exponentialsAreBoundedOnTheSideWhereTheyGo() {
        var fall = Schedules.exponentialDecay(1, 1, 0.5, o -> o.endValue(0.2));
        var rise = Schedules.exponentialDecay(1, 1, 2, o -> o.endValue(3).transitionBegin(1));

        assertThat(fall.valueAt(9)).isCloseTo(0.2, within(1e-6));
        assertThat(rise.valueAt(1)).isEqualTo(1);
        assertThat(rise.valueAt(2)).isEqualTo(2);
        assertThat(rise.valueAt(9)).isEqualTo(3);
    }

    @Test
    void stairsKeepTheirValueForAWhile() {
        var stairs = Schedules.exponentialDecay(1, 3, 0.5, o -> o.staircase(true));

        assertThat(stairs.valueAt(2)).isEqualTo(1);
        assertThat(stairs.valueAt(3)).isEqualTo(0.5);
        assertThat(stairs.valueAt(5)).isEqualTo(0.5);
    }

    @Test
    void cosinesFallToTheirLastValue() {
        assertThat(Schedules.cosineDecay(2, 10, 0.25, 1).valueAt(0)).isEqualTo(2);
        assertThat(Schedules.cosineDecay(2, 10, 0.25, 1).valueAt(10)).isCloseTo(0.5, within(1e-6));
        assertThat(Schedules.cosineDecay(2, 10).valueAt(1000)).isCloseTo(0, within(1e-6));
    }

    @Test
    void warmUpsMeetTheirPeak() {
        var schedule = Schedules.warmupCosineDecay(0, 1, 5, 10, o -> o.endValue(0.1));

        assertThat(schedule.valueAt(0)).isZero();
        assertThat(schedule.valueAt(5)).isEqualTo(1);
        assertThat(schedule.valueAt(10)).isCloseTo(0.1, within(1e-6));
        assertThat(Schedules.warmupCosineDecay(0, 0, 5, 10).valueAt(7)).isZero();
    }

    @Test
    void piecesBeginInTheirStep() {
        var pieces = Schedules.piecewiseConstant(1, Map.of(3, 0.5, 5, 0.1));

        assertThat(pieces.valueAt(2)).isEqualTo(1);
        assertThat(pieces.valueAt(3)).isEqualTo(0.5);
        assertThat(pieces.valueAt(5)).isCloseTo(0.05, within(1e-7));
        assertThat(Schedules.piecewiseConstant(1, Map.of()).valueAt(9)).isEqualTo(1);
    }

    @Test
    void interpolationsReachEachValueInItsStep() {
        var line = Schedules.piecewiseInterpolate(Interpolation.LINEAR, 1, Map.of(4, 3.0));
        var wave = Schedules.piecewiseInterpolate(Interpolation.COSINE, 1, Map.of(4, 3.0));

        assertThat(line.valueAt(1)).isEqualTo(1.5);
        assertThat(line.valueAt(4)).isEqualTo(3);
        assertThat(wave.valueAt(2)).isCloseTo(2, within(1e-6));
        assertThat(wave.valueAt(99)).isEqualTo(3);
    }

    @Test
    void cyclesOfOneStepHaveNoMiddle() {
        assertThat(Schedules.linearOnecycle(1, 1).valueAt(0)).isFinite();
        assertThat(Schedules.cosineOnecycle(2, 1).valueAt(2)).isCloseTo(1 / 25.0 / 1e4, within(1e-9));
    }

    @Test
    void joinedSchedulesCountFromTheirBeginning() {
        var joined = Schedules.join(List.of(Schedules.linear(0, 1, 2), Schedules.linear(5, 6, 2)), List.of(2));

        assertThat(joined.valueAt(1)).isEqualTo(0.5);
        assertThat(joined.valueAt(2)).isEqualTo(5);
        assertThat(joined.valueAt(3)).isEqualTo(5.5);
    }

    @Test
    void restartsBeginAnew() {
        var restarts = Schedules.sgdr(List.of(new SgdrCycle(0, 1, 1, 4), new SgdrCycle(0.5, 2, 1, 4)));

        assertThat(restarts.valueAt(1)).isEqualTo(1);
        assertThat(restarts.valueAt(4)).isEqualTo(0.5);
        assertThat(restarts.valueAt(5)).isEqualTo(2);
    }

    @Nested
    class Rejects {

        @Test
        void cosinesWithoutSteps() {
            assertThatThrownBy(() -> Schedules.warmupCosineDecay(0, 1, 5, 5))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("cosineDecay needs decaySteps >= 1, but got 0.");
        }

        @Test
        void cyclesWithoutSteps() {
            assertThatThrownBy(() -> Schedules.linearOnecycle(0, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("linearOnecycle needs transitionSteps >= 1, but got 0.");
        }

        @Test
        void negativeFactors() {
            assertThatThrownBy(() -> Schedules.piecewiseConstant(1, Map.of(3, -1.0)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("piecewiseConstant needs factors >= 0, but got -1.0 for step 3.");
        }

        @Test
        void anotherNumberOfBoundaries() {
            assertThatThrownBy(() -> Schedules.join(List.of(Schedules.constant(1)), List.of(3)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("join needs one boundary between each two schedules, but got 1 schedules and 1"
                            + " boundaries.");
        }
    }
}
