package dev.haiku.internal.staging;

import dev.haiku.internal.exec.Compilation;
import dev.haiku.ir.Call;
import dev.haiku.ir.Program;
import dev.haiku.tensor.Interpreters;
import dev.haiku.tensor.Tensor;
import dev.haiku.tensor.Tracer;
import dev.haiku.tree.TreeDef;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A function as it was staged for one signature. */
public final class StagedProgram {

    private final Signature signature;
    private final Call call;
    private final List<Tensor> captured;
    private final TreeDef result;
    private final String reason;
    private final long stagingNanos;
    private final AtomicLong calls = new AtomicLong();
    private volatile long compilingNanos;
    private volatile boolean isCompiled;
    private volatile long lastUse;

    StagedProgram(Signature signature, Call call, Staged staged, TreeDef result, String reason, long stagingNanos) {
        this.signature = signature;
        this.call = call;
        this.captured = staged.captured();
        this.result = result;
        this.reason = reason;
        this.stagingNanos = stagingNanos;
    }

    /** {@return the types of the arguments and their static parts, in one line} */
    public String signature() {
        return signature.toString();
    }

    Signature key() {
        return signature;
    }

    Call call() {
        return call;
    }

    TreeDef result() {
        return result;
    }

    /** {@return the program; its first inputs are what the function captured} */
    public Program program() {
        return call.program();
    }

    /** {@return why it was staged} */
    public String reason() {
        return reason;
    }

    /** {@return how long the staging took} */
    public long stagingNanos() {
        return stagingNanos;
    }

    /** {@return how long the compilation took, 0 if there has been none yet} */
    public long compilingNanos() {
        return compilingNanos;
    }

    /** {@return how often it was called} */
    public long calls() {
        return calls.get();
    }

    long lastUse() {
        return lastUse;
    }

    void touch(long time) {
        lastUse = time;
    }

    void use(long time) {
        calls.incrementAndGet();
        touch(time);
    }

    /** {@return whether it may serve later calls: it uses no tensor of a transformation around it} */
    boolean isReusable() {
        return captured.stream().noneMatch(Tracer.class::isInstance);
    }

    /** {@return the operands of the call for those tensors of the arguments} */
    List<Tensor> operands(List<Tensor> leaves) {
        if (captured.isEmpty()) {
            return leaves;
        }
        List<Tensor> operands = new ArrayList<>(captured);
        operands.addAll(leaves);
        return operands;
    }

    /** Compiles it, if that has not happened yet, so that the first call need not. */
    public void compile() {
        if (!isCompiled && call.program().axisNames().isEmpty()) {
            long start = System.nanoTime();
            Compilation.prepare(call.program());
            compilingNanos = System.nanoTime() - start;
            isCompiled = true;
        }
    }

    /** {@return its results, computed by the current interpreter} */
    List<Tensor> run(List<Tensor> leaves) {
        var interpreter = Interpreters.current();
        if (interpreter == Interpreters.backend()) {
            compile();
        }
        return interpreter.bind(call, operands(leaves));
    }
}
