package dev.haiku.random;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.golden.GoldenArguments;
import dev.haiku.golden.GoldenCase;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The table from functions of {@code jax.random} and their parameters to ours. */
final class JaxRandom {

    private static final Map<String, Row> TABLE = new TreeMap<>();

    private JaxRandom() {}

    /** What Java calls for a Python function, and which parameters of that function it understands. */
    private record Row(List<String> parameters, Function<Call, Tensor> run) {}

    /** {@return the result of a case, or a failure that names the function or argument which the table lacks} */
    static Tensor run(GoldenCase golden) {
        var function = golden.spec().path("fn").asText();
        var row = TABLE.get(function);
        if (row == null) {
            throw new AssertionError(
                    golden.name() + ": the table lacks '" + function + "'; it has " + TABLE.keySet() + ".");
        }
        if (!golden.spec().path("vmap_in_axes").isNull()) {
            throw new AssertionError(golden.name() + ": the runner lacks 'vmap_in_axes'.");
        }
        return row.run().apply(new Call(golden, GoldenArguments.bind(golden, row.parameters())));
    }

    private static void row(String function, String parameters, Function<Call, Tensor> run) {
        TABLE.put("jax.random." + function, new Row(List.of(parameters.split(" ")), run));
    }

    static {
        row("PRNGKey", "seed", c -> Key.of(c.args().integer("seed")).data());
        row(
                "split",
                "key num",
                c -> c.key().split(c.args().shape("num", Shape.of(2))).data());
        row("fold_in", "key data", c -> c.key().foldIn(c.args().integer("data")).data());
        row("bits", "key shape dtype", c -> Random.bits(c.key(), c.shape(), c.dtype(DType.U32)));
        row("uniform", "key shape dtype minval maxval", JaxRandom::uniform);
        row("randint", "key shape minval maxval dtype", JaxRandom::randint);
        row("bernoulli", "key p shape mode", JaxRandom::bernoulli);
        row("rademacher", "key shape dtype", c -> Random.rademacher(c.key(), c.shape(), c.dtype(DType.I32)));
        row("permutation", "key x axis independent", JaxRandom::permutation);
        row("choice", "key a shape replace p axis mode", JaxRandom::choice);
        row("categorical", "key logits axis shape replace mode", JaxRandom::categorical);
        row("gumbel", "key shape dtype mode", c -> Random.gumbel(c.key(), c.shape(), c.dtype(), c.mode()));
        row("normal", "key shape dtype", c -> Random.normal(c.key(), c.shape(), c.dtype()));
        row("exponential", "key shape dtype", c -> Random.exponential(c.key(), c.shape(), c.dtype()));
        row("laplace", "key shape dtype", c -> Random.laplace(c.key(), c.shape(), c.dtype()));
        row("logistic", "key shape dtype", c -> Random.logistic(c.key(), c.shape(), c.dtype()));
        row("cauchy", "key shape dtype", c -> Random.cauchy(c.key(), c.shape(), c.dtype()));
        row("maxwell", "key shape dtype", c -> Random.maxwell(c.key(), c.shape(), c.dtype()));
        row("rayleigh", "key scale shape dtype", c -> one(c, "scale", Random::rayleigh));
        row("gamma", "key a shape dtype", c -> one(c, "a", Random::gamma));
        row("loggamma", "key a shape dtype", c -> one(c, "a", Random::loggamma));
        row("chisquare", "key df shape dtype", c -> one(c, "df", Random::chisquare));
        row("t", "key df shape dtype", c -> one(c, "df", Random::studentT));
        row("pareto", "key b shape dtype", c -> one(c, "b", Random::pareto));
        row("wald", "key mean shape dtype", c -> one(c, "mean", Random::wald));
        row("lognormal", "key sigma shape dtype", JaxRandom::lognormal);
        row("truncated_normal", "key lower upper shape dtype", c -> two(c, "lower", "upper", Random::truncatedNormal));
        row("beta", "key a b shape dtype", c -> two(c, "a", "b", Random::beta));
        row("f", "key dfnum dfden shape dtype", c -> two(c, "dfnum", "dfden", Random::fisherF));
        row("weibull_min", "key scale concentration shape dtype", JaxRandom::weibullMin);
        row("double_sided_maxwell", "key loc scale shape dtype", JaxRandom::doubleSidedMaxwell);
        row("dirichlet", "key alpha shape dtype", JaxRandom::dirichlet);
        row("poisson", "key lam shape dtype", JaxRandom::poisson);
        row("geometric", "key p shape dtype", JaxRandom::geometric);
        row("triangular", "key left mode right shape dtype", JaxRandom::triangular);
        row("multivariate_normal", "key mean cov shape dtype", JaxRandom::multivariateNormal);
        row("orthogonal", "key n shape dtype m", JaxRandom::orthogonal);
        row("generalized_normal", "key p shape dtype", JaxRandom::generalizedNormal);
        row("ball", "key d p shape dtype", JaxRandom::ball);
    }

    /** A sampler with one parameter, drawn into a shape. */
    private interface OneParameter {
        Tensor draw(Key key, Tensor a, Shape shape);
    }

    /** A sampler with two parameters, drawn into a shape. */
    private interface TwoParameters {
        Tensor draw(Key key, Tensor a, Tensor b, Shape shape);
    }

    /** One call: the arguments as samplers take them. */
    private record Call(GoldenCase golden, GoldenArguments args) {

        Key key() {
            var key = Key.of(args.json("key").path("$key").asLong());
            boolean partitionable =
                    golden.spec().path("jax_threefry_partitionable").asBoolean(true);
            return partitionable ? key : key.withLayout(Key.Layout.LEGACY);
        }

        Shape shape() {
            return args.shape("shape", Shape.SCALAR);
        }

        /** The shape, if it is given, else the joint one of the parameters. */
        Shape shapeOr(Tensor... parameters) {
            var joint = Shape.SCALAR;
            for (var parameter : parameters) {
                joint = joint.broadcast(parameter.shape());
            }
            return args.shape("shape", joint);
        }

        DType dtype() {
            return dtype(DType.F32);
        }

        DType dtype(DType otherwise) {
            return args.dtype("dtype", otherwise);
        }

        Tensor real(String name) {
            return real(name, DType.F32).cast(dtype());
        }

        Tensor real(String name, DType dtype) {
            return Tensor.of(args.array(name, dtype));
        }

        SamplingMode mode() {
            return SamplingMode.valueOf(args.text("mode", "low").toUpperCase(Locale.ROOT));
        }

        boolean isInteger(String name) {
            return args.json(name).isIntegralNumber();
        }
    }

    private static Tensor one(Call c, String name, OneParameter sampler) {
        var a = c.real(name);
        return sampler.draw(c.key(), a, c.shapeOr(a));
    }

    private static Tensor two(Call c, String first, String second, TwoParameters sampler) {
        var a = c.real(first);
        var b = c.real(second);
        return sampler.draw(c.key(), a, b, c.shapeOr(a, b));
    }

    private static Tensor uniform(Call c) {
        if (!c.args().has("minval") && !c.args().has("maxval")) {
            return Random.uniform(c.key(), c.shape(), c.dtype());
        }
        var minval = c.args().has("minval") ? c.real("minval") : Tensor.scalar(c.dtype(), 0.0);
        var maxval = c.args().has("maxval") ? c.real("maxval") : Tensor.scalar(c.dtype(), 1.0);
        return Random.uniform(c.key(), c.shape(), minval, maxval);
    }

    private static Tensor randint(Call c) {
        return Random.randint(
                c.key(), c.shape(), c.real("minval", DType.I64), c.real("maxval", DType.I64), c.dtype(DType.I32));
    }

    private static Tensor bernoulli(Call c) {
        var p = c.args().has("p") ? c.real("p", DType.F32) : Tensor.scalar(0.5);
        return Random.bernoulli(c.key(), p, c.shapeOr(p), c.mode());
    }

    private static Tensor permutation(Call c) {
        if (c.isInteger("x")) {
            return Random.permutation(c.key(), (int) c.args().integer("x"));
        }
        BiFunction<Tensor, Integer, Tensor> sampler = c.args().truth("independent", false)
                ? (x, axis) -> Random.independentPermutation(c.key(), x, axis)
                : (x, axis) -> Random.permutation(c.key(), x, axis);
        return sampler.apply(c.real("x", DType.F32), c.args().integer("axis", 0));
    }

    private static Tensor choice(Call c) {
        ChoiceOptions options = ChoiceOptions.DEFAULTS
                .shape(c.shape())
                .replace(c.args().truth("replace", true))
                .axis(c.args().integer("axis", 0))
                .mode(c.mode());
        var all = c.args().has("p") ? options.p(c.real("p", DType.F32)) : options;
        return c.isInteger("a")
                ? Random.choice(c.key(), (int) c.args().integer("a"), o -> all)
                : Random.choice(c.key(), c.real("a", DType.F32), o -> all);
    }

    private static Tensor categorical(Call c) {
        var options = CategoricalOptions.DEFAULTS
                .axis(c.args().integer("axis", -1))
                .replace(c.args().truth("replace", true))
                .mode(c.mode());
        var all = c.args().has("shape") ? options.shape(c.shape()) : options;
        return Random.categorical(c.key(), c.real("logits", DType.F32), o -> all);
    }

    private static Tensor lognormal(Call c) {
        var sigma = c.args().has("sigma") ? c.real("sigma") : Tensor.scalar(c.dtype(), 1.0);
        return Random.lognormal(c.key(), sigma, c.shapeOr(sigma));
    }

    private static Tensor weibullMin(Call c) {
        return Random.weibullMin(c.key(), c.real("scale"), c.real("concentration"), c.shape());
    }

    private static Tensor doubleSidedMaxwell(Call c) {
        return Random.doubleSidedMaxwell(c.key(), c.real("loc"), c.real("scale"), c.shape());
    }

    private static Tensor dirichlet(Call c) {
        var alpha = c.real("alpha");
        return c.args().has("shape") ? Random.dirichlet(c.key(), alpha, c.shape()) : Random.dirichlet(c.key(), alpha);
    }

    private static Tensor poisson(Call c) {
        var rate = c.real("lam", DType.F32);
        return Random.poisson(c.key(), rate, c.shapeOr(rate), c.dtype(DType.I32));
    }

    private static Tensor geometric(Call c) {
        var p = c.real("p", DType.F32);
        return Random.geometric(c.key(), p, c.shapeOr(p), c.dtype(DType.I32));
    }

    private static Tensor triangular(Call c) {
        var left = c.real("left");
        var mode = c.real("mode");
        var right = c.real("right");
        return Random.triangular(c.key(), left, mode, right, c.shapeOr(left, mode, right));
    }

    private static Tensor multivariateNormal(Call c) {
        var mean = c.real("mean");
        var covariance = c.real("cov");
        return c.args().has("shape")
                ? Random.multivariateNormal(c.key(), mean, covariance, c.shape())
                : Random.multivariateNormal(c.key(), mean, covariance);
    }

    private static Tensor orthogonal(Call c) {
        int rows = (int) c.args().integer("n");
        return Random.orthogonal(c.key(), rows, c.args().integer("m", rows), c.shape(), c.dtype());
    }

    private static Tensor generalizedNormal(Call c) {
        return Random.generalizedNormal(c.key(), c.args().json("p").asDouble(), c.shape(), c.dtype());
    }

    private static Tensor ball(Call c) {
        double p = c.args().has("p") ? c.args().json("p").asDouble() : 2;
        return Random.ball(c.key(), (int) c.args().integer("d"), p, c.shape(), c.dtype());
    }
}
