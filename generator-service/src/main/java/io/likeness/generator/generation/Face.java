package io.likeness.generator.generation;

import io.likeness.imaging.ImageTensor;

/**
 * One drawn face.
 *
 * @param index within its request, from 0
 * @param seed the image's own
 * @param png the file; owned by the record
 */
@SuppressWarnings("ArrayRecordComponent") // Lives for one job and is never compared.
record Face(int index, long seed, ImageTensor pixels, byte[] png) {}
