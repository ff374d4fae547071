package dev.haiku.internal.nd4j;

import dev.haiku.internal.convolution.ConvAxis;
import dev.haiku.internal.convolution.ConvProblem;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.Slot;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** A convolution by oneDNN: a call for each phase of each group, over copies where a layout is not the native one. */
final class ConvOneDnn implements Kernel {

    /** For more calls than that, each must be worth its overhead. */
    private static final int MANY_CALLS = 64;

    /** So many multiplications take as long as the overhead of a call. */
    private static final long WORTH_A_CALL = 1 << 17;

    /** The phases that read one input. */
    private record Group(ConvOperand input, List<ConvStep> steps) {}

    private final List<Group> groups;
    private final List<ConvZeros> zeros;

    private ConvOneDnn(List<Group> groups, List<ConvZeros> zeros) {
        this.groups = groups;
        this.zeros = zeros;
    }

    /** {@return a kernel for problems that differ in their phases only, or empty if oneDNN has none that is fast} */
    static Optional<Kernel> prepare(Nd4jLibrary library, List<ConvProblem> problems, List<Slot> inputs, Slot out) {
        var groups = groups(problems);
        boolean isServed =
                !groups.get(0).isEmpty() && groups.get(0).stream().allMatch(ConvOneDnn::isServed) && isWorthIt(groups);
        if (!isServed) {
            return Optional.empty();
        }
        var zeros = problems.stream()
                .filter(ConvOneDnn::isZero)
                .map(problem -> new ConvZeros(problem, out))
                .toList();
        var calls = groups.stream()
                .map(phases -> group(library, phases, inputs, out))
                .toList();
        return Optional.of(new ConvOneDnn(calls, zeros));
    }

    private static boolean isWorthIt(List<List<ConvProblem>> groups) {
        var phases = groups.get(0);
        int calls = groups.size() * phases.size();
        return calls <= MANY_CALLS || ConvStep.multiplications(phases.get(0)) >= WORTH_A_CALL;
    }

    /** The phases of each group, or of all groups at once if each reads one feature. */
    private static List<List<ConvProblem>> groups(List<ConvProblem> problems) {
        var first = problems.get(0);
        var phases = problems.stream().filter(problem -> !isZero(problem)).toList();
        return first.input().size() == 1
                ? List.of(phases)
                : IntStream.range(0, first.groups().size())
                        .mapToObj(i ->
                                phases.stream().map(phase -> phase.group(i)).toList())
                        .toList();
    }

    /** Whether the kernel meets nothing but zeros of a dilated input. */
    private static boolean isZero(ConvProblem problem) {
        return product(problem, ConvAxis::window) == 0;
    }

    /** With kernels larger than the result, as gradients have them, it is slow. */
    private static boolean isServed(ConvProblem problem) {
        return ConvStep.fits(problem) && product(problem, ConvAxis::window) <= product(problem, ConvAxis::out);
    }

    private static int product(ConvProblem problem, ToIntFunction<ConvAxis> size) {
        return problem.axes().stream().mapToInt(size).reduce(1, (a, b) -> a * b);
    }

    private static Group group(Nd4jLibrary library, List<ConvProblem> phases, List<Slot> inputs, Slot out) {
        var input = ConvOperand.read(inputs.get(0), ConvStep.input(phases.get(0)));
        var steps = phases.stream()
                .map(phase -> new ConvStep(library, phase, input.dense(), inputs.get(1), out))
                .toList();
        return new Group(input, steps);
    }

    @Override
    public void run() {
        for (var group : groups) {
            try {
                group.input().open();
                group.steps().forEach(ConvStep::run);
            } finally {
                group.input().close();
            }
        }
        zeros.forEach(ConvZeros::run);
    }

    @Override
    public void close() {
        groups.stream().flatMap(group -> group.steps().stream()).forEach(ConvStep::close);
    }
}
