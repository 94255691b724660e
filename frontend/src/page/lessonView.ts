import { type Lesson, asked, collected, skipped, startLesson } from '../collection/lesson';
import type { Kept } from '../keep/shelf';
import type { Answer } from '../reading/reader';
import { byId } from './dom';

export interface LessonPorts {
  readonly kept: Kept<Lesson | null>;
  label(marks: string, labels: readonly number[]): void;
  forget(marks: string): void;
  /** Puts a fresh sheet in this one's place, soon after what was collected has been seen. */
  nextSheet(sheet: string): void;
}

/** The labelling mode: asks for a digit, takes what is drawn as an example of it, asks for the next. */
export class LessonView {
  readonly #ports: LessonPorts;
  readonly #bar = byId('lesson');
  readonly #note = byId('lesson-note');
  readonly #back = byId<HTMLButtonElement>('lesson-back');
  readonly #taken: string[] = [];
  #lesson: Lesson;

  constructor(ports: LessonPorts) {
    this.#ports = ports;
    this.#lesson = ports.kept.get() ?? startLesson(Math.random);
    byId('lesson-skip').addEventListener('click', () => {
      this.#set(skipped(this.#lesson, Math.random));
      this.#note.textContent = '';
    });
    this.#back.addEventListener('click', () => {
      const marks = this.#taken.pop();
      if (marks === undefined) return;
      this.#ports.forget(marks);
      this.#set({ ...this.#lesson, collected: Math.max(0, this.#lesson.collected - 1) });
      this.#note.textContent = 'Taken back.';
    });
    this.#show();
  }

  get on(): boolean {
    return !this.#bar.hidden;
  }

  get sheet(): string | null {
    return this.#lesson.sheet;
  }

  /** This sheet, begun in the lesson, is for the digit asked for. */
  begin(sheet: string): void {
    this.#set({ ...this.#lesson, sheet });
  }

  open(): void {
    this.#bar.hidden = false;
    document.body.classList.add('teaching');
    this.#note.textContent = 'Your own way: rest a second, and it is kept.';
  }

  close(): void {
    // A sheet that is drawn on outside the lesson is not for its digit any more.
    if (this.#lesson.sheet !== null) this.#set({ ...this.#lesson, sheet: null });
    this.#bar.hidden = true;
    document.body.classList.remove('teaching');
  }

  /** A final reading of what lies on the desk while the lesson is on. */
  take(answer: Answer): void {
    const { sheet, marks } = answer.sight;
    if (sheet !== this.#lesson.sheet) {
      this.#note.textContent = 'Not collected: an earlier sheet. Clear it and draw.';
      return;
    }
    if (answer.predictions.length !== 1) {
      this.#note.textContent = `That looks like ${answer.predictions.length} digits. Draw one.`;
      return;
    }
    const wanted = asked(this.#lesson);
    const read = answer.predictions[0]?.digit;
    this.#ports.label(marks, [wanted]);
    this.#taken.push(marks);
    this.#set(collected(this.#lesson, Math.random));
    this.#note.textContent =
      read === wanted
        ? `Collected, and read right: ${wanted}.`
        : `Collected as ${wanted}. It read ${read}: just what it needs to learn.`;
    this.#ports.nextSheet(sheet);
  }

  #set(lesson: Lesson): void {
    this.#lesson = lesson;
    this.#ports.kept.set(lesson);
    this.#show();
  }

  #show(): void {
    byId('lesson-digit').textContent = String(asked(this.#lesson));
    byId('lesson-count').textContent = `${this.#lesson.collected} collected`;
    this.#back.disabled = this.#taken.length === 0;
  }
}
