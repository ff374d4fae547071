package dev.haiku.ir;

import java.util.HashMap;
import java.util.Map;

/**
 * Rules by the class of their primitive.
 *
 * @param <R> the type of the rules
 */
public final class RuleTable<R> {

    private final String name;
    private final Map<Class<? extends Primitive>, R> rules = new HashMap<>();

    /** Creates an empty table; the name says in messages what its rules are for. */
    public RuleTable(String name) {
        this.name = name;
    }

    /**
     * Adds a row.
     *
     * @throws IllegalStateException if there is one for this primitive
     */
    public void put(Class<? extends Primitive> primitive, R rule) {
        if (rules.putIfAbsent(primitive, rule) != null) {
            throw new IllegalStateException("Two " + name + " rules for " + primitive.getSimpleName() + ".");
        }
    }

    /** {@return whether there is a row for a primitive} */
    public boolean has(Class<? extends Primitive> primitive) {
        return rules.containsKey(primitive);
    }

    /**
     * {@return the rule of a primitive}
     *
     * @throws UnsupportedOperationException if there is none
     */
    public R of(Primitive op) {
        var rule = rules.get(op.getClass());
        if (rule == null) {
            throw new UnsupportedOperationException("No " + name + " rule for " + op.opName() + ".");
        }
        return rule;
    }
}
