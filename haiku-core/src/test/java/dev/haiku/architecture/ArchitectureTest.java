package dev.haiku.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the packages of haiku-core in their order. The order is that of the table LAYERS. */
class ArchitectureTest {

    /** From top to bottom. A package may use those below its line, and those on its line where no cycle arises. */
    private static final List<Set<String>> LAYERS = List.of(
            Set.of("dev.haiku.testing", "dev.haiku.inspect"),
            Set.of("dev.haiku"),
            Set.of("dev.haiku.interop", "dev.haiku.precision"),
            Set.of("dev.haiku.func"),
            Set.of("dev.haiku.internal.autodiff", "dev.haiku.internal.batching", "dev.haiku.internal.staging"),
            Set.of("dev.haiku.internal.nd4j", "dev.haiku.internal.llvm", "dev.haiku.internal.exec.java"),
            Set.of("dev.haiku.internal.exec"),
            Set.of("dev.haiku.internal.simplify", "dev.haiku.internal.convolution"),
            Set.of("dev.haiku.random"),
            Set.of("dev.haiku.tree"),
            Set.of("dev.haiku.tensor"),
            Set.of("dev.haiku.ir"),
            Set.of("dev.haiku.array"));

    private static final Map<String, Integer> RANKS = IntStream.range(0, LAYERS.size())
            .boxed()
            .flatMap(rank -> LAYERS.get(rank).stream().map(name -> Map.entry(name, LAYERS.size() - rank)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    private static final int MAX_LINES = 600;

    private static final JavaClasses CORE = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void everyPackageHasALayer() {
        classes()
                .should(ArchCondition.from(describe(
                        "reside in a package that LAYERS names", type -> RANKS.containsKey(type.getPackageName()))))
                .allowEmptyShould(true)
                .check(CORE);
    }

    @Test
    void arrowsGoDownOnly() {
        classes().should(new UseOnlyLowerLayers()).allowEmptyShould(true).check(CORE);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().assignedFrom(new FullPackageName())
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(CORE);
    }

    @Test
    void internalTypesStayOutOfPublicSignatures() {
        classes()
                .that()
                .resideOutsideOfPackage("..internal..")
                .should(new ExposeNoInternalTypes())
                .allowEmptyShould(true)
                .check(CORE);
    }

    @Test
    void onlyTheBridgesKnowNd4j() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.haiku.internal.nd4j", "dev.haiku.interop")
                .should(dependOnClassesThat(resideInAPackage("org.nd4j..")))
                .allowEmptyShould(true)
                .check(CORE);
    }

    @Test
    void onlyTheCompilerKnowsLlvm() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.haiku.internal.llvm")
                .should(dependOnClassesThat(resideInAPackage("org.bytedeco.llvm..")))
                .allowEmptyShould(true)
                .check(CORE);
    }

    @Test
    void onlyTheTestingKitKnowsTestFrameworks() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.haiku.testing")
                .should(dependOnClassesThat(resideInAnyPackage("org.junit..", "org.assertj..")))
                .allowEmptyShould(true)
                .check(CORE);
    }

    @Test
    void everyPackageIsNullMarked() {
        classes()
                .should(ArchCondition.from(describe(
                        "reside in a package with a @NullMarked package-info",
                        type -> type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked"))))
                .allowEmptyShould(true)
                .check(CORE);
    }

    @Test
    void nothingPrints() {
        noClasses().should(ACCESS_STANDARD_STREAMS).allowEmptyShould(true).check(CORE);
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

    private static final class UseOnlyLowerLayers extends ArchCondition<JavaClass> {

        UseOnlyLowerLayers() {
            super("use only lower layers");
        }

        @Override
        public void check(JavaClass item, ConditionEvents events) {
            item.getDirectDependenciesFromSelf().stream()
                    .filter(UseOnlyLowerLayers::leavesThePackage)
                    .forEach(arrow -> events.add(new SimpleConditionEvent(
                            arrow,
                            rank(arrow.getOriginClass()) >= rank(arrow.getTargetClass()),
                            arrow.getDescription())));
        }

        private static boolean leavesThePackage(Dependency arrow) {
            var target = arrow.getTargetClass().getPackageName();
            return RANKS.containsKey(target)
                    && !target.equals(arrow.getOriginClass().getPackageName());
        }

        private static int rank(JavaClass type) {
            return RANKS.getOrDefault(type.getPackageName(), 0);
        }
    }

    /** Slices by whole package name, so that the root package is one of them. */
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

    private static final class ExposeNoInternalTypes extends ArchCondition<JavaClass> {

        ExposeNoInternalTypes() {
            super("expose no internal types");
        }

        @Override
        public void check(JavaClass item, ConditionEvents events) {
            if (isPublic(item)) {
                exposedTypes(item)
                        .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                        .filter(resideInAPackage("..internal.."))
                        .distinct()
                        .forEach(type -> events.add(
                                SimpleConditionEvent.violated(item, item.getName() + " exposes " + type.getName())));
            }
        }

        private static boolean isPublic(JavaClass type) {
            return visible(type.getModifiers())
                    && type.getEnclosingClass()
                            .map(ExposeNoInternalTypes::isPublic)
                            .orElse(true);
        }

        private static boolean visible(Set<JavaModifier> modifiers) {
            return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
        }

        private static Stream<JavaType> exposedTypes(JavaClass type) {
            Stream<JavaType> supertypes = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
            Stream<JavaType> fields = type.getFields().stream()
                    .filter(field -> visible(field.getModifiers()))
                    .map(JavaField::getType);
            Stream<JavaType> signatures = type.getCodeUnits().stream()
                    .filter(unit -> visible(unit.getModifiers()))
                    .flatMap(ExposeNoInternalTypes::signature);
            return Stream.of(type.getTypeParameters().stream(), supertypes, fields, signatures)
                    .flatMap(part -> part);
        }

        private static Stream<JavaType> signature(JavaCodeUnit unit) {
            return Stream.of(
                            Stream.of(unit.getReturnType()),
                            unit.getParameterTypes().stream(),
                            unit.getTypeParameters().stream(),
                            unit.getExceptionTypes().stream())
                    .flatMap(part -> part);
        }
    }
}
