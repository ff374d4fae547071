package dev.haiku.func;

import dev.haiku.internal.exec.ProgramEvaluator;
import dev.haiku.internal.staging.DerivedPrograms;
import dev.haiku.internal.staging.Staging;
import dev.haiku.ir.ControlFlow.Scan;
import dev.haiku.ir.Program;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Scans of which one round holds several runs of the body. */
final class Unrolling {

    private record Round(int constants, int carries, boolean reverse, int runs) {}

    private Unrolling() {}

    /** {@return the results of a scan, in rounds of so many runs and what remains} */
    static List<Tensor> scan(
            Scan scan, int unroll, List<Tensor> constants, List<Tensor> carries, List<Tensor> sequences) {
        int runs = Math.min(unroll, Math.max(1, scan.length()));
        int rounds = scan.length() / runs;
        int rest = scan.length() - rounds * runs;
        if (runs == 1) {
            return bind(scan, constants, carries, sequences);
        }
        // the rest comes last: at the end, or in the reverse direction at the start
        int start = scan.reverse() ? rest : 0;
        var blocks = sequences.stream()
                .map(x -> Axes.parted(Ops.slice(x, 0, start, start + rounds * runs), 0, rounds))
                .toList();
        var round = new Scan(round(scan, runs), scan.constants(), scan.carries(), rounds, scan.reverse());
        var results = bind(round, constants, carries, blocks);
        var next = results.subList(0, scan.carries());
        var ys = results.subList(scan.carries(), results.size()).stream()
                .map(y -> Axes.joined(y, 0))
                .toList();
        if (rest == 0) {
            return concat(next, ys);
        }
        int from = scan.reverse() ? 0 : rounds * runs;
        var remaining =
                sequences.stream().map(x -> Ops.slice(x, 0, from, from + rest)).toList();
        var tail = bind(
                new Scan(scan.body(), scan.constants(), scan.carries(), rest, scan.reverse()),
                constants,
                next,
                remaining);
        List<Tensor> all = new ArrayList<>(tail.subList(0, scan.carries()));
        for (int i = 0; i < ys.size(); i++) {
            var last = tail.get(scan.carries() + i);
            all.add(scan.reverse() ? Ops.concatenate(0, last, ys.get(i)) : Ops.concatenate(0, ys.get(i), last));
        }
        return all;
    }

    private static List<Tensor> bind(Scan scan, List<Tensor> constants, List<Tensor> carries, List<Tensor> sequences) {
        return Ops.bindAll(scan, concat(constants, concat(carries, sequences)));
    }

    /** {@return the program of so many runs in a row} */
    private static Program round(Scan scan, int runs) {
        var key = new Round(scan.constants(), scan.carries(), scan.reverse(), runs);
        return DerivedPrograms.of(scan.body(), key, () -> derive(scan, runs));
    }

    private static Program derive(Scan scan, int runs) {
        int first = scan.constants() + scan.carries();
        List<TensorType> types = new ArrayList<>();
        for (int i = 0; i < scan.body().inputs().size(); i++) {
            var type = scan.body().inputTypes().get(i);
            types.add(i < first ? type : type.withShape(type.shape().insert(0, runs)));
        }
        return Staging.stage(types, inputs -> {
            var constants = inputs.subList(0, scan.constants());
            var carries = inputs.subList(scan.constants(), first);
            var sequences = inputs.subList(first, inputs.size());
            var ys = new Tensor[scan.body().outputs().size() - scan.carries()][runs];
            for (int run = 0; run < runs; run++) {
                int index = scan.reverse() ? runs - 1 - run : run;
                var xs = sequences.stream().map(x -> x.get(index)).toList();
                var results = ProgramEvaluator.evaluate(scan.body(), concat(constants, concat(carries, xs)));
                carries = results.subList(0, scan.carries());
                for (int i = 0; i < ys.length; i++) {
                    ys[i][index] = results.get(scan.carries() + i);
                }
            }
            List<Tensor> all = new ArrayList<>(carries);
            for (var y : ys) {
                all.add(Ops.stack(0, y));
            }
            return all;
        });
    }

    private static List<Tensor> concat(List<Tensor> first, List<Tensor> second) {
        List<Tensor> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
