package io.likeness.platform.database;

import java.util.UUID;

/**
 * What a notification carries.
 *
 * @param process that sent it
 * @param subject what it is about
 */
record Announcement(String process, String subject) {
    private static final String HERE = UUID.randomUUID().toString();

    /** One of this process. */
    static Announcement here(String subject) {
        return new Announcement(HERE, subject);
    }

    /** As {@link #text} wrote it; what names no process is somebody else's. */
    static Announcement parse(String text) {
        int space = text.indexOf(' ');
        return space < 0
                ? new Announcement("", text)
                : new Announcement(text.substring(0, space), text.substring(space + 1));
    }

    String text() {
        return process + " " + subject;
    }

    boolean ours() {
        return process.equals(HERE);
    }
}
