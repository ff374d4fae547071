package dev.haiku.nn.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.optim.Assignments;
import dev.haiku.optim.ClippedSum;
import dev.haiku.optim.Matrices;
import dev.haiku.optim.MatrixRootOptions;
import dev.haiku.optim.Optimizers;
import dev.haiku.optim.PowerIterationOptions;
import dev.haiku.optim.Projections;
import dev.haiku.optim.TreeMath;
import dev.haiku.tensor.Dims;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** From the names of optax's functions and their arguments to Java. */
final class OptaxFunctionTable {

    private static final Map<String, Row> ROWS = new TreeMap<>();

    /** One function: the parameters of its Python signature, and how it is called; results are trees. */
    private record Row(List<String> parameters, Function<Arguments, Object> run) {}

    static {
        LossTable.add();
        projections();
        treesOfOne();
        treesOfTwo();
        moments();
        updates();
        norms();
        matrices();
    }

    private OptaxFunctionTable() {}

    static void row(String name, String parameters, Function<Arguments, Object> run) {
        ROWS.put("optax." + name, new Row(List.of(parameters.split(" ")), run));
    }

    static Set<String> names() {
        return ROWS.keySet();
    }

    /** {@return the result of the function that a spec calls: directly, or one that another function makes} */
    static Object run(Spec spec, JsonNode json) {
        var fn = json.path("fn");
        var name = fn.isTextual() ? fn.asText() : fn.path("$call").asText();
        var row = ROWS.get(name);
        if (row == null) {
            throw spec.fail("the table of optax's functions lacks '" + name + "'; it has " + names() + ".");
        }
        var positional = new ArrayList<JsonNode>();
        fn.path("args").forEach(positional::add);
        json.path("args").forEach(positional::add);
        var arguments = Arguments.bind(spec, name, row.parameters(), positional, json.path("kwargs"));
        var result = row.run().apply(arguments);
        arguments.requireAllRead();
        return result;
    }

    private static Object tree(Arguments a, String name) {
        var json = a.raw(name);
        if (json.has("$tree")) {
            return a.tree(name);
        }
        return json.has("$list") ? a.list(name, item -> a.tensorOf(item)) : a.tensor(name);
    }

    private static Number number(Arguments a, String name) {
        return a.number(name);
    }

    private static void projections() {
        projection("non_negative", Projections::nonNegative);
        scaled("hypercube", Projections::hypercube);
        scaled("simplex", Projections::simplex);
        scaled("l1_sphere", Projections::l1Sphere);
        scaled("l1_ball", Projections::l1Ball);
        scaled("l2_sphere", Projections::l2Sphere);
        scaled("l2_ball", Projections::l2Ball);
        scaled("linf_ball", Projections::linfBall);
        row(
                "projections.projection_box",
                "tree lower upper",
                a -> a.raw("lower").isNumber() && a.raw("upper").isNumber()
                        ? Projections.box(tree(a, "tree"), number(a, "lower"), number(a, "upper"))
                        : Projections.box(tree(a, "tree"), tree(a, "lower"), tree(a, "upper")));
        row("projections.projection_vector", "x a", a -> Projections.vector(tree(a, "x"), tree(a, "a")));
        row(
                "projections.projection_hyperplane",
                "x a b",
                a -> Projections.hyperplane(tree(a, "x"), tree(a, "a"), number(a, "b")));
        row(
                "projections.projection_halfspace",
                "x a b",
                a -> Projections.halfspace(tree(a, "x"), tree(a, "a"), number(a, "b")));
    }

    private static void projection(String name, UnaryOperator<Object> f) {
        row("projections.projection_" + name, "tree", a -> f.apply(tree(a, "tree")));
    }

    private static void scaled(String name, BiFunction<Object, Number, Object> f) {
        row("projections.projection_" + name, "tree scale", a -> f.apply(tree(a, "tree"), a.number("scale", 1)));
    }

    private static void ofTree(String name, Function<Object, Object> f) {
        row("tree_utils.tree_" + name, "tree", a -> f.apply(tree(a, "tree")));
    }

    private static void treesOfOne() {
        ofTree("max", TreeMath::max);
        ofTree("min", TreeMath::min);
        ofTree("size", t -> Tensor.scalar((int) TreeMath.size(t)));
        row("tree_utils.tree_sum", "tree associative_reduction", a -> {
            a.truth("associative_reduction", false);
            return TreeMath.sum(tree(a, "tree"));
        });
        row("global_norm", "updates", a -> Optimizers.globalNorm(tree(a, "updates")));
        row("tree_utils.tree_norm", "tree ord squared", OptaxFunctionTable::norm);
        row(
                "tree_utils.tree_zeros_like",
                "tree dtype",
                a -> a.has("dtype")
                        ? TreeMath.zerosLike(tree(a, "tree"), a.dtype("dtype", DType.F32))
                        : TreeMath.zerosLike(tree(a, "tree")));
        row(
                "tree_utils.tree_ones_like",
                "tree dtype",
                a -> a.has("dtype")
                        ? TreeMath.onesLike(tree(a, "tree"), a.dtype("dtype", DType.F32))
                        : TreeMath.onesLike(tree(a, "tree")));
        row(
                "tree_utils.tree_full_like",
                "tree fill_value dtype",
                a -> a.has("dtype")
                        ? TreeMath.fullLike(tree(a, "tree"), number(a, "fill_value"), a.dtype("dtype", DType.F32))
                        : TreeMath.fullLike(tree(a, "tree"), number(a, "fill_value")));
        row(
                "tree_utils.tree_clip",
                "tree min_value max_value",
                a -> TreeMath.clip(
                        tree(a, "tree"),
                        a.number("min_value", Double.NEGATIVE_INFINITY),
                        a.number("max_value", Double.POSITIVE_INFINITY)));
        row(
                "tree_utils.tree_cast",
                "tree dtype",
                a -> a.has("dtype") ? TreeMath.cast(tree(a, "tree"), a.dtype("dtype", DType.F32)) : tree(a, "tree"));
        row(
                "tree_utils.tree_batch_shape",
                "tree shape",
                a -> TreeMath.batchShape(
                        tree(a, "tree"), a.has("shape") ? Shape.of(a.intArray("shape")) : Shape.SCALAR));
        row("tree_utils.tree_random_like", "rng_key target_tree sampler dtype", OptaxFunctionTable::randomLike);
        row(
                "tree_utils.tree_split_key_like",
                "rng_key target_tree",
                a -> TreeMath.splitKeyLike(a.key("rng_key"), tree(a, "target_tree")));
    }

    private static Object norm(Arguments a) {
        var tree = tree(a, "tree");
        boolean squared = a.truth("squared", false);
        if (!a.has("ord")) {
            return squared ? TreeMath.squaredNorm(tree) : TreeMath.norm(tree);
        }
        var norm = TreeMath.norm(tree, order(a));
        return squared ? norm.square() : norm;
    }

    /** {@return the order of a norm, of which infinity is written as a text} */
    private static double order(Arguments a) {
        return a.raw("ord").isNumber() ? a.number("ord") : Double.POSITIVE_INFINITY;
    }

    private static Object randomLike(Arguments a) {
        var like = tree(a, "target_tree");
        var typed = a.has("dtype") ? TreeMath.cast(like, a.dtype("dtype", DType.F32)) : like;
        if (!a.has("sampler")) {
            return TreeMath.randomLike(a.key("rng_key"), typed);
        }
        var name = a.raw("sampler").path("$fn").asText();
        TreeMath.Sampler sampler = switch (name) {
            case "jax.random.normal" -> dev.haiku.random.Random::normal;
            case "jax.random.uniform" -> dev.haiku.random.Random::uniform;
            case "jax.random.gumbel" -> dev.haiku.random.Random::gumbel;
            case "jax.random.rademacher" -> dev.haiku.random.Random::rademacher;
            default -> throw new AssertionError("There is no sampler for '" + name + "'.");
        };
        return TreeMath.randomLike(a.key("rng_key"), typed, sampler);
    }

    private static void ofTwo(String name, BinaryOperator<Object> f) {
        row("tree_utils.tree_" + name, "tree_x tree_y", a -> f.apply(tree(a, "tree_x"), tree(a, "tree_y")));
    }

    private static void treesOfTwo() {
        row("tree_utils.tree_add", "tree_x tree_y third fourth", a -> {
            var sum = TreeMath.add(tree(a, "tree_x"), tree(a, "tree_y"));
            sum = a.has("third") ? TreeMath.add(sum, tree(a, "third")) : sum;
            return a.has("fourth") ? TreeMath.add(sum, tree(a, "fourth")) : sum;
        });
        ofTwo("sub", TreeMath::sub);
        ofTwo("mul", TreeMath::mul);
        ofTwo("div", TreeMath::div);
        ofTwo("vdot", TreeMath::vdot);
        row(
                "tree_utils.tree_scale",
                "scalar tree",
                a -> a.raw("scalar").isNumber()
                        ? TreeMath.scale(number(a, "scalar"), tree(a, "tree"))
                        : TreeMath.scale(a.tensorOfRank("scalar", 0), tree(a, "tree")));
        row(
                "tree_utils.tree_add_scale",
                "tree_x scalar tree_y",
                a -> a.raw("scalar").isNumber()
                        ? TreeMath.addScale(tree(a, "tree_x"), number(a, "scalar"), tree(a, "tree_y"))
                        : TreeMath.addScale(tree(a, "tree_x"), a.tensorOfRank("scalar", 0), tree(a, "tree_y")));
        row(
                "tree_utils.tree_where",
                "condition tree_x tree_y",
                a -> TreeMath.where(a.tensor("condition"), tree(a, "tree_x"), tree(a, "tree_y")));
        row(
                "tree_utils.tree_cast_like",
                "tree other_tree",
                a -> TreeMath.castLike(tree(a, "tree"), tree(a, "other_tree")));
        row(
                "tree_utils.tree_allclose",
                "a b rtol atol",
                a -> TreeMath.allClose(tree(a, "a"), tree(a, "b"), a.number("rtol", 1e-5), a.number("atol", 1e-8)));
    }

    private static void moments() {
        row(
                "tree_utils.tree_update_moment",
                "updates moments decay order",
                a -> TreeMath.updateMoment(
                        tree(a, "updates"), tree(a, "moments"), number(a, "decay"), a.integer("order")));
        row(
                "tree_utils.tree_update_moment_per_elem_norm",
                "updates moments decay order",
                a -> TreeMath.updateMomentPerElemNorm(
                        tree(a, "updates"), tree(a, "moments"), number(a, "decay"), a.integer("order")));
        row(
                "tree_utils.tree_update_infinity_moment",
                "updates moments decay eps",
                a -> TreeMath.updateInfinityMoment(
                        tree(a, "updates"), tree(a, "moments"), number(a, "decay"), number(a, "eps")));
        row(
                "tree_utils.tree_bias_correction",
                "moment decay count",
                a -> TreeMath.biasCorrection(tree(a, "moment"), number(a, "decay"), a.tensorOfRank("count", 0)));
    }

    private static void updates() {
        row("apply_updates", "params updates", a -> Optimizers.applyUpdates(tree(a, "params"), tree(a, "updates")));
        row(
                "incremental_update",
                "new_tensors old_tensors step_size",
                a -> Optimizers.incrementalUpdate(
                        tree(a, "new_tensors"), tree(a, "old_tensors"), number(a, "step_size")));
        row(
                "periodic_update",
                "new_tensors old_tensors steps update_period",
                a -> Optimizers.periodicUpdate(
                        tree(a, "new_tensors"),
                        tree(a, "old_tensors"),
                        a.tensorOfRank("steps", 0),
                        a.integer("update_period")));
        row("safe_increment", "count", a -> Optimizers.safeIncrement(a.tensor("count")));
        row("safe_int32_increment", "count", a -> Optimizers.safeIncrement(a.tensor("count")));
        row("scale_gradient", "inputs scale", a -> Optimizers.scaleGradient(tree(a, "inputs"), a.number("scale")));
        row(
                "per_example_global_norm_clip",
                "grads l2_norm_clip",
                a -> pair(Optimizers.perExampleGlobalNormClip(tree(a, "grads"), number(a, "l2_norm_clip"))));
        row(
                "per_example_layer_norm_clip",
                "grads global_l2_norm_clip uniform",
                a -> pair(Optimizers.perExampleLayerNormClip(
                        tree(a, "grads"), number(a, "global_l2_norm_clip"), a.truth("uniform", true))));
    }

    private static Object pair(ClippedSum<?, ?> clipped) {
        return List.of(clipped.sum(), clipped.clipped());
    }

    private static void norms() {
        row("safe_norm", "x min_norm ord axis keepdims", OptaxFunctionTable::safeNorm);
        row(
                "safe_root_mean_squares",
                "x min_rms",
                a -> Optimizers.safeRootMeanSquares(a.tensor("x"), number(a, "min_rms")));
    }

    private static Object safeNorm(Arguments a) {
        var x = a.tensor("x");
        var dims = a.truth("keepdims", false) ? Dims.KEEP : Dims.DROP;
        if (a.has("ord")) {
            int axis = a.has("axis") ? a.integer("axis") : 0;
            return Optimizers.safeNorm(x, number(a, "min_norm"), order(a), axis, dims);
        }
        if (!a.has("axis") && dims == Dims.DROP) {
            return Optimizers.safeNorm(x, number(a, "min_norm"));
        }
        var all = java.util.stream.IntStream.range(0, x.rank()).boxed().toList();
        var axes = !a.has("axis")
                ? all
                : a.raw("axis").isIntegralNumber() ? List.of(a.integer("axis")) : a.integers("axis");
        return Optimizers.safeNorm(x, number(a, "min_norm"), axes, dims);
    }

    private static void matrices() {
        row(
                "assignment.hungarian_algorithm",
                "cost_matrix",
                a -> pair(Assignments.hungarianAlgorithm(a.tensor("cost_matrix"))));
        row(
                "assignment.base_hungarian_algorithm",
                "cost_matrix",
                a -> pair(Assignments.baseHungarianAlgorithm(a.tensor("cost_matrix"))));
        row("power_iteration", "matrix v0 num_iters error_tolerance key", OptaxFunctionTable::powerIteration);
        row("matrix_inverse_pth_root", "matrix p num_iters ridge_epsilon error_tolerance", a -> {
            var root = Matrices.matrixInversePthRoot(
                    a.tensor("matrix"),
                    a.integer("p"),
                    a.<MatrixRootOptions>edit()
                            .set("num_iters", a::integer, MatrixRootOptions::numIters)
                            .set("ridge_epsilon", a::number, MatrixRootOptions::ridgeEpsilon)
                            .set("error_tolerance", a::number, MatrixRootOptions::errorTolerance)
                            .operator());
            return List.of(root.root(), root.error());
        });
        row("nnls", "A b iters unroll L", a -> {
            a.integer("unroll", 1);
            return a.has("L")
                    ? Matrices.nnls(a.tensor("A"), a.tensor("b"), a.integer("iters"), a.tensorOfRank("L", 0))
                    : Matrices.nnls(a.tensor("A"), a.tensor("b"), a.integer("iters"));
        });
    }

    private static Object pair(Assignments.Assignment assignment) {
        return List.of(assignment.rows(), assignment.columns());
    }

    private static Object powerIteration(Arguments a) {
        var matrix = a.tensor("matrix");
        var edit = a.<PowerIterationOptions>edit()
                .set("num_iters", a::integer, PowerIterationOptions::numIters)
                .set("error_tolerance", a::number, PowerIterationOptions::errorTolerance)
                .operator();
        if (!a.has("v0") && !a.has("key")) {
            var pair = Matrices.powerIteration(matrix, edit);
            return List.of(pair.value(), pair.vector());
        }
        var start = a.has("v0")
                ? a.tensor("v0")
                : dev.haiku.random.Random.uniform(a.key("key"), Shape.of(matrix.dim(1)), matrix.dtype(), -1, 1);
        var pair = Matrices.powerIteration((Tensor v) -> Ops.matmul(matrix, v), start, edit);
        return List.of(pair.value(), pair.vector());
    }
}
