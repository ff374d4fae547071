package dev.haiku.nn.golden;

import dev.haiku.nn.EmaParamsTree;
import dev.haiku.nn.SnParamsTree;
import dev.haiku.nn.SpectralNorm;
import java.util.function.UnaryOperator;

/** The rows of {@link ModuleTable} for spectral norms and for modules on trees of parameters. */
final class ParameterTreeTargets {

    private ParameterTreeTargets() {}

    static void register() {
        ModuleTable.row(
                "hk.SpectralNorm",
                a -> new SpectralNorm(a.<SpectralNorm.Options>edit()
                        .set("eps", a::number, SpectralNorm.Options::eps)
                        .set("n_steps", a::integer, SpectralNorm.Options::numSteps)
                        .set("name", a::text, SpectralNorm.Options::name)
                        .operator()),
                "value update_stats error_on_non_matrix",
                (m, a) -> m.apply(a.tensor("value"), callOptions(a)));
        ModuleTable.row(
                "hk.SNParamsTree",
                a -> new SnParamsTree(a.<SnParamsTree.Options>edit()
                        .set("eps", a::number, SnParamsTree.Options::eps)
                        .set("n_steps", a::integer, SnParamsTree.Options::numSteps)
                        .set("ignore_regex", a::text, SnParamsTree.Options::ignoreRegex)
                        .set("name", a::text, SnParamsTree.Options::name)
                        .operator()),
                "tree update_stats",
                (m, a) -> m.apply(a.params("tree"), a.truth("update_stats", true)));
        ModuleTable.row(
                "hk.EMAParamsTree",
                a -> new EmaParamsTree(
                        a.number("decay"),
                        a.<EmaParamsTree.Options>edit()
                                .set("zero_debias", a::truth, EmaParamsTree.Options::zeroDebias)
                                .set("warmup_length", a::integer, EmaParamsTree.Options::warmupLength)
                                .set("ignore_regex", a::text, EmaParamsTree.Options::ignoreRegex)
                                .set("name", a::text, EmaParamsTree.Options::name)
                                .operator()),
                "tree update_stats",
                (m, a) -> m.apply(a.params("tree"), a.truth("update_stats", true)));
    }

    private static UnaryOperator<SpectralNorm.CallOptions> callOptions(Arguments a) {
        return a.<SpectralNorm.CallOptions>edit()
                .set("update_stats", a::truth, SpectralNorm.CallOptions::updateStats)
                .set("error_on_non_matrix", a::truth, SpectralNorm.CallOptions::errorOnNonMatrix)
                .operator();
    }
}
