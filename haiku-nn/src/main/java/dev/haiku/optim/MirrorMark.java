package dev.haiku.optim;

import dev.haiku.tree.TreeNode;
import java.util.List;

/**
 * Parameters with a mark on the paths of their tensors.
 *
 * <p>A state that is made for them keeps the mark wherever it has a tree like the parameters.
 */
final class MirrorMark implements TreeNode<MirrorMark> {

    private final List<?> params;

    MirrorMark(Object params) {
        this(List.of(params));
    }

    private MirrorMark(List<?> params) {
        this.params = params;
    }

    @Override
    public List<?> treeChildren() {
        return params;
    }

    @Override
    public MirrorMark withTreeChildren(List<?> children) {
        return new MirrorMark(children);
    }

    @Override
    public Object treeKey() {
        return "";
    }

    @Override
    public String treeChildPath(int index) {
        return LeafNames.MARK;
    }
}
