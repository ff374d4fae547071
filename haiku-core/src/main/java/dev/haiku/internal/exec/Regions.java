package dev.haiku.internal.exec;

import dev.haiku.ir.Atom;
import dev.haiku.ir.Call;
import dev.haiku.ir.Callback;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Literal;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.Program;
import dev.haiku.ir.Structural.Reshape;
import dev.haiku.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * Gathers the equations that a {@link RegionCompiler} accepts into regions as large as their dependencies allow; each
 * becomes one equation.
 *
 * <p>{@code -Dhaiku.compiler=nd4j} and {@code -Dhaiku.kernels=java} leave a program as it is.
 */
final class Regions {

    /** The system property that chooses between compiled regions and single kernels. */
    static final String PROPERTY = "haiku.compiler";

    private static final String NAME = "native";

    private static final class Found {
        static final Optional<RegionCompiler> COMPILER = choose(System.getProperty(PROPERTY, "llvm"));
    }

    private final RegionCompiler compiler;
    private final Program program;
    private final Set<Atom> constants = new HashSet<>();
    private final List<Equation> result = new ArrayList<>();
    private final Map<Var, Set<Equation>> uses = new HashMap<>();

    private Regions(RegionCompiler compiler, Program program) {
        this.compiler = compiler;
        this.program = program;
    }

    private static Optional<RegionCompiler> choose(String value) {
        return switch (value) {
            case "llvm" ->
                ServiceLoader.load(RegionCompiler.class, RegionCompiler.class.getClassLoader()).stream()
                        .map(ServiceLoader.Provider::get)
                        .filter(compiler -> Kernels.isNative() && compiler.isAvailable())
                        .findFirst();
            case "nd4j" -> Optional.empty();
            default ->
                throw new IllegalArgumentException(
                        "-D" + PROPERTY + " is 'llvm', the default, or 'nd4j', but got '" + value + "'.");
        };
    }

    /** {@return a program that computes the same, in regions where a compiler is available} */
    static Program gather(Program program) {
        return Found.COMPILER
                .map(compiler -> new Regions(compiler, program).gather())
                .orElse(program);
    }

    /** {@return the kernel of a region, or empty if an equation is none} */
    static Optional<Kernel> prepare(Primitive op, List<Slot> inputs, List<Slot> outputs) {
        return op instanceof Call call && call.name().equals(NAME)
                ? Found.COMPILER.map(compiler -> compiler.prepare(call.program(), inputs, outputs))
                : Optional.empty();
    }

    private Program gather() {
        for (var equation : program.equations()) {
            equation.inputs().forEach(input -> {
                if (input instanceof Var v) {
                    uses.computeIfAbsent(v, key -> new HashSet<>()).add(equation);
                }
            });
        }
        var waiting = new ArrayList<Equation>();
        program.equations().forEach(equation -> {
            if (isConstant(equation)) {
                constants.addAll(equation.outputs());
                result.add(equation);
            } else {
                waiting.add(equation);
            }
        });
        Set<Var> missing = new HashSet<>();
        waiting.forEach(equation -> missing.addAll(equation.outputs()));
        while (!waiting.isEmpty()) {
            takeOthers(waiting, missing);
            addRegion(takeReady(waiting, missing));
        }
        return new Program(program.inputs(), result, program.outputs());
    }

    private boolean isConstant(Equation equation) {
        return !hasEffect(equation)
                && equation.inputs().stream().allMatch(input -> input instanceof Literal || constants.contains(input));
    }

    private static boolean hasEffect(Equation equation) {
        return equation.op() instanceof Callback
                || equation.op().programs().stream().anyMatch(Program::hasEffects);
    }

    /** Equations that the compiler does not accept stay as they are, callbacks in their order. */
    private void takeOthers(List<Equation> waiting, Set<Var> missing) {
        boolean found = true;
        while (found) {
            found = false;
            boolean isCallbackWaiting = false;
            for (var iterator = waiting.iterator(); iterator.hasNext(); ) {
                var equation = iterator.next();
                boolean isCallback = hasEffect(equation);
                boolean isReady = isReady(equation, missing) && !(isCallback && isCallbackWaiting);
                isCallbackWaiting |= isCallback && !isReady;
                if (isReady && !compiler.accepts(equation)) {
                    iterator.remove();
                    equation.outputs().forEach(missing::remove);
                    result.add(equation);
                    found = true;
                }
            }
        }
    }

    private List<Equation> takeReady(List<Equation> waiting, Set<Var> missing) {
        List<Equation> ready = new ArrayList<>();
        for (var iterator = waiting.iterator(); iterator.hasNext(); ) {
            var equation = iterator.next();
            if (isReady(equation, missing) && compiler.accepts(equation)) {
                iterator.remove();
                equation.outputs().forEach(missing::remove);
                ready.add(equation);
            }
        }
        return ready;
    }

    private static boolean isReady(Equation equation, Set<Var> missing) {
        return equation.inputs().stream().noneMatch(input -> input instanceof Var v && missing.contains(v));
    }

    private void addRegion(List<Equation> equations) {
        if (equations.isEmpty()) {
            return;
        }
        Map<Var, Equation> inside = new HashMap<>();
        equations.forEach(equation -> equation.outputs().forEach(output -> inside.put(output, equation)));
        Set<Var> outputs = new LinkedHashSet<>();
        List<Equation> views = new ArrayList<>();
        for (var equation : equations) {
            for (var output : equation.outputs()) {
                if (isUsedElsewhere(output, Set.copyOf(equations))) {
                    outputs.addAll(rootOf(output, inside, views));
                }
            }
        }
        if (!outputs.isEmpty()) {
            result.add(region(equations, List.copyOf(outputs)));
        }
        views.stream().distinct().forEach(result::add);
    }

    private boolean isUsedElsewhere(Var variable, Set<Equation> equations) {
        return program.outputs().contains(variable)
                || uses.getOrDefault(variable, Set.of()).stream().anyMatch(use -> !equations.contains(use));
    }

    /** A reshape that is wanted outside is done outside, where it shares the memory of what it reshapes. */
    private static List<Var> rootOf(Var variable, Map<Var, Equation> inside, List<Equation> views) {
        var equation = inside.get(variable);
        if (equation == null) {
            return List.of();
        }
        if (!(equation.op() instanceof Reshape)) {
            return List.of(variable);
        }
        var roots = rootOf((Var) equation.inputs().get(0), inside, views);
        views.add(equation);
        return roots;
    }

    /** The region's own program takes tensors that stand in the program as parameters. */
    private static Equation region(List<Equation> equations, List<Var> outputs) {
        Set<Var> made = new HashSet<>();
        equations.forEach(equation -> made.addAll(equation.outputs()));
        Map<Atom, Var> parameters = new LinkedHashMap<>();
        List<Equation> body = new ArrayList<>();
        for (var equation : equations) {
            List<Atom> inputs = new ArrayList<>();
            for (var input : equation.inputs()) {
                boolean isInside = input instanceof Var v && made.contains(v);
                boolean isNumber = input instanceof Literal literal
                        && literal.value().shape().rank() == 0;
                inputs.add(
                        isInside || isNumber
                                ? input
                                : parameters.computeIfAbsent(
                                        input, atom -> atom instanceof Var v ? v : new Var(atom.type())));
            }
            body.add(new Equation(equation.op(), inputs, equation.outputs()));
        }
        var program = new Program(List.copyOf(parameters.values()), body, outputs);
        return new Equation(new Call(NAME, program, Optional.empty()), List.copyOf(parameters.keySet()), outputs);
    }
}
