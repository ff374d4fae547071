package dev.haiku.checkpoint;

import dev.haiku.Difference;
import dev.haiku.Params;
import dev.haiku.State;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Flat;
import dev.haiku.tree.Trees;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Saves trees of tensors and restores them: parameters, state, an optimiser's state, keys, and records of them all.
 *
 * <p>A tree is saved as a {@link Safetensors safetensors} file. The names of its tensors are their paths: those of
 * {@code Params} and {@code State} are module path and name, as dm-haiku's dictionaries flatten ({@code
 * mlp/~/linear_0/w}); those of a record begin with the component ({@code params/mlp/~/linear_0/w}), those in a list
 * with the index.
 *
 * <p>Numbers and other static parts of a tree are written beside the tensors and compared when it is restored: they are
 * what the template says, so a count that changes belongs in a tensor.
 */
public final class Checkpoint {

    /** What the metadata of static parts begin with; their path follows. */
    private static final String STATIC = "haiku.static:";

    private Checkpoint() {}

    /**
     * Saves a tree to a file, which appears complete or not at all; one of that name is replaced.
     *
     * @throws IllegalArgumentException if it is no tree, or two of its tensors would get one name
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public static void save(Path path, Object tree) {
        var flat = Trees.flatten(tree);
        Safetensors.write(path, TensorSource.of(named(flat)), statics(flat));
    }

    /**
     * {@return the tree that was saved to a file}
     *
     * @param path the file
     * @param template a tree of the same structure, with the same shapes and element types, such as the one that
     *     training begins with; its numbers do not matter
     * @throws CheckpointException if names, shapes, element types or static parts differ, saying which; or if the file
     *     is damaged
     * @throws java.io.UncheckedIOException if the file cannot be accessed
     */
    public static <T> T restore(Path path, T template) {
        try (var file = Safetensors.open(path)) {
            var differences = differences(file.metadata(), statics(Trees.flatten(template)));
            if (!differences.isEmpty()) {
                throw new CheckpointException(path + ": the static parts of the tree are not those of the template."
                        + differences
                        + "\nGive a template with the saved ones; keep in a tensor what changes during training.");
            }
            return restore(file, template, path.toString());
        }
    }

    /**
     * {@return the tree of a template with the tensors of the same names}
     *
     * @param source exactly the tensors of the tree, from wherever
     * @param template a tree of that structure, with those shapes and element types; its numbers do not matter
     * @throws CheckpointException if names, shapes or element types differ, saying which
     */
    public static <T> T restore(TensorSource source, T template) {
        return restore(source, template, "This source");
    }

    // A structure rebuilds the class of each node that it was taken from.
    @SuppressWarnings("unchecked")
    private static <T> T restore(TensorSource source, T template, String where) {
        var flat = Trees.flatten(template);
        var expected = named(flat);
        var difference = difference(source, expected);
        if (!difference.isEmpty()) {
            throw new CheckpointException(where + ": the tensors are not those of the template.\n" + difference
                    + "\nBuild the template with the program that saved them.");
        }
        var tensors = new ArrayList<Tensor>();
        expected.keySet().forEach(name -> tensors.add(source.tensor(name)));
        return (T) flat.def().unflatten(tensors);
    }

    /**
     * {@return the parameters of those names, such as {@code mlp/~/linear_0/w}: what is before the last slash is the
     * module path}
     *
     * <p>They come from dm-haiku (see {@link Npz}), from {@link #save}, or, of a whole training state, from {@code
     * source.under("params")}. To check them against a model, {@link #restore(TensorSource, Object) restore} into
     * {@code init}'s.
     *
     * @throws CheckpointException if a name has no slash
     */
    public static Params params(TensorSource source) {
        return Params.of(modules(source));
    }

    /**
     * {@return the state of those names, all of whose values are tensors; see {@link #params}}
     *
     * @throws CheckpointException if a name has no slash
     */
    public static State state(TensorSource source) {
        return State.of(modules(source));
    }

    private static Map<String, Map<String, Tensor>> modules(TensorSource source) {
        var modules = new LinkedHashMap<String, Map<String, Tensor>>();
        for (var fullName : source.names()) {
            var name = ModuleName.of(fullName);
            modules.computeIfAbsent(name.module(), module -> new LinkedHashMap<>())
                    .put(name.name(), source.tensor(fullName));
        }
        return modules;
    }

    /**
     * {@return the tensors of a tree by the names under which they are saved}
     *
     * @throws IllegalArgumentException if it is no tree, or two of its tensors would get one name
     */
    public static Map<String, Tensor> named(Object tree) {
        return named(Trees.flatten(tree));
    }

    private static Map<String, Tensor> named(Flat flat) {
        var names = TreeNames.of(flat.def());
        var tensors = new LinkedHashMap<String, Tensor>();
        for (int i = 0; i < names.size(); i++) {
            tensors.put(names.get(i), flat.leaves().get(i));
        }
        return Collections.unmodifiableMap(tensors);
    }

    // ------------------------------------------------------------------------------------------- comparing

    /** {@return what distinguishes the tensors that there are from those expected} */
    private static Difference difference(TensorSource actual, Map<String, Tensor> expected) {
        var items = new ArrayList<Difference.Item>();
        for (var name : actual.names()) {
            var wanted = Optional.ofNullable(expected.get(name)).map(Tensor::type);
            if (wanted.isEmpty()) {
                items.add(
                        item(Difference.Kind.UNEXPECTED, name, actual.type(name).toString()));
            } else if (!actual.type(name).equals(wanted.get())) {
                items.add(
                        item(Difference.Kind.DIFFERS, name, "is " + actual.type(name) + ", expected " + wanted.get()));
            }
        }
        expected.forEach((name, tensor) -> {
            if (!actual.names().contains(name)) {
                items.add(item(Difference.Kind.MISSING, name, tensor.type().toString()));
            }
        });
        items.sort(Comparator.comparing(Difference.Item::fullName));
        return new Difference(items);
    }

    private static Difference.Item item(Difference.Kind kind, String fullName, String detail) {
        int slash = fullName.lastIndexOf('/');
        return new Difference.Item(
                kind, fullName.substring(0, Math.max(slash, 0)), fullName.substring(slash + 1), detail);
    }

    private static Map<String, String> statics(Flat flat) {
        var statics = new TreeMap<String, String>();
        flat.def().staticValues().forEach((path, value) -> statics.put(STATIC + path, value.toString()));
        return statics;
    }

    /** {@return a line for each static part that is not as expected; a file of another program says nothing of them} */
    private static String differences(Map<String, String> metadata, Map<String, String> expected) {
        List<String> lines = new ArrayList<>();
        expected.forEach((key, value) -> {
            var saved = metadata.get(key);
            if (saved != null && !saved.equals(value)) {
                lines.add("\ndiffers: " + key.substring(STATIC.length()) + " is " + saved + ", expected " + value);
            }
        });
        return String.join("", lines);
    }
}
