package dev.haiku.nn;

import static dev.haiku.testing.HaikuAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.Config;
import dev.haiku.Haiku;
import dev.haiku.array.DType;
import dev.haiku.func.Func;
import dev.haiku.inspect.Inspect;
import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tools that look into models and check them work on every module of {@link ModuleCases}. */
class ModuleToolsTest {

    private static final Key KEY = Key.of(42);

    static List<ModuleCase> cases() {
        return ModuleCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isLookedInto(ModuleCase module) {
        var x = module.example(DType.F32);
        var net = Haiku.transformWithState((Tensor in) -> module.create().get().apply(in));
        var given = net.init(KEY, x);

        var first = Inspect.evalSummary(net, x).get(0).module();

        assertThat(first.paramSize()).isEqualTo(given.params().size());
        assertThat(Inspect.tabulate(net, x)).contains(first.type());
        assertThat(Inspect.programInfo(net, x).toString()).contains(first.path());
        assertThat(Inspect.toDot(module::apply, given, x)).startsWith("digraph");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void usesHaikusTransformationsOnly(ModuleCase module) {
        var x = module.example(DType.F32);

        var given = Config.with(c -> c.checkUsage(true), () -> module.init(KEY, x));

        assertThat(Config.<Tensor>with(c -> c.checkUsage(true), () -> module.apply(given, x)))
                .hasSameNumbersAs(module.apply(given, x));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheSameWithNamesInItsProgram(ModuleCase module) {
        var x = module.example(DType.F32);
        var given = module.init(KEY, x);

        var named = Config.<Tensor>with(
                c -> c.nameScopes(true), () -> Func.jit(module::apply).apply(given, x));

        assertThat(named).isCloseTo(module.apply(given, x), 1e-5, 1e-5);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void doesNotRelyOnRankPromotion(ModuleCase module) {
        var x = module.example(DType.F32);

        var result = Config.<Tensor>with(c -> c.strictRankPromotion(true), () -> module.apply(module.init(KEY, x), x));

        assertThat(result).hasShape(module.apply(module.init(KEY, x), x).shape());
    }
}
