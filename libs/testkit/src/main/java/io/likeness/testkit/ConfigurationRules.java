package io.likeness.testkit;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SysPropConfigSource;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * What holds for every configuration of a module: each key has a comment, each number a range in it, all keys with their defaults are recorded
 * in {@code src/test/resources/configuration.txt}, the defaults can be read, and the module's documents and properties name no other
 * key. A changed default is a change of what users get, hence the record.
 */
public final class ConfigurationRules {
    private static final Path RECORD = Path.of("src/test/resources/configuration.txt");
    private static final Path PROPERTIES = Path.of("src/main/resources/application.properties");
    private static final Path README = Path.of("README.md");

    private static final Pattern RANGE =
            Pattern.compile("\\d[\\w.,]*( \\w+)? to \\d|\\d( \\w+)? or more|\\b[Aa]t least \\d");

    /** In documents; names of topics begin alike. */
    private static final Pattern NAMED = Pattern.compile("`(likeness\\.[a-z0-9.<>-]*[a-z0-9>])`");

    private static final Pattern TOPIC = Pattern.compile(".*\\.v\\d+(\\..*)?");

    private final Path module;
    private final List<String> broken = new ArrayList<>();

    private ConfigurationRules(Path module) {
        this.module = module;
    }

    /**
     * Checks the mappings of the module whose tests run, which are those in a package and below it.
     *
     * @throws AssertionError with each rule that is broken, where, and how to mend it
     */
    public static void check(String rootPackage) throws IOException {
        check(Path.of(""), Path.of("src/main/java"), rootPackage);
    }

    static void check(Path module, Path sources, String rootPackage) throws IOException {
        List<Class<?>> mappings = mappings(rootPackage);
        if (mappings.isEmpty()) {
            throw new AssertionError("no configuration was found to check: is the package right?");
        }
        ConfigurationRules rules = new ConfigurationRules(module);
        List<ConfigurationKey> keys =
                mappings.stream().flatMap(ConfigurationKey::of).toList();
        for (Class<?> mapping : mappings) {
            rules.requireComments(mapping, sources);
            rules.requireReadableDefaults(mapping);
        }
        rules.requireRecord(keys);
        rules.requireKnown(mappings, keys);
        if (!rules.broken.isEmpty()) {
            throw new AssertionError(String.join(System.lineSeparator(), rules.broken));
        }
    }

    private static List<Class<?>> mappings(String rootPackage) {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeArchives()).importPackages(rootPackage).stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .sorted(Comparator.comparing(JavaClass::getName))
                        .<Class<?>>map(JavaClass::reflect)
                        .toList();
    }

    private void requireComments(Class<?> mapping, Path sources) throws IOException {
        Path source = sources.resolve(mapping.getName().replace('.', '/') + ".java");
        SourceComments comments = SourceComments.of(source);
        ConfigurationKey.of(mapping).forEach(key -> {
            String comment = comments.on(key.method());
            if (comment.isEmpty()) {
                broken.add(key.name() + ": has no comment; say what it is, its unit and its range");
            } else if (key.measured() && !RANGE.matcher(comment).find()) {
                broken.add(key.name() + ": its comment gives no range, such as '1 to 64' or '1 or more': " + comment);
            }
        });
    }

    private void requireReadableDefaults(Class<?> mapping) {
        Map<String, String> given = new HashMap<>();
        ConfigurationKey.of(mapping).forEach(key -> {
            if (key.required()) {
                given.put(key.name(), key.method().getReturnType() == URI.class ? "http://127.0.0.1:1" : "given");
            } else if (key.byDefault() != null) {
                given.put(key.name(), key.byDefault());
            }
        });
        try {
            new SmallRyeConfigBuilder()
                    .addDefaultInterceptors()
                    .addDiscoveredConverters()
                    .withMapping(mapping)
                    .withSources(new SysPropConfigSource(), new PropertiesConfigSource(given, "defaults", 1))
                    .build();
        } catch (RuntimeException e) {
            broken.add(mapping.getSimpleName() + ": its defaults cannot be read: " + e.getMessage());
        }
    }

    private void requireRecord(List<ConfigurationKey> keys) throws IOException {
        List<String> found = keys.stream().map(ConfigurationKey::line).sorted().toList();
        Path file = module.resolve(RECORD);
        List<String> recorded = Files.exists(file) ? Files.readAllLines(file) : List.of();
        if (!found.equals(recorded)) {
            broken.add("keys and defaults are not those in " + RECORD + "; if they are meant, record them:"
                    + System.lineSeparator() + String.join(System.lineSeparator(), found));
        }
    }

    private void requireKnown(List<Class<?>> mappings, List<ConfigurationKey> keys) throws IOException {
        List<String> known = keys.stream().map(ConfigurationKey::name).toList();
        List<String> named = new ArrayList<>();
        if (Files.exists(module.resolve(README))) {
            NAMED.matcher(Files.readString(module.resolve(README)))
                    .results()
                    .map(match -> match.group(1))
                    .forEach(named::add);
        }
        if (Files.exists(module.resolve(PROPERTIES))) {
            Properties properties = new Properties();
            properties.load(new StringReader(Files.readString(module.resolve(PROPERTIES))));
            properties.stringPropertyNames().stream()
                    .map(name -> name.replaceFirst("^%\\w+\\.", ""))
                    .forEach(named::add);
        }
        for (Class<?> mapping : mappings) {
            String prefix = mapping.getAnnotation(ConfigMapping.class).prefix() + ".";
            named.stream()
                    .filter(name ->
                            name.startsWith(prefix) && !TOPIC.matcher(name).matches())
                    .filter(name -> known.stream().noneMatch(key -> key.equals(name) || key.startsWith(name + ".")))
                    .forEach(name -> broken.add(name + ": is named in " + README + " or " + PROPERTIES
                            + ", but there is no such key; there are " + known));
        }
    }
}
