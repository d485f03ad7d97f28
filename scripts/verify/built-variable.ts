/** Set for suites when the page is built already: others may be reading it. */
export const BUILT_VARIABLE = 'GRIDWALL_PAGE_BUILT'
