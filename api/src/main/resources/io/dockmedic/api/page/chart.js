// A small chart of the last hour, a point a minute; gaps where nothing was read. What it shows is said in words beside it.

import { svg } from './dom.js';

const [WIDTH, HEIGHT] = [120, 24];

/** The highest is the top, but never less than least: what hardly changes is not drawn as if it did. */
export function chart(values, least) {
  const top = Math.max(least, ...values.filter(value => value !== null));
  const picture = svg('svg', {
    class: 'chart', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true',
  });
  const x = index => ((index / (values.length - 1)) * WIDTH).toFixed(1);
  const y = value => (HEIGHT - 1 - (value / top) * (HEIGHT - 3)).toFixed(1);
  for (const [from, to] of runs(values)) {
    const points = values.slice(from, to).map((value, index) => `${x(from + index)},${y(value)}`);
    if (points.length > 1) {
      picture.append(
        svg('path', { class: 'area', d: `M${x(from)},${HEIGHT}L${points.join('L')}L${x(to - 1)},${HEIGHT}Z` }),
        svg('path', { class: 'line', d: `M${points.join('L')}` }));
    } else {
      picture.append(svg('circle', { cx: x(from), cy: y(values[from]), r: 1.5 }));
    }
  }
  return picture;
}

/** Where there are values without a gap, as [from, to). */
function* runs(values) {
  let from = -1;
  for (let index = 0; index <= values.length; index++) {
    const there = index < values.length && values[index] !== null;
    if (there && from < 0) {
      from = index;
    } else if (!there && from >= 0) {
      yield [from, index];
      from = -1;
    }
  }
}
