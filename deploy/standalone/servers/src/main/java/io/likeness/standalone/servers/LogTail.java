package io.likeness.standalone.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The end of a log, which may have grown for months. Stateless. */
final class LogTail {
    /** Room for the longest stack trace that matters. */
    static final int MOST_BYTES = 1 << 18;

    private LogTail() {}

    static String read(Path log) throws IOException {
        try (FileChannel channel = FileChannel.open(log)) {
            channel.position(Math.max(0, channel.size() - MOST_BYTES));
            InputStream end = Channels.newInputStream(channel);
            return new String(end.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        }
    }
}
