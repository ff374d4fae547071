package dev.haiku.nn;

import static dev.haiku.testing.HaikuAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.Config;
import dev.haiku.Haiku;
import dev.haiku.MixedPrecision;
import dev.haiku.Module;
import dev.haiku.array.DType;
import dev.haiku.func.Func;
import dev.haiku.inspect.Inspect;
import dev.haiku.precision.Policy;
import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tools that look into models and check them work on every module of {@link ModuleCases}. */
class ModuleToolsTest {

    private static final Key KEY = Key.of(42);

    static List<ModuleCase> cases() {
        return ModuleCases.all();
    }

    static Stream<ModuleCase> floatingCases() {
        return cases().stream().filter(module -> module.dtype().isFloating());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isLookedInto(ModuleCase module) {
        var x = module.example(DType.F32);
        var net = Haiku.transform((Tensor in) -> module.create().get().apply(in));
        var params = net.init(KEY, x);

        var first = Inspect.evalSummary(net, x).get(0).module();

        assertThat(first.paramSize()).isEqualTo(params.size());
        assertThat(Inspect.tabulate(net, x)).contains(first.type());
        assertThat(Inspect.programInfo(net, x).toString()).contains(first.path());
        assertThat(Inspect.toDot(net.withoutApplyRng()::apply, params, x)).startsWith("digraph");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void usesHaikusTransformationsOnly(ModuleCase module) {
        var x = module.example(DType.F32);
        var net = module.network();

        var params = Config.with(c -> c.checkUsage(true), () -> net.init(KEY, x));

        assertThat(Config.<Tensor>with(c -> c.checkUsage(true), () -> net.apply(params, x)))
                .hasSameNumbersAs(net.apply(params, x));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheSameWithNamesInItsProgram(ModuleCase module) {
        var x = module.example(DType.F32);
        var net = module.network();
        var params = net.init(KEY, x);

        var named = Config.<Tensor>with(
                c -> c.nameScopes(true), () -> Func.jit(net::apply).apply(params, x));

        assertThat(named).isCloseTo(net.apply(params, x), 1e-5, 1e-5);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void doesNotRelyOnRankPromotion(ModuleCase module) {
        var x = module.example(DType.F32);
        var net = module.network();

        var result = Config.<Tensor>with(c -> c.strictRankPromotion(true), () -> net.apply(net.init(KEY, x), x));

        assertThat(result).hasShape(net.apply(net.init(KEY, x), x).shape());
    }

    @ParameterizedTest
    @MethodSource("floatingCases")
    void followsAPolicy(ModuleCase module) {
        var net = Haiku.transform((Tensor in) -> {
                    var layer = module.create().get();
                    return layer instanceof Module made
                            ? MixedPrecision.pushPolicy(
                                    made.getClass(), Policy.of("p=f32,c=bf16,o=f32"), () -> layer.apply(in))
                            : layer.apply(in);
                })
                .withoutApplyRng();
        var x = module.example(DType.F32);

        var params = net.init(KEY, x);

        assertThat(net.apply(params, x)).hasDtype(DType.F32);
        assertThat(params.entries())
                .allSatisfy(entry -> assertThat(entry.value()).hasDtype(DType.F32));
    }
}
