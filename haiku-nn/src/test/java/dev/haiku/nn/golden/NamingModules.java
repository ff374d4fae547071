package dev.haiku.nn.golden;

import static java.util.Map.entry;

import dev.haiku.Layer;
import dev.haiku.LayerModule;
import dev.haiku.Module;
import dev.haiku.array.Shape;
import dev.haiku.nn.Bias;
import dev.haiku.nn.LayerNorm;
import dev.haiku.nn.Linear;
import dev.haiku.nn.Sequential;
import dev.haiku.nn.init.Initializers;
import dev.haiku.nn.nets.Mlp;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Naming cases about modules, their constructors and methods, restated from their Python. */
final class NamingModules {

    static final Map<String, Function<Tensor, Object>> SCRIPTS = Map.ofEntries(
            entry("default_names", NamingModules::defaultNames),
            entry("duplicate_custom_names", NamingModules::duplicateCustomNames),
            entry("explicit_number_then_default", NamingModules::explicitNumberThenDefault),
            entry("explicit_reverse_numbering", NamingModules::explicitReverseNumbering),
            entry("explicit_zero_padded", NamingModules::explicitZeroPadded),
            entry("instance_reuse", NamingModules::instanceReuse),
            entry("different_classes", NamingModules::differentClasses),
            entry("class_name_with_number_suffix", NamingModules::classNameWithNumberSuffix),
            entry("created_in_call", NamingModules::createdInCall),
            entry("created_in_method", NamingModules::createdInMethod),
            entry("created_in_init_and_call", NamingModules::createdInInitAndCall),
            entry("nested_three_deep_init", NamingModules::nestedThreeDeepInit),
            entry("mixed_init_method_call", NamingModules::mixedInitMethodCall),
            entry("same_module_called_twice_shares", NamingModules::sameModuleCalledTwiceShares),
            entry("method_called_twice_shares", NamingModules::methodCalledTwiceShares),
            entry("module_passed_as_argument", NamingModules::modulePassedAsArgument),
            entry("factory_passed_as_argument", NamingModules::factoryPassedAsArgument),
            entry("property_creates_module", NamingModules::propertyCreatesModule),
            entry("property_creates_param", NamingModules::propertyCreatesParam),
            entry("list_of_modules_in_init", NamingModules::listOfModulesInInit),
            entry("sequential_names", NamingModules::sequentialNames),
            entry("two_mlps", NamingModules::twoMlps),
            entry("mlp_reverse", NamingModules::mlpReverse),
            entry("lambda_defined_inside_module", NamingModules::lambdaDefinedInsideModule),
            entry("dataclass_post_init", NamingModules::dataclassPostInit),
            entry("vae_names", NamingModules::vaeNames));

    private NamingModules() {}

    private static Tensor linear(int size, Tensor x) {
        return new Linear(size).apply(x);
    }

    private static Tensor linear(int size, String name, Tensor x) {
        return new Linear(size, o -> o.name(name)).apply(x);
    }

    private static Tensor defaultNames(Tensor x) {
        return linear(3, x).add(linear(3, x)).add(linear(3, x));
    }

    private static Tensor duplicateCustomNames(Tensor x) {
        var a = linear(3, "foo", x);
        var b = linear(3, "foo", x);
        var c = linear(3, "foo", x);
        return a.add(b).add(c);
    }

    private static Tensor explicitNumberThenDefault(Tensor x) {
        return linear(2, "linear_1", x).add(linear(2, x));
    }

    private static Tensor explicitReverseNumbering(Tensor x) {
        var y = Tensor.scalar(0.0);
        for (int i = 2; i >= 0; i--) {
            y = y.add(linear(2, "linear_" + i, x));
        }
        return y.add(linear(2, x));
    }

    private static Tensor explicitZeroPadded(Tensor x) {
        var y = Tensor.scalar(0.0);
        for (int i = 0; i < 3; i++) {
            y = y.add(linear(2, "layer_0" + i, x));
        }
        return y.add(linear(2, "layer", x)).add(linear(2, "layer", x));
    }

    private static Tensor instanceReuse(Tensor x) {
        var linear = new Linear(4);
        return linear.apply(linear.apply(x));
    }

    private static Tensor differentClasses(Tensor x) {
        return linear(4, x).add(new Bias().apply(x)).add(new LayerNorm(-1, true, true).apply(x));
    }

    private static Tensor classNameWithNumberSuffix(Tensor x) {
        final class Block_1 extends LayerModule {
            @Override
            protected Tensor call(Tensor input) {
                return linear(2, input);
            }
        }
        final class Block extends LayerModule {
            @Override
            protected Tensor call(Tensor input) {
                return linear(2, input);
            }
        }
        return new Block().apply(x).add(new Block_1().apply(x)).add(new Block().apply(x));
    }

    private static Tensor createdInCall(Tensor x) {
        final class Outer extends LayerModule {
            @Override
            protected Tensor call(Tensor input) {
                return linear(3, input);
            }
        }
        return new Outer().apply(x);
    }

    private static Tensor createdInMethod(Tensor x) {
        final class Outer extends Module {
            Tensor encode(Tensor input) {
                return method("encode", input, y -> linear(3, y));
            }

            Tensor decode(Tensor input) {
                return method("decode", input, y -> linear(4, y));
            }
        }
        var module = new Outer();
        return module.decode(module.encode(x));
    }

    private static Tensor createdInInitAndCall(Tensor x) {
        final class Outer extends LayerModule {
            final Linear a;
            final Linear b;

            Outer() {
                a = new Linear(3);
                b = new Linear(3);
            }

            @Override
            protected Tensor call(Tensor input) {
                return a.apply(input).add(b.apply(input)).add(linear(3, input)).add(linear(3, input));
            }
        }
        return new Outer().apply(x);
    }

    private static Tensor nestedThreeDeepInit(Tensor x) {
        final class C extends LayerModule {
            final Linear linear = new Linear(2);

            @Override
            protected Tensor call(Tensor input) {
                return linear.apply(input);
            }
        }
        final class B extends LayerModule {
            final List<C> c = List.of(new C(), new C());

            @Override
            protected Tensor call(Tensor input) {
                return c.get(0).apply(input).add(c.get(1).apply(input));
            }
        }
        final class Outer extends LayerModule {
            final B b;

            Outer(@Nullable String name) {
                super(name);
                b = new B();
            }

            @Override
            protected Tensor call(Tensor input) {
                return b.apply(input);
            }
        }
        return new Outer("net").apply(x);
    }

    private static Tensor mixedInitMethodCall(Tensor x) {
        final class Inner extends LayerModule {
            final Linear linear = new Linear(2);

            Tensor project(Tensor input) {
                return method("project", input, y -> linear(2, "proj", y));
            }

            @Override
            protected Tensor call(Tensor input) {
                return linear.apply(input).add(project(input));
            }
        }
        final class Outer extends LayerModule {
            final Inner inner = new Inner();

            Tensor run(Tensor input) {
                return method("run", input, y -> inner.apply(y).add(new Inner().apply(y)));
            }

            @Override
            protected Tensor call(Tensor input) {
                return run(input).add(inner.project(input));
            }
        }
        return new Outer().apply(x);
    }

    private static Tensor sameModuleCalledTwiceShares(Tensor x) {
        final class M extends LayerModule {
            @Override
            protected Tensor call(Tensor input) {
                return linear(4, input);
            }
        }
        var module = new M();
        return module.apply(module.apply(x));
    }

    private static Tensor methodCalledTwiceShares(Tensor x) {
        final class M extends Module {
            Tensor f(Tensor input) {
                return method("f", input, y -> linear(4, y).add(linear(4, y)));
            }
        }
        var module = new M();
        return module.f(x).add(module.f(x));
    }

    private static Tensor modulePassedAsArgument(Tensor x) {
        final class Wrapper extends LayerModule {
            final Layer inner;

            Wrapper(Layer inner) {
                this.inner = inner;
            }

            @Override
            protected Tensor call(Tensor input) {
                return inner.apply(input).add(linear(3, input));
            }
        }
        return new Wrapper(new Linear(3)).apply(x);
    }

    private static Tensor factoryPassedAsArgument(Tensor x) {
        final class Wrapper extends LayerModule {
            final Supplier<Layer> make;
            final Layer early;

            Wrapper(Supplier<Layer> make) {
                this.make = make;
                this.early = make.get();
            }

            @Override
            protected Tensor call(Tensor input) {
                return early.apply(input).add(make.get().apply(input));
            }
        }
        return new Wrapper(() -> new Linear(3)).apply(x);
    }

    private static Tensor propertyCreatesModule(Tensor x) {
        final class M extends LayerModule {
            Linear lin() {
                return method("lin", () -> new Linear(3));
            }

            @Override
            protected Tensor call(Tensor input) {
                return lin().apply(input).add(lin().apply(input));
            }
        }
        return new M().apply(x);
    }

    private static Tensor propertyCreatesParam(Tensor x) {
        final class M extends LayerModule {
            Tensor w() {
                return method("w", () -> getParameter("w", Shape.of(4), Initializers.randomNormal()));
            }

            @Override
            protected Tensor call(Tensor input) {
                return input.mul(w()).add(w());
            }
        }
        return new M().apply(x);
    }

    private static Tensor listOfModulesInInit(Tensor x) {
        final class Stack extends LayerModule {
            final List<Linear> layers;

            Stack(int... sizes) {
                layers = IntStream.of(sizes).mapToObj(Linear::new).toList();
            }

            @Override
            protected Tensor call(Tensor input) {
                var y = input;
                for (var layer : layers) {
                    y = Nn.relu(layer.apply(y));
                }
                return y;
            }
        }
        return new Stack(5, 4, 3).apply(x);
    }

    private static Tensor sequentialNames(Tensor x) {
        return new Sequential(new Linear(4), Nn::relu, new Linear(3), y -> linear(2, y)).apply(x);
    }

    private static Tensor twoMlps(Tensor x) {
        return new Mlp(List.of(4, 3))
                .apply(x)
                .add(new Mlp(List.of(4, 3)).apply(x))
                .add(new Mlp(List.of(3), o -> o.name("head")).apply(x));
    }

    private static Tensor mlpReverse(Tensor x) {
        var mlp = new Mlp(List.of(5, 3));
        var y = mlp.apply(x);
        return mlp.reverse().apply(y);
    }

    private static Tensor lambdaDefinedInsideModule(Tensor x) {
        final class M extends LayerModule {
            @Override
            protected Tensor call(Tensor input) {
                Layer f = y -> linear(2, y);
                return f.apply(input).add(f.apply(input));
            }
        }
        return new M().apply(x);
    }

    private static Tensor dataclassPostInit(Tensor x) {
        final class Post extends LayerModule {
            final int size;
            final Linear linear;

            Post(int size) {
                this.size = size;
                this.linear = new Linear(size);
            }

            @Override
            protected Tensor call(Tensor input) {
                return linear.apply(input).add(linear(size, input));
            }
        }
        return new Post(2).apply(x).add(new Post(2).apply(x));
    }

    private static Tensor vaeNames(Tensor x) {
        final class Encoder extends Module {
            List<Tensor> apply(Tensor input) {
                return mainMethod(input, y -> {
                    var hidden = Nn.relu(linear(4, y));
                    var moments = new ArrayList<Tensor>();
                    moments.add(linear(2, hidden));
                    moments.add(linear(2, hidden));
                    return moments;
                });
            }
        }
        final class Decoder extends LayerModule {
            @Override
            protected Tensor call(Tensor z) {
                return new Linear(4).apply(Nn.relu(new Linear(4).apply(z)));
            }
        }
        final class VAE extends LayerModule {
            final Encoder encoder = new Encoder();
            final Decoder decoder = new Decoder();

            @Override
            protected Tensor call(Tensor input) {
                var moments = encoder.apply(input);
                return decoder.apply(moments.get(0).add(moments.get(1)));
            }
        }
        return new VAE().apply(x);
    }
}
