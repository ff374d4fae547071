package dev.haiku.nn.golden;

import dev.haiku.nn.BatchNorm;
import dev.haiku.nn.DataFormat;
import dev.haiku.nn.ExponentialMovingAverage;
import dev.haiku.nn.GroupNorm;
import dev.haiku.nn.InstanceNorm;
import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;

/** The rows of {@link ModuleTable} for normalisations and moving averages. */
final class NormalisationTargets {

    private NormalisationTargets() {}

    static void register() {
        ModuleTable.row(
                "hk.ExponentialMovingAverage",
                a -> new ExponentialMovingAverage(a.number("decay"), averageOptions(a)),
                "value update_stats",
                (m, a) -> m.apply(a.tensor("value"), a.truth("update_stats", true)));
        ModuleTable.row(
                "hk.BatchNorm",
                a -> new BatchNorm(
                        a.truth("create_scale"), a.truth("create_offset"), a.number("decay_rate"), batchNormOptions(a)),
                "inputs is_training test_local_stats scale offset",
                NormalisationTargets::callBatchNorm);
        ModuleTable.row(
                "hk.InstanceNorm",
                a -> new InstanceNorm(a.truth("create_scale"), a.truth("create_offset"), instanceNormOptions(a)),
                "inputs scale offset",
                (m, a) -> m.apply(a.tensor("inputs"), ModuleTable.affine(a)));
        ModuleTable.row(
                "hk.GroupNorm",
                a -> new GroupNorm(a.integer("groups"), groupNormOptions(a)),
                "x scale offset",
                (m, a) -> m.apply(a.tensor("x"), ModuleTable.affine(a)));
    }

    private static UnaryOperator<InstanceNorm.Options> instanceNormOptions(Arguments a) {
        return a.<InstanceNorm.Options>edit()
                .set("eps", a::number, InstanceNorm.Options::eps)
                .set("scale_init", a::initializer, InstanceNorm.Options::scaleInit)
                .set("offset_init", a::initializer, InstanceNorm.Options::offsetInit)
                .set("data_format", name -> DataFormat.of(a.text(name)), InstanceNorm.Options::dataFormat)
                .set("name", a::text, InstanceNorm.Options::name)
                .operator();
    }

    private static UnaryOperator<GroupNorm.Options> groupNormOptions(Arguments a) {
        return a.<GroupNorm.Options>edit()
                .set("axis", a::axes, GroupNorm.Options::axis)
                .set("create_scale", a::truth, GroupNorm.Options::createScale)
                .set("create_offset", a::truth, GroupNorm.Options::createOffset)
                .set("eps", a::number, GroupNorm.Options::eps)
                .set("scale_init", a::initializer, GroupNorm.Options::scaleInit)
                .set("offset_init", a::initializer, GroupNorm.Options::offsetInit)
                .set("data_format", name -> DataFormat.of(a.text(name)), GroupNorm.Options::dataFormat)
                .set("name", a::text, GroupNorm.Options::name)
                .operator();
    }

    private static UnaryOperator<ExponentialMovingAverage.Options> averageOptions(Arguments a) {
        return a.<ExponentialMovingAverage.Options>edit()
                .set("zero_debias", a::truth, ExponentialMovingAverage.Options::zeroDebias)
                .set("warmup_length", a::integer, ExponentialMovingAverage.Options::warmupLength)
                .set("name", a::text, ExponentialMovingAverage.Options::name)
                .operator();
    }

    static UnaryOperator<BatchNorm.Options> batchNormOptions(Arguments a) {
        return a.<BatchNorm.Options>edit()
                .set("eps", a::number, BatchNorm.Options::eps)
                .set("scale_init", a::initializer, BatchNorm.Options::scaleInit)
                .set("offset_init", a::initializer, BatchNorm.Options::offsetInit)
                .set("axis", a::axes, BatchNorm.Options::axis)
                .set("data_format", name -> DataFormat.of(a.text(name)), BatchNorm.Options::dataFormat)
                .set("name", a::text, BatchNorm.Options::name)
                .operator();
    }

    private static Tensor callBatchNorm(BatchNorm norm, Arguments a) {
        UnaryOperator<BatchNorm.CallOptions> edit = a.<BatchNorm.CallOptions>edit()
                .set("test_local_stats", a::truth, BatchNorm.CallOptions::testLocalStats)
                .set("scale", a::tensor, BatchNorm.CallOptions::scale)
                .set("offset", a::tensor, BatchNorm.CallOptions::offset)
                .operator();
        return norm.apply(a.tensor("inputs"), a.truth("is_training"), edit);
    }
}
