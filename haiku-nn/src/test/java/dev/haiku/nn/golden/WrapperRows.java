package dev.haiku.nn.golden;

import static dev.haiku.nn.golden.OptimizerTable.row;

import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.MultiStepsOptions;
import dev.haiku.optim.Optimizers;
import java.util.LinkedHashMap;
import java.util.Map;

/** The rows of transformations of transformations. */
final class WrapperRows {

    private WrapperRows() {}

    static void add() {
        row(
                "masked",
                "inner mask mask_compatible_extra_args",
                c -> Optimizers.masked(
                        inner(c, "inner"), c.mask("mask"), c.truth("mask_compatible_extra_args", false)));
        row("multi_transform", "transforms param_labels mask_compatible_extra_args", WrapperRows::partition);
        row("partition", "transforms param_labels mask_compatible_extra_args", WrapperRows::partition);
        row("freeze", "mask", c -> Optimizers.freeze(c.mask("mask")));
        row(
                "selective_transform",
                "optimizer freeze_mask",
                c -> Optimizers.selectiveTransform(inner(c, "optimizer"), c.mask("freeze_mask")));
        row("flatten", "inner", c -> Optimizers.flatten(inner(c, "inner")));
        row(
                "apply_if_finite",
                "inner max_consecutive_errors",
                c -> Optimizers.applyIfFinite(inner(c, "inner"), c.integer("max_consecutive_errors", 0)));
        row(
                "MultiSteps",
                "opt every_k_schedule use_grad_mean should_skip_update_fn accumulator_dtype",
                WrapperRows::multiSteps);
    }

    private static GradientTransformation<?> inner(OptimizerCall c, String name) {
        return OptimizerTable.make(c.spec(), c.raw(name));
    }

    private static GradientTransformation<?> partition(OptimizerCall c) {
        Map<String, GradientTransformation<?>> transforms = new LinkedHashMap<>();
        c.raw("transforms")
                .properties()
                .forEach(entry -> transforms.put(entry.getKey(), OptimizerTable.make(c.spec(), entry.getValue())));
        return Optimizers.partition(
                transforms, OptimizerCall.labels(c.raw("param_labels")), c.truth("mask_compatible_extra_args", false));
    }

    private static GradientTransformation<?> multiSteps(OptimizerCall c) {
        var edit = c.<MultiStepsOptions>edit()
                .truth("use_grad_mean", MultiStepsOptions::useGradMean)
                .dtype("accumulator_dtype", MultiStepsOptions::accumulatorDtype)
                .operator();
        var inner = inner(c, "opt");
        return c.raw("every_k_schedule").has("$call")
                ? Optimizers.multiSteps(inner, c.schedule("every_k_schedule"), edit)
                : Optimizers.multiSteps(inner, c.integer("every_k_schedule", 1), edit);
    }
}
