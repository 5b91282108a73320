package io.likeness.imaging.photo;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import org.jspecify.annotations.Nullable;

/** Tells damage from untidiness: a reader fills what is missing with grey and only warns. */
final class DecodingWarnings implements IIOReadWarningListener {
    /** Of JPEG (within a BMP or TIFF too) the first three, of PNG, of GIF, and of WebP, whose transparency is lost. */
    private static final List<String> DAMAGE = List.of(
            "premature",
            "bad huffman",
            "truncated file",
            "critical bit",
            "out-of-sequence",
            "nothing to decode",
            "webp alpha");

    private @Nullable String damage;

    @Override
    public void warningOccurred(ImageReader source, String warning) {
        if (damage == null && damaging(warning.toLowerCase(Locale.ROOT))) {
            damage = warning;
        }
    }

    Optional<String> damage() {
        return Optional.ofNullable(damage);
    }

    /** Readers also warn of surplus bytes, of odd metadata, and of chunks that they do not know, which cost no pixel. */
    private static boolean damaging(String warning) {
        return DAMAGE.stream().anyMatch(warning::contains);
    }
}
