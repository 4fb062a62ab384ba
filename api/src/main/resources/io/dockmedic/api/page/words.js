// How things are called.

export const ATTENTION = {
  person: 'Needs you',
  treated: 'Healing',
  held: 'Held back',
  noted: 'Noted',
  pending: 'Watching',
  over: 'Over',
};

/** What is asked in other words than the name of its action, where what it would do says all that its parameters do. */
export const PLAINLY = {
  prune: place => `free space on ${place.startsWith('/') ? place : 'the engine’s disk'}`,
};

/** The word for how an incident stands. */
export function standing(incident) {
  if (incident.state === 'acknowledged' && ['treated', 'noted'].includes(incident.attention)) {
    return 'Known';
  }
  return incident.attention === 'over' && incident.remedy?.healed ? 'Healed' : ATTENTION[incident.attention];
}

/** What is being done about it, or why nothing is. */
export function doing(incident) {
  const remedy = incident.remedy;
  if (incident.attention === 'over') {
    return remedy?.healed ? `${action(remedy)} helped` : incident.resolvedBy || 'it is over';
  }
  if (incident.state === 'acknowledged') {
    const by = incident.acknowledged?.map(one => one.by || 'somebody').join(', ');
    return `known to ${by || 'a person'}`;
  }
  if (!remedy) {
    return incident.attention === 'pending' ? 'not for long enough yet' : 'nothing is to be done by the rule';
  }
  const detail = remedy.detail ?? '';
  const act = action(remedy);
  switch (remedy.state) {
    case 'planned':
    case 'deciding': return 'being looked at';
    case 'waiting': return detail ? `waits: ${detail}` : `waits before it does ${act}`;
    case 'acting': return `${act} is under way`;
    case 'unsettled': return `${act} was not answered yet`;
    case 'verifying': return `${act} is done, now it must prove itself`;
    case 'healed': return `${act} helped`;
    case 'escalated': return 'a person was called';
    case 'suppressed': return `left alone: ${detail}`;
    case 'yielded': return `left to others: ${detail}`;
    case 'exhausted': return `nothing helped: ${detail}`;
    default: return detail || remedy.state;
  }
}

const action = remedy => remedy.last?.action ?? 'the remedy';

/** One line on what happened. */
export function summary(incident) {
  return incident.annotations?.summary ?? incident.rule;
}

export const count = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;
