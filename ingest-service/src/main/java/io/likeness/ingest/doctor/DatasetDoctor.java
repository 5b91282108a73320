package io.likeness.ingest.doctor;

import io.likeness.contracts.dataset.DoctorReport.DoctorFindingKind;
import io.likeness.contracts.dataset.DoctorReport.MeasureSpread;
import io.likeness.imaging.FaceLook;
import io.likeness.ingest.doctor.Diagnosis.Found;
import io.likeness.ingest.doctor.Diagnosis.Together;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;

/** Looks at all images and rows of a dataset and says what is wrong with them. Not safe for threads. */
final class DatasetDoctor {
    /** Nothing is sharper than nothing. */
    private static final double LEAST_SHARPNESS = 1e-6;

    /** Black and white are not infinitely far from grey. */
    private static final double LEAST_BRIGHTNESS = 0.005;

    private final DatasetFaces faces;

    DatasetDoctor(DatasetFaces faces) {
        this.faces = faces;
    }

    /** @throws InterruptedException if nobody wants the result any more */
    Diagnosis examine() throws InterruptedException {
        if (faces.count() == 0) {
            return new Diagnosis(0, Map.of(), List.of());
        }
        NearDuplicates search = new NearDuplicates(faces);
        Map<String, MeasureSpread> measures = new TreeMap<>();
        List<Found> found = new ArrayList<>();
        NearDuplicates.Result result = search.run();
        List<List<Integer>> same = result.groups();
        LabelCheck check = new LabelCheck(faces, same);
        faces.rows(index -> true, check::see);
        repeated(same, check, found);
        labels(check, found);
        people(check, found);
        looks(result.distances(), measures, found);
        return new Diagnosis(search.compared(), measures, found);
    }

    private void repeated(List<List<Integer>> same, LabelCheck check, List<Found> found) {
        List<Together> all = new ArrayList<>();
        List<Together> across = new ArrayList<>();
        List<Together> contradicting = new ArrayList<>();
        List<Together> people = new ArrayList<>();
        for (int group = 0; group < same.size(); group++) {
            List<Integer> images = same.get(group);
            Together together = new Together(images);
            all.add(together);
            if (images.stream().map(faces::split).distinct().count() > 1) {
                across.add(together);
            }
            if (!check.contradicting(group).isEmpty()) {
                contradicting.add(new Together(null, check.contradicting(group), images));
            }
            if (check.differentPeople(group)) {
                people.add(together);
            }
        }
        add(DoctorFindingKind.NEAR_DUPLICATES, all, found);
        add(DoctorFindingKind.NEAR_DUPLICATES_ACROSS_PARTS, across, found);
        add(DoctorFindingKind.CONTRADICTORY_LABELS, contradicting, found);
        add(DoctorFindingKind.CONTRADICTORY_PEOPLE, people, found);
    }

    private static void labels(LabelCheck check, List<Found> found) {
        check.constant()
                .forEach((label, images) ->
                        found.add(new Found(DoctorFindingKind.CONSTANT_LABEL, label, List.of(), images)));
    }

    /** With all images of each, also those of the part that has most. */
    private void people(LabelCheck check, List<Found> found) throws InterruptedException {
        Map<String, Long> across = check.acrossParts();
        if (across.isEmpty()) {
            return;
        }
        Map<String, List<Integer>> images = new LinkedHashMap<>();
        across.keySet().forEach(person -> images.put(person, new ArrayList<>()));
        faces.rows(index -> true, (index, row) -> {
            List<Integer> own = row.identity() == null ? null : images.get(row.identity());
            if (own != null) {
                own.add(index);
            }
        });
        List<Together> groups = new ArrayList<>();
        images.forEach((person, own) -> groups.add(new Together(person, new TreeSet<>(), own)));
        add(DoctorFindingKind.PERSON_ACROSS_PARTS, groups, found);
    }

    private void looks(float[] distances, Map<String, MeasureSpread> measures, List<Found> found)
            throws InterruptedException {
        float[] brightnesses = new float[faces.count()];
        float[] sharpnesses = new float[faces.count()];
        faces.images(index -> true, (index, face) -> {
            FaceLook look = FaceLook.of(face);
            brightnesses[index] = (float) logit(look.brightness());
            sharpnesses[index] = (float) Math.log(Math.max(LEAST_SHARPNESS, look.sharpness()));
        });
        Measure brightness = new Measure(brightnesses);
        Measure sharpness = new Measure(sharpnesses);
        Measure distance = new Measure(distances);
        measures.put("brightness", brightness.spread(true, true, DatasetDoctor::share));
        measures.put("sharpness", sharpness.spread(true, false, Math::exp));
        measures.put("distance", distance.spread(false, true, DoubleUnaryOperator.identity()));
        alone(DoctorFindingKind.UNUSUAL, distance.above(), found);
        alone(DoctorFindingKind.BLURRED, sharpness.below(), found);
        alone(DoctorFindingKind.DARK, brightness.below(), found);
        alone(DoctorFindingKind.BRIGHT, brightness.above(), found);
    }

    /** A share of all light, so that black is as far from grey as white. */
    private static double logit(double share) {
        double within = Math.clamp(share, LEAST_BRIGHTNESS, 1 - LEAST_BRIGHTNESS);
        return Math.log(within / (1 - within));
    }

    private static double share(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    private static void alone(DoctorFindingKind kind, List<Integer> images, List<Found> found) {
        add(kind, images.isEmpty() ? List.of() : List.of(new Together(images)), found);
    }

    private static void add(DoctorFindingKind kind, List<Together> groups, List<Found> found) {
        if (!groups.isEmpty()) {
            found.add(Found.of(kind, groups));
        }
    }
}
