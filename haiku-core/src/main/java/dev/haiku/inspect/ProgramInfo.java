package dev.haiku.inspect;

import dev.haiku.ir.Atom;
import dev.haiku.ir.Call;
import dev.haiku.ir.ControlFlow;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Program;
import dev.haiku.ir.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a program consists of, with the operations and parameters of its parts; Haiku's {@code jaxpr_info}.
 *
 * <p>Prints as an indented text, one line for each part and step:
 * <pre>
 * apply 4,800 flops
 *   linear 4,800 flops 310 params
 *     dot_general 4,650 flops in f32[5, 30], f32[30, 10], out f32[5, 10]
 * </pre>
 *
 * @param name what it is called
 * @param flops an estimate of the operations that it takes, see {@link Flops}
 * @param paramSize the number of elements of the parameters of a module and those in it, 0 if it is none
 * @param stateSize the number of elements of its state
 * @param steps what it consists of, in order
 */
public record ProgramInfo(String name, long flops, long paramSize, long stateSize, List<Step> steps) {

    /** Copies the list. */
    public ProgramInfo {
        steps = List.copyOf(steps);
    }

    /**
     * A step of a program.
     *
     * @param primitive what it does, such as {@code dot_general}
     * @param parameters its static parameters as text
     * @param inputs the types of its operands
     * @param outputs the types of its results
     * @param flops an estimate of the operations that it takes
     * @param inner the programs that it runs, such as the body of a loop
     */
    public record Step(
            String primitive,
            String parameters,
            List<TensorType> inputs,
            List<TensorType> outputs,
            long flops,
            List<ProgramInfo> inner) {

        /** Copies the lists. */
        public Step {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
            inner = List.copyOf(inner);
        }

        /** {@return name and types, such as {@code sin in f32[2], out f32[2]}} */
        @Override
        public String toString() {
            return primitive + flopsText(flops) + " in " + types(inputs) + ", out " + types(outputs);
        }

        /** {@return whether this only runs another program} */
        boolean isCall() {
            return primitive.equals("call");
        }

        String toHtml() {
            var parameterText = parameters.isEmpty() ? "" : " <code>" + Html.escaped(parameters) + "</code>";
            var line = "<p>" + Html.escaped(toString()) + parameterText + "</p>";
            return Stream.concat(Stream.of(line), inner.stream().map(ProgramInfo::toHtml))
                    .collect(Collectors.joining("\n"));
        }

        private static String types(List<TensorType> types) {
            return types.stream().map(TensorType::toString).collect(Collectors.joining(", "));
        }
    }

    /** {@return what a program consists of} */
    public static ProgramInfo of(String name, Program program) {
        return of(name, program, Map.of());
    }

    /** {@return what a program consists of, with sizes from the modules by path} */
    static ProgramInfo of(String name, Program program, Map<String, ModuleDetails> modules) {
        var steps = program.equations().stream()
                .map(equation -> step(equation, modules))
                .toList();
        var module = modules.get(modulePath(name));
        return new ProgramInfo(
                name,
                Flops.of(program),
                module == null ? 0 : module.paramSize(),
                module == null
                        ? 0
                        : module.state().values().stream()
                                .mapToLong(type -> type.shape().size())
                                .sum(),
                steps);
    }

    /** {@return the path of a module of which this names a method: {@code vae} of {@code vae~encode}} */
    private static String modulePath(String name) {
        int tilde = name.lastIndexOf('~');
        return tilde > name.lastIndexOf('/') ? name.substring(0, tilde) : name;
    }

    private static Step step(Equation equation, Map<String, ModuleDetails> modules) {
        var op = equation.op();
        var inner = new ArrayList<ProgramInfo>();
        for (var program : op.programs()) {
            inner.add(of(innerName(equation, inner.size()), program, modules));
        }
        return new Step(
                op.opName(),
                op.parameters(),
                equation.inputs().stream().map(Atom::type).toList(),
                equation.outputs().stream().map(Atom::type).toList(),
                Flops.of(equation),
                inner);
    }

    private static String innerName(Equation equation, int index) {
        var op = equation.op();
        if (op instanceof Call call) {
            return call.name();
        }
        if (op instanceof ControlFlow.Cond) {
            return "branch " + index;
        }
        return op instanceof ControlFlow.While && index == 0 ? "condition" : "body";
    }

    private static String flopsText(long flops) {
        return flops == 0 ? "" : " " + Column.grouped(flops) + " flops";
    }

    /** {@return the first line} */
    String summary() {
        return name
                + flopsText(flops)
                + (paramSize == 0 ? "" : " " + Column.grouped(paramSize) + " params")
                + (stateSize == 0 ? "" : " " + Column.grouped(stateSize) + " state");
    }

    @Override
    public String toString() {
        var lines = new ArrayList<String>();
        print("", lines);
        return String.join("\n", lines);
    }

    private void print(String indent, List<String> lines) {
        lines.add(indent + summary());
        for (var step : steps) {
            if (step.isCall()) {
                step.inner().get(0).print(indent + "  ", lines);
            } else {
                lines.add(indent + "  " + step);
                step.inner().forEach(program -> program.print(indent + "    ", lines));
            }
        }
    }

    /** {@return an HTML page of nested parts to fold and unfold} */
    public String toHtmlPage() {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>" + Html.escaped(name)
                + "</title>\n<style>\nbody { font-family: sans-serif }\ndetails, p { margin: 0 0 0 1.5em }\n"
                + "code { color: #00695c }\n</style>\n</head>\n<body>\n" + toHtml() + "\n</body>\n</html>\n";
    }

    /** {@return nested HTML elements {@code details} to fold and unfold} */
    public String toHtml() {
        var inside = steps.stream()
                .map(step -> step.isCall() ? step.inner().get(0).toHtml() : step.toHtml())
                .collect(Collectors.joining("\n"));
        return "<details open><summary>" + Html.escaped(summary()) + "</summary>\n" + inside + "\n</details>";
    }
}
