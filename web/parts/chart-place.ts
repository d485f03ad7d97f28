/** A place on a chart's time axis; `href` null: nothing is counted there, or nothing opens. */
export interface ChartPlace { key: string, label: string, href: string | null }
