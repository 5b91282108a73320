package io.likeness.synthetic;

/** Draws attributes: those of the person from one stream, those of the moment from another. */
final class AttributeSampler {
    private static final double[] FEMININE_HAIR = {0, 0.2, 1, 0, 2.4, 2, 2, 4, 4, 1.3};
    private static final double[] MASCULINE_HAIR = {0.9, 2, 6, 1.6, 1.4, 0.1, 0.15, 0.15, 0.2, 0.9};
    private static final double[] TONES = {2.6, 2.6, 1.6, 0.5, 1.6, 0.15};
    private static final double[] BEARDS = {5, 2, 0.8, 1, 1.6};

    private AttributeSampler() {}

    static FaceAttributes sample(SeededStream person, SeededStream moment) {
        boolean masculine = person.chance(0.48);
        double age = person.unit() * person.unit();
        double skinTone = skinTone(person);
        HairTone tone = hairTone(person, age, skinTone);
        HairStyle style = HairStyle.values()[person.pick(masculine ? MASCULINE_HAIR : FEMININE_HAIR)];
        Beard beard = masculine ? Beard.values()[person.pick(BEARDS)] : Beard.NONE;
        boolean glasses = person.chance(0.1 + 0.15 * age);
        boolean lipstick = !masculine && person.chance(0.55);
        boolean smiles = moment.chance(0.52);
        double smile = smiles ? moment.between(0.45, 1) : moment.between(0, 0.25);
        double open = smiles ? Curve.clamp(smile * moment.between(-0.3, 1.3)) : moment.chance(0.25) ? 0.25 : 0;
        return new FaceAttributes(
                masculine,
                glasses,
                smile,
                open,
                beard,
                style,
                tone,
                skinTone,
                age,
                lipstick,
                moment.bell() * 30,
                moment.bell() * 9,
                moment.around(-1, 1),
                Background.values()[moment.pick(1, 1, 1.5)]);
    }

    private static double skinTone(SeededStream person) {
        return person.chance(0.7) ? person.between(0, 0.45) : person.between(0.4, 1);
    }

    private static HairTone hairTone(SeededStream person, double age, double skinTone) {
        HairTone tone = HairTone.values()[person.pick(TONES)];
        if (person.chance((age - 0.35) * 1.6)) {
            return HairTone.GREY;
        }
        boolean fair = tone == HairTone.RED || tone == HairTone.BLOND;
        return fair && skinTone > 0.5 ? HairTone.BLACK : tone;
    }
}
