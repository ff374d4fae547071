package dev.haiku.internal.autodiff;

import dev.haiku.ir.Elementwise.Add;
import dev.haiku.ir.Elementwise.Cast;
import dev.haiku.ir.Elementwise.Div;
import dev.haiku.ir.Elementwise.Mul;
import dev.haiku.ir.Elementwise.Neg;
import dev.haiku.ir.Elementwise.ReducePrecision;
import dev.haiku.ir.Elementwise.Select;
import dev.haiku.ir.Elementwise.Sub;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;

/** Transpose rows of linear element-wise primitives. */
final class ElementwiseTranspose {

    private ElementwiseTranspose() {}

    static void fill(TransposeTable table) {
        table.first(Neg.class, (op, g, step) -> g.neg());
        table.first(ReducePrecision.class, (op, g, step) -> Ops.bind(op, g));
        table.first(Cast.class, (op, g, step) -> g.cast(step.type(0).dtype()));
        table.first(Div.class, (op, g, step) -> g.div(step.constant(1)));
        table.rule(Mul.class, ElementwiseTranspose::mul);
        table.rule(Add.class, (op, step) -> sum(step, step.g()));
        table.rule(Sub.class, (op, step) -> sum(step, step.g().neg()));
        table.rule(Select.class, ElementwiseTranspose::select);
    }

    private static void mul(Mul op, LinearStep step) {
        int linear = step.isLinear(0) ? 0 : 1;
        step.give(linear, step.g().mul(step.constant(1 - linear)));
    }

    private static void sum(LinearStep step, Tensor second) {
        if (!step.isLinear(0) || !step.isLinear(1)) {
            throw step.notLinear();
        }
        step.give(0, step.g());
        step.give(1, second);
    }

    private static void select(Select op, LinearStep step) {
        var predicate = step.constant(0);
        var zeros = Ops.zerosLike(step.g());
        if (step.isLinear(1)) {
            step.give(1, Ops.select(predicate, step.g(), zeros));
        }
        if (step.isLinear(2)) {
            step.give(2, Ops.select(predicate, zeros, step.g()));
        }
    }
}
