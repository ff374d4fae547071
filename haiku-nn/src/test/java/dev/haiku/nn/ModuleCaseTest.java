package dev.haiku.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.haiku.MixedPrecision;
import dev.haiku.Params;
import dev.haiku.ParamsAndState;
import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.checkpoint.Checkpoint;
import dev.haiku.checkpoint.Npz;
import dev.haiku.checkpoint.Safetensors;
import dev.haiku.checkpoint.TensorSource;
import dev.haiku.func.Func;
import dev.haiku.nn.nets.ResNet;
import dev.haiku.precision.Policy;
import dev.haiku.random.Key;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every module must do, run over {@link ModuleCases}. */
class ModuleCaseTest {

    private static final Key KEY = Key.of(42);
    private static final double STEP = 1e-5;

    /** What is left of 8 bits after some operations. */
    private static final double COARSE = 0.05;

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
                .filter(name ->
                        cases().stream().noneMatch(row -> row.simpleName().equals(name)))
                .toList();

        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void namesItsParametersAsHaikuDoes(ModuleCase module) {
        var params = module.init(KEY, module.example(DType.F32)).params();

        assertThat(params.names()).containsExactlyElementsOf(module.names());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void initAndApplyArePure(ModuleCase module) {
        var x = module.example(DType.F32);

        var given = module.init(KEY, x);
        var before = numbers(given);
        var first = module.apply(given, x).toHost();
        var second = module.apply(given, x).toHost();

        assertThat(numbers(module.init(KEY, x))).isEqualTo(before);
        assertThat(numbers(given)).isEqualTo(before);
        assertThat(second).isEqualTo(first);
    }

    @ParameterizedTest
    @MethodSource("floatingCases")
    void followsTheElementTypeOfItsInput(ModuleCase module) {
        for (var dtype : List.of(DType.F64, DType.F16, DType.BF16)) {
            var x = module.example(DType.F32).cast(dtype);

            var given = module.init(KEY, x);

            assertThat(Trees.leaves(given.params())).allMatch(p -> p.dtype() == dtype);
            assertThat(module.apply(given, x).dtype()).isEqualTo(dtype);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void computesInTheElementTypesOfItsPolicy(ModuleCase module) {
        var x = module.example(DType.F32);
        var given = module.init(KEY, x);
        var expected = module.apply(given, x);
        var type = module.type().asSubclass(dev.haiku.Module.class);
        for (var compute : List.of(DType.F16, DType.BF16)) {
            MixedPrecision.setPolicy(type, new Policy(DType.F32, compute, DType.F32));
            try {
                var params = module.init(KEY, x).params();
                var y = module.apply(given, x);

                assertThat(Trees.leaves(params)).allMatch(p -> p.dtype() == DType.F32);
                assertThat(y.dtype()).isEqualTo(expected.dtype());
                assertClose(y, expected, COARSE);
            } finally {
                MixedPrecision.clearPolicy(type);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void computesTheSameWhenCompiled(ModuleCase module) {
        var x = module.example(DType.F32);
        var given = module.init(KEY, x);

        var compiled = Func.jit(module::apply);

        assertClose(compiled.apply(given, x), module.apply(given, x), 1e-6);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void computesTheSameForEachExampleWhenMapped(ModuleCase module) {
        var examples =
                List.of(module.example(DType.F32, 1), module.example(DType.F32, 2), module.example(DType.F32, 3));
        var given = module.init(KEY, examples.get(0));

        var mapped = Func.vmap((Tensor x) -> module.apply(given, x)).apply(Ops.stack(examples, 0));

        var each = examples.stream().map(x -> module.apply(given, x)).toList();
        assertClose(mapped, Ops.stack(each, 0), 1e-5);
    }

    @ParameterizedTest
    @MethodSource("floatingCases")
    void hasTheGradientOfCentralDifferences(ModuleCase module) {
        assumeTrue(module.hasDifferences());
        var x = module.example(DType.F64);
        var given = module.init(KEY, x);
        var point = new Point(given.params(), x);
        Function<Point, Tensor> loss = at -> {
            var y = module.apply(new ParamsAndState(at.params(), given.state()), at.x());
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
        var x = module.example(DType.F32);
        var expected = module.apply(module.init(KEY, x), x).toHost();
        var threads = Executors.newFixedThreadPool(8);
        try {
            Callable<HostArray> task =
                    () -> module.apply(module.init(KEY, x), x).toHost();
            for (var result : threads.invokeAll(Collections.nCopies(16, task))) {
                assertThat(result.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdown();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isTheSameAfterSavingAndLoading(ModuleCase module, @TempDir Path folder) {
        var x = module.example(DType.F32);
        var given = module.init(KEY, x);
        var other = module.init(Key.of(1), module.example(DType.F32, 1));
        var safetensors = folder.resolve("module.safetensors");
        var npz = folder.resolve("module.npz");

        Checkpoint.save(safetensors, given);
        Npz.write(npz, Checkpoint.named(given));

        assertThat(Safetensors.read(safetensors).keySet())
                .filteredOn(name -> name.startsWith("params/"))
                .containsExactlyInAnyOrderElementsOf(
                        module.names().stream().map(name -> "params/" + name).toList());
        assertSame(module, x, given, Checkpoint.restore(safetensors, other));
        assertSame(module, x, given, Checkpoint.restore(TensorSource.of(Npz.read(npz)), other));
    }

    /** Compares bit for bit: names, numbers and what the module computes with them. */
    private static void assertSame(ModuleCase module, Tensor x, ParamsAndState given, ParamsAndState restored) {
        assertThat(restored.params().names()).isEqualTo(given.params().names());
        assertThat(Trees.structure(restored)).isEqualTo(Trees.structure(given));
        assertThat(numbers(restored)).isEqualTo(numbers(given));
        assertThat(module.apply(restored, x).toHost())
                .isEqualTo(module.apply(given, x).toHost());
    }

    private static List<HostArray> numbers(ParamsAndState given) {
        return Trees.leaves(given).stream().map(Tensor::toHost).toList();
    }

    /** Compares up to an error relative to the largest element, or to 1. */
    private static void assertClose(Tensor actual, Tensor expected, double tolerance) {
        assertThat(actual.type()).isEqualTo(expected.type());
        double largest = 1;
        for (int i = 0; i < expected.size(); i++) {
            largest = Math.max(largest, Math.abs(expected.toHost().getDouble(i)));
        }
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.toHost().getDouble(i))
                    .as("element %d", i)
                    .isCloseTo(expected.toHost().getDouble(i), within(tolerance * largest));
        }
    }
}
