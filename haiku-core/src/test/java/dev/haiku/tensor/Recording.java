package dev.haiku.tensor;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** An interpreter that computes nothing but types, and remembers which primitives it saw. */
final class Recording implements Interpreter {

    private final List<Primitive> primitives = new ArrayList<>();

    /** A tensor of which only the type is known. */
    private static final class Symbol extends Tracer {

        private final TensorType type;

        Symbol(TensorType type) {
            this.type = type;
        }

        @Override
        public TensorType type() {
            return type;
        }

        @Override
        protected String why() {
            return "A symbol " + type + " has no numbers.";
        }
    }

    static Tensor symbol(DType dtype, int... dims) {
        return new Symbol(new TensorType(dtype, Shape.of(dims)));
    }

    @Override
    public List<Tensor> bind(Primitive op, List<Tensor> inputs) {
        primitives.add(op);
        var types = op.outputTypes(inputs.stream().map(Tensor::type).toList());
        return types.stream().<Tensor>map(Symbol::new).toList();
    }

    /** {@return the type of what the function computes} */
    static TensorType type(Supplier<Tensor> body) {
        return Interpreters.with(new Recording(), body).type();
    }

    /** {@return the names of the primitives that the function runs, in order} */
    static List<String> primitives(Supplier<?> body) {
        var recording = new Recording();
        Interpreters.with(recording, body);
        return recording.primitives.stream().map(Primitive::opName).toList();
    }
}
