import type { FunctionalComponent, VNode } from 'vue'
import type { Frame } from '../../contract/frame.ts'
import type { SceneCell, ScenePanelName } from '../../contract/scene.ts'
import type { Wall } from '../composables/useWall.ts'
import { h } from 'vue'
import { useWall } from '../composables/useWall.ts'
import BesidePanel from '../panels/BesidePanel.vue'
import BottomPanel from '../panels/BottomPanel.vue'
import BreakdownPanel from '../panels/BreakdownPanel.vue'
import DaysPanel from '../panels/DaysPanel.vue'
import DepartmentsPanel from '../panels/DepartmentsPanel.vue'
import FlowPanel from '../panels/FlowPanel.vue'
import FocusPanel from '../panels/FocusPanel.vue'
import HoursPanel from '../panels/HoursPanel.vue'
import LatestPanel from '../panels/LatestPanel.vue'
import MapPanel from '../panels/MapPanel.vue'
import OpinionDaysPanel from '../panels/OpinionDaysPanel.vue'
import OverduePanel from '../panels/OverduePanel.vue'
import RankingPanel from '../panels/RankingPanel.vue'
import RatesPanel from '../panels/RatesPanel.vue'
import ReopenedPanel from '../panels/ReopenedPanel.vue'
import SatisfactionPanel from '../panels/SatisfactionPanel.vue'
import SummaryPanel from '../panels/SummaryPanel.vue'
import UnitsPanel from '../panels/UnitsPanel.vue'
import UrgedPanel from '../panels/UrgedPanel.vue'
import WhistlesPanel from '../panels/WhistlesPanel.vue'
import WorkflowPanel from '../panels/WorkflowPanel.vue'

type Draw = (frame: Frame, wall: Wall, cell: SceneCell) => VNode

/** Which part of the frame each panel gets. Parts that a delta left alone keep their identity. */
const DRAW: Record<ScenePanelName, Draw> = {
  summary: ({ panels }) => h(SummaryPanel, { panel: panels.summary }),
  overdue: ({ panels }) => h(OverduePanel, { panel: panels.overdue }),
  ranking: drawRanking,
  categories: ({ panels }, { t }) => h(BreakdownPanel, {
    name: 'categories',
    heading: t.categories.title,
    panel: panels.categories,
  }),
  channels: ({ panels }, { t }) => h(BreakdownPanel, {
    name: 'channels',
    heading: t.channels.title,
    panel: panels.channels,
  }),
  map: ({ panels, scope }) => h(MapPanel, { panel: panels.map, region: scope }),
  focus: ({ panels, scope }) =>
    h(FocusPanel, { panel: panels.map, overdue: panels.overdue, region: scope }),
  workflow: ({ panels }) => h(WorkflowPanel, { panel: panels.workflow }),
  latest: ({ panels }) => h(LatestPanel, { panel: panels.latest }),
  satisfaction: ({ panels: { satisfaction, summary } }) => h(SatisfactionPanel, {
    panel: satisfaction,
    since: summary.windows[satisfaction.window].interval.from,
  }),
  hours: ({ panels }) => h(HoursPanel, { panel: panels.hours }),
  days: ({ panels }) => h(DaysPanel, { panel: panels.days }),
  flow: ({ panels, scope }) => h(FlowPanel, { panel: panels.workflow, scope }),
  whistles: ({ scope }) => h(WhistlesPanel, { scope }),
  departments: ({ scope }) => h(DepartmentsPanel, { scope }),
  urged: ({ scope }) => h(UrgedPanel, { scope }),
  rates: ({ scope }, _, { by }) => h(RatesPanel, { scope, by: by ?? 'region' }),
  opinion_days: ({ scope }) => h(OpinionDaysPanel, { scope }),
  bottom: ({ scope }) => h(BottomPanel, { scope }),
  reopened: ({ scope }) => h(ReopenedPanel, { scope }),
  beside: ({ scope }) => h(BesidePanel, { scope }),
  units: ({ scope }) => h(UnitsPanel, { scope }),
}

/** The lowest regions have nothing to rank: the room goes to their days, unless those have one. */
function drawRanking(frame: Frame, wall: Wall, cell: SceneCell): VNode {
  const { shape } = wall.layout.value
  return frame.panels.ranking.rows.length === 0 && (shape === 'standard' || shape === 'tall')
    ? DRAW.days(frame, wall, cell)
    : h(RankingPanel, { panel: frame.panels.ranking })
}

/** One panel of a scene, by its place in the grid. */
const ScenePanel: FunctionalComponent<{ cell: SceneCell, frame: Frame }> = ({ cell, frame }) =>
  DRAW[cell.panel](frame, useWall(), cell)
ScenePanel.props = ['cell', 'frame']

export default ScenePanel
