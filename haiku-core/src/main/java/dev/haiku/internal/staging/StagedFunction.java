package dev.haiku.internal.staging;

import dev.haiku.internal.exec.ProgramEvaluator;
import dev.haiku.ir.Call;
import dev.haiku.ir.Program;
import dev.haiku.ir.Rematerialisation;
import dev.haiku.tensor.Interpreters;
import dev.haiku.tensor.Tensor;
import dev.haiku.tensor.Tracer;
import dev.haiku.tree.TreeDef;
import dev.haiku.tree.Trees;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A function that is staged once for each structure of its arguments and then called as one operation: {@code jit}.
 *
 * <p>The structure is the trees of the arguments with their static parts, the shapes and element types of their
 * tensors, and the names and sizes of the axes around. Safe for any number of threads.
 */
public final class StagedFunction {

    private static final Logger LOG = LoggerFactory.getLogger("dev.haiku.jit");

    private final Function<List<Object>, Object> function;
    private final StagingOptions options;
    private final ProgramCache cache;
    private final AtomicLong traces = new AtomicLong();
    private final AtomicLong hits = new AtomicLong();

    private StagedFunction(Function<List<Object>, Object> function, StagingOptions options) {
        this.function = function;
        this.options = options;
        this.cache = new ProgramCache(options.capacity());
    }

    /** {@return a staged function} */
    public static StagedFunction of(StagingOptions options, Function<List<Object>, Object> function) {
        return new StagedFunction(function, options);
    }

    /** {@return a staged function of which reverse-mode differentiation computes again what it does not keep} */
    public static StagedFunction rematerialising(
            String name, Rematerialisation how, Function<List<Object>, Object> function) {
        return new StagedFunction(function, StagingOptions.checkpoint(name, how));
    }

    /** {@return a function that is a call of that name in programs, and runs as it is where nothing is being staged} */
    public static StagedFunction named(String name, Function<List<Object>, Object> function) {
        return new StagedFunction(function, StagingOptions.named(name));
    }

    /** {@return how often the function was staged} */
    public long traces() {
        return traces.get();
    }

    /** {@return how often a call found its program} */
    public long hits() {
        return hits.get();
    }

    /** {@return the programs that are kept, those used last in front} */
    public List<StagedProgram> programs() {
        return cache.programs();
    }

    /** Forgets all programs. */
    public void clear() {
        cache.clear();
    }

    /** {@return the function's result for those arguments, each a tree} */
    public Object call(List<Object> arguments) {
        if (Scopes.isJitDisabled() || !(options.stagesAlways() || Scopes.isStaging())) {
            return function.apply(arguments);
        }
        var flat = Trees.flatten(arguments);
        var signature = Signature.of(flat);
        var known = cache.find(signature);
        if (known.isPresent()) {
            hits.incrementAndGet();
        }
        var program = known.orElseGet(() -> stageAndKeep(signature));
        cache.use(program);
        return program.result().unflatten(results(program, flat.leaves(), arguments));
    }

    /** {@return the program for arguments like those, staged if there is none} */
    public StagedProgram lower(List<Object> arguments) {
        var signature = Signature.of(Trees.flatten(arguments));
        return cache.find(signature).orElseGet(() -> stageAndKeep(signature));
    }

    /**
     * {@return the result of a program that was staged for such arguments}
     *
     * @throws IllegalArgumentException if it was staged for others
     */
    public Object call(StagedProgram program, List<Object> arguments) {
        var flat = Trees.flatten(arguments);
        var signature = Signature.of(flat);
        if (!signature.equals(program.key())) {
            throw new IllegalArgumentException("This function was compiled for " + program.key()
                    + ", but got arguments of which " + signature.differenceFrom(program.key())
                    + ". Lower it for these, or call the jitted function itself.");
        }
        cache.use(program);
        return program.result().unflatten(results(program, flat.leaves(), arguments));
    }

    private List<Tensor> results(StagedProgram program, List<Tensor> leaves, List<Object> arguments) {
        var interpreter = Interpreters.current();
        if (interpreter != Interpreters.backend()) { // an outer transformation may still need what it recorded
            return options.inline()
                    ? ProgramEvaluator.evaluate(program.program(), program.operands(leaves))
                    : program.run(leaves);
        }
        var results = program.run(leaves);
        options.donated()
                .forEach(position -> Trees.leaves(arguments.get(position)).forEach(Tensor::close));
        return results;
    }

    private StagedProgram stageAndKeep(Signature signature) {
        var program = stage(signature);
        if (program.isReusable()) {
            cache.add(program);
        }
        return program;
    }

    private StagedProgram stage(Signature signature) {
        var reason = reason(signature);
        long start = System.nanoTime();
        var results = new TreeDef[1];
        var staged = Staging.stageWithCaptures(options.transformation(), signature.types(), leaves -> {
            var arguments = (List<?>) signature.arguments().unflatten(leaves);
            var flat = Trees.flatten(function.apply(List.copyOf(arguments)));
            results[0] = flat.def();
            return flat.leaves();
        });
        traces.incrementAndGet();
        var call = new Call(options.name(), known(staged), options.rematerialisation());
        var program = new StagedProgram(signature, call, staged, results[0], reason, System.nanoTime() - start);
        LOG.debug(
                "{} '{}' staged {} equations for {}: {}",
                options.transformation(),
                options.name(),
                staged.program().equations().size(),
                signature,
                reason);
        return program;
    }

    /** A function that captured tracers is staged again at its next call, as a rule with the same result. */
    private static Program known(Staged staged) {
        return staged.captured().stream().anyMatch(Tracer.class::isInstance)
                ? KnownPrograms.of(staged.program())
                : staged.program();
    }

    private String reason(Signature signature) {
        if (traces.get() == 0) {
            return "the first call";
        }
        return cache.nearest(signature)
                .map(nearest -> signature.differenceFrom(nearest.key()))
                .orElse("no program is kept");
    }
}
