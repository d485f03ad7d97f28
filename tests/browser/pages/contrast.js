/** Runs in an empty page: reads a picture and compares colours with what lies below them. */
// eslint-disable-next-line no-unused-expressions -- the script's value is the function
async ({ png, inked }) => {
  const image = new Image()
  image.src = `data:image/png;base64,${png}`
  await image.decode()
  const canvas = new OffscreenCanvas(image.width, image.height)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  context.drawImage(image, 0, 0)

  const linear = (c) => {
    const share = c / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }
  const luminance = (r, g, b) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
  const swatch = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
  function parse(colour) {
    swatch.clearRect(0, 0, 1, 1)
    swatch.fillStyle = colour
    swatch.fillRect(0, 0, 1, 1)
    return swatch.getImageData(0, 0, 1, 1).data
  }

  return inked.map(({ lines, colour, opacity }) => {
    const [r, g, b, a] = parse(colour)
    const share = opacity * a / 255
    const found = lines.flatMap(({ left, top, right, bottom }) => {
      const [x, y] = [Math.max(0, Math.round(left)), Math.max(0, Math.round(top))]
      const width = Math.max(1, Math.min(Math.round(right), canvas.width) - x)
      const height = Math.max(1, Math.min(Math.round(bottom), canvas.height) - y)
      const { data } = context.getImageData(x, y, width, height)
      const ratios = []
      // Every third pixel is enough to know what a word stands on.
      for (let i = 0; i < data.length; i += 12) {
        const below = [data[i], data[i + 1], data[i + 2]]
        const [red, green, blue] = [r, g, b].map((c, k) => c * share + below[k] * (1 - share))
        const [one, other] = [luminance(red, green, blue), luminance(...below)]
        ratios.push((Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05))
      }
      return ratios
    })
    return found.sort((p, q) => p - q)[Math.floor(found.length / 10)]
  })
}
