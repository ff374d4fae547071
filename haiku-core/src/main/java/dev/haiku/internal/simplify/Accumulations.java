package dev.haiku.internal.simplify;

import dev.haiku.array.Shape;
import dev.haiku.ir.Atom;
import dev.haiku.ir.Contraction.DotGeneral;
import dev.haiku.ir.ControlFlow.Scan;
import dev.haiku.ir.Elementwise.Add;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Program;
import dev.haiku.ir.Reduction.ReduceSum;
import dev.haiku.ir.TensorType;
import dev.haiku.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Takes sums of products out of scans: where each run adds a matrix product to a carry, as derivatives along a
 * recurrent network's weights do, one product of all runs' operands follows the scan instead.
 *
 * <p>It contracts the runs as well, so that a large result is written once, not once a run. Operands that a run computes
 * become sequences for that, if they have fewer elements than the product. Sums over axes of what has become a sequence
 * go the same way.
 */
final class Accumulations {

    private Accumulations() {}

    static Program hoist(Program program) {
        List<Equation> equations = new ArrayList<>();
        for (var equation : program.equations()) {
            equations.addAll(
                    equation.op() instanceof Scan scan && scan.length() > 1
                            ? new Split(scan, equation).equations()
                            : List.of(equation));
        }
        boolean isSame = equations.size() == program.equations().size();
        return isSame ? program : new Program(program.inputs(), equations, program.outputs());
    }

    /** A carry to which each run adds: what stays in the scan, and what follows it. */
    private record Total(List<Atom> staying, List<Equation> moved) {}

    /** One scan and the products that leave it. */
    private static final class Split {

        private final Scan scan;
        private final Program body;
        private final Equation equation;
        private final Map<Atom, Equation> definitions = new HashMap<>();
        private final Map<Atom, Integer> uses = new HashMap<>();
        private final Map<Atom, Atom> sequences =
                new HashMap<>(); // what runs see or give, and where all runs' values lie
        private final Map<Var, Var> added = new LinkedHashMap<>(); // results of runs that the scan did not give

        Split(Scan scan, Equation equation) {
            this.scan = scan;
            this.body = scan.body();
            this.equation = equation;
            for (var step : body.equations()) {
                step.outputs().forEach(output -> definitions.put(output, step));
                step.inputs().forEach(this::use);
            }
            body.outputs().forEach(this::use);
            for (int i = scan.carries(); i < body.outputs().size(); i++) {
                sequences.put(body.outputs().get(i), equation.outputs().get(i));
            }
            for (int i = scan.constants() + scan.carries(); i < body.inputs().size(); i++) {
                sequences.put(body.inputs().get(i), equation.inputs().get(i));
            }
        }

        private void use(Atom atom) {
            uses.merge(atom, 1, Integer::sum);
        }

        private boolean isUsedOnce(Atom atom) {
            return uses.getOrDefault(atom, 0) == 1;
        }

        List<Equation> equations() {
            Map<Integer, Total> totals = new LinkedHashMap<>();
            for (int i = 0; i < scan.carries(); i++) {
                List<Atom> terms = terms(i);
                for (var term : terms) {
                    product(term).ifPresent(product -> product.inputs().forEach(this::stack));
                }
                if (!terms.isEmpty()) {
                    totals.put(i, new Total(terms, new ArrayList<>()));
                }
            }
            totals.replaceAll((carry, total) -> split(total.staying()));
            totals.values().removeIf(total -> total.moved().isEmpty());
            return totals.isEmpty() ? List.of(equation) : rewritten(totals);
        }

        /** {@return the terms of what a run gives as a carry, if the carry itself is one of them and used nowhere else} */
        private List<Atom> terms(int carry) {
            var before = body.inputs().get(scan.constants() + carry);
            List<Atom> terms = new ArrayList<>();
            collect(body.outputs().get(carry), terms);
            return terms.size() > 1 && terms.contains(before) && isUsedOnce(before) ? terms : List.of();
        }

        private void collect(Atom sum, List<Atom> terms) {
            var definition = definitions.get(sum);
            if (definition != null && definition.op() instanceof Add && isUsedOnce(sum)) {
                definition.inputs().forEach(term -> collect(term, terms));
            } else {
                terms.add(sum);
            }
        }

        /** {@return the product that a term is, if it is worth moving} */
        private Optional<Equation> product(Atom term) {
            return Optional.ofNullable(definitions.get(term))
                    .filter(definition -> definition.op() instanceof DotGeneral)
                    .filter(definition -> isUsedOnce(term) && isWorthIt(definition));
        }

        private boolean isWorthIt(Equation product) {
            long stacked = product.inputs().stream()
                    .filter(operand -> !sequences.containsKey(operand))
                    .mapToLong(operand -> operand.type().shape().size())
                    .sum();
            long result = product.outputs().get(0).type().shape().size();
            return product.inputs().stream().allMatch(this::changes) && stacked <= result;
        }

        /** {@return whether something may differ from run to run} */
        private boolean changes(Atom atom) {
            return atom instanceof Var
                    && !body.inputs().subList(0, scan.constants()).contains(atom);
        }

        private void stack(Atom operand) {
            if (!sequences.containsKey(operand)) {
                var outer = new Var(all(operand.type()));
                sequences.put(operand, outer);
                added.put((Var) operand, outer);
            }
        }

        private TensorType all(TensorType type) {
            return new TensorType(type.dtype(), Shape.of(scan.length()).concat(type.shape()));
        }

        private Total split(List<Atom> terms) {
            List<Atom> staying = new ArrayList<>();
            List<Equation> moved = new ArrayList<>();
            for (var term : terms) {
                var definition = definitions.get(term);
                if (definition != null && isUsedOnce(term) && ofSequences(definition)) {
                    moved.add(definition);
                } else {
                    staying.add(term);
                }
            }
            return new Total(staying, moved);
        }

        private boolean ofSequences(Equation term) {
            return (term.op() instanceof DotGeneral || term.op() instanceof ReduceSum)
                    && sequences.keySet().containsAll(term.inputs());
        }

        private List<Equation> rewritten(Map<Integer, Total> totals) {
            List<Equation> steps = new ArrayList<>(body.equations());
            List<Equation> after = new ArrayList<>();
            List<Var> carries = new ArrayList<>();
            List<Atom> nextCarries = new ArrayList<>();
            List<Atom> initial = new ArrayList<>();
            List<Var> last = new ArrayList<>();
            for (int i = 0; i < scan.carries(); i++) {
                var total = totals.get(i);
                var result = equation.outputs().get(i);
                Atom start = equation.inputs().get(scan.constants() + i);
                if (total == null || total.staying().size() > 1) {
                    carries.add(body.inputs().get(scan.constants() + i));
                    nextCarries.add(total == null ? body.outputs().get(i) : sum(total.staying(), steps));
                    initial.add(start);
                    start = total == null ? result : new Var(result.type());
                    last.add((Var) start);
                }
                if (total != null) {
                    addAll(start, total.moved(), result, after);
                }
            }
            var smaller = new Scan(
                    DeadCode.remove(new Program(
                            inputs(body.inputs(), carries),
                            steps,
                            outputs(nextCarries, body.outputs(), added.keySet().stream()))),
                    scan.constants(),
                    carries.size(),
                    scan.length(),
                    scan.reverse());
            List<Equation> all = new ArrayList<>();
            all.add(new Equation(
                    smaller,
                    inputs(equation.inputs(), initial),
                    outputs(last, equation.outputs(), added.values().stream())));
            all.addAll(after);
            return all;
        }

        /** {@return the operands with others in place of the carries} */
        private <T extends Atom> List<T> inputs(List<T> operands, List<T> carries) {
            var constants = operands.subList(0, scan.constants());
            var rest = operands.subList(scan.constants() + scan.carries(), operands.size());
            return Stream.of(constants, carries, rest).flatMap(List::stream).toList();
        }

        /** {@return the results with others in place of the carries, and more of them} */
        private <T extends Atom> List<T> outputs(List<T> carries, List<T> results, Stream<? extends T> more) {
            var rest = results.subList(scan.carries(), results.size());
            return Stream.concat(Stream.of(carries, rest).flatMap(List::stream), more)
                    .toList();
        }

        private static Atom sum(List<Atom> terms, List<Equation> steps) {
            var sum = terms.get(0);
            for (var term : terms.subList(1, terms.size())) {
                var next = new Var(term.type());
                steps.add(new Equation(new Add(), List.of(sum, term), List.of(next)));
                sum = next;
            }
            return sum;
        }

        /** Writes {@code result = start + the sums of those terms over all runs}. */
        private void addAll(Atom start, List<Equation> terms, Var result, List<Equation> after) {
            var sum = start;
            for (int i = 0; i < terms.size(); i++) {
                var term = new Var(result.type());
                after.add(overAllRuns(terms.get(i), term));
                var next = i == terms.size() - 1 ? result : new Var(result.type());
                after.add(new Equation(new Add(), List.of(sum, term), List.of(next)));
                sum = next;
            }
        }

        private Equation overAllRuns(Equation term, Var result) {
            var operands = term.inputs().stream().map(sequences::get).toList();
            var op = term.op() instanceof DotGeneral product
                    ? new DotGeneral(
                            withRuns(product.lhsContract()),
                            withRuns(product.rhsContract()),
                            shifted(product.lhsBatch()),
                            shifted(product.rhsBatch()))
                    : new ReduceSum(withRuns(((ReduceSum) term.op()).axes()));
            return new Equation(op, operands, List.of(result));
        }

        private static List<Integer> withRuns(List<Integer> axes) {
            return Stream.concat(Stream.of(0), shifted(axes).stream()).toList();
        }

        private static List<Integer> shifted(List<Integer> axes) {
            return IntStream.range(0, axes.size())
                    .map(i -> axes.get(i) + 1)
                    .boxed()
                    .toList();
        }
    }
}
