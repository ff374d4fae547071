package dev.haiku.internal.batching;

import dev.haiku.internal.staging.DerivedPrograms;
import dev.haiku.internal.staging.Staging;
import dev.haiku.ir.Custom.CustomCall;
import dev.haiku.ir.Custom.CustomLinear;
import dev.haiku.ir.Custom.Rule;
import dev.haiku.ir.Program;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.CustomFunction;
import dev.haiku.tensor.CustomFunction.Backward;
import dev.haiku.tensor.Interpreters;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.Collections;
import java.util.List;

/** Batching of calls that have a derivative of their own: calls of the batched function with the batched derivative. */
final class CustomBatching {

    private record Key(Rule rule, BatchAxis axis, List<Boolean> mapped) {}

    /** A batched program with the function that it is of. */
    private record Batched(Program program, BatchedFunction<?> function) {}

    private CustomBatching() {}

    static List<Batching.Result> apply(CustomCall call, Operands in) {
        var key = new Key(call.rule(), in.axis(), in.mapped());
        var batched = DerivedPrograms.of(call.program(), key, () -> derive(call, in));
        var op = call.with(batched.program(), batched.function().asFunction());
        return batched.function().results(Ops.bindAll(op, in.values()));
    }

    private static Batched derive(CustomCall call, Operands in) {
        var function = BatchedFunction.of(
                (CustomFunction) call.rule(),
                () -> new BatchInterpreter(in.axis(), Interpreters.current()),
                in.size(),
                in.mapped());
        var types = ControlBatching.stackedTypes(call.program().inputTypes(), in.size(), in.mapped());
        return new Batched(Staging.stage(types, function.asFunction()::apply), function);
    }

    /** Everything is stacked, since it is not known what the way back does with it. */
    static List<Tensor> linear(CustomLinear op, Operands in) {
        int size = in.size();
        var backward = (Backward) op.backward();
        Backward batched = (residuals, cotangents) -> Batching.map(
                in.axis(),
                BatchedFunction.concat(residuals, cotangents),
                Collections.nCopies(residuals.size() + cotangents.size(), true),
                own -> backward.apply(own.subList(0, residuals.size()), own.subList(residuals.size(), own.size())));
        var stacked = new CustomLinear(
                batched, op.residuals(), stacked(op.arguments(), size), op.moving(), stacked(op.values(), size));
        return Ops.bindAll(stacked, in.allStacked());
    }

    private static List<TensorType> stacked(List<TensorType> types, int size) {
        return types.stream().map(type -> Operands.stacked(type, size)).toList();
    }
}
