import type { Component } from 'vue'
import { shallowRef } from 'vue'

/** The server may be away just then. */
const RETRY_MS = 5000

const drawing = shallowRef<Component | null>(null)
let asked = false

/**
 * The library that draws charts, null until it is there. It is the largest part of the page and
 * the first numbers do without it, so it is fetched when they have been painted.
 */
export function loadDrawing(): typeof drawing {
  if (!asked) {
    asked = true
    void painted().then(fetchDrawing)
  }
  return drawing
}

/** Without the file there are no curves, but all the numbers: it is asked for until it comes. */
async function fetchDrawing(): Promise<void> {
  try {
    drawing.value = (await import('./DrawnChart.vue')).default
  }
  catch (error) {
    console.warn('charts cannot be drawn yet:', error)
    setTimeout(() => void fetchDrawing(), RETRY_MS)
  }
}

/** The picture that is being made is on the screen when the second one after it begins. */
async function painted(): Promise<unknown> {
  return new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))
}
