const PLACEHOLDER = /类似(?:乡级单位|居民委员会|居委会)$/
const VILLAGE = /村?(?:村民委员会|村委会)$/
const COMMUNITY = /(?:居民)?(?:社区)?(?:居民)?(?:居民委员会|居民委员|居委会|委员会)$/

/**
 * A division's name as people say it and a wall can show it: 文汇社区居委会 is 文汇社区,
 * 东港村村民委员会 is 东港村, 开发区类似乡级单位 is 开发区.
 */
export function wallName(official: string): string {
  return official.replace(PLACEHOLDER, '').replace(VILLAGE, '村').replace(COMMUNITY, '社区')
}
