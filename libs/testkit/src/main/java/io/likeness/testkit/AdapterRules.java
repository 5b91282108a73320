package io.likeness.testkit;

import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where connections to other systems begin, so that each has one owner, who is found, configured and closed in one place. */
final class AdapterRules {
    /** Clients of others' libraries, each with the names under which one is made. */
    private static final Map<String, Set<String>> CLIENTS = Map.of(
            "java.net.http.HttpClient", Set.of("newHttpClient", "newBuilder"),
            "io.minio.MinioClient", Set.of("builder"),
            "io.minio.MinioAsyncClient", Set.of("builder"),
            "okhttp3.OkHttpClient", Set.of(JavaConstructor.CONSTRUCTOR_NAME),
            "okhttp3.OkHttpClient$Builder", Set.of(JavaConstructor.CONSTRUCTOR_NAME),
            "org.apache.kafka.clients.admin.Admin", Set.of("create"),
            "org.apache.kafka.clients.admin.AdminClient", Set.of("create"),
            "org.apache.kafka.clients.consumer.KafkaConsumer", Set.of(JavaConstructor.CONSTRUCTOR_NAME),
            "org.apache.kafka.clients.producer.KafkaProducer", Set.of(JavaConstructor.CONSTRUCTOR_NAME),
            "org.jdbi.v3.core.Jdbi", Set.of("create"));

    /** How our own adapters begin. */
    private static final List<String> TECHNOLOGIES =
            List.of("Http", "Jdbc", "Jdbi", "Kafka", "Minio", "Postgres", "S3");

    private static final String BEANS = "Beans";

    /** Programs and tests, which are their own beans. */
    private static final String[] PROGRAMS = {
        "io.likeness.testkit", "io.likeness.benchmarks..", "io.likeness.standalone.."
    };

    private static final DescribedPredicate<JavaClass> ADAPTER =
            DescribedPredicate.describe("named by a technology", AdapterRules::isAdapter);

    private static final DescribedPredicate<JavaClass> BEAN =
            DescribedPredicate.describe("a bean or its producer", type -> isBean(outermost(type)));

    private AdapterRules() {}

    static ArchRule clientsAreMadeByAdapters() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(PROGRAMS)
                .and(DescribedPredicate.not(BEAN.or(ADAPTER)))
                .should()
                .callCodeUnitWhere(DescribedPredicate.describe("a client is made", AdapterRules::makesAClient))
                .as("only beans, their producers (*" + BEANS + ") and adapters (" + String.join(", ", TECHNOLOGIES)
                        + ") make clients of other systems")
                .because("a connection has one owner: let the class be given a port, or be named by its technology");
    }

    static ArchRule adaptersAreMadeByBeans() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(PROGRAMS)
                .and(DescribedPredicate.not(BEAN))
                .should()
                .callCodeUnitWhere(DescribedPredicate.describe(
                        "an adapter of another package is made", AdapterRules::makesAnotherPackagesAdapter))
                .as("only beans and their producers (*" + BEANS + ") make adapters")
                .because("what uses a port does not choose its adapter: let a bean produce it");
    }

    private static boolean makesAClient(JavaCall<?> call) {
        CodeUnitCallTarget target = call.getTarget();
        return CLIENTS.getOrDefault(target.getOwner().getName(), Set.of()).contains(target.getName());
    }

    private static boolean makesAnotherPackagesAdapter(JavaCall<?> call) {
        JavaClass made = call.getTargetOwner();
        return call.getTarget().getName().equals(JavaConstructor.CONSTRUCTOR_NAME)
                && isAdapter(made)
                && !made.getPackageName().equals(call.getOriginOwner().getPackageName());
    }

    private static boolean isAdapter(JavaClass type) {
        return type.getPackageName().startsWith("io.likeness")
                && TECHNOLOGIES.stream().anyMatch(outermost(type).getSimpleName()::startsWith);
    }

    private static boolean isBean(JavaClass type) {
        return type.getSimpleName().endsWith(BEANS)
                || annotatedWith("jakarta.inject.Singleton")
                        .or(annotatedWith("jakarta.enterprise.context.ApplicationScoped"))
                        .test(type);
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(AdapterRules::outermost).orElse(type);
    }
}
