package dev.haiku.nn.golden;

import static dev.haiku.nn.golden.RlaxTable.lambda;
import static dev.haiku.nn.golden.RlaxTable.made;
import static dev.haiku.nn.golden.RlaxTable.row;

import dev.haiku.rl.Rlax;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The rows of functions of trees. */
final class RlaxTreeRows {

    private RlaxTreeRows() {}

    static void add() {
        row(
                "tree_select",
                "pred on_true on_false",
                a -> Rlax.treeSelect(lambda(a, "pred"), a.tree("on_true"), a.tree("on_false")));
        row("tree_map_zipped", "fn nests", a -> {
            var product = product(a);
            return Rlax.treeMapZipped(product, a.list("nests", a::treeOf));
        });
        row("tree_split_key", "rng_key tree_like", a -> {
            var split = Rlax.treeSplitKey(a.key("rng_key"), a.tree("tree_like"));
            return List.of(split.next().data(), split.keys());
        });
        row(
                "tree_split_leaves",
                "tree_like axis keepdim",
                a -> Rlax.treeSplitLeaves(a.tree("tree_like"), a.integer("axis", 0), a.truth("keepdim", false)));
        row(
                "tree_replace_masked",
                "tree_data tree_replacement mask",
                a -> a.has("tree_replacement")
                        ? Rlax.treeReplaceMasked(a.tree("tree_data"), a.tree("tree_replacement"), a.tensor("mask"))
                        : Rlax.treeReplaceMasked(a.tree("tree_data"), a.tensor("mask")));
        made("tree_fn", "fn axis", "tree", (maker, a) -> {
            int axis = maker.integer("axis");
            if (!maker.raw("fn").path("$fn").asText().equals("jnp.sum")) {
                throw new AssertionError("There is no function of tensors for " + maker.raw("fn") + ".");
            }
            return Rlax.<Map<String, Tensor>>treeFn((Tensor x) -> x.sum(axis)).apply(a.tree("tree"));
        });
        row("transpose_last_axis_to_first", "tree", a -> Rlax.transposeLastAxisToFirst(a.tree("tree")));
        row("transpose_first_axis_to_last", "tree", a -> Rlax.transposeFirstAxisToLast(a.tree("tree")));
        row(
                "conditional_update",
                "new_tensors old_tensors is_time",
                a -> Rlax.conditionalUpdate(a.tree("new_tensors"), a.tree("old_tensors"), lambda(a, "is_time")));
        row(
                "periodic_update",
                "new_tensors old_tensors steps update_period",
                a -> Rlax.periodicUpdate(
                        a.tree("new_tensors"), a.tree("old_tensors"), lambda(a, "steps"), a.integer("update_period")));
    }

    private static Function<List<Tensor>, Tensor> product(Arguments a) {
        if (!a.raw("fn").path("$fn").asText().equals("jnp.multiply")) {
            throw new AssertionError("There is no function of tensors for " + a.raw("fn") + ".");
        }
        return tensors -> tensors.get(0).mul(tensors.get(1));
    }
}
