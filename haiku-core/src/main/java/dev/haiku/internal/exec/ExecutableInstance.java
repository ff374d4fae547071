package dev.haiku.internal.exec;

import dev.haiku.ir.Atom;
import dev.haiku.ir.Callback;
import dev.haiku.ir.ControlFlow;
import dev.haiku.ir.Equation;
import dev.haiku.ir.TensorType;
import dev.haiku.ir.Var;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An executable's kernels over one set of memory; run by one thread at a time. */
final class ExecutableInstance {

    /** The slots that see one block of memory, and the type that decides its size. */
    private record Group(TensorType type, List<Slot> slots) {

        void bind(Buffer buffer) {
            for (int i = 0; i < slots.size(); i++) {
                slots.get(i).bind(buffer);
            }
        }
    }

    /** Where a result comes from: an argument, a constant, or memory that the run filled. */
    private interface Source {
        ArrayTensor of(List<ArrayTensor> inputs, ArrayTensor[] fresh);
    }

    /** A result; several may share memory, and all but the first user of fresh memory get a handle of their own. */
    private record Result(TensorType type, Source source, boolean isFirstUse) {

        Tensor take(List<ArrayTensor> inputs, ArrayTensor[] fresh) {
            var tensor = source.of(inputs, fresh);
            return isFirstUse ? tensor : tensor.shareAs(type);
        }
    }

    private final Plan plan;
    private final List<Storage> blocks = new ArrayList<>(); // reachable, so not given back, as long as this is in use
    private final Map<Atom, Slot> slots = new HashMap<>();
    private final Map<Var, Group> groups = new HashMap<>();
    private final List<Group> inputGroups;
    private final List<Var> freshRoots = new ArrayList<>();
    private final List<Result> results;
    private final Kernel[] kernels;
    private final Destinations destinations;

    ExecutableInstance(Plan plan, BufferAssignment assignment) {
        this.plan = plan;
        assignment.blockBytes().forEach(bytes -> blocks.add(Storage.allocate(bytes)));
        plan.constants()
                .forEach((atom, tensor) ->
                        slots.put(atom, new Slot(tensor.type(), tensor.storage().buffer())));
        this.inputGroups = plan.program().inputs().stream().map(this::group).toList();
        this.kernels = plan.steps().stream().map(this::prepare).toArray(Kernel[]::new);
        assignment
                .blockOf()
                .forEach((root, block) -> group(root).bind(blocks.get(block).buffer()));
        this.results = results();
        this.destinations = Destinations.of(plan);
    }

    private Group group(Var root) {
        return groups.computeIfAbsent(root, r -> new Group(r.type(), new ArrayList<>()));
    }

    private Kernel prepare(Equation step) {
        var inputs = step.inputs().stream().map(this::slot).toList();
        var outputs = step.outputs().stream().map(this::slot).toList();
        if (step.op() instanceof Callback callback) {
            return new CallbackKernel(callback, inputs, outputs);
        }
        return step.op() instanceof ControlFlow flow
                ? ControlKernels.prepare(flow, inputs, outputs)
                : Regions.prepare(step.op(), inputs, outputs)
                        .orElseGet(() -> Kernels.prepare(step.op(), inputs, outputs));
    }

    private Slot slot(Atom atom) {
        return slots.computeIfAbsent(atom, key -> {
            var slot = new Slot(key.type());
            group(plan.root((Var) key)).slots().add(slot);
            return slot;
        });
    }

    private List<Result> results() {
        Set<Var> used = new HashSet<>();
        List<Result> all = new ArrayList<>();
        for (var output : plan.program().outputs()) {
            var constant = plan.constants().get(output);
            if (constant != null) {
                all.add(new Result(output.type(), (inputs, fresh) -> constant, false));
            } else {
                var root = plan.root((Var) output);
                boolean owns = plan.isReturned(root) && root == output && used.add(root);
                all.add(new Result(output.type(), source(root), owns));
            }
        }
        return List.copyOf(all);
    }

    private Source source(Var root) {
        if (!plan.isReturned(root)) {
            int index = plan.program().inputs().indexOf(root);
            return (inputs, fresh) -> inputs.get(index);
        }
        if (!freshRoots.contains(root)) {
            freshRoots.add(root);
        }
        int index = freshRoots.indexOf(root);
        return (inputs, fresh) -> fresh[index];
    }

    List<Tensor> run(List<ArrayTensor> inputs) {
        var sources = new Storage[inputs.size()];
        int retained = 0;
        try {
            for (; retained < sources.length; retained++) {
                sources[retained] = inputs.get(retained).storage();
                inputGroups.get(retained).bind(sources[retained].retain());
            }
            var fresh = allocateResults();
            for (var kernel : kernels) {
                kernel.run();
            }
            return results.stream().map(result -> result.take(inputs, fresh)).toList();
        } finally {
            for (int i = 0; i < retained; i++) {
                sources[i].release();
            }
        }
    }

    /** Exchanges the memory of an operand, for {@link #execute()}. */
    void bindInput(int index, Buffer buffer) {
        inputGroups.get(index).bind(buffer);
        destinations.bindInput(index, buffer);
    }

    /** Exchanges the memory of a result, for {@link #execute()}. */
    void bindOutput(int index, Buffer buffer) {
        destinations.bindOutput(index, buffer).ifPresent(root -> group(root).bind(buffer));
    }

    /** Runs on the memory that is bound, as a part of another run; no operand shares memory with a result. */
    void execute() {
        for (var kernel : kernels) {
            kernel.run();
        }
        destinations.fill();
    }

    private ArrayTensor[] allocateResults() {
        var fresh = new ArrayTensor[freshRoots.size()];
        for (int i = 0; i < fresh.length; i++) {
            var root = freshRoots.get(i);
            var storage = Storage.allocate(root.type());
            group(root).bind(storage.buffer());
            fresh[i] = new ArrayTensor(root.type(), storage);
        }
        return fresh;
    }
}
