package dev.haiku.internal.autodiff;

import dev.haiku.internal.staging.DerivedPrograms;
import dev.haiku.ir.ControlFlow.Scan;
import dev.haiku.tensor.Ops;
import java.util.List;

/**
 * Forward mode of a scan: a scan that also carries the tangents of the carries that move.
 *
 * @param scan the derived scan
 * @param inputs where its operands stand
 * @param outputs where its results stand
 */
record ScanJvp(Scan scan, Layout inputs, Layout outputs) {

    private record Key(int constants, int carries, int length, boolean reverse, List<Boolean> moving) {}

    static List<Dual> apply(Scan op, List<Dual> operands) {
        var moving = Dual.moving(operands);
        var key = new Key(op.constants(), op.carries(), op.length(), op.reverse(), moving);
        var derived = DerivedPrograms.of(op.body(), key, () -> derive(op, moving));
        return derived.outputs()
                .results(Ops.bindAll(derived.scan(), derived.inputs().operands(operands)));
    }

    private static ScanJvp derive(Scan op, List<Boolean> moving) {
        int results = op.body().outputs().size();
        var carries = new MovingCarries(moving, op.constants(), op.carries());
        var jvp = carries.settle(
                now -> JvpProgram.of(op.body(), now.operands(), now.forced(results)), JvpProgram::moving);
        var inputs = Layout.of(carries.operands(), op.constants(), op.carries(), op.sequences());
        var outputs = Layout.of(jvp.moving(), op.carries(), results - op.carries());
        var scan = new Scan(
                Layout.arrange(jvp.program(), inputs, outputs),
                op.constants() + carries.movingConstants(),
                op.carries() + carries.movingCarries(),
                op.length(),
                op.reverse());
        return new ScanJvp(scan, inputs, outputs);
    }
}
