package io.likeness.standalone.command;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A model, and perhaps which of its versions: {@code celeba}, {@code celeba:3} or {@code celeba@winter}. */
record ModelReference(
        String model, @Nullable Integer version, @Nullable String alias) {
    private static final Pattern FORM = Pattern.compile("([^:@]+)(?::([0-9]{1,9})|@([^:@]+))?");

    static ModelReference parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw CommandFailure.misused("expected MODEL, MODEL:VERSION or MODEL@ALIAS, found '" + text + "'");
        }
        String version = matcher.group(2);
        return new ModelReference(
                String.valueOf(matcher.group(1)), version == null ? null : Integer.valueOf(version), matcher.group(3));
    }
}
