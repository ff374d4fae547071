package dev.haiku.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.Initializer;
import dev.haiku.Layer;
import dev.haiku.array.Shape;
import dev.haiku.nn.init.Initializers;
import dev.haiku.nn.nets.BatchNormConfig;
import dev.haiku.nn.nets.ResNet;
import dev.haiku.optim.Accumulation;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Hyperparameter;
import dev.haiku.optim.Mask;
import dev.haiku.optim.Noise;
import dev.haiku.optim.Optimizers;
import dev.haiku.optim.Schedule;
import dev.haiku.optim.SkipRule;
import dev.haiku.optim.contrib.DogInitStep;
import dev.haiku.optim.contrib.MatrixView;
import dev.haiku.optim.contrib.NewtonSchulz;
import dev.haiku.rl.Rlax;
import dev.haiku.rl.TxPair;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Padding;
import dev.haiku.tensor.Tensor;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Options are records whose setters are named like their components; each setter must change its own component and no
 * other.
 *
 * <p>Options may hold other ones as a part; then they have setters for the components of the part, too.
 */
class OptionsTest {

    /** Components of parts whose setters have another name outside, since optax gives them two. */
    private static final Map<String, String> RENAMED = Map.of("epsilon", "eps", "stepOffset", "decayOffset");

    /** Two different values of each type that a component or a setter's parameter has. */
    private static final Map<Class<?>, List<Object>> SAMPLES = Map.ofEntries(
            Map.entry(boolean.class, List.of(true, false)),
            Map.entry(Padding.class, List.of(Padding.SAME, Padding.VALID)),
            Map.entry(UnaryOperator.class, List.of(UnaryOperator.identity(), (UnaryOperator<Object>) o -> o)),
            Map.entry(BatchNormConfig.class, List.of(batchNorm(0.25), batchNorm(0.75))),
            Map.entry(ResNet.InitialConv.class, List.of(initialConv(1), initialConv(2))),
            Map.entry(Number.class, List.of(0.25, 0.75)),
            Map.entry(Hyperparameter.class, List.of(Hyperparameter.of(0.25), Hyperparameter.of(0.75))),
            Map.entry(SkipRule.class, List.of(SkipRule.never(), SkipRule.notFinite())),
            Map.entry(Noise.class, List.of(Noise.GUMBEL, Noise.NORMAL)),
            Map.entry(Mask.class, List.of(Mask.all(), Mask.none())),
            Map.entry(Schedule.class, List.of((Schedule) count -> count, (Schedule) count -> count.neg())),
            Map.entry(GradientTransformation.class, List.of(Optimizers.sgd(0.25), Optimizers.sgd(0.75))),
            Map.entry(NewtonSchulz.class, List.of(NewtonSchulz.STANDARD, NewtonSchulz.DION)),
            Map.entry(TxPair.class, List.of(Rlax.IDENTITY_PAIR, Rlax.SIGNED_LOGP1_PAIR)),
            Map.entry(DogInitStep.class, List.of(DogInitStep.distance(0.25), DogInitStep.heuristic(0.75))),
            Map.entry(MatrixView.class, List.of(MatrixView.ofRank2(), (MatrixView)
                    (name, parameter) -> Optional.empty())),
            Map.entry(Map.class, List.of(Map.of("", Accumulation.SUM), Map.of("", Accumulation.MEAN))),
            Map.entry(int.class, List.of(1, 2)),
            Map.entry(double.class, List.of(0.25, 0.75)),
            Map.entry(String.class, List.of("one", "two")),
            Map.entry(Initializer.class, List.of(Initializers.zeros(), Initializers.ones())),
            Map.entry(Layer.class, List.<Object>of((Layer) Nn::relu, (Layer) Nn::gelu)),
            Map.entry(Shape.class, List.of(Shape.of(1), Shape.of(2))),
            Map.entry(List.class, List.of(List.of(1), List.of(2))),
            Map.entry(int[].class, List.of(new int[] {1}, new int[] {2})),
            Map.entry(Axes.class, List.of(Axes.of(1), Axes.of(2))),
            Map.entry(Integer.class, List.of(1, 2)),
            Map.entry(DataFormat.class, List.of(DataFormat.CHANNELS_LAST, DataFormat.CHANNELS_FIRST)),
            Map.entry(Tensor.class, List.of(Tensor.of(1f), Tensor.of(2f))),
            Map.entry(Embed.LookupStyle.class, List.of(Embed.LookupStyle.ARRAY_INDEX, Embed.LookupStyle.ONE_HOT)));

    static Stream<Class<?>> optionTypes() {
        return Stream.of("dev.haiku.nn", "dev.haiku.optim", "dev.haiku.rl")
                .flatMap(name -> CompiledClasses.of(name, Record.class).stream())
                .filter(type -> type.getSimpleName().endsWith("Options"));
    }

    @ParameterizedTest
    @MethodSource("optionTypes")
    void eachSetterChangesOnlyItsOwnComponent(Class<?> type) throws ReflectiveOperationException {
        check(type);
    }

    @Test
    void thisTestNoticesSwappedArguments() {
        assertThatThrownBy(() -> check(SwappedOptions.class))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("SwappedOptions.rate");
    }

    @Test
    void thisTestNoticesSettersThatChangeAnotherSettingOfAPart() {
        assertThatThrownBy(() -> check(Whole.class))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Whole.partRate");
    }

    @ParameterizedTest
    @MethodSource("optionTypes")
    void modulesTakeTheirOptionsInASecondConstructor(Class<?> type) {
        var module = type.getEnclosingClass();
        if (module == null || !dev.haiku.Module.class.isAssignableFrom(module)) {
            return;
        }
        var constructors = module.getConstructors();

        long edited =
                Arrays.stream(constructors).filter(OptionsTest::takesOptions).count();

        assertThat(edited).isPositive().isEqualTo(constructors.length - edited);
    }

    private static boolean takesOptions(Constructor<?> constructor) {
        var parameters = constructor.getParameterTypes();
        return parameters.length > 0 && parameters[parameters.length - 1] == UnaryOperator.class;
    }

    /** An options record with a mistake. */
    public record SwappedOptions(double rate, double decay) {

        public SwappedOptions rate(double rate) {
            return new SwappedOptions(decay, rate);
        }

        public SwappedOptions decay(double decay) {
            return new SwappedOptions(rate, decay);
        }
    }

    /** Options with a mistake in the setter of a part. */
    public record Whole(SwappedOptions part, double rate) {

        @SuppressWarnings("ArgumentSelectionDefectChecker") // the mistake
        public Whole partRate(double rate) {
            return new Whole(new SwappedOptions(part.decay(), rate), this.rate);
        }

        public Whole decay(double decay) {
            return new Whole(new SwappedOptions(part.rate(), decay), rate);
        }

        public Whole rate(double rate) {
            return new Whole(part, rate);
        }
    }

    /** The components that lead from options to a setting. */
    private record Setting(List<RecordComponent> path) {

        static Stream<Setting> of(Class<?> type) {
            return Arrays.stream(type.getRecordComponents())
                    .flatMap(component -> isPart(component.getType())
                            ? of(component.getType()).map(inner -> inner.within(component))
                            : Stream.of(new Setting(List.of(component))));
        }

        private Setting within(RecordComponent component) {
            return new Setting(
                    Stream.concat(Stream.of(component), path.stream()).toList());
        }

        RecordComponent component() {
            return path.get(path.size() - 1);
        }

        Object of(Object options) throws ReflectiveOperationException {
            var value = options;
            for (var component : path) {
                value = component.getAccessor().invoke(value);
            }
            return value;
        }

        /** {@return what its setter may be called: the setting of a part perhaps with the name of the part} */
        List<String> names() {
            var name = component().getName();
            if (path.size() == 1) {
                return List.of(name);
            }
            var part = path.get(path.size() - 2).getName();
            var full = part + Character.toUpperCase(name.charAt(0)) + name.substring(1);
            return List.of(full, RENAMED.getOrDefault(name, name), name);
        }
    }

    private static boolean isPart(Class<?> type) {
        return type.isRecord() && type.getSimpleName().endsWith("Options");
    }

    private static void check(Class<?> type) throws ReflectiveOperationException {
        var settings = Setting.of(type).toList();
        var before = create(type);
        for (var changed : settings) {
            for (var setter : setters(type, changed)) {
                var given = sample(setter.getParameterTypes()[0], 1);
                var after = setter.invoke(before, given);
                for (var setting : settings) {
                    var component = setting.component();
                    var expected = setting.equals(changed) ? stored(component, given) : sample(component.getType(), 0);
                    assertThat(Objects.deepEquals(setting.of(after), expected))
                            .as("%s.%s and component %s", type.getSimpleName(), setter.getName(), component.getName())
                            .isTrue();
                }
            }
        }
    }

    /** What a component becomes when its setter is given a value: settings of optimisers are stored in one form. */
    private static Object stored(RecordComponent component, Object given) {
        if (component.getType() != Hyperparameter.class) {
            return sample(component.getType(), 1);
        }
        return given instanceof Schedule schedule ? Hyperparameter.of(schedule) : Hyperparameter.of((Number) given);
    }

    private static Object create(Class<?> type) throws ReflectiveOperationException {
        var types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        var values = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            values[i] = isPart(types[i]) ? create(types[i]) : sample(types[i], 0);
        }
        return type.getDeclaredConstructor(types).newInstance(values);
    }

    /** The setter that takes what the component is, or else all that convert what they take. */
    private static List<Method> setters(Class<?> type, Setting setting) {
        var setters = setting.names().stream()
                .map(name -> Arrays.stream(type.getMethods())
                        .filter(method -> method.getName().equals(name) && method.getParameterCount() == 1)
                        .toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
        assertThat(setters)
                .as("setters of %s.%s", type.getName(), setting.component().getName())
                .isNotEmpty();
        var direct = setters.stream()
                .filter(method ->
                        method.getParameterTypes()[0].equals(setting.component().getType()))
                .toList();
        return direct.isEmpty() ? setters : direct;
    }

    private static BatchNormConfig batchNorm(double decayRate) {
        return new BatchNormConfig(decayRate, true, true, UnaryOperator.identity());
    }

    private static ResNet.InitialConv initialConv(int channels) {
        return new ResNet.InitialConv(channels, List.of(1), UnaryOperator.identity());
    }

    private static Object sample(Class<?> type, int which) {
        if (type.isEnum()) {
            return type.getEnumConstants()[which];
        }
        var samples = SAMPLES.getOrDefault(type, List.of());
        assertThat(samples).as("samples of %s", type).hasSize(2);
        return samples.get(which);
    }
}
