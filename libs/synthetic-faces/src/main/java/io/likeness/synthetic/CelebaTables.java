package io.likeness.synthetic;

import java.util.Map;
import java.util.TreeMap;

/** CelebA's three text files for drawn faces. What the drawing does not decide is -1. Confined to a thread. */
final class CelebaTables {
    private static final int PARTS = 20;
    private static final String[] COLUMNS = {
        "5_o_Clock_Shadow",
        "Arched_Eyebrows",
        "Attractive",
        "Bags_Under_Eyes",
        "Bald",
        "Bangs",
        "Big_Lips",
        "Big_Nose",
        "Black_Hair",
        "Blond_Hair",
        "Blurry",
        "Brown_Hair",
        "Bushy_Eyebrows",
        "Chubby",
        "Double_Chin",
        "Eyeglasses",
        "Goatee",
        "Gray_Hair",
        "Heavy_Makeup",
        "High_Cheekbones",
        "Male",
        "Mouth_Slightly_Open",
        "Mustache",
        "Narrow_Eyes",
        "No_Beard",
        "Oval_Face",
        "Pale_Skin",
        "Pointy_Nose",
        "Receding_Hairline",
        "Rosy_Cheeks",
        "Sideburns",
        "Smiling",
        "Straight_Hair",
        "Wavy_Hair",
        "Wearing_Earrings",
        "Wearing_Hat",
        "Wearing_Lipstick",
        "Wearing_Necklace",
        "Wearing_Necktie",
        "Young"
    };

    private final StringBuilder attributes = new StringBuilder();
    private final StringBuilder partitions = new StringBuilder();
    private final StringBuilder identities = new StringBuilder();

    CelebaTables(int count) {
        attributes.append(count).append('\n').append(String.join(" ", COLUMNS)).append(" \n");
    }

    void add(String name, int person, FaceAttributes face) {
        Map<String, Boolean> known = known(face);
        attributes.append(name);
        for (String column : COLUMNS) {
            attributes.append(known.getOrDefault(column, false) ? "  1" : " -1");
        }
        attributes.append('\n');
        partitions.append(name).append(' ').append(partition(person)).append('\n');
        identities.append(name).append(' ').append(person + 1).append('\n');
    }

    /** File name to content. */
    Map<String, String> files() {
        return new TreeMap<>(Map.of(
                "list_attr_celeba.txt", attributes.toString(),
                "list_eval_partition.txt", partitions.toString(),
                "identity_CelebA.txt", identities.toString()));
    }

    /** 0 train, 1 validation, 2 test: of twenty persons, one each for the last two. */
    private static int partition(int person) {
        return Math.max(0, person % PARTS - (PARTS - 3));
    }

    private static Map<String, Boolean> known(FaceAttributes face) {
        HairStyle style = face.hairStyle();
        boolean hair = style != HairStyle.BALD;
        HairTone tone = face.hairTone();
        Beard beard = face.beard();
        return Map.ofEntries(
                Map.entry("5_o_Clock_Shadow", beard == Beard.STUBBLE),
                Map.entry("Bald", !hair),
                Map.entry("Bangs", style == HairStyle.FRINGE),
                Map.entry("Black_Hair", hair && tone == HairTone.BLACK),
                Map.entry("Blond_Hair", hair && tone == HairTone.BLOND),
                Map.entry("Brown_Hair", hair && (tone == HairTone.BROWN || tone == HairTone.CHESTNUT)),
                Map.entry("Gray_Hair", hair && tone == HairTone.GREY),
                Map.entry("Eyeglasses", face.glasses()),
                Map.entry("Goatee", beard == Beard.GOATEE),
                Map.entry("Heavy_Makeup", face.lipstick()),
                Map.entry("Male", face.masculine()),
                Map.entry("Mouth_Slightly_Open", face.mouthOpen() > 0.2),
                Map.entry("Mustache", beard == Beard.MOUSTACHE || beard == Beard.GOATEE),
                Map.entry("No_Beard", beard == Beard.NONE),
                Map.entry("Pale_Skin", face.skinTone() < 0.08),
                Map.entry("Receding_Hairline", style == HairStyle.RECEDING),
                Map.entry("Sideburns", beard == Beard.FULL),
                Map.entry("Smiling", face.smile() > 0.35),
                Map.entry("Straight_Hair", style == HairStyle.LONG_STRAIGHT || style == HairStyle.BOB),
                Map.entry("Wavy_Hair", style == HairStyle.LONG_WAVY),
                Map.entry("Wearing_Lipstick", face.lipstick()),
                Map.entry("Young", face.age() < 0.4));
    }
}
