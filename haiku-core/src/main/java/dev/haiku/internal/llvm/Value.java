package dev.haiku.internal.llvm;

import dev.haiku.array.DType;

/**
 * A vector of elements in generated code.
 *
 * @param name the register or constant
 * @param dtype the type of its elements
 * @param level the level of {@link Code} at which it is known
 */
record Value(String name, DType dtype, int level) {

    /** {@return type and name, as an operand of an instruction} */
    String typed() {
        return Lanes.of(dtype) + " " + name;
    }

    static Value constant(DType dtype, String literal) {
        return new Value(Lanes.splat(Lanes.element(dtype), literal), dtype, Code.CALL);
    }
}
