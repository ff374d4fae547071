package dev.haiku.inspect;

import dev.haiku.Config;
import dev.haiku.Haiku;
import dev.haiku.Transformed;
import dev.haiku.TransformedWithState;
import dev.haiku.func.Fn3;
import dev.haiku.func.Func;
import dev.haiku.ir.Program;
import dev.haiku.tree.Trees;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Shows what a model does with an input of some type, without computing anything; Haiku's {@code tabulate}, {@code
 * eval_summary}, {@code to_dot} and {@code jaxpr_info}.
 *
 * <pre>{@code
 * System.out.println(Inspect.tabulate(net, TensorSpec.of(DType.F32, 8, 784)));
 * Files.writeString(Path.of("net.dot"), Inspect.toDot(net.withoutApplyRng()::apply, params, images));
 * }</pre>
 *
 * <p>Inputs may be tensors or {@code TensorSpec}s; only their types matter. Results of modules' methods must be trees.
 */
public final class Inspect {

    private Inspect() {}

    // ------------------------------------------------------------------------------------------- summaries

    /** {@return the calls of modules' methods by a function that is not transformed yet, in order} */
    public static <A> List<MethodInvocation> evalSummary(Function<A, ?> function, A input) {
        return evalSummary(Haiku.transformWithState(function), input);
    }

    /** {@return the calls of modules' methods in {@code apply}, in order} */
    public static <A> List<MethodInvocation> evalSummary(Transformed<A, ?> net, A input) {
        return evalSummary(net.withEmptyState(), input);
    }

    /** {@return the calls of modules' methods in {@code apply}, in order} */
    public static <A> List<MethodInvocation> evalSummary(TransformedWithState<A, ?> net, A input) {
        return Recording.of(net, input).invocations();
    }

    /** {@return a table of the calls of modules' methods by a function that is not transformed yet} */
    public static <A> String tabulate(Function<A, ?> function, A input) {
        return tabulate(Haiku.transformWithState(function), input, UnaryOperator.identity());
    }

    /** {@return a table of the calls of modules' methods by a function that is not transformed yet} */
    public static <A> String tabulate(Function<A, ?> function, A input, UnaryOperator<TabulateOptions> edit) {
        return tabulate(Haiku.transformWithState(function), input, edit);
    }

    /** {@return a table of the calls of modules' methods in {@code apply}} */
    public static <A> String tabulate(Transformed<A, ?> net, A input) {
        return tabulate(net.withEmptyState(), input, UnaryOperator.identity());
    }

    /** {@return a table of the calls of modules' methods in {@code apply}} */
    public static <A> String tabulate(Transformed<A, ?> net, A input, UnaryOperator<TabulateOptions> edit) {
        return tabulate(net.withEmptyState(), input, edit);
    }

    /** {@return a table of the calls of modules' methods in {@code apply}} */
    public static <A> String tabulate(TransformedWithState<A, ?> net, A input) {
        return tabulate(net, input, UnaryOperator.identity());
    }

    /**
     * {@return a table of the calls of modules' methods in {@code apply}: modules, settings, types, sizes and operations}
     *
     * <p>Where the options leave nothing, it is the text {@code No modules matching filters.}
     */
    public static <A> String tabulate(TransformedWithState<A, ?> net, A input, UnaryOperator<TabulateOptions> edit) {
        var options = edit.apply(TabulateOptions.DEFAULTS);
        var rows = evalSummary(net, input).stream()
                .filter(options::shows)
                .map(invocation -> options.columns().stream()
                        .map(column -> column.text(invocation))
                        .toList())
                .toList();
        return rows.isEmpty()
                ? "No modules matching filters."
                : new TextTable(options.columns(), rows).draw(options.format());
    }

    // ------------------------------------------------------------------------------------------- programs

    /** {@return what {@code apply} consists of, part by part, with the parameters of its modules} */
    public static <A> ProgramInfo programInfo(TransformedWithState<A, ?> net, A input) {
        var recording = Recording.of(net, input);
        Map<String, ModuleDetails> modules = recording.invocations().stream()
                .map(MethodInvocation::module)
                .collect(Collectors.toMap(ModuleDetails::path, module -> module, (first, last) -> last));
        return ProgramInfo.of("apply", recording.program(), modules);
    }

    /** {@return what {@code apply} consists of, part by part, with the parameters of its modules} */
    public static <A> ProgramInfo programInfo(Transformed<A, ?> net, A input) {
        return programInfo(net.withEmptyState(), input);
    }

    /** {@return what a pure function consists of} */
    public static <P> ProgramInfo programInfo(Function<P, ?> f, P argument) {
        return ProgramInfo.of("f", staged(() -> Func.makeProgram(f, argument)));
    }

    /** {@return what a pure function consists of} */
    public static <P, A> ProgramInfo programInfo(BiFunction<P, A, ?> f, P first, A second) {
        return ProgramInfo.of("f", staged(() -> Func.makeProgram(f, first, second)));
    }

    /** {@return the program, in which the methods of modules are calls} */
    private static Program staged(Supplier<Program> stage) {
        return Config.with(config -> config.nameScopes(true), stage);
    }

    // ------------------------------------------------------------------------------------------- graphs

    /** {@return the graph of a pure function, with a frame around each method of a module} */
    public static <P> ProgramGraph graph(Function<P, ?> f, P argument) {
        return graph(staged(() -> Func.makeProgram(f, argument)), List.of(argument));
    }

    /** {@return the graph of a pure function, with a frame around each method of a module} */
    public static <P, A> ProgramGraph graph(BiFunction<P, A, ?> f, P first, A second) {
        return graph(staged(() -> Func.makeProgram(f, first, second)), List.of(first, second));
    }

    /** {@return the graph of a pure function, with a frame around each method of a module} */
    public static <P, A, B> ProgramGraph graph(Fn3<P, A, B, ?> f, P first, A second, B third) {
        return graph(staged(() -> Func.makeProgram(f, first, second, third)), List.of(first, second, third));
    }

    private static ProgramGraph graph(Program program, List<Object> arguments) {
        var names = Trees.structure(arguments).paths().stream()
                .map(path -> "argument " + path.substring(1).replaceFirst("]", ""))
                .toList();
        return GraphBuilder.graph("f", program, names);
    }

    /** {@return the graph of a pure function in the language of Graphviz} */
    public static <P> String toDot(Function<P, ?> f, P argument) {
        return graph(f, argument).toDot();
    }

    /** {@return the graph of a pure function in the language of Graphviz} */
    public static <P, A> String toDot(BiFunction<P, A, ?> f, P first, A second) {
        return graph(f, first, second).toDot();
    }

    /** {@return the graph of a pure function in the language of Graphviz} */
    public static <P, A, B> String toDot(Fn3<P, A, B, ?> f, P first, A second, B third) {
        return graph(f, first, second, third).toDot();
    }
}
