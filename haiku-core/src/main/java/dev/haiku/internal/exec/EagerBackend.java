package dev.haiku.internal.exec;

import dev.haiku.array.HostArray;
import dev.haiku.ir.Call;
import dev.haiku.ir.Callback;
import dev.haiku.ir.ControlFlow;
import dev.haiku.ir.Custom.CustomCall;
import dev.haiku.ir.Elementwise.Bitcast;
import dev.haiku.ir.Elementwise.Name;
import dev.haiku.ir.Elementwise.OptimizationBarrier;
import dev.haiku.ir.Elementwise.StopGradient;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.Program;
import dev.haiku.ir.Structural.Reshape;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Backend;
import dev.haiku.tensor.Interpreter;
import dev.haiku.tensor.LeakedTracerException;
import dev.haiku.tensor.Tensor;
import dev.haiku.tensor.Tracer;
import java.util.ArrayList;
import java.util.List;

/** The interpreter at the bottom: computes each primitive at once with the first kernel that fits. */
public final class EagerBackend implements Backend {

    private final EagerKernels kernels = new EagerKernels();
    private final Interpreter checked = new NanCheck(this::compute);

    /** Creates one; for {@link java.util.ServiceLoader}. */
    public EagerBackend() {
        NativeMemory.isAvailable(); // decides about memory before other users of JavaCPP do
    }

    @Override
    public Tensor constant(HostArray value) {
        return ArrayTensor.of(value);
    }

    @Override
    public List<Tensor> bind(Primitive op, List<Tensor> inputs) {
        return NanCheck.SETTING.isOn() ? checked.bind(op, inputs) : compute(op, inputs);
    }

    private List<Tensor> compute(Primitive op, List<Tensor> inputs) {
        var arrays = arrays(op, inputs);
        if (op instanceof Call call) {
            return call(op, call.program(), arrays);
        }
        if (op instanceof CustomCall call) {
            return call(op, call.program(), arrays);
        }
        if (op instanceof Callback callback) {
            return call(callback, arrays);
        }
        var types = new TensorType[arrays.size()];
        for (int i = 0; i < types.length; i++) {
            types[i] = arrays.get(i).type();
        }
        if (op instanceof ControlFlow flow) {
            return runControlFlow(flow, arrays, List.of(types));
        }
        return sharesMemory(op) ? List.of(share(op, arrays, List.of(types))) : run(op, arrays, List.of(types));
    }

    private static List<ArrayTensor> arrays(Primitive op, List<Tensor> inputs) {
        var arrays = new ArrayList<ArrayTensor>(inputs.size());
        for (int i = 0; i < inputs.size(); i++) {
            if (!(inputs.get(i) instanceof ArrayTensor array)) {
                if (inputs.get(i) instanceof Tracer tracer) {
                    tracer.requireRunning(op.opName());
                }
                throw leaked(op, inputs.get(i));
            }
            arrays.add(array);
        }
        return arrays;
    }

    private static LeakedTracerException leaked(Primitive op, Tensor tensor) {
        return new LeakedTracerException(
                "A tensor of a finished or foreign transformation reached the evaluator: " + op.opName()
                        + " got " + tensor.type()
                        + " without numbers. Tensors of a function that is being transformed end with it;"
                        + " return it from the function instead of storing it.");
    }

    private static List<Tensor> call(Primitive op, Program program, List<ArrayTensor> inputs) {
        op.outputTypes(inputs.stream().map(Tensor::type).toList());
        return Executables.of(program).run(inputs);
    }

    private static List<Tensor> call(Callback callback, List<ArrayTensor> inputs) {
        var results = callback.call(inputs.stream().map(ArrayTensor::toHost).toList());
        return results.stream().<Tensor>map(ArrayTensor::of).toList();
    }

    private static boolean sharesMemory(Primitive op) {
        return op instanceof Reshape
                || op instanceof Bitcast
                || op instanceof StopGradient
                || op instanceof Name
                || op instanceof OptimizationBarrier;
    }

    private static Tensor share(Primitive op, List<ArrayTensor> inputs, List<TensorType> types) {
        var type = op.outputTypes(types).get(0);
        return inputs.get(0).shareAs(type);
    }

    private List<Tensor> run(Primitive op, List<ArrayTensor> inputs, List<TensorType> types) {
        var prepared = kernels.borrow(op, types);
        var sources = storages(inputs);
        int retained = 0;
        try {
            for (; retained < sources.length; retained++) {
                prepared.inputs().get(retained).bind(sources[retained].retain());
            }
            var results = allocate(prepared.outputs());
            prepared.kernel().run();
            kernels.giveBack(prepared); // not after a failure: who knows what state it left behind
            return results;
        } finally {
            for (int i = 0; i < retained; i++) {
                sources[i].release();
            }
        }
    }

    /**
     * Its kernel is made for this run alone, since each run of a function makes programs of its own; their executables
     * are kept.
     */
    private static List<Tensor> runControlFlow(ControlFlow op, List<ArrayTensor> inputs, List<TensorType> types) {
        var outputs = op.outputTypes(types).stream().map(Slot::new).toList();
        var slots = types.stream().map(Slot::new).toList();
        var sources = storages(inputs);
        int retained = 0;
        try {
            for (; retained < sources.length; retained++) {
                slots.get(retained).bind(sources[retained].retain());
            }
            var results = allocate(outputs);
            ControlKernels.prepare(op, slots, outputs).run();
            return results;
        } finally {
            for (int i = 0; i < retained; i++) {
                sources[i].release();
            }
        }
    }

    private static Storage[] storages(List<ArrayTensor> inputs) {
        var storages = new Storage[inputs.size()];
        for (int i = 0; i < storages.length; i++) {
            storages[i] = inputs.get(i).storage();
        }
        return storages;
    }

    private static List<Tensor> allocate(List<Slot> outputs) {
        var results = new Tensor[outputs.size()];
        for (int i = 0; i < results.length; i++) {
            var storage = Storage.allocate(outputs.get(i).type());
            outputs.get(i).bind(storage.buffer());
            results[i] = new ArrayTensor(outputs.get(i).type(), storage);
        }
        return List.of(results);
    }
}
