/** Set for suites when the page is built already: others may be reading it. */
export const BUILT_VARIABLE = 'VERIFY_PAGE_BUILT'
