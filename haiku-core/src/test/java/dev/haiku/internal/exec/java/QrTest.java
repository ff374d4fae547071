package dev.haiku.internal.exec.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.internal.exec.KernelRun;
import dev.haiku.ir.LinearAlgebra;
import java.util.List;
import org.junit.jupiter.api.Test;

class QrTest {

    @Test
    void givesTheSignsOfLapack() {
        var a = HostArray.of(Shape.of(3, 3), 1.0, 2, 3, 4, 5, 6, 7, 8, -10);

        var r = KernelRun.of(new JavaKernels(), new LinearAlgebra.Qr(), List.of(a))
                .get(1);

        var expected = new double[] {
            -8.124038404635959,
            -9.601136296387955,
            5.292934112111308,
            0.0,
            0.9045340337332926,
            7.5377836144440815,
            0.0,
            0.0,
            -7.756717518813406
        };
        for (int i = 0; i < expected.length; i++) {
            assertThat(r.getDouble(i)).isCloseTo(expected[i], within(1e-13));
        }
    }

    @Test
    void keepsAColumnThatIsAlreadyReduced() {
        var a = HostArray.of(Shape.of(2, 2), 3.0, 1, 0, -2);

        var factors = KernelRun.of(new JavaKernels(), new LinearAlgebra.Qr(), List.of(a));

        assertThat(factors.get(0)).isEqualTo(HostArray.of(Shape.of(2, 2), 1.0, 0, 0, 1));
        assertThat(factors.get(1)).isEqualTo(a);
    }
}
