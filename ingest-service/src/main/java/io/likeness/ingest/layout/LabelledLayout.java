package io.likeness.ingest.layout;

import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.FaceFrame;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.Split;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A layout of whose images a table says more, or something else. */
public record LabelledLayout(FaceLayout of, OwnTable table) implements FaceLayout {
    @Override
    public Layout kind() {
        return of.kind();
    }

    @Override
    public CentreCrop defaultCrop() {
        return of.defaultCrop();
    }

    @Override
    public Optional<FaceFrame> frame(CentreCrop crop) {
        return of.frame(crop);
    }

    @Override
    public List<String> labels() {
        return Stream.of(of.labels(), table.labels())
                .flatMap(List::stream)
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public Subject describe(String name) {
        return table.describe(name, of.describe(name));
    }

    @Override
    public BitSet labelled(NameTally names) {
        return of.labelled(names);
    }

    @Override
    public People people(NameTally names) {
        People told = table.people();
        return told.equals(People.NONE) ? of.people(names) : told;
    }

    @Override
    public Set<Split> officialSplits(NameTally names) {
        Set<Split> told = table.parts();
        return told.isEmpty() ? of.officialSplits(names) : told;
    }
}
