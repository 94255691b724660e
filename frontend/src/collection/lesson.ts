/** Which digit the labelling mode asks for: all ten in a shuffled round, then the next round. */
export interface Lesson {
  readonly round: readonly number[];
  readonly collected: number;
  /** The sheet that was begun for the digit asked for; null once that is collected. */
  readonly sheet: string | null;
}

export function startLesson(chance: () => number): Lesson {
  return { round: shuffled(chance), collected: 0, sheet: null };
}

export function asked(lesson: Lesson): number {
  return lesson.round[0] ?? 0;
}

export function collected(lesson: Lesson, chance: () => number): Lesson {
  return { ...skipped(lesson, chance), collected: lesson.collected + 1, sheet: null };
}

export function skipped(lesson: Lesson, chance: () => number): Lesson {
  const rest = lesson.round.slice(1);
  return { ...lesson, round: rest.length > 0 ? rest : shuffled(chance, asked(lesson)) };
}

function shuffled(chance: () => number, notFirst?: number): readonly number[] {
  const digits = Array.from({ length: 10 }, (_, digit) => digit);
  for (let i = 9; i > 0; i--) {
    const j = Math.floor(chance() * (i + 1));
    [digits[i], digits[j]] = [digits[j] ?? 0, digits[i] ?? 0];
  }
  if (digits[0] === notFirst) digits.push(digits.shift() ?? 0);
  return digits;
}
