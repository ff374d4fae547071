package dev.haiku;

import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a layer stack keeps what its layers have: stacked under the name of the stack, or each layer's under a name of
 * its own.
 */
final class StackStorage {

    private final String stack;
    private final String prefix;
    private final int count;
    private final @Nullable LayerStackTransparency names;

    /**
     * Creates one.
     *
     * @param stack the stack's path, for messages
     * @param prefix what comes before all names in the outer parameters
     * @param count how many layers there are
     * @param names the names that each layer's have, or null if they are stacked
     */
    StackStorage(String stack, String prefix, int count, @Nullable LayerStackTransparency names) {
        this.stack = stack;
        this.prefix = prefix;
        this.count = count;
        this.names = names;
    }

    /** {@return the stacked parameters, as the layers call them} */
    Params params(Frame frame) {
        return Params.of(stacked(frame.paramsSnapshot().toEntries()));
    }

    /** {@return the stacked current state, as the layers call it} */
    State state(Frame frame) {
        return State.of(stacked(frame.currentState().toEntries()));
    }

    /** Keeps stacked parameters and state of which there is none yet. */
    void register(Frame frame, ParamsAndState stacked) {
        var params = new Entries<Tensor>();
        outer(stacked.params().toEntries()).view().forEach((path, value) -> {
            if (!frame.params().contains(path.module(), path.name())) {
                params.put(path.module(), path.name(), value);
            }
        });
        var state = State.of(outer(stacked.state().toEntries()))
                .filter(entry -> !frame.state().contains(entry.module(), entry.name()));
        put(frame, Params.of(params), state);
    }

    /** Keeps stacked state, which replaces what was there. */
    void putState(Frame frame, State stacked) {
        put(frame, Params.empty(), State.of(outer(stacked.toEntries())));
    }

    private static void put(Frame frame, Params params, State state) {
        new FrameValues(params, State.empty(), state, Optional.empty()).putInto(frame);
    }

    // ------------------------------------------------------------------------------------------- outwards

    private <V> Entries<V> outer(Entries<V> stacked) {
        var outer = new Entries<V>();
        stacked.view().forEach((path, value) -> {
            if (names == null) {
                outer.put(prefix + path.module(), path.name(), value);
            } else {
                putEach(names, path, value, outer);
            }
        });
        return outer;
    }

    private <V> void putEach(LayerStackTransparency flatNames, Layout.Path path, V value, Entries<V> outer) {
        for (int i = 0; i < count; i++) {
            int layer = i;
            var module = prefix + flatNames.flat(new LayerStackTransparency.Position(path.module(), layer));
            if (outer.contains(module, path.name())) {
                throw new IllegalArgumentException(stack + ": the transparency of the stack gives the name '" + module
                        + "' to two modules, one of them '" + path.module() + "' of layer " + layer
                        + ". Let the name tell the layers apart.");
            }
            outer.put(module, path.name(), Trees.map(value, x -> Ops.get(x, layer)));
        }
    }

    // ------------------------------------------------------------------------------------------- inwards

    private <V> Entries<V> stacked(Entries<V> outer) {
        var own = outer.under(prefix);
        return names == null ? own : gathered(names, own);
    }

    private <V> Entries<V> gathered(LayerStackTransparency flatNames, Entries<V> flat) {
        var layers = new TreeMap<Layout.Path, TreeMap<Integer, V>>();
        flat.view()
                .forEach((path, value) -> flatNames.stacked(path.module()).ifPresent(position -> {
                    var inside = new Layout.Path(position.module(), path.name());
                    var clash =
                            layers.computeIfAbsent(inside, p -> new TreeMap<>()).put(position.index(), value);
                    if (clash != null) {
                        throw new IllegalArgumentException(
                                stack + ": the transparency of the stack takes two values for '"
                                        + inside + "' of layer " + position.index() + ", one of them '" + path
                                        + "'. Let it be the inverse of the names that it gives.");
                    }
                }));
        var stacked = new Entries<V>();
        layers.forEach((path, values) -> stacked.put(path.module(), path.name(), stack(path, values)));
        return stacked;
    }

    @SuppressWarnings("unchecked") // the structure is that of a V
    private <V> V stack(Layout.Path path, SortedMap<Integer, V> values) {
        var trees = new ArrayList<List<Tensor>>(count);
        for (int i = 0; i < count; i++) {
            var value = values.get(i);
            if (value == null) {
                throw new IllegalArgumentException(stack + ": layer " + i + " of the stack has no value for '" + path
                        + "', but others have. There are values for the layers " + values.keySet() + ".");
            }
            trees.add(Trees.leaves(value));
        }
        var stacked = new ArrayList<Tensor>();
        for (int leaf = 0; leaf < trees.get(0).size(); leaf++) {
            int index = leaf;
            stacked.add(Ops.stack(trees.stream().map(tree -> tree.get(index)).toList(), 0));
        }
        return (V) Trees.structure(values.values().iterator().next()).unflatten(stacked);
    }
}
