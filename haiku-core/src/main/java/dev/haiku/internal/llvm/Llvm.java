package dev.haiku.internal.llvm;

import dev.haiku.internal.nd4j.NativeSymbols;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.llvm.LLVM.LLVMErrorRef;
import org.bytedeco.llvm.LLVM.LLVMJITSymbolFlags;
import org.bytedeco.llvm.LLVM.LLVMModuleRef;
import org.bytedeco.llvm.LLVM.LLVMOrcCSymbolMapPair;
import org.bytedeco.llvm.LLVM.LLVMOrcLLJITRef;
import org.bytedeco.llvm.LLVM.LLVMOrcThreadSafeContextRef;
import org.bytedeco.llvm.LLVM.LLVMTargetMachineRef;
import org.bytedeco.llvm.LLVM.LLVMTargetRef;
import org.bytedeco.llvm.global.LLVM;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * LLVM in this process: compiles text of its intermediate representation to machine code for this processor.
 *
 * <p>The same text is compiled once. Code stays until the process ends. Safe for any number of threads.
 */
final class Llvm {

    /** Stands in the text before each global name; replaced by what makes names of one text unlike those of others. */
    static final String PREFIX = "%%";

    /** Functions of other libraries that generated code calls. */
    private static final List<String> CALLED = List.of(
            "cblas_sgemm",
            "cblas_dgemm",
            "GOMP_parallel",
            "omp_get_thread_num",
            "omp_get_num_threads",
            "memcpy",
            "memset",
            "memmove");

    private static final Logger LOG = LoggerFactory.getLogger(Llvm.class);
    private static final int CODE_GEN_LEVEL_DEFAULT = 2;
    private static final int RELOC_PIC = 2;
    private static final int CODE_MODEL_JIT = 1;
    private static final String PASSES =
            "sroa,early-cse<memssa>,instcombine<no-verify-fixpoint>,simplifycfg,loop-mssa(loop-rotate,licm),gvn,instcombine<no-verify-fixpoint>,dse,simplifycfg";

    private final LLVMOrcLLJITRef jit;
    private final HostProcessor host;
    private final Map<String, NativeCode> compiled = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    private static final class Loaded {
        static final Optional<Llvm> LIBRARY = load();
    }

    private Llvm(HostProcessor host) {
        this.host = host;
        this.jit = createJit(host);
        defineSymbols();
    }

    /** {@return the library, or empty if it is not on the class path or does not run here} */
    static Optional<Llvm> get() {
        return Loaded.LIBRARY;
    }

    private static Optional<Llvm> load() {
        try {
            LLVM.LLVMInitializeNativeTarget();
            LLVM.LLVMInitializeNativeAsmPrinter();
            return Optional.of(new Llvm(HostProcessor.detect()));
        } catch (LinkageError | RuntimeException e) {
            LOG.info("Programs run without native compilation, since LLVM cannot be used here: {}", e.toString());
            return Optional.empty();
        }
    }

    private static LLVMOrcLLJITRef createJit(HostProcessor host) {
        var builder = LLVM.LLVMOrcCreateLLJITBuilder();
        LLVM.LLVMOrcLLJITBuilderSetJITTargetMachineBuilder(
                builder, LLVM.LLVMOrcJITTargetMachineBuilderCreateFromTargetMachine(targetMachine(host)));
        var jit = new LLVMOrcLLJITRef();
        check(LLVM.LLVMOrcCreateLLJIT(jit, builder));
        return jit;
    }

    private static LLVMTargetMachineRef targetMachine(HostProcessor host) {
        var target = new LLVMTargetRef();
        var error = new BytePointer((Pointer) null);
        if (LLVM.LLVMGetTargetFromTriple(new BytePointer(host.triple()), target, error) != 0) {
            throw new IllegalStateException("LLVM has no code generator for " + host.triple() + ".");
        }
        return LLVM.LLVMCreateTargetMachine(
                target, host.triple(), host.cpu(), host.features(), CODE_GEN_LEVEL_DEFAULT, RELOC_PIC, CODE_MODEL_JIT);
    }

    private void defineSymbols() {
        var symbols = symbols();
        var pairs = new LLVMOrcCSymbolMapPair(symbols.size());
        int at = 0;
        for (var symbol : symbols.entrySet()) {
            pairs.position(at++);
            pairs.Name(LLVM.LLVMOrcLLJITMangleAndIntern(jit, symbol.getKey()));
            var evaluated = pairs.Sym();
            evaluated.Address(symbol.getValue());
            evaluated.Flags(new LLVMJITSymbolFlags().GenericFlags((byte) 1).TargetFlags((byte) 0)); // exported
        }
        pairs.position(0);
        check(LLVM.LLVMOrcJITDylibDefine(
                LLVM.LLVMOrcLLJITGetMainJITDylib(jit), LLVM.LLVMOrcAbsoluteSymbols(pairs, symbols.size())));
    }

    private static Map<String, Long> symbols() {
        Map<String, Long> addresses = new LinkedHashMap<>();
        for (var name : CALLED) {
            addresses.put(
                    name,
                    NativeSymbols.address(name)
                            .orElseThrow(() -> new UnsatisfiedLinkError("No loaded library has " + name + ".")));
        }
        return addresses;
    }

    /** {@return the processor that code is made for} */
    HostProcessor host() {
        return host;
    }

    /**
     * {@return the compiled function {@code main} of a text}
     *
     * @param text a module in LLVM's language whose global names all begin with {@link #PREFIX}
     * @throws IllegalStateException if LLVM rejects it, which is a defect of the compiler
     */
    NativeCode compile(String text) {
        return compiled.computeIfAbsent(text, this::compileNew);
    }

    private NativeCode compileNew(String text) {
        var prefix = "haiku" + count.incrementAndGet() + "_";
        var context = LLVM.LLVMOrcCreateNewThreadSafeContext();
        var module = parse(text.replace(PREFIX, prefix), context);
        optimise(module);
        var threadSafe = LLVM.LLVMOrcCreateNewThreadSafeModule(module, context);
        LLVM.LLVMOrcDisposeThreadSafeContext(context);
        check(LLVM.LLVMOrcLLJITAddLLVMIRModule(jit, LLVM.LLVMOrcLLJITGetMainJITDylib(jit), threadSafe));
        try (var address = new LongPointer(1)) {
            check(LLVM.LLVMOrcLLJITLookup(jit, address, prefix + "main"));
            return new NativeCode(address.get());
        }
    }

    private static LLVMModuleRef parse(String text, LLVMOrcThreadSafeContextRef context) {
        var bytes = new BytePointer(text);
        var buffer = LLVM.LLVMCreateMemoryBufferWithMemoryRangeCopy(bytes, bytes.limit() - 1, new BytePointer("haiku"));
        var module = new LLVMModuleRef();
        var message = new PointerPointer<BytePointer>(1);
        if (LLVM.LLVMParseIRInContext(LLVM.LLVMOrcThreadSafeContextGetContext(context), buffer, module, message) != 0) {
            throw new IllegalStateException("Generated code is malformed: "
                    + message.get(BytePointer.class).getString());
        }
        return module;
    }

    private void optimise(LLVMModuleRef module) {
        var options = LLVM.LLVMCreatePassBuilderOptions();
        var machine = targetMachine(host);
        try {
            check(LLVM.LLVMRunPasses(module, "always-inline,function(" + PASSES + ")", machine, options));
        } finally {
            LLVM.LLVMDisposePassBuilderOptions(options);
            LLVM.LLVMDisposeTargetMachine(machine);
        }
    }

    private static void check(LLVMErrorRef error) {
        if (error != null && !error.isNull()) {
            throw new IllegalStateException(
                    "LLVM failed: " + LLVM.LLVMGetErrorMessage(error).getString());
        }
    }
}
