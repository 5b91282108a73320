package io.likeness.contracts.dataset;

import io.likeness.contracts.Require;

/**
 * Where the eyes are in the images of a dataset, and so in the faces of a model: the middle of each in shares of the side, from the top left
 * corner; the left one of the picture first.
 *
 * @param aligned whether the faces were found on photos and turned so; else the pictures came with their eyes there
 */
public record FaceFrame(double leftX, double leftY, double rightX, double rightY, boolean aligned) {
    public FaceFrame {
        Require.between("frame.leftX", leftX, 0, 1);
        Require.between("frame.leftY", leftY, 0, 1);
        Require.between("frame.rightX", rightX, Math.nextUp(leftX), 1);
        Require.between("frame.rightY", rightY, 0, 1);
    }
}
