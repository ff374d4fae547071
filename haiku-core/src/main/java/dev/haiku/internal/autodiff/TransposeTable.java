package dev.haiku.internal.autodiff;

import dev.haiku.ir.Primitive;
import dev.haiku.ir.RuleTable;
import dev.haiku.tensor.Tensor;

/** The shapes that the rows of the transpose table have. */
final class TransposeTable {

    private final RuleTable<TransposeRule<?>> rules = new RuleTable<>("transpose");

    /** The cotangent of the first operand, for the cotangent g of the result. */
    @FunctionalInterface
    interface First<P extends Primitive> {
        Tensor cotangent(P op, Tensor g, LinearStep step);
    }

    RuleTable<TransposeRule<?>> rules() {
        return rules;
    }

    /** A rule in its general form. */
    <P extends Primitive> void rule(Class<P> primitive, TransposeRule<P> rule) {
        rules.put(primitive, rule);
    }

    /** Linear in the first operand, all others constant. */
    <P extends Primitive> void first(Class<P> primitive, First<P> first) {
        rule(primitive, (op, step) -> {
            step.constants(1);
            step.give(0, first.cotangent(op, step.g(), step));
        });
    }
}
