package io.likeness.contracts.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.likeness.contracts.Require;

/**
 * Names one version of one model; on the wire the text {@code name/version}, such as {@code celeba/3}.
 *
 * @param version 1..n within its name
 */
public record VersionRef(ModelName name, int version) {
    public VersionRef {
        Require.present("versionRef.name", name);
        Require.between("version", version, 1, Integer.MAX_VALUE);
    }

    public static VersionRef of(String name, int version) {
        return new VersionRef(new ModelName(name), version);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static VersionRef parse(String text) {
        int slash = Require.present("versionRef", text).indexOf('/');
        String number = text.substring(slash + 1);
        if (slash < 0 || !number.matches("[1-9][0-9]{0,8}")) {
            throw Require.invalid("versionRef", "a name, '/' and a number of 1 or more", "'" + text + "'");
        }
        return of(text.substring(0, slash), Integer.parseInt(number));
    }

    @JsonValue
    @Override
    public String toString() {
        return name + "/" + version;
    }
}
