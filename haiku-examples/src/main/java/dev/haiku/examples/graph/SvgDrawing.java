package dev.haiku.examples.graph;

import dev.haiku.inspect.ProgramGraph;
import java.util.Locale;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;

/** Draws a graph as SVG, which any browser shows. */
public final class SvgDrawing {

    private static final int FONT_SIZE = 10;
    private static final int LINE_HEIGHT = 13;

    private final StringBuilder svg = new StringBuilder();
    private final GraphLayout layout;

    private SvgDrawing(GraphLayout layout) {
        this.layout = layout;
    }

    /** {@return the text of an SVG file} */
    public static String of(ProgramGraph graph) {
        return new SvgDrawing(GraphLayout.of(graph)).draw(graph);
    }

    private String draw(ProgramGraph graph) {
        var root = layout.root();
        append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" font-family=\"sans-serif\" font-size=\"%d\">",
                root.getWidth(), root.getHeight(), FONT_SIZE);
        append(
                "<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" "
                        + "orient=\"auto\"><path d=\"M0 0 L8 4 L0 8 z\"/></marker></defs>");
        graph.frame().frames().forEach(frame -> frame(frame, 0, 0));
        arrows(root, 0, 0);
        nodes(graph.frame(), 0, 0);
        return svg.append("</svg>\n").toString();
    }

    private void frame(ProgramGraph.Frame frame, double x, double y) {
        var box = layout.box(frame.id());
        double left = x + box.getX();
        double top = y + box.getY();
        rectangle(left, top, box, "none");
        append("<text x=\"%.1f\" y=\"%.1f\">%s</text>", left + 6, top + LINE_HEIGHT, escaped(frame.label()));
        frame.frames().forEach(inner -> frame(inner, left, top));
    }

    private void nodes(ProgramGraph.Frame frame, double x, double y) {
        for (var node : frame.nodes()) {
            node(node, x, y);
        }
        for (var inner : frame.frames()) {
            var box = layout.box(inner.id());
            nodes(inner, x + box.getX(), y + box.getY());
        }
    }

    private void node(ProgramGraph.Node node, double x, double y) {
        var box = layout.box(node.id());
        double left = x + box.getX();
        double top = y + box.getY();
        rectangle(left, top, box, node.role().colour());
        double line = top + LINE_HEIGHT + 4;
        for (var text : node.label().lines().toList()) {
            append(
                    "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>",
                    left + box.getWidth() / 2, line, escaped(text));
            line += LINE_HEIGHT;
        }
    }

    private void rectangle(double left, double top, ElkNode box, String colour) {
        append(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"5\" fill=\"%s\" stroke=\"#757575\"/>",
                left, top, box.getWidth(), box.getHeight(), colour);
    }

    /** Draws the arrows of a box and the boxes in it, whose points are relative to the box that contains them. */
    private void arrows(ElkNode parent, double x, double y) {
        for (ElkEdge edge : parent.getContainedEdges()) {
            edge.getSections().forEach(section -> arrow(section, x, y));
        }
        parent.getChildren().forEach(child -> arrows(child, x + child.getX(), y + child.getY()));
    }

    private void arrow(ElkEdgeSection section, double x, double y) {
        var points = new StringBuilder();
        point(points, x + section.getStartX(), y + section.getStartY());
        section.getBendPoints().forEach(bend -> point(points, x + bend.getX(), y + bend.getY()));
        point(points, x + section.getEndX(), y + section.getEndY());
        append(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"#424242\" marker-end=\"url(#tip)\"/>",
                points.toString().strip());
    }

    private static void point(StringBuilder points, double x, double y) {
        points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
    }

    private void append(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
