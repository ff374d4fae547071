package dev.haiku.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds haiku-nn to the public face of haiku-core: what it cannot write with that, no user could. */
class NnArchitectureTest {

    private static final int MAX_LINES = 600;

    private static final JavaClasses NN = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void usesOnlyPublicPackagesOfCore() {
        noClasses()
                .should(dependOnClassesThat(resideInAnyPackage(
                        "dev.haiku.internal..", "dev.haiku.testing..", "org.nd4j..", "org.bytedeco..")))
                .allowEmptyShould(true)
                .check(NN);
    }

    @Test
    void checkpointsKnowNoModules() {
        noClasses()
                .that()
                .resideInAPackage("dev.haiku.checkpoint")
                .should(dependOnClassesThat(resideInAnyPackage(
                        "dev.haiku.nn..", "dev.haiku.optim..", "dev.haiku.loss..", "dev.haiku.rl..")))
                .allowEmptyShould(true)
                .check(NN);
    }

    @Test
    void onlyCheckpointsKnowJackson() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.haiku.checkpoint")
                .should(dependOnClassesThat(resideInAnyPackage("com.fasterxml..")))
                .allowEmptyShould(true)
                .check(NN);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().assignedFrom(new FullPackageName())
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(NN);
    }

    @Test
    void everyPackageIsNullMarked() {
        classes()
                .should(ArchCondition.from(describe(
                        "reside in a package with a @NullMarked package-info",
                        type -> type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked"))))
                .allowEmptyShould(true)
                .check(NN);
    }

    @Test
    void nothingPrints() {
        noClasses().should(ACCESS_STANDARD_STREAMS).allowEmptyShould(true).check(NN);
    }

    @Test
    void filesStayShort() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            var tooLong = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> lines(file) > MAX_LINES)
                    .toList();

            assertThat(tooLong).as("files of more than %d lines", MAX_LINES).isEmpty();
        }
    }

    private static int lines(Path file) {
        try {
            return Files.readAllLines(file).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class FullPackageName implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
