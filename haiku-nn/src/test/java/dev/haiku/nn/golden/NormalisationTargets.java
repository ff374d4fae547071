package dev.haiku.nn.golden;

import dev.haiku.nn.BatchNorm;
import dev.haiku.nn.DataFormat;
import dev.haiku.nn.ExponentialMovingAverage;
import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;

/** The rows of {@link ModuleTable} for modules with moving averages. */
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
