package io.millrace.systemtests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Holds the module table of docs/design.md on the classes themselves. */
class ArchitectureTest {
    private static final JavaClasses MILLRACE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.millrace");

    /** Module (by package) to the modules it may use. */
    private static final Map<String, List<String>> MAY_USE = new TreeMap<>(Map.ofEntries(
            Map.entry("schemas", List.of()),
            Map.entry("statistics", List.of()),
            Map.entry("features", List.of("schemas", "statistics")),
            Map.entry("learners", List.of("statistics")),
            Map.entry("models", List.of("schemas")),
            Map.entry("runtime", List.of("schemas")),
            Map.entry("ingest", List.of("schemas", "runtime")),
            Map.entry("processors", List.of("schemas", "statistics", "features", "runtime")),
            Map.entry("trainer", List.of("schemas", "statistics", "learners", "models", "runtime")),
            Map.entry("scorer", List.of("schemas", "statistics", "features", "models", "runtime")),
            Map.entry("drift", List.of("schemas", "statistics", "runtime")),
            Map.entry(
                    "benchmarks",
                    List.of(
                            "schemas",
                            "statistics",
                            "features",
                            "learners",
                            "models",
                            "runtime",
                            "ingest",
                            "processors",
                            "scorer",
                            "trainer",
                            "drift"))));

    private static final List<String> PURE = List.of("statistics", "features", "learners", "models");

    @Test
    void shouldKnowEveryModule() {
        List<String> found = MILLRACE.stream()
                .map(type -> type.getPackageName().split("\\.")[2])
                .distinct()
                .filter(module -> !module.equals("cli"))
                .sorted()
                .toList();
        assertThat(found).isEqualTo(List.copyOf(MAY_USE.keySet()));
    }

    @Test
    void shouldDependOnlyOnWhatTheTableAllows() {
        MAY_USE.forEach((module, allowed) -> noClasses()
                .that()
                .resideInAPackage(inside(module))
                .should()
                .dependOnClassesThat(new DescribedPredicate<JavaClass>("another module than " + allowed) {
                    @Override
                    public boolean test(JavaClass type) {
                        String name = type.getPackageName() + ".";
                        return name.startsWith("io.millrace.")
                                && !name.startsWith("io.millrace." + module + ".")
                                && allowed.stream().noneMatch(other -> name.startsWith("io.millrace." + other + "."));
                    }
                })
                .check(MILLRACE));
    }

    @Test
    void shouldKeepThePurePartsFreeOfKafkaClocksAndLoggers() {
        for (String module : PURE) {
            noClasses()
                    .that()
                    .resideInAPackage(inside(module))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.kafka..", "org.slf4j..", "java.util.logging..")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(System.class, "nanoTime")
                    .orShould()
                    .callMethod(java.time.Instant.class, "now")
                    .check(MILLRACE);
        }
    }

    @Test
    void shouldSpellTopicNamesInTheCatalogueOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(inside("schemas"))
                .should()
                .callConstructor(
                        io.millrace.schemas.topics.Topic.class,
                        String.class,
                        Class.class,
                        int.class,
                        io.millrace.schemas.topics.Topic.Cleanup.class,
                        java.time.Duration.class,
                        String.class,
                        String.class)
                .check(MILLRACE);
    }

    @Test
    void shouldHaveNoCyclesBetweenPackages() {
        slices().matching("io.millrace.(**)").should().beFreeOfCycles().check(MILLRACE);
    }

    @Test
    void shouldNotUseNamesThatSayNothing() {
        classes()
                .that()
                .resideInAPackage("io.millrace..")
                .should()
                .haveSimpleNameNotEndingWith("Manager")
                .andShould()
                .haveSimpleNameNotEndingWith("Helper")
                .andShould()
                .haveSimpleNameNotEndingWith("Util")
                .andShould()
                .haveSimpleNameNotEndingWith("Utils")
                .andShould()
                .haveSimpleNameNotEndingWith("Impl")
                .check(MILLRACE);
    }

    private static String inside(String module) {
        return "io.millrace." + module + "..";
    }
}
