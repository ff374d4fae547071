package dev.haiku.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records in modules that open themselves, and in modules that do not. */
class ClosedModuleTest {

    @TempDir
    private Path folder;

    /** Compiles a module with one record that is not public, loads it and makes the record. */
    private Object recordIn(String moduleInfo) throws IOException, ReflectiveOperationException {
        var source = Files.createDirectories(folder.resolve("src/app"));
        Files.writeString(folder.resolve("src/module-info.java"), moduleInfo);
        Files.writeString(source.resolve("Batch.java"), "package app; record Batch(String name) {}");
        Files.writeString(
                source.resolve("Main.java"),
                "package app; public class Main { public static Object batch() { return new Batch(\"b\"); } }");
        var classes = folder.resolve("classes").toString();
        int status = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "-d",
                        classes,
                        folder.resolve("src/module-info.java").toString(),
                        source.resolve("Batch.java").toString(),
                        source.resolve("Main.java").toString());
        assertThat(status).isZero();
        var boot = ModuleLayer.boot();
        var configuration =
                boot.configuration().resolve(ModuleFinder.of(Path.of(classes)), ModuleFinder.of(), Set.of("app"));
        var loader = boot.defineModulesWithOneLoader(configuration, getClass().getClassLoader())
                .findLoader("app");
        return loader.loadClass("app.Main").getMethod("batch").invoke(null);
    }

    @Test
    void recordsOfOpenPackagesAreTrees() throws Exception {
        var batch = recordIn("module app { exports app; opens app; }");

        assertThat(Trees.structure(batch)).hasToString("Batch[name='b']");
        assertThat(Trees.map(batch, x -> x)).isEqualTo(batch);
    }

    @Test
    void recordsOfClosedPackagesSayHowToOpenThem() throws Exception {
        var batch = recordIn("module app { exports app; }");

        assertThatThrownBy(() -> Trees.flatten(batch))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Record app.Batch cannot be a tree, since its module does not open package app. "
                        + "Add 'opens app;' to the module's module-info.java.");
    }
}
