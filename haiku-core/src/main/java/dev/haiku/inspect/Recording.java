package dev.haiku.inspect;

import dev.haiku.Applied;
import dev.haiku.Config;
import dev.haiku.Haiku;
import dev.haiku.ParamsAndState;
import dev.haiku.TransformedWithState;
import dev.haiku.func.Func;
import dev.haiku.ir.Call;
import dev.haiku.ir.Program;
import dev.haiku.random.Key;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One {@code apply} of a model, of which nothing was computed.
 *
 * @param program its program, in which each method of a module is a call
 * @param invocations the calls of methods
 */
record Recording(Program program, List<MethodInvocation> invocations) {

    /** A name that transformations have put their own around, such as {@code transpose(jvp(linear))}. */
    private static final Pattern DERIVED = Pattern.compile("(?:\\w+\\()*([^()]*)\\)*");

    static <A> Recording of(TransformedWithState<A, ?> net, A input) {
        var keys = Key.of(42).split(2);
        var log = new InvocationLog();
        var initial = Func.evalShape((A x) -> net.init(keys.get(0), x), input);
        var program = Config.with(
                config -> config.nameScopes(true).autoRepr(true),
                () -> Func.makeProgram(
                        (ParamsAndState p, Key key, A x) ->
                                Haiku.<Applied<?>>interceptMethods(log, () -> net.apply(p.params(), p.state(), key, x)),
                        initial,
                        keys.get(1),
                        input));
        return new Recording(program, withFlops(program, log.invocations()));
    }

    private static List<MethodInvocation> withFlops(Program program, List<MethodInvocation> invocations) {
        Map<String, List<Long>> flops = new LinkedHashMap<>();
        collect(program, flops);
        Map<String, Integer> counts = new LinkedHashMap<>();
        invocations.forEach(invocation -> counts.merge(name(invocation), 1, Integer::sum));
        Map<String, Integer> next = new LinkedHashMap<>();
        return invocations.stream()
                .map(invocation -> {
                    var name = name(invocation);
                    var all = flops.getOrDefault(name, List.of());
                    int count = counts.getOrDefault(name, 1);
                    int index = next.merge(name, 1, Integer::sum) - 1;
                    return invocation.withFlops(
                            all.size() == count
                                    ? all.get(index)
                                    : all.stream().mapToLong(Long::longValue).sum() / count);
                })
                .toList();
    }

    /** Collects what the calls take, by name; the derivatives of a call count as calls of it. */
    private static void collect(Program program, Map<String, List<Long>> flops) {
        for (var equation : program.equations()) {
            if (equation.op() instanceof Call call) {
                var name = DERIVED.matcher(call.name()).replaceFirst("$1");
                flops.computeIfAbsent(name, n -> new ArrayList<>()).add(Flops.of(call.program()));
            }
            equation.op().programs().forEach(inner -> collect(inner, flops));
        }
    }

    private static String name(MethodInvocation invocation) {
        var path = invocation.module().path();
        return invocation.method().equals("__call__") ? path : path + "~" + invocation.method();
    }
}
