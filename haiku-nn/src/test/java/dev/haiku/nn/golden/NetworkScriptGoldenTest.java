package dev.haiku.nn.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.Haiku;
import dev.haiku.Params;
import dev.haiku.ParamsAndState;
import dev.haiku.TrainingLayer;
import dev.haiku.TransformedWithState;
import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.func.Func;
import dev.haiku.golden.GoldenCase;
import dev.haiku.golden.GoldenCases;
import dev.haiku.nn.init.Initializers;
import dev.haiku.nn.nets.MobileNetV1;
import dev.haiku.nn.nets.ResNet;
import dev.haiku.nn.nets.ResNet101;
import dev.haiku.nn.nets.ResNet152;
import dev.haiku.nn.nets.ResNet18;
import dev.haiku.nn.nets.ResNet200;
import dev.haiku.nn.nets.ResNet34;
import dev.haiku.nn.nets.ResNet50;
import dev.haiku.random.Key;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published networks in full size: names and shapes, digests of their first parameters, outputs. */
class NetworkScriptGoldenTest {

    private static final Map<String, Function<UnaryOperator<ResNet.Options>, ResNet>> RES_NETS = Map.of(
            "18", edit -> new ResNet18(10, edit),
            "34", edit -> new ResNet34(10, edit),
            "50", edit -> new ResNet50(10, edit),
            "101", edit -> new ResNet101(10, edit),
            "152", edit -> new ResNet152(10, edit),
            "200", edit -> new ResNet200(10, edit));

    private record Input(Tensor images, boolean isTraining) {}

    static List<GoldenCase> all() {
        return GoldenCases.loadKinds(List.of("script"), "c_nets");
    }

    static List<GoldenCase> names() {
        return all().stream()
                .filter(golden -> !golden.target().equals("hk.nets.stock#digest"))
                .toList();
    }

    static List<GoldenCase> digests() {
        return all().stream()
                .filter(golden -> golden.target().equals("hk.nets.stock#digest"))
                .toList();
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("names")
    void hasTheNamesAndShapesOfHaiku(GoldenCase golden) {
        var net = network(() -> named(golden));
        Function<Tensor, Object> init = images -> net.init(Key.of(0), new Input(images, true));

        var made = (ParamsAndState) Func.evalShape(init, Ops.zeros(1, 64, 64, 3));

        var params = new TreeMap<String, List<Integer>>();
        made.params()
                .entries()
                .forEach(entry -> params.put(
                        entry.module() + "|" + entry.name(),
                        entry.value().shape().toList()));
        var state = new TreeMap<String, List<Integer>>();
        made.state()
                .entries()
                .forEach(entry -> state.put(
                        entry.module() + "|" + entry.name(),
                        ((Tensor) entry.value()).shape().toList()));
        assertThat(params).isEqualTo(shapes(golden, "param_shapes"));
        assertThat(state).isEqualTo(shapes(golden, "state_shapes"));
    }

    private static Map<String, List<Integer>> shapes(GoldenCase golden, String field) {
        var shapes = new TreeMap<String, List<Integer>>();
        golden.json().path(field).properties().forEach(entry -> {
            var dims = new ArrayList<Integer>();
            entry.getValue().forEach(dim -> dims.add(dim.asInt()));
            shapes.put(entry.getKey(), dims);
        });
        return shapes;
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("digests")
    void startsAndComputesLikeHaiku(GoldenCase golden) {
        var net = network(() -> stock(golden));
        var images = Tensor.of(golden.tensor("in:x"));
        var initial = net.init(Key.of(golden.spec().path("seed").asLong()), new Input(images, true));
        var trained = net.withoutApplyRng().apply(initial.params(), initial.state(), new Input(images, true));
        var evaluated = net.withoutApplyRng().apply(initial.params(), trained.state(), new Input(images, false));

        var results = digests(initial.params());
        results.put("train_logits", trained.value());
        results.put("eval_logits", evaluated.value());
        assertThat(initial.params().entries().stream().map(entry -> entry.module() + "|" + entry.name()))
                .containsExactlyInAnyOrderElementsOf(golden.strings("param_order"));
        Bundle.check(golden, results);
    }

    private static TransformedWithState<Input, Tensor> network(Supplier<TrainingLayer> create) {
        return Haiku.transformWithState((Input input) -> create.get().apply(input.images(), input.isTraining()));
    }

    private static TrainingLayer named(GoldenCase golden) {
        if (golden.target().startsWith("hk.nets.MobileNetV1")) {
            return new MobileNetV1(1000);
        }
        var depth = golden.json().path("depth").asText();
        boolean isV2 = golden.json().path("resnet_v2").asBoolean();
        return resNet(golden, depth, o -> o.v2(isV2));
    }

    private static TrainingLayer stock(GoldenCase golden) {
        var net = golden.spec().path("net").asText();
        if (net.equals("hk.nets.MobileNetV1")) {
            return new MobileNetV1(
                    10, o -> o.useBatchNorm(golden.spec().path("use_bn").asBoolean()));
        }
        boolean isV2 = golden.spec().path("resnet_v2").asBoolean();
        return resNet(
                golden,
                net.replace("hk.nets.ResNet", ""),
                o -> o.v2(isV2).logits(l -> l.wInit(Initializers.randomNormal(0.05))));
    }

    private static TrainingLayer resNet(GoldenCase golden, String depth, UnaryOperator<ResNet.Options> edit) {
        assertThat(RES_NETS).as(golden.name()).containsKey(depth);
        return RES_NETS.get(depth).apply(edit)::apply;
    }

    /** Of each parameter: sum, mean of magnitudes, the first, the middle and the last element. */
    private static Map<String, Tensor> digests(Params params) {
        var digests = new TreeMap<String, Tensor>();
        for (var entry : params.entries()) {
            var host = entry.value().toHost();
            int size = Math.toIntExact(host.size());
            double sum = 0;
            double magnitudes = 0;
            for (int i = 0; i < size; i++) {
                sum += host.getDouble(i);
                magnitudes += Math.abs(host.getDouble(i));
            }
            double[] digest = {
                sum, magnitudes / size, host.getDouble(0), host.getDouble(size / 2), host.getDouble(size - 1)
            };
            digests.put(
                    "digest:" + entry.module() + "|" + entry.name(),
                    Tensor.of(HostArray.fromDoubles(DType.F32, Shape.of(digest.length), i -> digest[i])));
        }
        return digests;
    }
}
