package dev.haiku.internal.autodiff;

import dev.haiku.ir.Custom.CustomLinear;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.RuleTable;

/**
 * The table of JVP rules, one row per primitive, by family; those that run programs have their rules elsewhere ({@link
 * ProgramRules}).
 */
final class JvpRules {

    private static final RuleTable<JvpRule<?>> RULES = assemble();

    private JvpRules() {}

    private static RuleTable<JvpRule<?>> assemble() {
        var table = new JvpTable();
        ElementwiseJvp.fill(table);
        StructuralJvp.fill(table);
        IndexingJvp.fill(table);
        ReductionJvp.fill(table);
        WindowRules.fill(table);
        SpecialJvp.fill(table);
        ContractionJvp.fill(table);
        CollectiveRules.fill(table);
        CallbackJvp.fill(table);
        table.rule(CustomLinear.class, CustomRules::jvp);
        return table.rules();
    }

    static boolean has(Class<? extends Primitive> primitive) {
        return RULES.has(primitive);
    }

    /** {@return the rule of a primitive} */
    @SuppressWarnings("unchecked") // the table holds rules under the class of their primitive
    static <P extends Primitive> JvpRule<P> of(P op) {
        return (JvpRule<P>) RULES.of(op);
    }
}
