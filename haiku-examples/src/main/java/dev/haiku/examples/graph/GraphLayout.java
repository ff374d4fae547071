package dev.haiku.examples.graph;

import dev.haiku.inspect.ProgramGraph;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.HierarchyHandling;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Places the nodes and frames of a graph in layers from top to bottom, and finds ways for its arrows.
 *
 * <p>The work is done by the Eclipse Layout Kernel, which needs no program outside the JVM.
 */
final class GraphLayout {

    private static final double LINE_HEIGHT = 13;
    private static final double CHARACTER_WIDTH = 6.1;
    private static final double MARGIN = 14;
    private static final double FRAME_TITLE = 24;

    static {
        LayoutMetaDataService.getInstance().registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
    }

    private final Map<String, ElkNode> boxes = new HashMap<>();
    private final ElkNode root = ElkGraphUtil.createGraph();

    private GraphLayout() {}

    /** {@return the graph with a place for everything} */
    static GraphLayout of(ProgramGraph graph) {
        var layout = new GraphLayout();
        layout.arrange(graph);
        return layout;
    }

    private void arrange(ProgramGraph graph) {
        root.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
        root.setProperty(LayeredOptions.DIRECTION, Direction.DOWN);
        root.setProperty(LayeredOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
        fill(root, graph.frame());
        graph.edges().forEach(edge -> ElkGraphUtil.createSimpleEdge(box(edge.from()), box(edge.to())));
        new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
    }

    private void fill(ElkNode parent, ProgramGraph.Frame frame) {
        boxes.put(frame.id(), parent);
        parent.setProperty(LayeredOptions.PADDING, new ElkPadding(FRAME_TITLE, MARGIN, MARGIN, MARGIN));
        for (var node : frame.nodes()) {
            var box = ElkGraphUtil.createNode(parent);
            long lines = node.label().lines().count();
            int longest = node.label().lines().mapToInt(String::length).max().orElse(0);
            box.setDimensions(longest * CHARACTER_WIDTH + MARGIN, lines * LINE_HEIGHT + MARGIN);
            boxes.put(node.id(), box);
        }
        frame.frames().forEach(inner -> fill(ElkGraphUtil.createNode(parent), inner));
    }

    /** {@return everything, with the arrows in the nodes that contain them} */
    ElkNode root() {
        return root;
    }

    /** {@return the box of a node or frame} */
    ElkNode box(String id) {
        return Objects.requireNonNull(boxes.get(id), id);
    }
}
