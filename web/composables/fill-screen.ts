/** Takes the whole screen, or gives it back. */
export async function fillScreen(): Promise<void> {
  try {
    await (document.fullscreenElement
      ? document.exitFullscreen()
      : document.documentElement.requestFullscreen())
  }
  catch (error) {
    // The browser may refuse, for instance where no person pressed the key.
    console.warn(`the screen cannot be filled: ${String(error)}`)
  }
}
