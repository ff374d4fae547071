package dev.haiku.internal.batching;

import dev.haiku.ir.Primitive;
import dev.haiku.ir.RuleTable;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;

/** The shapes that the rows of the batching table have. */
final class BatchTable {

    private final RuleTable<BatchRule<?>> rules = new RuleTable<>("batching");

    /** The primitive that does to stacked operands what another does to each. */
    @FunctionalInterface
    interface Shifted<P extends Primitive> {
        Primitive shifted(P op, int size);
    }

    /** The one result, stacked along its first axis. */
    @FunctionalInterface
    interface Single<P extends Primitive> {
        Tensor apply(P op, Operands operands);
    }

    RuleTable<BatchRule<?>> rules() {
        return rules;
    }

    /** A rule in its general form. */
    <P extends Primitive> void rule(Class<P> primitive, BatchRule<P> rule) {
        rules.put(primitive, rule);
    }

    /** A rule for a primitive with one result. */
    <P extends Primitive> void single(Class<P> primitive, Single<P> rule) {
        rule(primitive, (op, in) -> List.of(rule.apply(op, in)));
    }

    /** Another primitive does it, once all operands are stacked. */
    <P extends Primitive> void stacked(Class<P> primitive, Shifted<P> shifted) {
        rule(primitive, (op, in) -> Ops.bindAll(shifted.shifted(op, in.size()), in.allStacked()));
    }

    /** The primitive itself does it, once all operands are stacked: it looks at elements alone, or at the last axes. */
    void same(Class<? extends Primitive> primitive) {
        stacked(primitive, (op, size) -> op);
    }
}
