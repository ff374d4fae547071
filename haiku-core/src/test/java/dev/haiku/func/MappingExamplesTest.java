package dev.haiku.func;

import static dev.haiku.func.Collectives.allGather;
import static dev.haiku.func.Collectives.axisIndex;
import static dev.haiku.func.Collectives.pmean;
import static dev.haiku.func.Collectives.ppermute;
import static dev.haiku.func.Collectives.psum;
import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.vmap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** The examples of JAX's documentation for {@code vmap}, {@code pmap} and collectives, restated. */
class MappingExamplesTest {

    private static Tensor count(int... dims) {
        var shape = Shape.of(dims);
        return Ops.arange((int) shape.size()).cast(DType.F32).reshape(dims);
    }

    @Test
    void matrixProductsAreMappedInnerProducts() {
        BiFunction<Tensor, Tensor, Tensor> vv = Tensor::dot;
        var mv = vmap(vv, o -> o.in(MappedAxis.at(0), MappedAxis.NONE)); // [b,a], [a] -> [b]
        var mm = vmap(mv, o -> o.in(MappedAxis.NONE, MappedAxis.at(1)).out(MappedAxis.at(1))); // [b,a], [a,c] -> [b,c]

        var product = mm.apply(count(2, 3), count(3, 4));

        assertThat(product.shape()).isEqualTo(Shape.of(2, 4));
        assertThat(product.toFloatArray())
                .isEqualTo(count(2, 3).matmul(count(3, 4)).toFloatArray());
    }

    @Test
    void eachTensorOfATreeHasItsOwnMappedAxis() {
        record Inner(Tensor y, Tensor z) {}
        record Tree(Tensor x, Inner inner) {}
        var foo = vmap(
                (Tree t) -> t.x().dot(t.inner().y().dot(t.inner().z())),
                o -> o.inAt(0, ".inner.y", MappedAxis.at(1)).inAt(0, ".inner.z", MappedAxis.at(2)));

        var result = foo.apply(new Tree(Ops.ones(6, 2, 3), new Inner(Ops.ones(3, 6, 4), Ops.ones(4, 5, 6))));

        assertThat(result.shape()).isEqualTo(Shape.of(6, 2, 5));
        assertThat(result.toFloatArray()).containsOnly(12);
    }

    @Test
    void partsOfATreeMayBeTheSameForAll() {
        var foo = vmap(
                (Map<String, Tensor> dct, Tensor x) ->
                        dct.get("a").add(dct.get("b")).add(x),
                o -> o.inAt(0, ".a", MappedAxis.NONE));

        var result = foo.apply(Map.of("a", Tensor.scalar(0f), "b", count(5)), count(5));

        assertThat(result.toFloatArray()).containsExactly(0, 2, 4, 6, 8);
    }

    @Test
    void resultsThatAreTheSameForAllAreRepeatedOrNot() {
        record Two(Tensor sum, Tensor twice) {}
        BiFunction<Tensor, Tensor, Two> f = (x, y) -> new Two(x.add(y), y.mul(2));

        var repeated = vmap(f, o -> o.in(MappedAxis.at(0), MappedAxis.NONE)).apply(count(2), Tensor.scalar(4f));
        var single = vmap(f, o -> o.in(MappedAxis.at(0), MappedAxis.NONE).outAt(".twice", MappedAxis.NONE))
                .apply(count(2), Tensor.scalar(4f));

        assertThat(repeated.sum().toFloatArray()).containsExactly(4, 5);
        assertThat(repeated.twice().toFloatArray()).containsExactly(8, 8);
        assertThat(single.sum().toFloatArray()).containsExactly(4, 5);
        assertThat(single.twice().item()).isEqualTo(8);
    }

    @Test
    void namedAxesReduceOverTheMapping() {
        var sums = vmap((Tensor x) -> psum(x, "i"), o -> o.axisName("i")).apply(count(3, 4));

        assertThat(sums.toFloatArray()).containsExactly(12, 15, 18, 21, 12, 15, 18, 21, 12, 15, 18, 21);
    }

    @Test
    void normalisingDividesByTheSumOfAll() {
        var normalised = vmap(jit((Tensor x) -> x.div(psum(x, "i"))), o -> o.axisName("i"))
                .apply(count(4));

        assertThat(normalised.toFloatArray()).containsExactly(new float[] {0, 1 / 6f, 2 / 6f, 3 / 6f}, within(1e-6f));
    }

    @Test
    void rowsAndColumnsAreNormalisedByTheirNames() {
        record Normed(Tensor rows, Tensor columns, Tensor both) {}
        var normalise = vmap(
                (Tensor row) -> vmap(
                                (Tensor x) -> new Normed(
                                        x.div(psum(x, "rows")), x.div(psum(x, "cols")), x.div(psum(x, "rows", "cols"))),
                                o -> o.axisName("cols"))
                        .apply(row),
                o -> o.axisName("rows"));

        var normed = normalise.apply(count(2, 2).add(1));

        assertThat(Ops.sum(normed.rows(), 0).toFloatArray()).containsExactly(new float[] {1, 1}, within(1e-6f));
        assertThat(Ops.sum(normed.columns(), 1).toFloatArray()).containsExactly(new float[] {1, 1}, within(1e-6f));
        assertThat(normed.both().sum().item()).isCloseTo(1, within(1e-6));
    }

    @Test
    void rotatingSendsToTheNextIndex() {
        var next = new HashMap<Integer, Integer>();
        for (int i = 0; i < 4; i++) {
            next.put(i, (i + 1) % 4);
        }

        var rotated =
                vmap((Tensor x) -> ppermute(x, "i", next), o -> o.axisName("i")).apply(count(4));

        assertThat(rotated.toFloatArray()).containsExactly(3, 0, 1, 2);
    }

    @Test
    void gatheringShowsEveryIndexAllOthers() {
        var result = vmap(
                        (Tensor x) -> allGather(x, "i").sum().add(axisIndex("i").mul(100)), o -> o.axisName("i"))
                .apply(count(4));

        assertThat(result.toFloatArray()).containsExactly(6, 106, 206, 306);
    }

    /** Data-parallel training: each index has a part of the data, all have the same parameters. */
    @Test
    void meanGradientsTrainOneModelOnAllData() {
        record Model(Tensor w, Tensor b) {}
        record Data(Tensor x, Tensor y) {}
        BiFunction<Model, Data, Tensor> loss = (model, data) ->
                data.x().mul(model.w()).add(model.b()).sub(data.y()).square().mean();
        BiFunction<Model, Data, Model> update = (model, data) -> {
            var grads = pmean(grad(loss).apply(model, data), "data");
            return new Model(
                    model.w().sub(grads.w().mul(0.1)), model.b().sub(grads.b().mul(0.1)));
        };
        var step = jit(vmap(update, o -> o.in(MappedAxis.NONE).axisName("data").out(MappedAxis.NONE)));
        var x = Tensor.of(Shape.of(4, 2), -1f, -0.75f, -0.5f, -0.25f, 0.25f, 0.5f, 0.75f, 1f);
        var data = new Data(x, x.mul(3).add(-1));

        var model = new Model(Tensor.scalar(0f), Tensor.scalar(0f));
        for (int i = 0; i < 300; i++) {
            model = step.apply(model, data);
        }

        assertThat(model.w().item()).isCloseTo(3, within(1e-3));
        assertThat(model.b().item()).isCloseTo(-1, within(1e-3));
    }

    @Test
    void perExampleGradientsMapTheGradient() {
        var perExample = jit(vmap(grad((Tensor w, Tensor x) -> Ops.tanh(w.dot(x))), o -> o.in(MappedAxis.NONE)));
        var w = Tensor.of(0.5f, -1f);

        var gradients = perExample.apply(w, count(3, 2));

        assertThat(gradients.shape()).isEqualTo(Shape.of(3, 2));
        for (int i = 0; i < 3; i++) {
            var alone = grad((Tensor v, Tensor x) -> Ops.tanh(v.dot(x)))
                    .apply(w, count(3, 2).get(i));
            assertThat(gradients.get(i).toFloatArray()).containsExactly(alone.toFloatArray(), within(1e-6f));
        }
    }
}
