package io.likeness.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * The rules of the architecture that a compiler does not know. Every module checks itself from a plain test:
 *
 * {@snippet :
 * class ArchitectureTest {
 *     @Test
 *     void keepsTheRulesOfTheArchitecture() {
 *         ArchitectureRules.check("io.likeness.ingest");
 *     }
 * }
 * }
 */
public final class ArchitectureRules {

    private static final List<String> SERVICES = List.of("ingest", "trainer", "registry", "generator", "gateway");

    /** For each library, the packages of Likeness that it may use beside its own. */
    private static final Map<String, List<String>> LIBRARIES = Map.of(
            "client", List.of("contracts"),
            "contracts", List.of(),
            "imaging", List.of(),
            "synthetic", List.of(),
            "latents", List.of("contracts"),
            "training", List.of("contracts", "imaging", "latents"),
            "training.protocol", List.of("contracts"),
            "platform", List.of("contracts"),
            "registry.client", List.of("contracts"));

    private static final List<String> PLAIN_LIBRARIES =
            List.of("client", "contracts", "latents", "registry.client", "training.protocol");

    private static final List<String> BANNED_ENDINGS =
            List.of("Dto", "Manager", "Helper", "Helpers", "Util", "Utils", "Impl", "Message");

    private static final List<String> HTTP_EDGES = List.of(
            "Resource", "Mapper", "Filter", "Client", "Api", "Events", "Reader", "Writer", "Responses", "Parameters");

    private ArchitectureRules() {}

    /**
     * Checks the main classes of a package and of those below it.
     *
     * @throws AssertionError with each rule that is broken, where, and how to mend it
     */
    public static void check(String rootPackage) {
        check(
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages(rootPackage),
                Coverage.PART);
    }

    /** Checks all classes in folders, such as a module's {@code target/classes}. */
    public static void check(Collection<Path> folders) {
        check(new ClassFileImporter().importPaths(folders), Coverage.PART);
    }

    /**
     * Checks every module's {@code target/classes}, and that each rule finds classes to hold for: one that names a service or a
     * library which is no more would pass for ever.
     */
    public static void checkSystem(Collection<Path> folders) {
        check(new ClassFileImporter().importPaths(folders), Coverage.WHOLE);
    }

    private static void check(JavaClasses imported, Coverage coverage) {
        if (imported.isEmpty()) {
            throw new AssertionError("no class was found to check: is the package or the folder right?");
        }
        rules().forEach(rule -> rule.allowEmptyShould(coverage == Coverage.PART).check(imported));
    }

    /** How much of the system is looked at; most rules have nothing to say about a part. */
    private enum Coverage {
        PART,
        WHOLE
    }

    private static Stream<ArchRule> rules() {
        return Stream.of(
                        SERVICES.stream().map(ArchitectureRules::serviceStandsAlone),
                        LIBRARIES.entrySet().stream()
                                .map(library -> libraryPointsOneWay(library.getKey(), library.getValue())),
                        Stream.of(
                                trainingKnowsNoFramework(),
                                plainLibrariesKnowNoFramework(),
                                namesSayWhat(),
                                packagesAreNullMarked(),
                                PackageRules.packagesHaveNoCycle(),
                                AdapterRules.clientsAreMadeByAdapters(),
                                AdapterRules.adaptersAreMadeByBeans(),
                                resourcesKnowNoAdapters(),
                                useCasesKnowNoHttp()))
                .flatMap(rules -> rules);
    }

    private static ArchRule serviceStandsAlone(String service) {
        String[] others = SERVICES.stream()
                .filter(other -> !other.equals(service))
                .map(ArchitectureRules::tree)
                .toArray(String[]::new);
        // A service's client for others stands below its name and belongs to all.
        String[] libraries =
                LIBRARIES.keySet().stream().map(ArchitectureRules::tree).toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(tree(service))
                .should()
                .dependOnClassesThat(resideInAnyPackage(others).and(not(resideInAnyPackage(libraries))))
                .as("service " + service + " uses no other service's classes")
                .because(
                        "services meet over Kafka and HTTP: move the record to libs/contracts or call the other's API");
    }

    private static ArchRule libraryPointsOneWay(String library, List<String> allowed) {
        String[] trees = Stream.concat(Stream.of(library), allowed.stream())
                .map(ArchitectureRules::tree)
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(tree(library))
                .should()
                .dependOnClassesThat(resideInAPackage("io.likeness..").and(not(resideInAnyPackage(trees))))
                .as("library " + library + " uses of Likeness only itself and " + allowed)
                .because(
                        "dependencies point services -> platform -> contracts, latents -> contracts, imaging -> nothing: "
                                + "let the caller pass what the library needs, or move the code to the caller");
    }

    private static ArchRule trainingKnowsNoFramework() {
        return noClasses()
                .that()
                .resideInAPackage(tree("training"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "jakarta..", "org.eclipse.microprofile..")
                .because("the child JVM and the benchmarks run the engine as a plain jar: "
                        + "put framework code into trainer-service");
    }

    private static ArchRule plainLibrariesKnowNoFramework() {
        return classes()
                .that()
                .resideInAnyPackage(
                        PLAIN_LIBRARIES.stream().map(ArchitectureRules::tree).toArray(String[]::new))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "com.fasterxml.jackson..", "org.slf4j", "org.jspecify.annotations", "io.likeness..")
                .because("services, the engine and foreign readers carry these jars: "
                        + "put what needs a framework into libs/platform, what needs native code into the engine");
    }

    private static ArchRule namesSayWhat() {
        return noClasses()
                .should(ArchConditions.be(endingWith(BANNED_ENDINGS)))
                .because("a name says what a thing is: name the role it plays in the domain");
    }

    private static ArchRule packagesAreNullMarked() {
        return classes()
                .that()
                .resideInAPackage("io.likeness..")
                .should(resideInANullMarkedPackage())
                .because("null is checked by the build only there: "
                        + "add a package-info.java with @NullMarked and two or three sentences");
    }

    private static ArchRule resourcesKnowNoAdapters() {
        return noClasses()
                .that()
                .haveSimpleNameEndingWith("Resource")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..",
                        "io.smallrye.reactive.messaging..",
                        "org.eclipse.microprofile.reactive.messaging..",
                        "io.minio..")
                .because("an entry point translates and delegates only: call a use case that owns a port");
    }

    private static ArchRule useCasesKnowNoHttp() {
        String[] services = SERVICES.stream().map(ArchitectureRules::tree).toArray(String[]::new);
        return noClasses()
                .that(resideInAnyPackage(services).and(not(endingWith(HTTP_EDGES))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.ws.rs..")
                .as("only classes at the HTTP edge (" + String.join(", ", HTTP_EDGES) + ") use jakarta.ws.rs")
                .because(
                        "use cases know no HTTP: return a record or a sealed result and let the resource translate it");
    }

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a package with @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                if (!marked) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getName() + " resides in a package without @NullMarked"));
                }
            }
        };
    }

    /** The outermost class carries the name; nested ones are read with it. */
    private static DescribedPredicate<JavaClass> endingWith(List<String> endings) {
        return DescribedPredicate.describe(
                "named with one of the endings " + endings,
                type -> endings.stream().anyMatch(outermost(type).getSimpleName()::endsWith));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureRules::outermost).orElse(type);
    }

    private static String tree(String name) {
        return "io.likeness." + name + "..";
    }
}
