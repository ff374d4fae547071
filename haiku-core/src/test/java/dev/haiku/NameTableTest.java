package dev.haiku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameTableTest {

    @ParameterizedTest
    @CsvSource({
        "x x x, x x_1 x_2",
        "x_5 x x, x_5 x_6 x_7",
        "x_1 x, x_1 x_2",
        "x_2 x_1 x_0 x, x_2 x_1 x_0 x_3",
        "x_007 x_007, x_007 x_007_1",
        "x_00 x_01 x x, x_00 x_01 x x_1",
        "x_ x_, x_ x__1",
        "a_1_2 a_1 a, a_1_2 a_1 a_2",
        "p/x q/x p/x, p/x q/x p/x_1",
        "x_99999999999999999999 x_99999999999999999999, x_99999999999999999999 x_99999999999999999999_1"
    })
    void numbersNamesInTheOrderOfTheirUse(String wanted, String taken) {
        var table = new NameTable();

        var names = Arrays.stream(wanted.split(" ")).map(table::take).collect(Collectors.joining(" "));

        assertThat(names).isEqualTo(taken);
    }

    @Test
    void rejectsAnExplicitNumberThatIsTaken() {
        var table = new NameTable();
        table.take("net/x");
        table.take("net/x");

        assertThatThrownBy(() -> table.take("net/x_1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The module name 'net/x_1' is taken. "
                        + "Give the modules different names, or leave out the number and Haiku appends one.");
    }

    @Test
    void countsOnAfterReservedNames() {
        var table = new NameTable();
        table.reserve("x");
        table.reserve("x");

        assertThat(table.take("x")).isEqualTo("x_1");
    }
}
