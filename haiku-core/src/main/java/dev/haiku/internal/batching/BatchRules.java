package dev.haiku.internal.batching;

import dev.haiku.ir.Custom.CustomLinear;
import dev.haiku.ir.Elementwise;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.RuleTable;
import dev.haiku.ir.SpecialFunction;
import dev.haiku.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** The batching rule of every primitive, one row each. */
final class BatchRules {

    private static final RuleTable<BatchRule<?>> RULES = rules();

    private BatchRules() {}

    private static RuleTable<BatchRule<?>> rules() {
        var table = new BatchTable();
        elementwise(table, Elementwise.class);
        elementwise(table, SpecialFunction.class);
        StructuralBatching.rows(table);
        IndexingBatching.rows(table);
        ReductionBatching.rows(table);
        ProductBatching.rows(table);
        ConvolutionBatching.rows(table);
        CollectiveBatching.rows(table);
        CallbackBatching.rows(table);
        table.rule(CustomLinear.class, CustomBatching::linear);
        return table.rules();
    }

    /** What looks at elements alone does not mind another axis. */
    @SuppressWarnings("unchecked") // the permitted subclasses of a primitive are primitives
    private static void elementwise(BatchTable table, Class<?> family) {
        for (var member : Arrays.asList(family.getPermittedSubclasses())) {
            if (member.isInterface()) {
                elementwise(table, member);
            } else {
                table.same((Class<? extends Primitive>) member);
            }
        }
    }

    /**
     * {@return the stacked results of a primitive}
     *
     * @throws UnsupportedOperationException if it has no rule
     */
    @SuppressWarnings("unchecked") // the table keeps each rule under its primitive's class
    static List<Tensor> apply(Primitive op, Operands operands) {
        return ((BatchRule<Primitive>) RULES.of(op)).apply(op, operands);
    }

    static boolean has(Class<? extends Primitive> primitive) {
        return RULES.has(primitive);
    }
}
