package io.likeness.generator.generation;

import io.likeness.imaging.ImageTensor;
import io.likeness.latents.FaceCode;

/**
 * A photo's face in a model's latents.
 *
 * @param picture the photo as the model takes it
 */
record EncodedPhoto(FaceCode code, ImageTensor picture) {}
