package dev.haiku.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.Params;
import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.func.Func;
import dev.haiku.nn.nets.ResNet;
import dev.haiku.random.Key;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every module must do, run over {@link ModuleCases}. */
class ModuleCaseTest {

    private static final Key KEY = Key.of(42);
    private static final double STEP = 1e-5;

    private record Point(Params params, Tensor x) {}

    static List<ModuleCase> cases() {
        return ModuleCases.all();
    }

    static Stream<ModuleCase> floatingCases() {
        return cases().stream().filter(module -> module.dtype().isFloating());
    }

    @Test
    void everyModuleHasARow() {
        var missing = CompiledClasses.of("dev.haiku.nn", dev.haiku.Module.class).stream()
                .filter(type -> Modifier.isPublic(type.getModifiers()))
                .filter(type ->
                        !ResNet.class.isAssignableFrom(type)) // golden cases run it; ModuleCase is for small ones
                .map(Class::getSimpleName)
                .filter(name -> cases().stream()
                        .noneMatch(row -> row.name().split("[ ,]")[0].equals(name)))
                .toList();

        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void namesItsParametersAsHaikuDoes(ModuleCase module) {
        var params = module.network().init(KEY, module.example(DType.F32));

        assertThat(params.names()).containsExactlyElementsOf(module.names());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void initAndApplyArePure(ModuleCase module) {
        var network = module.network();
        var x = module.example(DType.F32);

        var params = network.init(KEY, x);
        var before = numbers(params);
        var first = network.apply(params, x).toHost();
        var second = network.apply(params, x).toHost();

        assertThat(numbers(network.init(KEY, x))).isEqualTo(before);
        assertThat(numbers(params)).isEqualTo(before);
        assertThat(second).isEqualTo(first);
    }

    @ParameterizedTest
    @MethodSource("floatingCases")
    void followsTheElementTypeOfItsInput(ModuleCase module) {
        for (var dtype : List.of(DType.F64, DType.F16, DType.BF16)) {
            var x = module.example(DType.F32).cast(dtype);

            var params = module.network().init(KEY, x);

            assertThat(Trees.leaves(params)).allMatch(p -> p.dtype() == dtype);
            assertThat(module.network().apply(params, x).dtype()).isEqualTo(dtype);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void computesTheSameWhenCompiled(ModuleCase module) {
        var network = module.network();
        var x = module.example(DType.F32);
        var params = network.init(KEY, x);

        var compiled = Func.jit((Params p, Tensor input) -> network.apply(p, input));

        assertClose(compiled.apply(params, x), network.apply(params, x), 1e-6);
    }

    @ParameterizedTest
    @MethodSource("floatingCases")
    void hasTheGradientOfCentralDifferences(ModuleCase module) {
        var network = module.network();
        var x = module.example(DType.F64);
        var point = new Point(network.init(KEY, x), x);
        Function<Point, Tensor> loss = at -> {
            var y = network.apply(at.params(), at.x());
            var weights = Ops.cos(Ops.iota(DType.F64, (int) y.size())).reshape(y.shape());
            return y.mul(weights).sum();
        };

        var gradient = Trees.leaves(Func.grad(loss).apply(point));

        var leaves = Trees.leaves(point);
        for (int leaf = 0; leaf < leaves.size(); leaf++) {
            for (int i = 0; i < leaves.get(leaf).size(); i++) {
                double slope = (moved(loss, point, leaf, i, STEP) - moved(loss, point, leaf, i, -STEP)) / (2 * STEP);
                assertThat(gradient.get(leaf).toHost().getDouble(i))
                        .as("leaf %d, element %d", leaf, i)
                        .isCloseTo(slope, within(1e-6 * (1 + Math.abs(slope))));
            }
        }
    }

    private static double moved(Function<Point, Tensor> loss, Point point, int leaf, int element, double step) {
        var flat = Trees.flatten(point);
        var leaves = new ArrayList<>(flat.leaves());
        var old = leaves.get(leaf).toHost();
        leaves.set(
                leaf,
                Tensor.of(HostArray.fromDoubles(
                        DType.F64, old.shape(), i -> old.getDouble(i) + (i == element ? step : 0))));
        return loss.apply((Point) flat.def().unflatten(leaves)).item();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void mayBeUsedFromManyThreadsAtOnce(ModuleCase module) throws Exception {
        var network = module.network();
        var x = module.example(DType.F32);
        var params = network.init(KEY, x);
        var expected = network.apply(params, x).toHost();
        var threads = Executors.newFixedThreadPool(8);
        try {
            Callable<HostArray> task =
                    () -> network.apply(network.init(KEY, x), x).toHost();
            for (var result : threads.invokeAll(Collections.nCopies(16, task))) {
                assertThat(result.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdown();
        }
    }

    private static Map<String, HostArray> numbers(Params params) {
        return params.entries().stream()
                .collect(Collectors.toMap(
                        Params.Entry::fullName, entry -> entry.value().toHost()));
    }

    private static void assertClose(Tensor actual, Tensor expected, double tolerance) {
        assertThat(actual.type()).isEqualTo(expected.type());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.toHost().getDouble(i))
                    .as("element %d", i)
                    .isCloseTo(expected.toHost().getDouble(i), within(tolerance));
        }
    }
}
