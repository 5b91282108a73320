package io.likeness.ingest.layout;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class MaskFileTest {
    @Test
    void knowsTheMasksOfCelebaMask() {
        for (String part : List.of("skin", "hair", "l_eye", "r_brow", "u_lip", "l_lip", "neck_l", "ear_r", "eye_g")) {
            assertTrue(MaskFile.named("CelebAMask-HQ-mask-anno/0/00000_" + part + ".png"), part);
        }
        assertFalse(MaskFile.named("00000_face.png"));
        assertFalse(MaskFile.named("00000_hair.jpg"));
    }
}
