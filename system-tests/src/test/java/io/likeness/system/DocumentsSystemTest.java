package io.likeness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What README and the pages under {@code /docs/} print works as printed, in a system of its own that was started as they say. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DocumentsSystemTest {
    private static final Path ROOT = Path.of(System.getProperty("likeness.root"));
    private static final Path FOLDER = Path.of("target", "documents").toAbsolutePath();
    private static final List<String> DOCUMENTS = List.of(
            "README.md",
            "docs/site/index.md",
            "docs/site/first-ten-minutes.md",
            "docs/site/concepts.md",
            "docs/site/api.md",
            "docs/site/models-without-java.md",
            "docs/site/webhooks-and-uploads.md",
            "docs/site/operations.md");

    /** Each block of a shell that is printed and not run, by its document and its first line. */
    private static final Set<String> NOT_RUN = Set.of(
            "README.md: ./likeness demo",
            "README.md: ./likeness up",
            "first-ten-minutes.md: ./likeness demo",
            "first-ten-minutes.md: ./likeness up -d",
            "first-ten-minutes.md: ./likeness down",
            "models-without-java.md: npm install onnxruntime-web@1.23.2",
            "models-without-java.md: pip install onnxruntime numpy",
            "webhooks-and-uploads.md: npm install tus-js-client",
            "operations.md: ./likeness down");

    private static final Pattern OPERATION = Pattern.compile("`(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (/v1/[^`?]*)`");
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"#]*)[^\"]*\"");
    private static final int FACES = 100;
    private static final int MORE_FACES = 60;

    private static StartedSystem system;
    private static DocumentTools tools;

    @BeforeAll
    static void start() throws Exception {
        tools = new DocumentTools();
        delete(FOLDER);
        Files.createDirectories(FOLDER);
        system = StartedSystem.startWhereDocumented("documents.system");
    }

    @AfterAll
    static void stop() throws Exception {
        if (system != null) {
            system.close();
        }
    }

    @Test
    @Order(0)
    void whatIsPrintedAndNotRunIsKnown() throws IOException {
        List<String> found = new ArrayList<>();
        for (String document : DOCUMENTS) {
            Snippet.of(ROOT.resolve(document)).stream()
                    .map(Snippet::exemption)
                    .filter(exemption -> !exemption.isEmpty())
                    .forEach(found::add);
        }
        assertEquals(new TreeSet<>(NOT_RUN), new TreeSet<>(found));
    }

    @ParameterizedTest
    @Order(1)
    @ValueSource(
            strings = {
                "README.md",
                "docs/site/first-ten-minutes.md",
                "docs/site/api.md",
                "docs/site/models-without-java.md",
                "docs/site/webhooks-and-uploads.md",
                "docs/site/operations.md"
            })
    void everyLineWorksAsItIsPrinted(String document) throws Exception {
        Path folder = prepared(document);
        DocumentShell shell = new DocumentShell(
                folder,
                tools.path(),
                Map.of("LIKENESS_HOME", system.home().toString(), "JAVA_HOME", System.getProperty("java.home")));
        List<String> left = new ArrayList<>();
        for (Snippet snippet : Snippet.of(ROOT.resolve(document))) {
            Set<String> missing = tools.missing(snippet.needs());
            if (missing.isEmpty()) {
                shell.add(snippet);
            } else {
                left.add(snippet + " needs " + missing);
            }
        }
        shell.run();
        if (document.endsWith("models-without-java.md")) {
            new FacesWithoutJava(folder, system.gateway(), "family").tell();
        }
        Assumptions.assumeTrue(left.isEmpty(), () -> "all other lines work; this machine lacks something: " + left);
    }

    @Test
    @Order(2)
    void everyOperationThatIsNamedExists() throws Exception {
        JsonNode paths = system.gateway().get("/q/openapi?format=json").json().path("paths");
        int named = 0;
        for (String document : DOCUMENTS) {
            for (MatchResult operation : OPERATION
                    .matcher(Files.readString(ROOT.resolve(document)))
                    .results()
                    .toList()) {
                JsonNode known = paths.path(operation.group(2));
                assertTrue(
                        known.has(operation.group(1).toLowerCase(Locale.ROOT)),
                        () -> document + ": " + operation.group());
                named++;
            }
        }
        assertTrue(named > 5, "operations that are named: " + named);
    }

    @Test
    @Order(2)
    void everyPageIsServedStrictlyAndItsLinksLeadSomewhere() throws Exception {
        for (String document : DOCUMENTS.subList(1, DOCUMENTS.size())) {
            String page = Path.of(document).getFileName().toString().replace(".md", ".html");
            GatewayClient.Answer answer = system.gateway().get("/docs/" + page);
            assertEquals(200, answer.status(), page);
            assertTrue(
                    answer.response()
                            .headers()
                            .firstValue("Content-Security-Policy")
                            .orElse("")
                            .startsWith("default-src 'none'"),
                    page);
            for (String to : links(new String(answer.response().body(), StandardCharsets.UTF_8))) {
                String path = URI.create("/docs/" + page).resolve(to).toString();
                assertTrue(system.gateway().get(path).status() < 400, () -> page + " links to " + to);
            }
        }
        assertEquals(200, system.gateway().get("/docs/").status());
    }

    @Test
    @Order(3)
    void everyPageCanBeReadByAnybody() throws Exception {
        new PagesStory(system.address()).tell();
    }

    private static Set<String> links(String page) {
        Set<String> links = new TreeSet<>();
        LINK.matcher(page)
                .results()
                .map(link -> String.valueOf(link.group(1)))
                .filter(to -> !to.isEmpty() && !to.startsWith("http:") && !to.startsWith("https:"))
                .forEach(links::add);
        return links;
    }

    /** A folder with what the documents take for granted. */
    private static Path prepared(String document) throws IOException {
        Path folder = Files.createDirectories(
                FOLDER.resolve(Path.of(document).getFileName().toString().replace(".md", "")));
        byte[] photos = Archives.faces(FACES, 31);
        Files.write(folder.resolve("my-photos.zip"), photos);
        Files.write(folder.resolve("more.zip"), Archives.faces(MORE_FACES, 32));
        Files.write(folder.resolve("me.jpg"), firstPhoto(photos));
        Files.createSymbolicLink(folder.resolve("likeness"), ROOT.resolve("likeness"));
        Files.createSymbolicLink(folder.resolve(".likeness"), system.home());
        tools.lend(folder);
        return folder;
    }

    private static byte[] firstPhoto(byte[] archive) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(".jpg")) {
                    return zip.readAllBytes();
                }
            }
        }
        throw new AssertionError("expected a photo in the archive, found none");
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
