package io.likeness.synthetic;

/**
 * What is known about a drawn face. Immutable.
 *
 * @param masculine whether the features are drawn more masculine than feminine
 * @param glasses whether it wears glasses
 * @param smile 0 (none) to 1 (broad)
 * @param mouthOpen 0 (closed) to 1 (teeth shown)
 * @param beard hair on the lower face
 * @param hairStyle how the hair is worn
 * @param hairTone colour of the hair
 * @param skinTone 0 (lightest) to 1 (darkest)
 * @param age 0 (young, no lines) to 1 (old, deep lines)
 * @param lipstick whether the lips are painted
 * @param turn degrees the head is turned, -35 to 35, positive to the picture's right
 * @param tilt degrees the head leans, -20 to 20, positive clockwise
 * @param lightFrom where the light stands, -1 (far left) to 1 (far right)
 * @param background what is behind the head
 */
public record FaceAttributes(
        boolean masculine,
        boolean glasses,
        double smile,
        double mouthOpen,
        Beard beard,
        HairStyle hairStyle,
        HairTone hairTone,
        double skinTone,
        double age,
        boolean lipstick,
        double turn,
        double tilt,
        double lightFrom,
        Background background) {
    /** @throws IllegalArgumentException if a value is out of range */
    public FaceAttributes {
        require("smile", smile, 0, 1);
        require("mouthOpen", mouthOpen, 0, 1);
        require("skinTone", skinTone, 0, 1);
        require("age", age, 0, 1);
        require("turn", turn, -35, 35);
        require("tilt", tilt, -20, 20);
        require("lightFrom", lightFrom, -1, 1);
    }

    public FaceAttributes withGlasses(boolean worn) {
        return new FaceAttributes(
                masculine,
                worn,
                smile,
                mouthOpen,
                beard,
                hairStyle,
                hairTone,
                skinTone,
                age,
                lipstick,
                turn,
                tilt,
                lightFrom,
                background);
    }

    public FaceAttributes withSmile(double strength, double open) {
        return new FaceAttributes(
                masculine,
                glasses,
                strength,
                open,
                beard,
                hairStyle,
                hairTone,
                skinTone,
                age,
                lipstick,
                turn,
                tilt,
                lightFrom,
                background);
    }

    public FaceAttributes withBeard(Beard grown) {
        return new FaceAttributes(
                masculine,
                glasses,
                smile,
                mouthOpen,
                grown,
                hairStyle,
                hairTone,
                skinTone,
                age,
                lipstick,
                turn,
                tilt,
                lightFrom,
                background);
    }

    public FaceAttributes withHair(HairStyle style, HairTone tone) {
        return new FaceAttributes(
                masculine,
                glasses,
                smile,
                mouthOpen,
                beard,
                style,
                tone,
                skinTone,
                age,
                lipstick,
                turn,
                tilt,
                lightFrom,
                background);
    }

    public FaceAttributes withSkinTone(double tone) {
        return new FaceAttributes(
                masculine,
                glasses,
                smile,
                mouthOpen,
                beard,
                hairStyle,
                hairTone,
                tone,
                age,
                lipstick,
                turn,
                tilt,
                lightFrom,
                background);
    }

    public FaceAttributes withAge(double years) {
        return new FaceAttributes(
                masculine,
                glasses,
                smile,
                mouthOpen,
                beard,
                hairStyle,
                hairTone,
                skinTone,
                years,
                lipstick,
                turn,
                tilt,
                lightFrom,
                background);
    }

    public FaceAttributes withPose(double turned, double tilted) {
        return new FaceAttributes(
                masculine,
                glasses,
                smile,
                mouthOpen,
                beard,
                hairStyle,
                hairTone,
                skinTone,
                age,
                lipstick,
                turned,
                tilted,
                lightFrom,
                background);
    }

    public FaceAttributes withSurroundings(double light, Background behind) {
        return new FaceAttributes(
                masculine, glasses, smile, mouthOpen, beard, hairStyle, hairTone, skinTone, age, lipstick, turn, tilt,
                light, behind);
    }

    private static void require(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(name + ": expected " + least + " to " + most + ", found " + value);
        }
    }
}
