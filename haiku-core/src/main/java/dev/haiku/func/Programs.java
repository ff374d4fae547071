package dev.haiku.func;

import dev.haiku.internal.exec.ProgramEvaluator;
import dev.haiku.internal.staging.Staging;
import dev.haiku.ir.Program;
import dev.haiku.tensor.Tensor;
import dev.haiku.tensor.Tracer;
import dev.haiku.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Functions of trees as programs. */
final class Programs {

    private Programs() {}

    static Program make(Function<List<Object>, ?> f, List<Object> arguments) {
        var flat = Trees.flatten(arguments);
        return Staging.stage(Derivatives.types(flat.leaves()), new TreeFunction<>(f, flat.def()));
    }

    static <R> R evalShape(Function<List<Object>, R> f, List<Object> arguments) {
        var flat = Trees.flatten(arguments);
        var function = new TreeFunction<>(f, flat.def());
        var staged = Staging.stageWithCaptures("evalShape", Derivatives.types(flat.leaves()), function);
        return function.resultOf(TensorSpec.list(staged.program().outputTypes()));
    }

    static <P, R> ClosureConverted<P, R> closureConvert(Function<P, R> f, P example) {
        var flat = Trees.flatten(example);
        var types = Derivatives.types(flat.leaves());
        var function = new TreeFunction<>(f, flat.def());
        var staged = Staging.stageWithCaptures("closureConvert", types, function);
        var hoisted =
                staged.captured().stream().filter(Tracer.class::isInstance).toList();
        return new ClosureConverted<>(
                (argument, captured) -> {
                    var leaves = Checks.matching(
                            "A closure-converted function needs arguments",
                            "example",
                            flat.def(),
                            types,
                            Trees.flatten(argument));
                    checkCount(hoisted, captured);
                    List<Tensor> operands = new ArrayList<>();
                    int next = 0;
                    for (var tensor : staged.captured()) {
                        operands.add(tensor instanceof Tracer ? captured.get(next++) : tensor);
                    }
                    operands.addAll(leaves);
                    return function.resultOf(ProgramEvaluator.evaluate(staged.program(), operands));
                },
                hoisted);
    }

    private static void checkCount(List<Tensor> hoisted, List<Tensor> captured) {
        if (hoisted.size() != captured.size()) {
            throw new IllegalArgumentException("A closure-converted function needs " + hoisted.size()
                    + " captured tensors, but got " + captured.size() + ".");
        }
    }
}
