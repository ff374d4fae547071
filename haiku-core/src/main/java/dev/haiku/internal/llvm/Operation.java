package dev.haiku.internal.llvm;

import dev.haiku.array.DType;
import dev.haiku.ir.Primitive;
import java.util.List;

/**
 * One element-wise operation while its code is written.
 *
 * @param code where to write
 * @param level the level of the result
 * @param op the primitive
 * @param args the operands
 * @param dtype the type of the result
 */
record Operation(Code code, int level, Primitive op, List<Value> args, DType dtype) {

    Value arg(int index) {
        return args.get(index);
    }

    /** {@return the type of the first operand's elements} */
    DType in() {
        return args.get(0).dtype();
    }

    /** Writes an instruction. {@return its result} */
    String emit(String instruction) {
        return code.emit(level, instruction);
    }

    /** Writes a two-operand instruction on all operands. {@return its result} */
    String binary(String name) {
        return emit(name + " " + arg(0).typed() + ", " + arg(1).name());
    }

    /** Writes a call of one of LLVM's functions that works on vectors of the operands' type. {@return its result} */
    String intrinsic(String name, int arity) {
        var type = Lanes.of(in());
        var arguments = new StringBuilder();
        for (int i = 0; i < arity; i++) {
            arguments.append(i == 0 ? "" : ", ").append(type).append(' ').append(arg(i).name());
        }
        var function = "@llvm." + name + "." + Lanes.suffix(Lanes.element(in()));
        return emit("call " + type + " " + function + "(" + arguments + ")");
    }

    /** Writes a call of a function of the mathematical library. {@return its result} */
    String math(String name) {
        var arguments = new StringBuilder();
        args.forEach(arg -> arguments.append(arguments.isEmpty() ? "" : ", ").append(arg.typed()));
        return emit("call " + Lanes.of(dtype) + " " + code.math(MathLibrary.name(name, in())) + "(" + arguments + ")");
    }

    /** {@return a constant of the operands' type} */
    String constant(double value) {
        return Lanes.splat(Lanes.element(in()), Lanes.literal(in(), value));
    }

    boolean isFloating() {
        return in().isFloating();
    }

    boolean isUnsigned() {
        return in() == DType.U8 || in() == DType.U32;
    }
}
