package dev.haiku.func;

import dev.haiku.internal.staging.Staging;
import dev.haiku.ir.Program;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.List;
import java.util.function.Function;

/** Functions of trees as programs. */
final class Programs {

    private Programs() {}

    static Program make(Function<List<Object>, ?> f, List<Object> arguments) {
        var flat = Trees.flatten(arguments);
        return Staging.stage(Derivatives.types(flat.leaves()), new TreeFunction<>(f, flat.def()));
    }

    static <P, R> R evalShape(Function<P, R> f, P argument) {
        var flat = Trees.flatten(argument);
        var function = new TreeFunction<>(f, flat.def());
        var staged = Staging.stageWithCaptures("evalShape", Derivatives.types(flat.leaves()), function);
        return function.resultOf(staged.program().outputTypes().stream()
                .<Tensor>map(ShapeOnly::new)
                .toList());
    }
}
