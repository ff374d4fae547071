/**
 * The compiler of native code: it groups the equations of a program into kernels, writes them as LLVM IR and has LLVM
 * compile them for this processor.
 *
 * <p>The only package that knows LLVM. {@link dev.haiku.internal.llvm.LlvmRegions} is the way in, found by
 * {@link java.util.ServiceLoader}; nothing above depends on it, and without LLVM's native library it compiles nothing.
 */
@NullMarked
package dev.haiku.internal.llvm;

import org.jspecify.annotations.NullMarked;
