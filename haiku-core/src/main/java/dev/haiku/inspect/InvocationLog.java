package dev.haiku.inspect;

import dev.haiku.MethodCall;
import dev.haiku.MethodInterceptor;
import dev.haiku.Module;
import dev.haiku.ir.TensorType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Writes down the calls of modules' methods, in the order in which they begin. */
final class InvocationLog implements MethodInterceptor {

    private final List<Optional<MethodInvocation>> invocations = new ArrayList<>();
    private final Deque<MethodInvocation.Caller> running = new ArrayDeque<>();

    @Override
    public Object intercept(MethodCall call, Function<MethodCall, Object> next) {
        int index = invocations.size();
        invocations.add(Optional.empty());
        var callers = List.copyOf(running);
        running.push(new MethodInvocation.Caller(call.module().moduleName(), type(call.module()), call.method()));
        try {
            var result = next.apply(call);
            invocations.set(index, Optional.of(invocation(call, result, callers)));
            return result;
        } finally {
            running.pop();
        }
    }

    private static MethodInvocation invocation(MethodCall call, Object result, List<MethodInvocation.Caller> callers) {
        var inputs = call.arguments().stream().map(Specs::of).toList();
        return new MethodInvocation(details(call.module()), call.method(), inputs, Specs.of(result), callers, 0);
    }

    private static ModuleDetails details(Module module) {
        Map<String, TensorType> params = new LinkedHashMap<>();
        module.paramsDict().forEach((name, value) -> params.put(name, value.type()));
        Map<String, TensorType> state = new LinkedHashMap<>();
        module.stateDict().forEach((name, value) -> state.putAll(Specs.types(name, value)));
        return new ModuleDetails(module.moduleName(), type(module), module.toString(), params, state);
    }

    private static String type(Module module) {
        var type = module.getClass();
        return type.isAnonymousClass() ? type.getSuperclass().getSimpleName() : type.getSimpleName();
    }

    List<MethodInvocation> invocations() {
        return invocations.stream().flatMap(Optional::stream).toList();
    }
}
