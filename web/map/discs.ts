import type { Point } from './projection.ts'

const ROUNDS = 60

/** A radius that suits how close the places lie, design units. */
export function discRadius(places: readonly Point[]): number {
  const nearest = places
    .map(place => Math.min(...distances(place, places)))
    .filter(Number.isFinite)
    .sort((a, b) => a - b)
  const typical = nearest[Math.floor(nearest.length / 2)] ?? 80
  return Math.max(11, Math.min(30, typical * 0.42))
}

function distances(place: Point, places: readonly Point[]): number[] {
  return places.filter(other => other !== place).map(other => distance(place, other))
}

/** Pushes places apart until discs round them do not touch. Deterministic; order is kept. */
export function pushApart(places: readonly Point[], apart: number): Point[] {
  const moved = places.map(place => ({ ...place }))
  for (let round = 0; round < ROUNDS; round++) {
    let touched = false
    for (let i = 0; i < moved.length; i++) {
      for (let j = i + 1; j < moved.length; j++)
        touched = push(moved[i]!, moved[j]!, apart, i) || touched
    }
    if (!touched)
      break
  }
  return moved
}

function push(a: Point, b: Point, apart: number, turn: number): boolean {
  const d = distance(a, b)
  if (d >= apart)
    return false
  // Two places at one point part in a direction of their own.
  const angle = d === 0 ? turn : Math.atan2(b.y - a.y, b.x - a.x)
  const half = (apart - d) / 2
  a.x -= Math.cos(angle) * half
  a.y -= Math.sin(angle) * half
  b.x += Math.cos(angle) * half
  b.y += Math.sin(angle) * half
  return true
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}
