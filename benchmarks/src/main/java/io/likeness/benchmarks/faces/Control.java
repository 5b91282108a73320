package io.likeness.benchmarks.faces;

import java.util.List;

/** How far one model obeys. */
record Control(String model, List<Asked> asked, List<Edited> edited, Walks walks) {
    Control {
        asked = List.copyOf(asked);
        edited = List.copyOf(edited);
    }

    /**
     * The judge's rates of an attribute among samples.
     *
     * @param with those drawn with the label
     * @param without those drawn with the label's absence
     * @param free those drawn without asking
     */
    record Asked(String label, int samples, double with, double without, double free) {}

    /**
     * The judge's rates of an attribute before and after an edit of samples, and whether they stay themselves.
     *
     * @param nearerToOriginal share of edited faces whose features are nearer to the original's than to another sample's
     * @param toOriginal mean distance of features
     * @param toOther the same to the other sample
     */
    record Edited(
            String attribute,
            double strength,
            int faces,
            double before,
            double after,
            double nearerToOriginal,
            double toOriginal,
            double toOther) {}

    /**
     * Walks between samples: how far their frames are from real faces, compared with the farther of a walk's ends.
     *
     * @param shareFarther of the frames between the ends, of those that are more than 20 % farther
     * @param greatestExcess of all frames, 0.2 for 20 %; negative where all are nearer
     */
    record Walks(int pairs, int frames, double shareFarther, double greatestExcess) {}
}
