package dev.haiku.ir;

import static dev.haiku.ir.Operand.integers;
import static dev.haiku.ir.Operand.type;
import static dev.haiku.ir.Operand.uniform;

import dev.haiku.array.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The rows of special functions, with all floating-point types. */
final class SpecialCases {

    private static final int[][] SHAPES = {{}, {0}, {7}, {3, 11}};

    private final List<PrimitiveCase> rows = new ArrayList<>();

    private SpecialCases() {}

    static List<PrimitiveCase> all() {
        var cases = new SpecialCases();
        cases.rows(new SpecialFunction.BesselI0e(), List.of(0), uniform(-12, 12));
        cases.rows(new SpecialFunction.BesselI1e(), List.of(0), uniform(-12, 12));
        cases.rows(new SpecialFunction.Polygamma(), List.of(1), integers(0, 4), uniform(0.4, 6));
        cases.rows(new SpecialFunction.Zeta(), List.of(0, 1), uniform(1.5, 6), uniform(0.4, 4));
        cases.rows(new SpecialFunction.Igamma(), List.of(1), uniform(0.3, 5), uniform(0.1, 8));
        cases.rows(new SpecialFunction.Igammac(), List.of(1), uniform(0.3, 5), uniform(0.1, 8));
        cases.rows(new SpecialFunction.IgammaGradA(), List.of(1), uniform(0.3, 5), uniform(0.1, 8));
        cases.rows(new SpecialFunction.RandomGammaGrad(), List.of(1), uniform(0.3, 5), uniform(0.1, 8));
        cases.rows(
                new SpecialFunction.RegularizedIncompleteBeta(),
                List.of(2),
                uniform(0.4, 4),
                uniform(0.4, 4),
                uniform(0.05, 0.95));
        return cases.rows;
    }

    private void rows(SpecialFunction op, List<Integer> differentiable, Operand... drawn) {
        Arrays.stream(DType.values()).filter(DType::isFloating).forEach(dtype -> {
            for (int[] shape : SHAPES) {
                var types = Collections.nCopies(op.arity(), type(dtype, shape));
                rows.add(PrimitiveCase.of(op, types.toArray(TensorType[]::new))
                        .drawing(drawn)
                        .differentiable(differentiable.toArray(Integer[]::new)));
            }
        });
    }
}
