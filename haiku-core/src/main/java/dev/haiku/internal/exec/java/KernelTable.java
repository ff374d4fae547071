package dev.haiku.internal.exec.java;

import dev.haiku.internal.exec.Kernel;
import dev.haiku.ir.Primitive;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** How each primitive becomes a kernel: one row per record. */
final class KernelTable {

    /** Prepares a kernel; the slots may be without memory as yet. */
    @FunctionalInterface
    interface Rule<P extends Primitive> {
        Kernel prepare(P op, Slots slots);
    }

    private final Map<Class<? extends Primitive>, Rule<Primitive>> rules = new HashMap<>();

    /** Adds the rows of a family. */
    KernelTable add(Consumer<KernelTable> family) {
        family.accept(this);
        return this;
    }

    /** Adds a row. */
    <P extends Primitive> KernelTable on(Class<P> primitive, Rule<? super P> rule) {
        rules.put(primitive, (op, slots) -> rule.prepare(primitive.cast(op), slots));
        return this;
    }

    Optional<Kernel> prepare(Primitive op, Slots slots) {
        return Optional.ofNullable(rules.get(op.getClass())).map(rule -> rule.prepare(op, slots));
    }
}
