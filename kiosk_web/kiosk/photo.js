// @ts-check

/** The longest side and the quality of what is sent: legible, and small enough for a weak link. */
const LONGEST = 1_600;
const QUALITY = 0.8;

/**
 * A photo as it came from the camera, upright and scaled down. Rejects for what is no picture.
 *
 * @param {Blob} file
 * @returns {Promise<Blob>}
 */
export async function scaledDown(file) {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return new Promise((resolve, reject) => {
    const done = (/** @type {Blob | null} */ blob) =>
      blob ? resolve(blob) : reject(new Error("the picture could not be made smaller"));
    canvas.toBlob(done, "image/jpeg", QUALITY);
  });
}
