package dev.haiku.internal.llvm;

import dev.haiku.ir.Program;
import dev.haiku.ir.Var;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The table of addresses that generated code is called with: the region's inputs, its outputs, and the block of memory for
 * what lies between.
 */
final class Table {

    private final Fusion.Plan plan;
    private final Map<Var, Integer> slots = new LinkedHashMap<>();
    private final Arena arena;
    private final int size;

    Table(Program region, Fusion.Plan plan) {
        this.plan = plan;
        region.inputs().forEach(input -> slots.put(input, slots.size()));
        region.outputs().forEach(output -> slots.put((Var) output, slots.size()));
        this.arena = new Arena(plan.clusters(), slots.keySet());
        this.size = slots.size() + 1;
    }

    /** {@return the number of entries; the last one is the block of memory} */
    int size() {
        return size;
    }

    /** {@return the bytes of the block of memory} */
    long arenaBytes() {
        return arena.size();
    }

    /** {@return where variables lie, for a function that gets the table as its parameter {@code %table}} */
    Function<Code, Memory> memory() {
        return code -> {
            Map<Var, String> registers = new HashMap<>();
            return variable -> registers.computeIfAbsent(root(variable), root -> address(code, root));
        };
    }

    /** Writes what finds a variable's address. {@return the register} */
    String address(Code code, Var variable) {
        var root = root(variable);
        var slot = slots.get(root);
        var entry =
                code.emit(Code.CALL, "getelementptr inbounds ptr, ptr %table, i64 " + (slot == null ? size - 1 : slot));
        var start = code.emit(Code.CALL, "load ptr, ptr " + entry);
        return slot != null
                ? start
                : code.emit(Code.CALL, "getelementptr inbounds i8, ptr " + start + ", i64 " + arena.offset(root));
    }

    private Var root(Var variable) {
        return plan.root(variable);
    }
}
