import type { Feature, FeatureCollection, Geometry, Position } from 'geojson'
import type { Region } from '../../contract/profile.ts'
import type { Bounds, Box, Point, Project } from './projection.ts'
import { centroidOf } from './centroid.ts'
import { discRadius, pushApart } from './discs.ts'
import { islandShore, onIsland } from './island.ts'
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
  /** Does the ground reach round this place? Always, where outlines say what the ground is. */
  holds: (place: Point) => boolean
}

/** A zone that lies inside outlined areas, such as a development zone, design units. */
const ZONE_RADIUS = 22
/** Between a case's mark and the shore, design units. */
const MARK_AIR = 12
/** Between the plate's box and the cards beside it, so far land may reach, design units. */
const AISLE = 20
/** So much of the aisle the shore itself may take: a card must not lie on land. */
const SIDE = 10
const ALL = (): boolean => true

export interface PlateInput {
  scope: Region
  children: readonly Region[]
  outlines: FeatureCollection | null
  /**
   * Where cases are: the ground of a lowest region, which has no children to stand on, and land's
   * ends of an island.
   */
  places?: readonly Position[]
  box: Box
}

/**
 * Three grounds: the children's outlines; the scope's own outline with discs on it; or, where
 * nothing is public, an island round the children's places. Borders are never invented.
 */
export function buildPlate(input: PlateInput): Plate | null {
  const { scope, children, outlines, places = [], box } = input
  const byCode = new Map((outlines?.features ?? []).map(feature =>
    [String(feature.properties?.code), feature]))
  const drawn = children.filter(child => byCode.has(child.code))
  const ground = drawn.length > 0
    ? drawn.map(child => byCode.get(child.code)!.geometry)
    : [byCode.get(scope.code)?.geometry].filter(geometry => geometry !== undefined)
  if (ground.length > 0)
    return outlinedPlate(children, byCode, ground, box)
  return children.some(positionOf)
    ? islandPlate(children, places, box)
    : roundPlate([positionOf(scope), ...places].filter(place => place !== null), box)
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
    holds: ALL,
  }
}

/**
 * @param children regions, some with a place
 * @param cases where open cases are
 * @param box what land must not leave
 * @param room what the places are fitted into: less than the box where land would leave it
 * @param tries how often the room may become less
 */
function islandPlate(
  children: readonly Region[],
  cases: readonly Position[],
  box: Box,
  room = box,
  tries = 8,
): Plate {
  const positions = children.map(positionOf).filter(position => position !== null)
  const reach = Math.min(box.width, box.height) / 9
  const inner = shrink(room, reach + 8)
  const project = fitProjection(withExtent(boundsOf(positions)!), inner)
  const areas = discs(children, project, inner)
  const middles = areas.map(area => area.place)
  const holds = onIsland(middles, reach, MARK_AIR)
  // Cases are never moved; what is far out of the picture is not drawn at all.
  const beyond = cases.filter((position) => {
    const place = project(position)
    return !holds(place) && isIn(shrink(box, -AISLE), place)
  })
  const shore = islandShore(middles, reach, beyond.map(project))
  const less = roomInside(box, room, shore)
  if (less !== null && tries > 0)
    return islandPlate(children, beyond, box, less, tries - 1)
  return { areas, silhouette: closedPath(shore), context: '', sketch: true, project, holds }
}

/** Less room where land leaves the box, at its sides the aisle as well; null where it does not. */
function roomInside(box: Box, room: Box, shore: readonly Point[]): Box | null {
  const [xs, ys] = [shore.map(({ x }) => x), shore.map(({ y }) => y)]
  const above = Math.max(0, box.y - Math.min(...ys))
  const below = Math.max(0, Math.max(...ys) - box.y - box.height)
  const west = Math.max(0, box.x - SIDE - Math.min(...xs))
  const east = Math.max(0, Math.max(...xs) - box.x - box.width - SIDE)
  return above + below + west + east < 1
    ? null
    : {
        x: room.x + west,
        y: room.y + above,
        width: room.width - west - east,
        height: room.height - above - below,
      }
}

function isIn(box: Box, { x, y }: Point): boolean {
  return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height
}

/** A round plate below the cases of a region that has no parts. */
function roundPlate(positions: readonly Position[], box: Box): Plate | null {
  const bounds = boundsOf(positions)
  if (bounds === null)
    return null
  const largest = Math.min(box.width, box.height) / 2 - 8
  const project = fitProjection(withExtent(bounds), shrink(box, largest * 0.4))
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const shore = islandShore([middle], largest * 0.94)
  const silhouette = closedPath(shore)
  return { areas: [], silhouette, context: '', sketch: true, project, holds: ALL }
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
function withExtent([west, south, east, north]: Bounds): Bounds {
  const missing = Math.max(0, 0.02 - (north - south)) / 2
  return [west, south - missing, east, north + missing]
}
