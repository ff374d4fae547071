package dev.haiku.internal.batching;

import dev.haiku.internal.staging.DerivedPrograms;
import dev.haiku.ir.Call;
import dev.haiku.ir.Program;
import dev.haiku.tensor.Ops;
import java.util.Collections;
import java.util.List;

/** Batching of calls: calls of the batched program, which is made once for each set of stacked operands. */
final class CallBatching {

    private record Key(BatchAxis axis, List<Boolean> mapped) {}

    private CallBatching() {}

    static List<Batching.Result> apply(Call call, Operands in) {
        var program = call.program();
        var batched = DerivedPrograms.of(program, new Key(in.axis(), in.mapped()), () -> derive(program, in));
        var results = Ops.bindAll(call.derived("vmap", batched.program()), in.values());
        return ControlBatching.results(results, batched.mapped());
    }

    private static ControlBatching.Batched derive(Program program, Operands in) {
        return ControlBatching.batch(
                program,
                in.axis(),
                in.mapped(),
                Collections.nCopies(program.outputs().size(), false));
    }
}
