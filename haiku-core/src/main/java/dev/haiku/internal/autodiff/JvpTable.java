package dev.haiku.internal.autodiff;

import dev.haiku.ir.Primitive;
import dev.haiku.ir.RuleTable;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The shapes that the rows of the JVP table have. */
final class JvpTable {

    private static final JvpRule<Primitive> WITHOUT_TANGENTS = (op, in) ->
            Ops.bindAll(op, Dual.primals(in)).stream().map(Dual::constant).toList();

    private final RuleTable<JvpRule<?>> rules = new RuleTable<>("jvp");

    /** The derivative of y(x) along dx. */
    @FunctionalInterface
    interface Unary {
        Tensor tangent(Tensor x, Tensor y, Tensor dx);
    }

    /** The derivative of z(x, y) along a tangent d of one of them. */
    @FunctionalInterface
    interface Partial {
        Tensor tangent(Tensor x, Tensor y, Tensor z, Tensor d);
    }

    RuleTable<JvpRule<?>> rules() {
        return rules;
    }

    /** A rule in its general form. */
    <P extends Primitive> void rule(Class<P> primitive, JvpRule<P> rule) {
        rules.put(primitive, rule);
    }

    /** A function of one operand. */
    <P extends Primitive> void unary(Class<P> primitive, Unary unary) {
        rule(primitive, (op, in) -> {
            var x = in.get(0).primal();
            var y = Ops.bind(op, x);
            return List.of(new Dual(y, unary.tangent(x, y, in.get(0).d())));
        });
    }

    /** A function of two operands: the sum of its partial derivatives. */
    <P extends Primitive> void binary(Class<P> primitive, Partial alongX, Partial alongY) {
        rule(primitive, (op, in) -> {
            var x = in.get(0).primal();
            var y = in.get(1).primal();
            var z = Ops.bind(op, x, y);
            var first = in.get(0).moves() ? alongX.tangent(x, y, z, in.get(0).d()) : null;
            var second = in.get(1).moves() ? alongY.tangent(x, y, z, in.get(1).d()) : null;
            return List.of(new Dual(z, sum(first, second)));
        });
    }

    private static @Nullable Tensor sum(@Nullable Tensor first, @Nullable Tensor second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return first.add(second);
    }

    /** Linear in each of two operands, the other one fixed: applied to each tangent and the other value. */
    <P extends Primitive> void bilinear(Class<P> primitive) {
        rule(primitive, (op, in) -> {
            var x = in.get(0).primal();
            var y = in.get(1).primal();
            var first = in.get(0).moves() ? Ops.bind(op, in.get(0).d(), y) : null;
            var second = in.get(1).moves() ? Ops.bind(op, x, in.get(1).d()) : null;
            return List.of(new Dual(Ops.bind(op, x, y), sum(first, second)));
        });
    }

    /** Linear in those operands together, the others fixed: applied to the tangents in their place. */
    <P extends Primitive> void linear(Class<P> primitive, Integer... operands) {
        var linear = Set.of(operands);
        rule(primitive, (op, in) -> alongTangents(op, in, linear));
    }

    /** Linear in all operands together. */
    <P extends Primitive> void linearInAll(Class<P> primitive) {
        rule(
                primitive,
                (op, in) -> alongTangents(
                        op, in, IntStream.range(0, in.size()).boxed().collect(Collectors.toSet())));
    }

    static List<Dual> alongTangents(Primitive op, List<Dual> in, Set<Integer> linear) {
        var value = Ops.bindAll(op, Dual.primals(in)).get(0);
        if (linear.stream().noneMatch(i -> in.get(i).moves())) {
            return List.of(Dual.constant(value));
        }
        List<Tensor> tangents = new ArrayList<>();
        for (int i = 0; i < in.size(); i++) {
            tangents.add(linear.contains(i) ? in.get(i).dOrZeros() : in.get(i).primal());
        }
        return List.of(new Dual(value, Ops.bindAll(op, tangents).get(0)));
    }

    /** Piecewise constant functions and those without floating-point results: no tangent comes out. */
    @SafeVarargs
    final void constant(Class<? extends Primitive>... primitives) {
        for (var primitive : primitives) {
            rules.put(primitive, WITHOUT_TANGENTS);
        }
    }

    /** A function that has no derivative here, for that reason. */
    <P extends Primitive> void never(Class<P> primitive, String reason) {
        rule(primitive, (op, in) -> {
            throw new UnsupportedOperationException(op.opName() + " is not differentiable: " + reason);
        });
    }
}
