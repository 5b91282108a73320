package io.likeness.ingest.layout;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.LikenessException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Files that lie beside an image in an archive and are named as it is, each with what is said of that image alone, as WebDataset has them: {@code .json} with an object,
 * {@code .cls} with the number of a class, {@code .txt} with a caption. Those of one name follow each other, with the image anywhere among them. Not safe for threads.
 */
public final class Sidecars {
    private static final String OBJECT = "json";
    private static final List<String> KINDS = List.of(OBJECT, "cls", "txt");

    /** The sample's own name, which says nothing of the image. */
    private static final Set<String> KEYS = Set.of("key", "__key__", "__url__");

    /** What is longer was not written for one image. */
    private static final int MOST_BYTES = 1 << 14;

    private final OwnTable table;
    private final Consumer<String> others;
    private final List<Sidecar> waiting = new ArrayList<>();
    private String stem = "";
    private boolean withImage;

    /**
     * @param table gets what they say
     * @param others get the names of those that lie beside no image, and so are other files
     */
    public Sidecars(OwnTable table, Consumer<String> others) {
        this.table = table;
        this.others = others;
    }

    /** A file of an archive, read only if asked for. */
    @FunctionalInterface
    public interface Content {
        /** All of it; empty if it is longer, or cannot be read. */
        Optional<byte[]> upTo(int mostBytes);
    }

    private record Sidecar(String path, Map<String, String> values) {}

    /** Of a file that may be one by its name, the bit of its kind; of another 0. */
    static int kind(String path) {
        int at = KINDS.indexOf(ending(path));
        return at < 0 ? 0 : 1 << at;
    }

    /**
     * Looks at the next file of the archive.
     *
     * @return whether it is one, or may be: who calls leaves it alone
     * @throws LikenessException as {@link OwnTable#add}
     */
    public boolean taken(String path, Content content) {
        if (!OwnTable.stem(path).equals(stem)) {
            finish();
            stem = OwnTable.stem(path);
        }
        if (kind(path) == 0) {
            withImage = true;
            return false;
        }
        return content.upTo(MOST_BYTES).map(file -> waits(path, file)).orElse(false);
    }

    /** After the last file. */
    public void finish() {
        waiting.forEach(sidecar -> {
            if (withImage) {
                table.addBeside(sidecar.path, sidecar.values);
            } else {
                others.accept(sidecar.path);
            }
        });
        waiting.clear();
        withImage = false;
    }

    private boolean waits(String path, byte[] content) {
        Map<String, String> values = new LinkedHashMap<>();
        if (ending(path).equals(OBJECT)) {
            try {
                values.putAll(
                        TableFile.values(content, (expected, found) -> TableFile.malformed(path, expected, found)));
            } catch (LikenessException noObject) {
                return false;
            }
            values.keySet().removeAll(KEYS);
        } else {
            values.put(ending(path), new String(content, UTF_8).strip());
        }
        return waiting.add(new Sidecar(path, values));
    }

    private static String ending(String path) {
        return path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
