package io.likeness.synthetic;

/** The moment of one picture: pose, gaze, light, wall and camera. Angles in radians, the light a unit vector. */
record Scene(
        double turn,
        double nod,
        double tilt,
        double zoom,
        double shiftX,
        double shiftY,
        double gazeX,
        double gazeY,
        double lids,
        double lightX,
        double lightY,
        double lightZ,
        double ambient,
        double exposure,
        double warmth,
        double grain,
        Colour wall,
        Colour wallFar,
        Colour cloth,
        long texture) {
    static Scene sample(SeededStream moment, FaceAttributes attributes) {
        double side = attributes.lightFrom() * 0.9;
        double up = moment.between(-0.75, -0.2);
        double front = moment.between(0.55, 1.1);
        double length = Math.sqrt(side * side + up * up + front * front);
        double bright = switch (attributes.background()) {
            case LIGHT -> moment.between(0.6, 0.95);
            case DARK -> moment.between(0.06, 0.3);
            case BLURRED -> moment.between(0.2, 0.75);
        };
        return new Scene(
                StrictMath.toRadians(attributes.turn()),
                moment.bell() * 0.16,
                StrictMath.toRadians(attributes.tilt()),
                moment.around(0.97, 1.08),
                moment.bell() * 0.07,
                moment.bell() * 0.07,
                moment.bell() * 0.05,
                moment.bell() * 0.02,
                moment.around(0.8, 1.1),
                side / length,
                up / length,
                front / length,
                moment.between(0.34, 0.56),
                moment.around(0.88, 1.16),
                moment.around(-0.05, 0.05),
                moment.between(0.004, 0.014),
                hue(moment).times(bright),
                hue(moment).times(bright * moment.between(0.45, 1.3)),
                hue(moment).times(moment.between(0.08, 0.85)),
                moment.next());
    }

    private static Colour hue(SeededStream moment) {
        return new Colour(moment.between(0.82, 1.1), moment.between(0.85, 1.05), moment.between(0.82, 1.12));
    }
}
