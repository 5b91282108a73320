package io.likeness.imaging.photo;

import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import org.jspecify.annotations.Nullable;

/** Tells damage from untidiness: a reader fills what is missing with grey and only warns. */
final class DecodingWarnings implements IIOReadWarningListener {
    private final PhotoFormat format;
    private @Nullable String damage;

    DecodingWarnings(PhotoFormat format) {
        this.format = format;
    }

    @Override
    public void warningOccurred(ImageReader source, String warning) {
        if (damage == null && damaging(warning.toLowerCase(Locale.ROOT))) {
            damage = warning;
        }
    }

    Optional<String> damage() {
        return Optional.ofNullable(damage);
    }

    /** libjpeg also warns of surplus bytes and odd metadata, which cost no pixel. */
    private boolean damaging(String warning) {
        return switch (format) {
            case JPEG ->
                warning.contains("premature") || warning.contains("bad huffman") || warning.contains("truncated");
            case PNG, BMP, GIF, WEBP -> true;
        };
    }
}
