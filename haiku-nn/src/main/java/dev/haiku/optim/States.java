package dev.haiku.optim;

import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Looks into the states of optimisers, however they are chained, masked and wrapped; optax's {@code tree_get}, {@code
 * tree_set} and {@code tree_map_params}.
 *
 * <pre>{@code
 * Tensor steps = States.get(state, AdamState.class).count();
 * state = States.replace(state, HyperparamsState.class, s -> s.with("learningRate", 1e-4));
 * }</pre>
 */
public final class States {

    private States() {}

    /** {@return all states of a class in a state, this one included, outermost first} */
    public static <T> List<T> findAll(Object state, Class<T> type) {
        var found = new ArrayList<T>();
        collect(state, type, found);
        return List.copyOf(found);
    }

    private static <T> void collect(Object state, Class<T> type, List<T> found) {
        if (type.isInstance(state)) {
            found.add(type.cast(state));
        }
        if (state instanceof CompositeState<?> composite) {
            composite.members().forEach(member -> collect(member, type, found));
        }
    }

    /**
     * {@return the tensors of the components of a name in a state, such as {@code mu}, by their paths}
     *
     * <p>It is optax's {@code tree_get_all_with_path} by the name of a field; a component that is a tree gives all its
     * tensors.
     */
    public static Map<String, Tensor> findTensors(Object state, String name) {
        var flat = Trees.flatten(state);
        var paths = flat.def().paths();
        var component = Pattern.compile("\\." + Pattern.quote(name) + "(?!\\w)");
        var found = new LinkedHashMap<String, Tensor>();
        for (int i = 0; i < paths.size(); i++) {
            if (component.matcher(paths.get(i)).find()) {
                found.put(paths.get(i), flat.leaves().get(i));
            }
        }
        return Collections.unmodifiableMap(found);
    }

    /**
     * {@return the only state of a class in a state, if there is one}
     *
     * @throws IllegalArgumentException if there are several
     */
    public static <T> Optional<T> find(Object state, Class<T> type) {
        var found = findAll(state, type);
        if (found.size() > 1) {
            throw new IllegalArgumentException("There are " + found.size() + " states of class " + type.getSimpleName()
                    + ". Use findAll and choose one.");
        }
        return found.stream().findFirst();
    }

    /**
     * {@return the only state of a class in a state}
     *
     * @throws IllegalArgumentException if there is none, or several
     */
    public static <T> T get(Object state, Class<T> type) {
        return find(state, type).orElseThrow(() -> none(state, type));
    }

    private static IllegalArgumentException none(Object state, Class<?> type) {
        return new IllegalArgumentException("There is no state of class " + type.getSimpleName() + " in a "
                + state.getClass().getSimpleName() + ". A wrapper of your own shows its members by implementing "
                + "CompositeState.");
    }

    /**
     * {@return a state with {@code f} applied to each state of a class in it}
     *
     * @throws IllegalArgumentException if there is none
     */
    public static <S, T> S replace(S state, Class<T> type, UnaryOperator<T> f) {
        if (findAll(state, type).isEmpty()) {
            throw none(state, type);
        }
        return replaceIn(state, type, f);
    }

    @SuppressWarnings("unchecked") // a state is replaced by one of its class
    private static <S, T> S replaceIn(S state, Class<T> type, UnaryOperator<T> f) {
        if (type.isInstance(state)) {
            return (S) f.apply(type.cast(state));
        }
        if (state instanceof CompositeState<?> composite) {
            var members = composite.members().stream()
                    .map(member -> replaceIn(member, type, f))
                    .toList();
            return (S) composite.withMembers(members);
        }
        return state;
    }

    /**
     * {@return a state with {@code f} applied to the tensors of those trees in it that are like the parameters, such as
     * moving averages, and not to counters}
     *
     * @param optimizer what made the state
     * @param params parameters of the structure, shapes and types for which it was made
     * @param state the state
     * @param f the function, such as a cast to another element type
     */
    public static <S> S mapParams(
            GradientTransformation<S> optimizer, Object params, S state, UnaryOperator<Tensor> f) {
        var paths =
                Trees.structure(optimizer.init(new MirrorMark(params))).paths().iterator();
        return Trees.map(state, (Tensor leaf) -> paths.next().contains(LeafNames.MARK) ? f.apply(leaf) : leaf);
    }
}
