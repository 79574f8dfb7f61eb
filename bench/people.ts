/** Numbers from 0 to 1 that are the same in each run. */
export type Random = () => number;

/** Mulberry32. */
export function seededRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Person {
  readonly loginId: string;
  readonly name: string | null;
  readonly email: string | null;
}

const firstNames = [
  ...['Ada', 'Amira', 'Anna', 'Ben', 'Björn', 'Carla', 'Chen', 'Chloe', 'Daniel', 'Dmitri'],
  ...['Elena', 'Emma', 'Fatima', 'Felix', 'Gabriel', 'Grace', 'Hana', 'Hugo', 'Ines', 'Isaac'],
  ...['Jana', 'José', 'Kenji', 'Lea', 'Liam', 'Lucía', 'Marie', 'Mateo', 'Mei', 'Mohamed'],
  ...['Nina', 'Noah', 'Olga', 'Omar', 'Paula', 'Priya', 'Rafael', 'Sara', 'Tomás', 'Zoë'],
];

const lastNames = [
  ...['Abadi', 'Almeida', 'Andersson', 'Bauer', 'Becker', 'Brown', 'Chen', 'Costa', 'Dubois'],
  ...['Eriksen', 'Fernández', 'Fischer', 'García', 'Haddad', 'Hoffmann', 'Ivanov', 'Jansen'],
  ...['Kim', 'Kowalski', 'Kumar', 'Lefèvre', 'López', 'Martin', 'Meyer', 'Müller', 'Nakamura'],
  ...['Nguyen', 'Novák', 'Okafor', 'Olsen', 'Papadopoulos', 'Patel', 'Petrov', 'Ricci', 'Rossi'],
  ...['Santos', 'Sato', 'Schmidt', 'Silva', 'Singh', 'Smith', 'Straße', 'Suzuki', 'Tanaka'],
  ...['Torres', 'Virtanen', 'Wagner', 'Weber', 'Wilson', 'Yilmaz', 'Zhang'],
];

const domains = ['example.com', 'example.org', 'example.net', 'mail.example', 'post.example'];

/** Most people sign in with their address, others with a name of their own; not everybody says who they are. */
export function makePerson(index: number, random: Random): Person {
  const pick = <Item>(items: readonly [Item, ...Item[]] | readonly Item[]): Item =>
    items[Math.floor(random() * items.length)] as Item;
  const [first, last] = [pick(firstNames), pick(lastNames)];
  const email = `${plain(first)}.${plain(last)}${index}@${pick(domains)}`;
  return {
    loginId: random() < 0.7 ? email : `${plain(first)}${index}`,
    name: random() < 0.8 ? `${first} ${last}` : null,
    email: random() < 0.85 ? email : null,
  };
}

function plain(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[^a-zß]/g, '');
}
