package io.likeness.ingest.layout;

import java.util.regex.Pattern;

/** Where the files of archives lie that are read together: those of the second and on in a folder of their own, which is no person and no class. */
public final class ArchiveFolders {
    private static final Pattern NAME = Pattern.compile("#\\d+");

    private ArchiveFolders() {}

    /**
     * The path of a file.
     *
     * @param number of its archive, from 1
     * @param name its path within it
     */
    public static String path(int number, String name) {
        return number == 1 ? name : "#" + number + "/" + name;
    }

    static boolean named(String folder) {
        return NAME.matcher(folder).matches();
    }
}
