/** What joins the names of a region that has several: "Downtown / Financial District". */
const JOINT = ' / '

/**
 * As many of a region's names as fit, the first always: an ellipsis in the middle of a second
 * name says less than the first name alone.
 * @param name the region's full name
 * @param most characters that there is room for
 */
export function briefName(name: string, most: number): string {
  const [first = name, ...others] = name.split(JOINT)
  return others.reduce(
    (brief, other) => brief.full || brief.text.length + JOINT.length + other.length > most
      ? { ...brief, full: true }
      : { text: `${brief.text}${JOINT}${other}`, full: false },
    { text: first, full: false },
  ).text
}
