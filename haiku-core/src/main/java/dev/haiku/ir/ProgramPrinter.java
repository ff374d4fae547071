package dev.haiku.ir;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints a program with variables named a, b, c, ... in the order of their assignment. */
final class ProgramPrinter {

    private static final int LETTERS = 26;

    private final Map<Var, String> names = new HashMap<>();
    private final StringBuilder text = new StringBuilder();

    private ProgramPrinter() {}

    static String print(Program program) {
        var printer = new ProgramPrinter();
        printer.program(program, "");
        return printer.text.toString();
    }

    private void program(Program program, String indent) {
        text.append("{ lambda").append(declarations(program.inputs())).append(" .\n");
        for (var equation : program.equations()) {
            equation(equation, indent + "    ");
        }
        text.append(indent)
                .append("  in (")
                .append(program.outputs().stream().map(this::atom).collect(Collectors.joining(", ")))
                .append(") }");
    }

    private void equation(Equation equation, String indent) {
        var declarations = declarations(equation.outputs()).strip();
        text.append(indent)
                .append(declarations.isEmpty() ? "" : declarations + " = ")
                .append(equation.op().opName());
        var parameters = equation.op().parameters();
        text.append(parameters.isEmpty() ? "" : "[" + parameters + "]");
        equation.inputs().forEach(input -> text.append(' ').append(atom(input)));
        for (var program : equation.op().programs()) {
            text.append(' ');
            new ProgramPrinter().nested(program, indent, text);
        }
        text.append('\n');
    }

    private void nested(Program program, String indent, StringBuilder target) {
        program(program, indent);
        target.append(text);
    }

    private String declarations(List<Var> variables) {
        return variables.stream().map(v -> " " + declare(v) + ":" + v.type()).collect(Collectors.joining());
    }

    private String declare(Var variable) {
        int index = names.size();
        var name = new StringBuilder();
        for (int i = index; i >= 0; i = i / LETTERS - 1) {
            name.insert(0, (char) ('a' + i % LETTERS));
        }
        names.put(variable, name.toString());
        return name.toString();
    }

    private String atom(Atom atom) {
        if (atom instanceof Literal literal) {
            return literal.value() + ":" + literal.type();
        }
        return names.getOrDefault((Var) atom, "?");
    }
}
