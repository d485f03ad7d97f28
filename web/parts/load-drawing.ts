import type { Component } from 'vue'
import { shallowRef } from 'vue'

const drawing = shallowRef<Component | null>(null)
let asked = false

/**
 * The library that draws charts, null until it is there. It is the largest part of the page and
 * the first numbers do without it, so it is fetched when they have been painted.
 */
export function loadDrawing(): typeof drawing {
  if (!asked) {
    asked = true
    void painted().then(async () => import('./DrawnChart.vue')).then((module) => {
      drawing.value = module.default
    }, (error) => {
      // Without the file there are no curves, but all the numbers; the next chart asks again.
      asked = false
      console.error('charts cannot be drawn:', error)
    })
  }
  return drawing
}

/** The picture that is being made is on the screen when the second one after it begins. */
async function painted(): Promise<unknown> {
  return new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))
}
