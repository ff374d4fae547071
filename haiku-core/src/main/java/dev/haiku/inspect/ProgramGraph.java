package dev.haiku.inspect;

import java.util.List;

/**
 * A program as a graph to draw: operations, what goes into them, and a frame around each call, such as a method of a module.
 *
 * @param frame everything, as the outermost frame
 * @param edges which node's result is an operand of which
 */
public record ProgramGraph(Frame frame, List<Edge> edges) {

    /** What a node stands for. */
    public enum Role {
        /** An argument of the function. */
        INPUT("#ffb74d"),
        /** An operation. */
        OPERATION("#fff59d"),
        /** A number that stands in the program. */
        CONSTANT("#ce93d8"),
        /** A result of the function. */
        RESULT("#90caf9");

        private final String colour;

        Role(String colour) {
            this.colour = colour;
        }

        /** {@return the colour to fill it with, such as {@code #ffb74d}} */
        public String colour() {
            return colour;
        }
    }

    /**
     * A node.
     *
     * @param id a name without spaces, unique in the graph
     * @param label what to write on it, in one or several lines
     * @param role what it stands for
     */
    public record Node(String id, String label, Role role) {}

    /**
     * A frame around nodes and other frames.
     *
     * @param id a name without spaces, unique in the graph
     * @param label what to write on it
     * @param nodes the nodes directly inside
     * @param frames the frames directly inside
     */
    public record Frame(String id, String label, List<Node> nodes, List<Frame> frames) {

        /** Copies the lists. */
        public Frame {
            nodes = List.copyOf(nodes);
            frames = List.copyOf(frames);
        }
    }

    /**
     * An arrow from a node to another.
     *
     * @param from the id of the node that it leaves
     * @param to the id of the node that it enters
     */
    public record Edge(String from, String to) {}

    /** Copies the list. */
    public ProgramGraph {
        edges = List.copyOf(edges);
    }

    /** {@return the graph in the language of Graphviz, to draw with its {@code dot}} */
    public String toDot() {
        var text = new StringBuilder();
        text.append("digraph ").append(quoted(frame.label())).append(" {\n");
        text.append("  node [shape=box, style=\"filled,rounded\", fontname=\"sans-serif\", fontsize=10];\n");
        write(frame, "  ", text);
        edges.forEach(edge -> text.append("  ")
                .append(edge.from())
                .append(" -> ")
                .append(edge.to())
                .append(";\n"));
        return text.append("}\n").toString();
    }

    private static void write(Frame frame, String indent, StringBuilder text) {
        text.append(indent).append("label=").append(quoted(frame.label())).append(";\n");
        for (var node : frame.nodes()) {
            text.append(indent).append(node.id()).append(" [label=").append(quoted(node.label()));
            text.append(", fillcolor=").append(quoted(node.role().colour())).append("];\n");
        }
        for (var inner : frame.frames()) {
            text.append(indent).append("subgraph cluster_").append(inner.id()).append(" {\n");
            text.append(indent).append("  style=rounded;\n");
            write(inner, indent + "  ", text);
            text.append(indent).append("}\n");
        }
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
