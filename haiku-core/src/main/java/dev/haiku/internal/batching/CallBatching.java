package dev.haiku.internal.batching;

import dev.haiku.array.Shape;
import dev.haiku.internal.exec.ProgramEvaluator;
import dev.haiku.internal.staging.DerivedPrograms;
import dev.haiku.internal.staging.Staging;
import dev.haiku.ir.Call;
import dev.haiku.ir.Program;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Batching of calls: calls of the batched program, which is made once for each set of stacked operands. */
final class CallBatching {

    private record BatchKey(int size, List<Boolean> mapped) {}

    private CallBatching() {}

    static List<Tensor> apply(Call call, Operands in) {
        var batched = DerivedPrograms.of(
                call.program(), new BatchKey(in.size(), in.mapped()), () -> derive(call.program(), in));
        return Ops.bindAll(call.derived("vmap", batched), in.values());
    }

    private static Program derive(Program program, Operands in) {
        List<TensorType> types = new ArrayList<>();
        for (int i = 0; i < in.values().size(); i++) {
            var type = program.inputTypes().get(i);
            types.add(in.isMapped(i) ? type.withShape(Shape.of(in.size()).concat(type.shape())) : type);
        }
        return Staging.stage(
                types,
                inputs -> Batching.map(
                        in.size(), inputs, in.mapped(), operands -> ProgramEvaluator.evaluate(program, operands)));
    }
}
