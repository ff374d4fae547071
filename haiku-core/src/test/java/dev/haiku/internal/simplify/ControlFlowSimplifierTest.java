package dev.haiku.internal.simplify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.func.Carried;
import dev.haiku.func.Control;
import dev.haiku.func.Func;
import dev.haiku.ir.ProgramChecker;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlFlowSimplifierTest {

    record Three(Tensor a, Tensor b, Tensor c) {}

    private static final Tensor X = Ops.ones(Shape.of(3), DType.F32);

    @Test
    void leavesOutWhatNobodyNeedsOfAScan() {
        var program = Func.makeProgram(
                (Tensor x) -> {
                    var unused = Ops.exp(x);
                    return Control.scan(
                                    (Three s, Tensor in) -> new Carried<>(
                                            new Three(s.a().add(s.b()), s.b().mul(in), s.c().add(unused)),
                                            List.of(s.c(), s.a())),
                                    new Three(x, x.neg(), x),
                                    x)
                            .carry()
                            .a();
                },
                X);

        var simplified = Simplifier.simplify(program);

        ProgramChecker.check(simplified);
        assertThat(simplified).hasToString("""
                { lambda a:f32[3] .
                    b:f32[3] = neg a
                    c:f32[3] d:f32[3] = scan[constants=0, carries=2, length=3, reverse=false] a b a { lambda a:f32[3] b:f32[3] c:f32[] .
                        d:f32[3] = add a b
                        e:f32[3] = broadcast_in_dim[shape=[3], axes=[]] c
                        f:f32[3] = mul b e
                      in (d, f) }
                  in (c) }""");
    }

    @Test
    void leavesOutWhatNobodyNeedsOfBranches() {
        var program = Func.makeProgram(
                (Tensor x) -> {
                    var unused = Ops.exp(x);
                    return Control.cond(
                                    x.sum().gt(0),
                                    () -> List.of(x.neg(), unused),
                                    () -> List.of(Ops.sin(Ops.stopGradient(x)), unused))
                            .get(0);
                },
                X);

        var simplified = Simplifier.simplify(program);

        ProgramChecker.check(simplified);
        assertThat(simplified).hasToString("""
                { lambda a:f32[3] .
                    b:f32[] = reduce_sum[axes=[0]] a
                    c:bool[] = gt b 0.0:f32[]
                    d:i32[] = cast[dtype=i32] c
                    e:f32[3] = cond[branches=2] d a { lambda a:f32[3] .
                        b:f32[3] = sin a
                      in (b) } { lambda a:f32[3] .
                        b:f32[3] = neg a
                      in (b) }
                  in (e) }""");
    }

    @Test
    void movesWhatAScanNeedNotRepeatInFrontOfIt() {
        var program = Func.makeProgram(
                (Tensor w, Tensor x) -> Control.scan(
                                (Tensor h, Tensor in) -> {
                                    var factor = Ops.sin(w).mul(2);
                                    return new Carried<>(h.mul(factor).add(in).mul(2), factor);
                                },
                                x.get(0),
                                x)
                        .carry(),
                X,
                Ops.ones(Shape.of(2, 3), DType.F32));

        var simplified = Simplifier.simplify(program);

        ProgramChecker.check(simplified);
        assertThat(simplified).hasToString("""
                { lambda a:f32[3] b:f32[2, 3] .
                    c:f32[1, 3] = slice[start=[0, 0], limit=[1, 3], stride=[1, 1]] b
                    d:f32[3] = reshape[shape=[3]] c
                    e:f32[3] = sin a
                    f:f32[3] = broadcast_in_dim[shape=[3], axes=[]] 2.0:f32[]
                    g:f32[3] = mul e f
                    h:f32[3] = scan[constants=1, carries=1, length=2, reverse=false] g d b { lambda a:f32[3] b:f32[3] c:f32[3] .
                        d:f32[3] = broadcast_in_dim[shape=[3], axes=[]] 2.0:f32[]
                        e:f32[3] = mul b a
                        f:f32[3] = add e c
                        g:f32[3] = mul f d
                      in (g) }
                  in (h) }""");
    }

    @Test
    void mergesEqualLoops() {
        var twice = Func.jit((Tensor x) -> Control.map((Tensor v) -> v.mul(v), x));
        var program = Func.makeProgram((Tensor x) -> twice.apply(x).add(twice.apply(x)), X);

        assertThat(Simplifier.simplify(program).equations()).hasSize(2);
    }
}
