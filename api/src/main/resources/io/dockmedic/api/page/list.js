// Lists whose rows stay where they are and as they are: what is open stays open, what has the focus keeps it.

/**
 * Makes the children of a list those of the items, in their order. A row is { element, update(item) }.
 */
export function keyed(list, make) {
  const rows = new Map();
  return items => {
    const wanted = new Set(items.map(item => item.id));
    for (const [id, row] of rows) {
      if (!wanted.has(id)) {
        // It may have gone to another list, and be there already.
        if (row.element.parentElement === list) {
          row.element.remove();
        }
        rows.delete(id);
      }
    }
    let place = list.firstElementChild;
    for (const item of items) {
      let row = rows.get(item.id);
      if (!row) {
        row = make(item);
        rows.set(item.id, row);
      }
      row.update(item);
      if (row.element === place) {
        place = place.nextElementSibling;
      } else {
        list.insertBefore(row.element, place);
      }
    }
  };
}
