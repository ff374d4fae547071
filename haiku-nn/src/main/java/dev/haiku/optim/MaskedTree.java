package dev.haiku.optim;

import dev.haiku.tensor.Tensor;
import dev.haiku.tree.TreeNode;
import dev.haiku.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Those tensors of a tree that a {@link Mask} includes, by name; what a masked transformation sees instead of the
 * whole.
 */
public final class MaskedTree implements TreeNode<MaskedTree> {

    /** The paths in the whole tree, in its order. */
    private final List<String> paths;

    private final List<Tensor> tensors;

    private MaskedTree(List<String> paths, List<Tensor> tensors) {
        this.paths = paths;
        this.tensors = tensors;
    }

    /** {@return what a mask includes of a tree} */
    static MaskedTree of(Object tree, Mask mask) {
        var all = Trees.flatten(tree);
        var allPaths = all.def().paths();
        var paths = new ArrayList<String>();
        var tensors = new ArrayList<Tensor>();
        for (int i = 0; i < allPaths.size(); i++) {
            if (mask.includes(LeafNames.name(allPaths.get(i)), all.leaves().get(i))) {
                paths.add(allPaths.get(i));
                tensors.add(all.leaves().get(i));
            }
        }
        return new MaskedTree(List.copyOf(paths), List.copyOf(tensors));
    }

    /** {@return the tree with these tensors in the places that a mask includes, in order} */
    Object intoPlacesOf(Object tree, Mask mask) {
        var ours = tensors.iterator();
        return TreeMath.mapWithName(tree, (name, theirs) -> mask.includes(name, theirs) ? ours.next() : theirs);
    }

    /** {@return the names of the tensors, in the order of the whole tree} */
    public List<String> names() {
        return paths.stream().map(LeafNames::name).toList();
    }

    /** {@return the tensor of a name, if the mask includes it} */
    public Optional<Tensor> find(String name) {
        int index = names().indexOf(name);
        return index < 0 ? Optional.empty() : Optional.of(tensors.get(index));
    }

    @Override
    public List<Tensor> treeChildren() {
        return tensors;
    }

    @Override
    public MaskedTree withTreeChildren(List<?> children) {
        return new MaskedTree(paths, children.stream().map(Tensor.class::cast).toList());
    }

    @Override
    public Object treeKey() {
        return paths;
    }

    @Override
    public String treeChildPath(int index) {
        return paths.get(index);
    }

    @Override
    public MaskedTree treePrototype() {
        return new MaskedTree(paths, List.of());
    }

    @Override
    public String toString() {
        return "MaskedTree" + names();
    }
}
