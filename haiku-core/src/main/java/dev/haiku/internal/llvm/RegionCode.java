package dev.haiku.internal.llvm;

import dev.haiku.ir.Convolution.ConvGeneral;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The native code of a region as text: a function for each kernel, and {@code main}, which calls them in turn.
 *
 * @param text the module in LLVM's language
 * @param table what {@code main} is called with
 */
record RegionCode(String text, Table table) {

    /** A kernel of less work is not worth waking up another thread. */
    private static final long WORTH_SPLITTING = 1 << 15;

    /**
     * {@return the code of a region}
     *
     * @param region a program of equations that {@link LlvmRegions} accepts
     * @param host the processor that it is for
     * @param threads the most threads that work on a kernel
     */
    static RegionCode of(Program region, HostProcessor host, int threads) {
        var plan = Fusion.plan(region);
        var table = new Table(region, plan);
        var vectors = VectorUnit.of(host);
        List<KernelText> kernels = new ArrayList<>();
        for (var cluster : plan.clusters()) {
            var name = "kernel" + kernels.size();
            kernels.add(
                    switch (cluster.kind()) {
                        case ROWS -> RowsKernel.write(cluster, plan, name, table.memory());
                        case COLUMNS -> ColumnsKernel.write(cluster, plan, name, table.memory());
                        case CALL -> product(cluster.equations().get(0), name, vectors, threads, table);
                    });
        }
        return new RegionCode(module(kernels, host, threads), table);
    }

    private static KernelText product(Equation equation, String name, VectorUnit vectors, int threads, Table table) {
        return equation.op() instanceof ConvGeneral
                ? SlidingProduct.find(equation).orElseThrow().write(name, vectors, threads, table.memory())
                : Product.find(equation).orElseThrow().write(name, vectors, threads, table.memory());
    }

    private static String module(List<KernelText> kernels, HostProcessor host, int threads) {
        var main = new StringBuilder("define void @" + Llvm.PREFIX + "main(ptr %unused, ptr %table) #0 {\n");
        var text = new StringBuilder();
        var mathFunctions = new TreeSet<String>();
        for (var kernel : kernels) {
            text.append(kernel.text());
            mathFunctions.addAll(kernel.mathFunctions());
            if (threads > 1 && kernel.units() > 1 && kernel.work() >= WORTH_SPLITTING) {
                text.append(team(kernel));
                main.append("  call void @GOMP_parallel(ptr @" + Llvm.PREFIX + kernel.name() + "_team, ptr %table, i32 "
                        + threads + ", i32 0)\n");
            } else {
                main.append("  call void @" + Llvm.PREFIX + kernel.name() + "(ptr %table, i64 0, i64 " + kernel.units()
                        + ")\n");
            }
        }
        main.append("  ret void\n}\n");
        return String.join(
                "\n",
                "target triple = \"" + host.triple() + "\"",
                text,
                main,
                MathLibrary.text(mathFunctions),
                "declare void @GOMP_parallel(ptr, ptr, i32, i32)",
                "declare i32 @omp_get_thread_num()",
                "declare i32 @omp_get_num_threads()",
                gemm("s", "float"),
                gemm("d", "double"),
                attributes(host));
    }

    /** What each thread of a team does: its equal share of the units. */
    private static String team(KernelText kernel) {
        return String.join(
                "\n",
                "define internal void @" + Llvm.PREFIX + kernel.name() + "_team(ptr %table) #0 {",
                "  %t = call i32 @omp_get_thread_num()",
                "  %n = call i32 @omp_get_num_threads()",
                "  %thread = zext i32 %t to i64",
                "  %threads = zext i32 %n to i64",
                "  %after = add i64 %thread, 1",
                "  %from = mul i64 %thread, " + kernel.units(),
                "  %to = mul i64 %after, " + kernel.units(),
                "  %lo = udiv i64 %from, %threads",
                "  %hi = udiv i64 %to, %threads",
                "  call void @" + Llvm.PREFIX + kernel.name() + "(ptr %table, i64 %lo, i64 %hi)",
                "  ret void",
                "}",
                "");
    }

    private static String gemm(String letter, String element) {
        return "declare void @cblas_" + letter + "gemm(i32, i32, i32, i32, i32, i32, " + element
                + ", ptr, i32, ptr, i32, " + element + ", ptr, i32)";
    }

    private static String attributes(HostProcessor host) {
        return "attributes #0 = { nounwind \"target-cpu\"=\"" + host.cpu() + "\" \"target-features\"=\""
                + host.features()
                + "\" \"prefer-vector-width\"=\"512\" \"no-trapping-math\"=\"true\" }\n"
                + "attributes #1 = { alwaysinline nounwind \"target-cpu\"=\"" + host.cpu() + "\" \"target-features\"=\""
                + host.features() + "\" \"prefer-vector-width\"=\"512\" }\n";
    }
}
