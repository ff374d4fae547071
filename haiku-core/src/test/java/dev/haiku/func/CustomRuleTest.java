package dev.haiku.func;

import static dev.haiku.func.Func.checkpoint;
import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.linearize;
import static dev.haiku.func.Func.vjp;
import static dev.haiku.func.Func.vmap;
import static dev.haiku.func.Numbers.assertClose;
import static dev.haiku.func.Numbers.assertValues;
import static dev.haiku.func.Numbers.random;
import static dev.haiku.func.Numbers.vector;
import static dev.haiku.func.Numbers.x;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.Shape;
import dev.haiku.func.CustomRule.Counted;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code customJvp} and {@code customVjp} have in common: their functions, and reverse mode. */
class CustomRuleTest {

    @ParameterizedTest
    @EnumSource
    void valuesAreThoseOfTheFunction(CustomRule rule) {
        var sine = rule.sine();

        assertValues(sine.apply(x(0.5)), Math.sin(0.5));
        assertValues(jit(sine).apply(x(0.5)), Math.sin(0.5));
        assertValues(vmap(sine).apply(vector(0.5, 1)), Math.sin(0.5), Math.sin(1));
        assertValues(linearize(sine, x(0.5)).value(), Math.sin(0.5));
    }

    @ParameterizedTest
    @EnumSource
    void reverseModeAsksTheRule(CustomRule rule) {
        var sine = rule.sine();
        double slope = 3 * Math.cos(0.5);

        assertValues(grad(sine).apply(x(0.5)), slope);
        assertValues(jit(grad(sine)).apply(x(0.5)), slope);
        assertValues(grad(jit(sine)).apply(x(0.5)), slope);
        assertValues(grad(jit(jit(sine))).apply(x(0.5)), slope);
        assertValues(grad(checkpoint(sine)).apply(x(0.5)), slope);
        assertValues(vjp(sine, x(0.5)).pullback().apply(x(2)), 2 * slope);
        assertValues(Func.jacrev(sine).apply(x(0.5)), slope);
    }

    @ParameterizedTest
    @EnumSource
    void mappedFunctionsAskTheMappedRule(CustomRule rule) {
        var sine = rule.sine();
        var at = vector(0.1, 0.7);
        var slopes = Ops.cos(at).mul(3);

        assertClose(vmap(grad(sine)).apply(at), slopes);
        assertClose(grad((Tensor t) -> vmap(sine).apply(t).sum()).apply(at), slopes);
        assertClose(jit(vmap(grad(sine))).apply(at), slopes);
        assertClose(vmap(jit(grad(sine))).apply(at), slopes);
        assertClose(vmap(grad(jit(sine))).apply(at), slopes);
        assertClose(grad(jit((Tensor t) -> vmap(sine).apply(t).sum())).apply(at), slopes);
        assertClose(grad((Tensor t) -> jit(vmap(sine)).apply(t).sum()).apply(at), slopes);
        assertClose(
                vmap((Tensor row) ->
                                grad((Tensor t) -> vmap(sine).apply(t).sum()).apply(row))
                        .apply(at.reshape(1, 2)),
                slopes.reshape(1, 2));
    }

    @ParameterizedTest
    @EnumSource
    void argumentsThatAreTheSameForAllGetTheSumOfTheirCotangents(CustomRule rule) {
        var as = vector(1, 2, 3);
        var product = rule.product();
        var mapped = vmap(product, o -> o.in(MappedAxis.at(0), MappedAxis.NONE));
        var perExample = vmap(grad(product), o -> o.in(MappedAxis.at(0), MappedAxis.NONE));

        assertValues(mapped.apply(as, x(7)), 7, 14, 21);
        assertValues(perExample.apply(as, x(7)), 14, 14, 14);
        for (var each : List.of(mapped, jit(mapped))) {
            assertValues(grad((Tensor a) -> each.apply(a, x(7)).sum()).apply(as), 14, 14, 14);
            assertValues(grad((Tensor b) -> each.apply(as, b).sum()).apply(x(7)), 30);
            assertValues(grad(jit((Tensor b) -> each.apply(as, b).sum())).apply(x(7)), 30);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyAxisMayBeMapped(CustomRule rule) {
        var sine = rule.sine();
        var matrix = random(1, 3, 2);
        Function<Tensor, Tensor> f = t -> sine.apply(t).sum();
        var columns = vmap(grad(f), o -> o.in(MappedAxis.at(1)).out(MappedAxis.at(1)));

        assertClose(columns.apply(matrix), Ops.cos(matrix).mul(3));
        assertClose(vmap(vmap(grad(sine))).apply(matrix), Ops.cos(matrix).mul(3));
        assertClose(
                grad((Tensor m) -> vmap(vmap(sine), o -> o.in(MappedAxis.at(1)))
                                .apply(m)
                                .sum())
                        .apply(matrix),
                Ops.cos(matrix).mul(3));
    }

    @ParameterizedTest
    @EnumSource
    void loopsKeepTheRule(CustomRule rule) {
        var sine = rule.sine();
        Function<Tensor, Tensor> scanned = t -> Control.scan(
                        (Tensor c, Tensor ignored) -> new Carried<>(sine.apply(c), c), t, vector(1, 2), o -> o)
                .carry();
        Function<Tensor, Tensor> counted = t -> Control.foriLoop(0, 2, (i, c) -> sine.apply(c), t);
        double slope = 9 * Math.cos(0.5) * Math.cos(Math.sin(0.5));
        var second = grad(grad((Tensor t) -> sine.apply(sine.apply(t)))).apply(x(0.5));

        for (var f : List.of(scanned, counted, checkpoint(scanned), jit(scanned))) {
            assertValues(grad(f).apply(x(0.5)), slope);
            assertValues(jit(grad(f)).apply(x(0.5)), slope);
            assertValues(vmap(grad(f)).apply(vector(0.5, 0.5)), slope, slope);
            assertValues(grad((Tensor t) -> vmap(f).apply(t).sum()).apply(vector(0.5, 0.5)), slope, slope);
            assertClose(grad(grad(f)).apply(x(0.5)), second);
        }
    }

    @ParameterizedTest
    @EnumSource
    void branchesKeepTheRule(CustomRule rule) {
        var sine = rule.sine();
        Function<Tensor, Tensor> chosen = t -> Control.cond(t.lt(9), sine, u -> u.mul(2), t);
        double slope = 3 * Math.cos(0.5);

        assertValues(grad(chosen).apply(x(0.5)), slope);
        assertValues(jit(grad(chosen)).apply(x(0.5)), slope);
        assertValues(vmap(grad(chosen)).apply(vector(0.5, 10)), slope, 2);
        assertValues(grad((Tensor t) -> vmap(chosen).apply(t).sum()).apply(vector(0.5, 10)), slope, 2);
    }

    @ParameterizedTest
    @EnumSource
    void javaControlFlowSeesNumbers(CustomRule rule) {
        var branching = rule.of(t -> t.item() > 0 ? t.mul(2) : t.mul(3), t -> t.item() > 0 ? x(20) : x(30));

        assertValues(grad(branching).apply(x(1)), 20);
        assertValues(grad(branching).apply(x(-1)), 30);
        assertValues(branching.apply(x(-1)), -3);
    }

    @ParameterizedTest
    @EnumSource
    void treesMayHoldIntegersAndStaticParts(CustomRule rule) {
        var f = rule.counting();
        var at = new Counted(x(2), Tensor.scalar(3), "m");

        for (var each : List.of(f, jit(f))) {
            var pulled = vjp(each, at);
            var back = pulled.pullback().apply(new Counted(x(1), Tensor.scalar(0), "m"));
            assertValues(pulled.value().value(), 6);
            assertThat(pulled.value().count().itemLong()).isEqualTo(4);
            assertValues(back.value(), 7);
            assertClose(back.count(), Tensor.scalar(0));
            assertThat(back.unit()).isEqualTo("m");
        }
        var mapped = vmap(f);
        var rows = new Counted(vector(1, 2), Tensor.of(3, 4), "m");
        var gradient = grad((Counted c) -> mapped.apply(c).value().sum(), o -> o.allowInt(true));
        assertValues(gradient.apply(rows).value(), 7, 7);
    }

    @ParameterizedTest
    @EnumSource
    void tensorsThatDoNotMoveAreCaptured(CustomRule rule) {
        Function<Tensor, Tensor> outer =
                w -> grad((Tensor t) -> rule.scaledBy(w).apply(t).sum())
                        .apply(vector(1, 2))
                        .sum();
        var rows = Tensor.of(Shape.of(2, 2), 3.0, 4.0, 1.0, 1.0);

        assertValues(outer.apply(vector(3, 4)), 14);
        assertValues(jit(outer).apply(vector(3, 4)), 14);
        assertValues(vmap(outer).apply(rows), 14, 4);
        assertValues(jit(vmap(outer)).apply(rows), 14, 4);
        assertValues(grad(outer).apply(vector(3, 4)), 2, 2);
        assertValues(grad(jit(outer)).apply(vector(3, 4)), 2, 2);
    }

    @ParameterizedTest
    @EnumSource
    void tensorsOfALoopAreCaptured(CustomRule rule) {
        Function<Tensor, Tensor> loop = t -> Control.scan(
                        (Tensor c, Tensor w) -> new Carried<>(rule.scaledBy(w).apply(c), c), t, vector(3, 5), o -> o)
                .carry();

        assertValues(grad(loop).apply(x(1)), 60);
        assertValues(jit(grad(loop)).apply(x(1)), 60);
        assertValues(vmap(grad(loop)).apply(vector(1, 2)), 60, 60);
        assertValues(grad(checkpoint(loop)).apply(x(1)), 60);
    }

    @ParameterizedTest
    @EnumSource
    void mappedTensorsAreCaptured(CustomRule rule) {
        var rows = random(3, 4, 2);
        var at = vector(1, 2);
        Function<Tensor, Tensor> values = row -> rule.dot(row).apply(at);
        Function<Tensor, Tensor> gradients = row -> grad(rule.dot(row)).apply(at);
        Function<Tensor, Tensor> sum =
                t -> vmap((Tensor row) -> rule.dot(row).apply(t)).apply(rows).sum();

        assertClose(vmap(values).apply(rows), rows.mul(at).sum(1));
        assertClose(jit(vmap(values)).apply(rows), rows.mul(at).sum(1));
        assertClose(vmap(gradients).apply(rows), rows);
        assertClose(jit(vmap(gradients)).apply(rows), rows);
        assertClose(vmap(jit(gradients)).apply(rows), rows);
        assertClose(grad(sum).apply(at), rows.sum(0));
    }

    @ParameterizedTest
    @EnumSource
    void aTensorThatIsDifferentiatedIsRejected(CustomRule rule) {
        Function<Tensor, Tensor> f = w -> rule.scaledBy(w).apply(w.mul(2));
        Function<Tensor, Tensor> still = w -> rule.scaledBy(w).apply(x(2));

        for (var each : List.of(f, jit(f), still, jit(still))) {
            assertThatThrownBy(() -> grad(each).apply(x(3)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(CustomRule.CLOSED_OVER);
            assertThatThrownBy(() -> jit(grad(each)).apply(x(3))).hasMessage(CustomRule.CLOSED_OVER);
        }
    }
}
