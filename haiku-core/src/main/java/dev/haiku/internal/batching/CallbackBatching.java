package dev.haiku.internal.batching;

import dev.haiku.ir.Callback;
import dev.haiku.ir.Callback.DebugCallback;
import dev.haiku.ir.Callback.IoCallback;
import dev.haiku.ir.Callback.PureCallback;
import dev.haiku.ir.CallbackMapping;
import dev.haiku.ir.ControlFlow.Scan;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Program;
import dev.haiku.ir.TensorType;
import dev.haiku.ir.Var;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Batching of callbacks: they run for one index after another, unless they say that they take all at once. */
final class CallbackBatching {

    private CallbackBatching() {}

    static void rows(BatchTable table) {
        table.rule(DebugCallback.class, CallbackBatching::unrolled);
        table.rule(PureCallback.class, CallbackBatching::pure);
        table.rule(IoCallback.class, CallbackBatching::sequential);
    }

    private static List<Tensor> unrolled(DebugCallback op, Operands in) {
        for (int index = 0; index < in.size(); index++) {
            int at = index;
            Ops.bindAll(
                    op,
                    IntStream.range(0, in.values().size())
                            .mapToObj(i -> in.at(i, at))
                            .toList());
        }
        return List.of();
    }

    private static List<Tensor> pure(PureCallback op, Operands in) {
        if (op.mapping() == CallbackMapping.SEQUENTIAL) {
            return sequential(op, in);
        }
        var results = op.results().stream()
                .map(type -> Operands.stacked(type, in.size()))
                .toList();
        var stacked = new PureCallback(op.name(), op.function(), results, op.mapping());
        return Ops.bindAll(stacked, op.mapping() == CallbackMapping.BROADCAST_ALL ? in.allStacked() : expanded(in));
    }

    private static List<Tensor> expanded(Operands in) {
        return IntStream.range(0, in.values().size())
                .mapToObj(i -> in.isMapped(i) ? in.value(i) : Ops.expandDims(in.value(i), 0))
                .toList();
    }

    /** A scan of the callback: what is the same for all are its constants. */
    private static List<Tensor> sequential(Callback op, Operands in) {
        var same = positions(in, false);
        List<Integer> order = new ArrayList<>(same);
        order.addAll(positions(in, true));
        var inputs = IntStream.range(0, in.values().size())
                .mapToObj(i -> new Var(element(in, i)))
                .toList();
        var outputs = op.outputTypes(inputs.stream().map(Var::type).toList()).stream()
                .map(Var::new)
                .toList();
        var call = new Equation(op, List.copyOf(inputs), outputs);
        var body = new Program(order.stream().map(inputs::get).toList(), List.of(call), outputs);
        return Ops.bindAll(
                new Scan(body, same.size(), 0, in.size(), false),
                order.stream().map(in::value).toList());
    }

    private static List<Integer> positions(Operands in, boolean mapped) {
        return IntStream.range(0, in.values().size())
                .filter(i -> in.isMapped(i) == mapped)
                .boxed()
                .toList();
    }

    private static TensorType element(Operands in, int i) {
        var type = in.value(i).type();
        return in.isMapped(i) ? type.withShape(type.shape().remove(List.of(0))) : type;
    }
}
