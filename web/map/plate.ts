import type { Feature, FeatureCollection, Geometry, Position } from 'geojson'
import type { Region } from '../../contract/profile.ts'
import type { Bounds, Box, Point, Project } from './projection.ts'
import { centroidOf } from './centroid.ts'
import { discRadius, pushApart } from './discs.ts'
import { islandShore } from './island.ts'
import { closedPath, outlinePath, ringsOf } from './outline-path.ts'
import { boundsOf, fitProjection } from './projection.ts'

/** A child region on the plate: an area with its outline, or a disc where there is none. */
export interface PlateArea {
  code: string
  path: string | null
  /** Where its label line ends; the disc's centre. */
  place: Point
  /** Zero for areas that have an outline. */
  radius: number
}

/** The ground of a scope, ready to be drawn, design units. */
export interface Plate {
  areas: PlateArea[]
  /** Outer lines, for the rim, the light and the depth. */
  silhouette: string
  /** Neighbours round the scope, barely lit. */
  context: string
  /** True where places are only a sketch and no borders are drawn between them. */
  sketch: boolean
  project: Project
}

/** A zone that lies inside outlined areas, such as a development zone, design units. */
const ZONE_RADIUS = 22

export interface PlateInput {
  scope: Region
  children: readonly Region[]
  outlines: FeatureCollection | null
  box: Box
}

/**
 * Three grounds: the children's outlines; the scope's own outline with discs on it; or, where
 * nothing is public, an island round the children's places. Borders are never invented.
 */
export function buildPlate({ scope, children, outlines, box }: PlateInput): Plate | null {
  const byCode = new Map((outlines?.features ?? []).map(feature =>
    [String(feature.properties?.code), feature]))
  const drawn = children.filter(child => byCode.has(child.code))
  const ground = drawn.length > 0
    ? drawn.map(child => byCode.get(child.code)!.geometry)
    : [byCode.get(scope.code)?.geometry].filter(geometry => geometry !== undefined)
  if (ground.length > 0)
    return outlinedPlate(children, byCode, ground, box)
  return islandPlate(scope, children, box)
}

function outlinedPlate(
  children: readonly Region[],
  byCode: ReadonlyMap<string, Feature>,
  ground: readonly Geometry[],
  box: Box,
): Plate {
  const project = fitProjection(boundsOf(ground.flatMap(ringsOf).flat())!, box)
  const silhouette = ground.map(geometry => outlinePath(geometry, project)).join('')
  const outlined = children.flatMap((child) => {
    const geometry = byCode.get(child.code)?.geometry
    const place = geometry && (positionOf(child) ?? centroidOf(geometry))
    return geometry && place
      ? [{
          code: child.code,
          path: outlinePath(geometry, project),
          place: project(place),
          radius: 0,
        }]
      : []
  })
  const others = children.filter(child => !byCode.has(child.code))
  const zones = outlined.length > 0 ? ZONE_RADIUS : undefined
  const neighbours = [...byCode.values()].filter(({ geometry }) => !ground.includes(geometry))
  return {
    areas: [...outlined, ...discs(others, project, box, zones)],
    silhouette,
    context: neighbours.map(({ geometry }) => outlinePath(geometry, project)).join(''),
    sketch: outlined.length === 0,
    project,
  }
}

function islandPlate(scope: Region, children: readonly Region[], box: Box): Plate | null {
  const positions = children.map(positionOf).filter(position => position !== null)
  if (positions.length === 0)
    positions.push(...[positionOf(scope)].filter(position => position !== null))
  const bounds = boundsOf(positions)
  if (bounds === null)
    return null
  const reach = Math.min(box.width, box.height) / (positions.length > 1 ? 9 : 3)
  const inner = shrink(box, reach + 8)
  const project = fitProjection(withHeight(bounds), inner)
  const areas = discs(children, project, inner)
  const places = areas.length > 0 ? areas.map(area => area.place) : positions.map(project)
  return {
    areas,
    silhouette: closedPath(islandShore(places, reach)),
    context: '',
    sketch: true,
    project,
  }
}

/** Discs of the children that have a place, moved apart as far as they would cover one another. */
function discs(
  children: readonly Region[],
  project: Project,
  box: Box,
  fixedRadius?: number,
): PlateArea[] {
  const placed = children.flatMap((child) => {
    const position = positionOf(child)
    return position ? [{ code: child.code, place: project(position) }] : []
  })
  const radius = fixedRadius ?? discRadius(placed.map(({ place }) => place))
  const apart = pushApart(placed.map(({ place }) => place), radius * 2 + 4)
  return placed.map(({ code }, i) => ({
    code,
    path: null,
    place: {
      x: Math.max(box.x, Math.min(box.x + box.width, apart[i]!.x)),
      y: Math.max(box.y, Math.min(box.y + box.height, apart[i]!.y)),
    },
    radius,
  }))
}

function positionOf({ lon, lat }: Region): Position | null {
  return lon === undefined || lat === undefined ? null : [lon, lat]
}

function shrink(box: Box, by: number): Box {
  return { x: box.x + by, y: box.y + by, width: box.width - 2 * by, height: box.height - 2 * by }
}

/** A single street of one community must not fill the wall: show two kilometres at least. */
function withHeight([west, south, east, north]: Bounds): Bounds {
  const missing = Math.max(0, 0.02 - (north - south)) / 2
  return [west, south - missing, east, north + missing]
}
