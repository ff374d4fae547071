package dev.haiku.internal.llvm;

import org.bytedeco.llvm.global.LLVM;

/**
 * The processor that this process runs on, in LLVM's words.
 *
 * @param triple the platform, such as {@code x86_64-unknown-linux-gnu}
 * @param cpu the model, such as {@code skylake-avx512}
 * @param features what it can do, such as {@code +avx512f,+fma}
 */
record HostProcessor(String triple, String cpu, String features) {

    static HostProcessor detect() {
        return new HostProcessor(
                LLVM.LLVMGetDefaultTargetTriple().getString(),
                LLVM.LLVMGetHostCPUName().getString(),
                LLVM.LLVMGetHostCPUFeatures().getString());
    }

    boolean has(String feature) {
        return features.contains("+" + feature);
    }
}
