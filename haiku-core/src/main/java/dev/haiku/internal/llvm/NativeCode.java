package dev.haiku.internal.llvm;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.llvm.LLVM.LLVMContextRef;
import org.bytedeco.llvm.LLVM.LLVMYieldCallback;

/**
 * A compiled function of C's type {@code void (void *table, void *unused)}.
 *
 * <p>JavaCPP calls C functions of the types that a library's header uses for callbacks. One of LLVM's takes two
 * pointers; a function of ours is called as if it were such a callback, at the cost of one call through JNI.
 */
final class NativeCode {

    private final LLVMYieldCallback function;
    private final PointerPointer<Pointer> holder; // what JavaCPP takes for a callback: the function's address

    NativeCode(long address) {
        holder = new PointerPointer<>(2);
        holder.put(0, new Address(address));
        holder.put(1, (Pointer) null);
        function = new LLVMYieldCallback(holder);
    }

    /** Runs it on a table of addresses. */
    void call(Pointer table) {
        function.call((LLVMContextRef) null, table);
    }

    /** A pointer to anywhere. */
    private static final class Address extends Pointer {
        Address(long value) {
            super((Pointer) null);
            this.address = value;
        }
    }
}
