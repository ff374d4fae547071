package dev.haiku.inspect;

import dev.haiku.inspect.ProgramGraph.Edge;
import dev.haiku.inspect.ProgramGraph.Frame;
import dev.haiku.inspect.ProgramGraph.Node;
import dev.haiku.inspect.ProgramGraph.Role;
import dev.haiku.ir.Atom;
import dev.haiku.ir.Call;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Literal;
import dev.haiku.ir.Program;
import dev.haiku.ir.TensorType;
import dev.haiku.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Turns a program into a graph. */
final class GraphBuilder {

    private static final int LONGEST_CONSTANT = 24;

    /** A frame that is being filled. */
    private record Open(String id, String label, List<Node> nodes, List<Frame> frames) {

        Open(String id, String label) {
            this(id, label, new ArrayList<>(), new ArrayList<>());
        }

        Frame close() {
            return new Frame(id, label, nodes, frames);
        }
    }

    private final List<Edge> edges = new ArrayList<>();
    private int nodeCount;
    private int frameCount;

    private GraphBuilder() {}

    /**
     * {@return the graph of a program}
     *
     * @param label what it is called
     * @param inputNames what its inputs are called
     */
    static ProgramGraph graph(String label, Program program, List<String> inputNames) {
        return new GraphBuilder().build(label, program, inputNames);
    }

    private ProgramGraph build(String label, Program program, List<String> inputNames) {
        var frame = open(label);
        Map<Var, String> places = new HashMap<>();
        for (int i = 0; i < program.inputs().size(); i++) {
            var input = program.inputs().get(i);
            places.put(input, add(inputNames.get(i) + "\n" + input.type(), Role.INPUT, frame));
        }
        var results = steps(program, places, frame);
        for (int i = 0; i < results.size(); i++) {
            var name = results.size() == 1 ? "result" : "result " + i;
            var type = program.outputs().get(i).type();
            edges.add(new Edge(results.get(i), add(name + "\n" + type, Role.RESULT, frame)));
        }
        return new ProgramGraph(frame.close(), edges);
    }

    private Open open(String label) {
        var frame = new Open("f" + frameCount, label);
        frameCount++;
        return frame;
    }

    private String add(String label, Role role, Open frame) {
        var node = new Node("n" + nodeCount, label, role);
        nodeCount++;
        frame.nodes().add(node);
        return node.id();
    }

    /** Adds the steps of a program, and {@return the nodes of its results} */
    private List<String> steps(Program program, Map<Var, String> places, Open frame) {
        for (var equation : program.equations()) {
            if (equation.op() instanceof Call call) {
                call(call, equation, places, frame);
            } else {
                step(equation, places, frame);
            }
        }
        return program.outputs().stream()
                .map(output -> place(output, places, frame))
                .toList();
    }

    private void call(Call call, Equation equation, Map<Var, String> places, Open frame) {
        Map<Var, String> inside = new HashMap<>();
        for (int i = 0; i < equation.inputs().size(); i++) {
            inside.put(call.program().inputs().get(i), place(equation.inputs().get(i), places, frame));
        }
        var inner = open(call.name());
        var results = steps(call.program(), inside, inner);
        frame.frames().add(inner.close());
        for (int i = 0; i < results.size(); i++) {
            places.put(equation.outputs().get(i), results.get(i));
        }
    }

    private void step(Equation equation, Map<Var, String> places, Open frame) {
        var operands = equation.inputs().stream()
                .map(input -> place(input, places, frame))
                .toList();
        var types = equation.outputs().stream()
                .map(Var::type)
                .map(TensorType::toString)
                .collect(Collectors.joining("\n"));
        var node = add(equation.op().opName() + "\n" + types, Role.OPERATION, frame);
        operands.forEach(operand -> edges.add(new Edge(operand, node)));
        equation.outputs().forEach(output -> places.put(output, node));
    }

    private String place(Atom atom, Map<Var, String> places, Open frame) {
        return atom instanceof Literal literal
                ? add(constant(literal), Role.CONSTANT, frame)
                : Objects.requireNonNull(places.get((Var) atom));
    }

    private static String constant(Literal literal) {
        var type = literal.type();
        var text = literal.value().toString();
        return type.shape().rank() == 0 && text.length() <= LONGEST_CONSTANT ? text : "constant\n" + type;
    }
}
