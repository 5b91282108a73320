package io.likeness.ingest.doctor;

import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.DoctorReport;
import io.likeness.contracts.dataset.DoctorReport.DoctorFinding;
import io.likeness.contracts.dataset.DoctorReport.FoundImage;
import io.likeness.contracts.dataset.DoctorReport.FoundTogether;
import io.likeness.ingest.doctor.Diagnosis.Found;
import io.likeness.ingest.doctor.Diagnosis.Together;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Writes down a diagnosis with as many examples as one looks at. Stateless. */
final class DoctorReports {
    private DoctorReports() {}

    /** @param digest of the manifest */
    static DoctorReport of(
            DatasetManifest manifest, String digest, DatasetFaces faces, Diagnosis diagnosis, double seconds)
            throws InterruptedException {
        BitSet shown = new BitSet();
        diagnosis.found().stream()
                .flatMap(DoctorReports::shown)
                .flatMap(DoctorReports::pictured)
                .forEach(shown::set);
        Map<Integer, FoundImage> pictures = new HashMap<>();
        faces.rows(
                shown::get,
                (index, row) -> pictures.put(index, new FoundImage(index, row.source(), faces.split(index))));
        return new DoctorReport(
                manifest.datasetId(),
                digest,
                faces.count(),
                diagnosis.compared(),
                diagnosis.measures(),
                diagnosis.found().stream()
                        .map(found -> finding(found, pictures))
                        .toList(),
                seconds,
                null);
    }

    private static DoctorFinding finding(Found found, Map<Integer, FoundImage> pictures) {
        List<FoundTogether> groups = shown(found)
                .map(group -> new FoundTogether(
                        group.of(),
                        group.images().size(),
                        pictured(group)
                                .flatMap(image -> Stream.ofNullable(pictures.get(image)))
                                .toList()))
                .toList();
        return new DoctorFinding(found.kind(), found.label(), found.groups().size(), found.images(), groups);
    }

    private static Stream<Together> shown(Found found) {
        return found.groups().stream().limit(DoctorReport.MOST_GROUPS);
    }

    private static Stream<Integer> pictured(Together group) {
        return group.images().stream().limit(DoctorReport.MOST_IMAGES);
    }
}
