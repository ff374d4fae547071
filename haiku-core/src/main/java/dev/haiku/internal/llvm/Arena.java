package dev.haiku.internal.llvm;

import dev.haiku.ir.Atom;
import dev.haiku.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One block of memory for all intermediate results of a region: those that are not needed at the same time may lie at the same place. */
final class Arena {

    private static final long ALIGNMENT = 64;

    private record Placed(long offset, long size, int last) {}

    private final Map<Var, Long> offsets = new HashMap<>();
    private final List<Placed> placed = new ArrayList<>();
    private long size;

    /**
     * Lays out the results of clusters that are not the region's.
     *
     * @param clusters the clusters, in the order in which they run
     * @param elsewhere the results that lie elsewhere
     */
    Arena(List<Cluster> clusters, Set<? extends Atom> elsewhere) {
        Map<Var, Integer> lastUses = new HashMap<>();
        for (int i = 0; i < clusters.size(); i++) {
            int at = i;
            clusters.get(i).outputs().forEach(output -> lastUses.put(output, at));
            clusters.get(i).reads().forEach(read -> lastUses.put(read, at));
        }
        for (int i = 0; i < clusters.size(); i++) {
            int now = i;
            placed.removeIf(other -> other.last() < now);
            for (var output : clusters.get(i).outputs()) {
                if (!elsewhere.contains(output)) {
                    place(output, lastUses.getOrDefault(output, now));
                }
            }
        }
    }

    /** Takes the first gap that is large enough. */
    private void place(Var variable, int last) {
        long wanted = Math.max(
                1, variable.type().shape().size() * variable.type().dtype().bytes());
        long rounded = (wanted + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        var byOffset = new TreeMap<Long, Placed>();
        placed.forEach(other -> byOffset.put(other.offset(), other));
        long offset = 0;
        for (var other : byOffset.values()) {
            if (offset + rounded <= other.offset()) {
                break;
            }
            offset = Math.max(offset, other.offset() + other.size());
        }
        placed.add(new Placed(offset, rounded, last));
        offsets.put(variable, offset);
        size = Math.max(size, offset + rounded);
    }

    /** {@return the bytes of the block} */
    long size() {
        return size;
    }

    /** {@return where in the block a variable lies} */
    long offset(Var variable) {
        var offset = offsets.get(variable);
        if (offset == null) {
            throw new IllegalStateException("The region keeps no " + variable + " in memory.");
        }
        return offset;
    }

    /** {@return whether a variable lies in the block} */
    boolean has(Var variable) {
        return offsets.containsKey(variable);
    }
}
