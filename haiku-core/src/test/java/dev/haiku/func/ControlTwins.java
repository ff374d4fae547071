package dev.haiku.func;

import static dev.haiku.func.Numbers.random;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Scalar functions of a vector of four, with structured control flow and with Java's. */
final class ControlTwins {

    record Pair(Tensor a, Tensor b) {}

    /**
     * One function twice.
     *
     * @param name what it tries
     * @param structured with {@link Control}
     * @param plain with Java's loops and branches; these see numbers only where those do not depend on the argument
     */
    record Twin(String name, Function<Tensor, Tensor> structured, Function<Tensor, Tensor> plain) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final Tensor WEIGHTS = random(11, 4, 4);
    private static final Tensor INPUTS = random(12, 5, 4);

    private static final boolean[] IS_POSITIVE = new boolean[5];

    static {
        for (int i = 0; i < 5; i++) {
            IS_POSITIVE[i] = INPUTS.get(i).sum().item() > 0;
        }
    }

    private ControlTwins() {}

    static Stream<Twin> all() {
        return Stream.of(
                new Twin("recurrent net", ControlTwins::recurrent, ControlTwins::plainRecurrent),
                new Twin("reverse", x -> decaying(x, true), x -> plainDecaying(x, true)),
                new Twin("forward", x -> decaying(x, false), x -> plainDecaying(x, false)),
                new Twin("work on constants alone", ControlTwins::hoisted, ControlTwins::plainHoisted),
                new Twin("carries that change places", ControlTwins::swapping, ControlTwins::plainSwapping),
                new Twin("counted", ControlTwins::counted, ControlTwins::plainCounted),
                new Twin("no runs", ControlTwins::noRuns, x -> x.mul(x).sum()),
                new Twin("no sequence", ControlTwins::repeated, ControlTwins::plainRepeated),
                new Twin("unrolled", x -> unrolled(x, 2, false), x -> plainDecaying(x, false)),
                new Twin("unrolled in reverse", x -> unrolled(x, 3, true), x -> plainDecaying(x, true)),
                new Twin("unrolled whole", x -> unrolled(x, 9, true), x -> plainDecaying(x, true)),
                new Twin("mapped", ControlTwins::mapped, ControlTwins::plainMapped),
                new Twin("nested", ControlTwins::nested, ControlTwins::plainNested),
                new Twin("branch", ControlTwins::branch, ControlTwins::plainBranch),
                new Twin("branches in a scan", ControlTwins::switching, ControlTwins::plainSwitching),
                new Twin("scan in a branch in a scan", ControlTwins::deep, ControlTwins::plainDeep),
                new Twin("running products", ControlTwins::products, ControlTwins::plainProducts),
                new Twin("checkpointed", ControlTwins::checkpointed, x -> plainDecaying(x, false)),
                new Twin("integer carry", ControlTwins::integerCarry, ControlTwins::plainIntegerCarry));
    }

    private static Tensor recurrent(Tensor x) {
        var w = WEIGHTS.mul(x);
        return Control.scan(
                        (Tensor h, Tensor in) -> {
                            var next = Ops.tanh(w.matmul(h).add(in));
                            return new Carried<>(next, next.mul(Ops.sin(in)).sum());
                        },
                        Ops.zeros(Shape.of(4), DType.F64),
                        INPUTS.mul(x))
                .ys()
                .sum();
    }

    private static Tensor plainRecurrent(Tensor x) {
        var w = WEIGHTS.mul(x);
        var h = Ops.zeros(Shape.of(4), DType.F64);
        var sum = Tensor.scalar(0.0).cast(DType.F64);
        for (int i = 0; i < 5; i++) {
            var in = INPUTS.get(i).mul(x);
            h = Ops.tanh(w.matmul(h).add(in));
            sum = sum.add(h.mul(Ops.sin(in)).sum());
        }
        return sum;
    }

    private static Tensor decaying(Tensor x, boolean reverse) {
        return weighted(Control.scan(ControlTwins::decay, x, INPUTS, o -> o.reverse(reverse)));
    }

    private static Tensor unrolled(Tensor x, int runs, boolean reverse) {
        return weighted(Control.scan(
                ControlTwins::decay, x, INPUTS, o -> o.reverse(reverse).unroll(runs)));
    }

    private static Carried<Tensor, Tensor> decay(Tensor carry, Tensor in) {
        var next = carry.mul(0.7).add(Ops.sin(carry).mul(in));
        return new Carried<>(next, next.mul(carry));
    }

    private static Tensor weighted(Scanned<Tensor, Tensor> scanned) {
        return scanned.ys()
                .mul(INPUTS)
                .sum()
                .add(scanned.carry().mul(scanned.carry()).sum());
    }

    private static Tensor plainDecaying(Tensor x, boolean reverse) {
        var carry = x;
        var sum = Tensor.scalar(0.0).cast(DType.F64);
        for (int i = 0; i < 5; i++) {
            var in = INPUTS.get(reverse ? 4 - i : i);
            var run = decay(carry, in);
            carry = run.carry();
            sum = sum.add(run.y().mul(in).sum());
        }
        return sum.add(carry.mul(carry).sum());
    }

    private static Tensor hoisted(Tensor x) {
        return Control.scan(
                        (Tensor carry, Tensor in) ->
                                new Carried<>(carry.mul(Ops.sin(x)).add(in), Ops.exp(x.mul(x))),
                        Ops.ones(Shape.of(4), DType.F64),
                        INPUTS)
                .carry()
                .sum();
    }

    private static Tensor plainHoisted(Tensor x) {
        var carry = Ops.ones(Shape.of(4), DType.F64);
        for (int i = 0; i < 5; i++) {
            carry = carry.mul(Ops.sin(x)).add(INPUTS.get(i));
        }
        return carry.sum();
    }

    private static Tensor swapping(Tensor x) {
        var last = Control.scan(
                (Pair p) -> new Carried<>(new Pair(p.b(), p.a().mul(p.b())), List.<Tensor>of(p.a())),
                new Pair(x, Ops.cos(x)),
                4);
        return last.carry()
                .a()
                .sum()
                .add(last.ys().get(0).mul(Ops.sin(last.carry().b())).sum());
    }

    private static Tensor plainSwapping(Tensor x) {
        var p = new Pair(x, Ops.cos(x));
        List<Tensor> ys = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ys.add(p.a());
            p = new Pair(p.b(), p.a().mul(p.b()));
        }
        return p.a().sum().add(Ops.stack(ys, 0).mul(Ops.sin(p.b())).sum());
    }

    private static Tensor counted(Tensor x) {
        return Control.foriLoop(
                        2, 6, (i, v) -> Ops.sin(v.mul(i.cast(DType.F64))).add(x), x)
                .sum();
    }

    private static Tensor plainCounted(Tensor x) {
        var v = x;
        for (int i = 2; i < 6; i++) {
            v = Ops.sin(v.mul(i)).add(x);
        }
        return v.sum();
    }

    private static Tensor noRuns(Tensor x) {
        var none = Control.scan(ControlTwins::decay, x.mul(x), Ops.zeros(Shape.of(0, 4), DType.F64));
        return none.carry().sum().add(none.ys().sum());
    }

    private static Tensor repeated(Tensor x) {
        return Control.scan((Tensor c) -> new Carried<>(Ops.sin(c), c), x, 3)
                .ys()
                .prod(0)
                .sum();
    }

    private static Tensor plainRepeated(Tensor x) {
        return x.mul(Ops.sin(x)).mul(Ops.sin(Ops.sin(x))).sum();
    }

    private static Tensor mapped(Tensor x) {
        return Control.map((Tensor in) -> Ops.sin(in.mul(x)).sum(), INPUTS).sum();
    }

    private static Tensor plainMapped(Tensor x) {
        return Ops.sin(INPUTS.mul(x)).sum();
    }

    private static Tensor nested(Tensor x) {
        return Control.scan(
                        (Tensor c, Tensor row) -> {
                            var inner = Control.scan(
                                    (Tensor d, Tensor e) -> new Carried<>(
                                            Ops.sin(d.mul(c).sum().mul(0.1))
                                                    .mul(d)
                                                    .add(e),
                                            d.sum()),
                                    c,
                                    row);
                            return new Carried<>(inner.carry(), inner.ys());
                        },
                        x,
                        INPUTS)
                .ys()
                .sum();
    }

    private static Tensor plainNested(Tensor x) {
        var c = x;
        var sum = Tensor.scalar(0.0).cast(DType.F64);
        for (int i = 0; i < 5; i++) {
            var d = c;
            for (int j = 0; j < 4; j++) {
                sum = sum.add(d.sum());
                d = Ops.sin(d.mul(c).sum().mul(0.1)).mul(d).add(INPUTS.get(i).get(j));
            }
            c = d;
        }
        return sum;
    }

    private static Tensor branch(Tensor x) {
        return Control.cond(
                x.sum().gt(0),
                (Tensor t) -> Ops.sin(t).mul(x).sum(),
                t -> Ops.exp(t.mul(x)).sum().mul(x.get(0)),
                x.mul(2));
    }

    private static Tensor plainBranch(Tensor x) {
        var t = x.mul(2);
        var first = Ops.sin(t).mul(x).sum();
        var second = Ops.exp(t.mul(x)).sum().mul(x.get(0));
        return Ops.where(x.sum().gt(0), first, second);
    }

    private static List<Function<Tensor, Tensor>> branches(Tensor x) {
        return List.of(
                t -> Ops.sin(t),
                t -> t.mul(x).mul(t),
                t -> Ops.onesLike(t),
                t -> Ops.exp(t.neg()).mul(Ops.cos(x)));
    }

    private static Tensor switching(Tensor x) {
        return Control.scan(
                        (Tensor c, Tensor i) -> new Carried<>(Control.switchOn(i, branches(x), c.add(x)), c),
                        x,
                        Tensor.of(3, 0, 1, -7, 2, 9, 1))
                .carry()
                .sum();
    }

    private static Tensor plainSwitching(Tensor x) {
        var c = x;
        for (int i : new int[] {3, 0, 1, 0, 2, 3, 1}) {
            c = branches(x).get(i).apply(c.add(x));
        }
        return c.sum();
    }

    private static Tensor deep(Tensor x) {
        return Control.scan(
                        (Tensor c, Tensor in) -> {
                            var next = Control.cond(
                                    in.sum().gt(0),
                                    (Tensor t) -> Control.scan(ControlTwins::decay, t, INPUTS.mul(x))
                                            .carry(),
                                    t -> Ops.sin(t).mul(x),
                                    c);
                            return new Carried<>(next, next.mul(in));
                        },
                        x,
                        INPUTS)
                .ys()
                .sum();
    }

    private static Tensor plainDeep(Tensor x) {
        var c = x;
        var sum = Tensor.scalar(0.0).cast(DType.F64);
        for (int i = 0; i < 5; i++) {
            var in = INPUTS.get(i);
            if (IS_POSITIVE[i]) {
                for (int j = 0; j < 5; j++) {
                    c = decay(c, INPUTS.get(j).mul(x)).carry();
                }
            } else {
                c = Ops.sin(c).mul(x);
            }
            sum = sum.add(c.mul(in).sum());
        }
        return sum;
    }

    private static Tensor products(Tensor x) {
        return Control.associativeScan(Tensor::mul, INPUTS.add(x)).sum();
    }

    private static Tensor plainProducts(Tensor x) {
        var product = INPUTS.get(0).add(x);
        var sum = product.sum();
        for (int i = 1; i < 5; i++) {
            product = product.mul(INPUTS.get(i).add(x));
            sum = sum.add(product.sum());
        }
        return sum;
    }

    private static Tensor checkpointed(Tensor x) {
        return weighted(Control.scan(Func.checkpoint(ControlTwins::decay), x, INPUTS));
    }

    private static Tensor integerCarry(Tensor x) {
        return Control.scan(
                        (Pair p, Tensor in) -> {
                            var next = Ops.sin(p.b().mul(p.a().cast(DType.F64))).add(in);
                            return new Carried<>(new Pair(p.a().add(2), next), p.a());
                        },
                        new Pair(Tensor.scalar(1), x),
                        INPUTS)
                .carry()
                .b()
                .sum();
    }

    private static Tensor plainIntegerCarry(Tensor x) {
        var b = x;
        for (int i = 0; i < 5; i++) {
            b = Ops.sin(b.mul(1 + 2 * i)).add(INPUTS.get(i));
        }
        return b.sum();
    }
}
