package dev.haiku.internal.exec;

import dev.haiku.ir.Equation;
import dev.haiku.ir.TensorType;
import dev.haiku.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Gives intermediate results to few blocks of memory: a block is free again after the last use of what it held. */
final class BufferAssignment {

    private final Plan plan;
    private final Map<Var, Integer> blockOf = new HashMap<>();
    private final List<Long> blockBytes = new ArrayList<>();
    private final List<Integer> free = new ArrayList<>();

    private BufferAssignment(Plan plan) {
        this.plan = plan;
    }

    static BufferAssignment of(Plan plan) {
        var assignment = new BufferAssignment(plan);
        var lastUses = assignment.lastUses();
        for (int i = 0; i < plan.steps().size(); i++) {
            var step = plan.steps().get(i);
            for (var output : step.outputs()) {
                if (!plan.isReturned(output)) {
                    assignment.take(output);
                }
            }
            assignment.release(i, step, lastUses);
        }
        return assignment;
    }

    private Map<Var, Integer> lastUses() {
        Map<Var, Integer> last = new HashMap<>();
        for (int i = 0; i < plan.steps().size(); i++) {
            int step = i;
            plan.steps().get(i).outputs().forEach(output -> last.put(output, step));
            plan.steps().get(i).inputs().forEach(input -> {
                if (input instanceof Var v) {
                    last.put(plan.root(v), step);
                }
            });
        }
        return last;
    }

    /** Takes the smallest free block that is large enough, else enlarges the largest free one, else adds one. */
    private void take(Var variable) {
        long bytes = bytes(variable.type());
        int best = -1;
        for (int block : free) {
            if (best < 0 || isBetter(blockBytes.get(block), blockBytes.get(best), bytes)) {
                best = block;
            }
        }
        if (best < 0) {
            best = blockBytes.size();
            blockBytes.add(bytes);
        } else {
            free.remove(Integer.valueOf(best));
            blockBytes.set(best, Math.max(bytes, blockBytes.get(best)));
        }
        blockOf.put(variable, best);
    }

    private static boolean isBetter(long candidate, long best, long wanted) {
        return best < wanted ? candidate > best : candidate >= wanted && candidate < best;
    }

    private void release(int index, Equation step, Map<Var, Integer> lastUses) {
        var ended = new ArrayList<>(step.outputs());
        step.inputs().forEach(input -> {
            if (input instanceof Var v && !ended.contains(plan.root(v))) {
                ended.add(plan.root(v));
            }
        });
        for (var root : ended) {
            var block = blockOf.get(root);
            if (block != null && Objects.equals(lastUses.get(root), index)) {
                free.add(block);
            }
        }
    }

    static long bytes(TensorType type) {
        return type.shape().size() * type.dtype().bytes();
    }

    /** {@return the sizes of the blocks} */
    List<Long> blockBytes() {
        return blockBytes;
    }

    /** {@return the block of each intermediate root} */
    Map<Var, Integer> blockOf() {
        return blockOf;
    }
}
