package io.likeness.gateway.deletion;

import io.likeness.contracts.model.VersionRef;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** What hangs on what: what was made of it, what is being made of it. Stateless. */
final class Dependents {

    private Dependents() {}

    /** All that hangs on something, directly and by way of others, each held until the transaction ends. */
    static List<Dependent> of(Handle transaction, Dependent root) {
        List<Dependent> found = new ArrayList<>(List.of(root));
        for (int next = 0; next < found.size(); next++) {
            direct(transaction, found.get(next))
                    .filter(dependent -> found.stream().noneMatch(dependent::is))
                    .forEach(found::add);
        }
        return List.copyOf(found.subList(1, found.size()));
    }

    private static Stream<Dependent> direct(Handle transaction, Dependent of) {
        return switch (of.kind()) {
            case DATASET ->
                Stream.of(
                                DependentTable.datasetsOfDataset(transaction, of.id()),
                                DependentTable.trainingsOfDataset(transaction, of.id()),
                                DependentTable.versionsOfDataset(transaction, of.id()))
                        .flatMap(List::stream);
            case TRAINING -> DependentTable.versionsOfTraining(transaction, of.id()).stream();
            case VERSION -> direct(transaction, VersionRef.parse(of.id()));
            case GENERATION -> Stream.of();
        };
    }

    /** The version is held before it is looked for those who use it: whoever is about to holds it, too. */
    private static Stream<Dependent> direct(Handle transaction, VersionRef version) {
        VersionTombstones.lock(transaction, version);
        return Stream.of(
                        DependentTable.trainingsOf(transaction, version),
                        DependentTable.versionsOf(transaction, version),
                        DependentTable.generationsOf(transaction, version))
                .flatMap(List::stream);
    }
}
