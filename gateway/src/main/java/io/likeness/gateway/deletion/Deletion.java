package io.likeness.gateway.deletion;

import java.util.List;

/** What came of the wish to delete something. */
public sealed interface Deletion {

    /** It is gone, and so is what went with it; nothing did where it was gone before. */
    record Done(Dependent.Kind kind, String id, List<Dependent> tookAlong) implements Deletion {}

    /** It is in use, and nothing is changed. */
    record Refused(Dependent.Kind kind, String id, List<Dependent> usedBy) implements Deletion {}
}
