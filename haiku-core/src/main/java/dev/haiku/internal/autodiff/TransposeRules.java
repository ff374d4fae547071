package dev.haiku.internal.autodiff;

import dev.haiku.ir.Call;
import dev.haiku.ir.ControlFlow.Cond;
import dev.haiku.ir.ControlFlow.Scan;
import dev.haiku.ir.ControlFlow.While;
import dev.haiku.ir.Custom.CustomLinear;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.RuleTable;

/** The table of transpose rules: one row for each primitive that is linear in some operand. */
final class TransposeRules {

    private static final RuleTable<TransposeRule<?>> RULES = assemble();

    private TransposeRules() {}

    private static RuleTable<TransposeRule<?>> assemble() {
        var table = new TransposeTable();
        ElementwiseTranspose.fill(table);
        StructuralTranspose.fill(table);
        IndexingTranspose.fill(table);
        WindowRules.fill(table);
        ContractionTranspose.fill(table);
        ConvolutionTranspose.fill(table);
        CollectiveRules.fill(table);
        table.rule(Call.class, CallRules::transpose);
        table.rule(Scan.class, ScanTranspose::apply);
        table.rule(Cond.class, CondRules::transpose);
        table.rule(While.class, WhileRules::transpose);
        table.rule(CustomLinear.class, CustomRules::transpose);
        return table.rules();
    }

    static boolean has(Class<? extends Primitive> primitive) {
        return RULES.has(primitive);
    }

    /**
     * {@return the rule of a primitive}
     *
     * @throws IllegalArgumentException if it is not linear in any operand
     */
    @SuppressWarnings("unchecked") // the table holds rules under the class of their primitive
    static <P extends Primitive> TransposeRule<P> of(P op) {
        if (!RULES.has(op.getClass())) {
            throw new IllegalArgumentException(
                    "A linear function was expected, but " + op.opName() + " is not linear.");
        }
        return (TransposeRule<P>) RULES.of(op);
    }
}
